"""Checks a proof about cases from the policy's JSON alone. It shares no code with what finds proofs, nor with working time.

Which cases there are, by which clauses each goes, whether each step begins where one before ends, whether what
voids, pauses or reopens one clock does so with the other, and how long it lasts at worst, found anew. It takes for
granted that a case begins with what starts the promised clock: no milestone of its plan comes before.
"""

from itertools import product

from tests.laws.proof_cases import (
    Case,
    Promise,
    Way,
    agreement_of,
    cases_of,
    clause_of,
    doing,
    ends_sooner,
    name_of,
    parts_of,
    promised,
    with_tiers,
)
from tests.laws.proof_clocks import Clocks, Fact, Legs
from tests.laws.proof_shares import check_shares
from tests.laws.proof_stretches import RULE, check_stretches
from tests.laws.proof_time import (
    Json,
    Late,
    NotKnown,
    Refused,
    chosen,
    fold,
    greatest,
    itself,
    then,
)

MOST_MIXTURES = 3_000
RULES = ("every kind", "one after the other", "the same promise", "stated fields", "late cases add up")


class Lasts:
    """Up to when a case may last, by its start; how long at worst; whether clocks may stand still meanwhile; and what
    is promised at least."""

    def __init__(self, bound: Late, worst: int, still: bool, allowed: int) -> None:
        self.bound, self.worst, self.still, self.allowed = bound, worst, still, allowed


class Checker(Clocks):
    """What is asked of one clause."""

    def __init__(self, policy: Json, clause: Json, answer: Json) -> None:
        self.policy, self.clause = policy, clause
        self.agreement = agreement_of(policy, clause["agreement"])
        self.way = Way(policy, clause)
        self.ledger = {each["kind"] for each in answer["assumptions"]}
        proof = answer["proof"]
        self.parts: list[Json] = proof["parts"] if proof["rule"] == "every kind" else [proof]
        for part in self.parts:
            if part["rule"] not in RULES[1:]:
                raise NotKnown(f"proofs by `{part['rule']}`")
        repeated = {item for part in self.parts for item in part["numbers"].items()}
        if proof["rule"] == "every kind" and not set(proof["numbers"].items()) <= repeated:
            raise Refused("the whole says other numbers than its parts")
        self.begin = clause["since"] if clause["since"] is not None else self.agreement["begins"]
        self.end = self.agreement["ends"]
        if self.end is None:
            if "horizon" not in self.ledger:
                raise Refused("the agreement has no end, and it is not said how far was looked")
            told = [int(part["numbers"]["until"]) for part in self.parts if "until" in part["numbers"]]
            if not told:
                raise Refused("it is not said how far was looked")
            self.end = min(told)
        self.starts_before = min(self.end, self.end if clause["until"] is None else clause["until"])
        self.cases = cases_of(policy, clause["subject"], self.way.conditions(clause))

    # --- the whole

    def check(self) -> None:
        """Raises Refused unless every case is in time, but for as many as may be late."""
        self._in_force()
        kinds: dict[object, tuple[Case, Promise, Legs]] = {}
        left_alone: set[object] = set()
        for case in self.cases:
            target = promised(self.clause, case)
            if target is None:
                continue
            legs = [[doing(step, case) for step in stage] for stage in self.way.stages]
            way = tuple(tuple(tuple((p.name, p.row) for p in leg) for leg in stage) for stage in legs)
            if all(leg for stage in legs for leg in stage):
                kinds.setdefault((target.row, way), (case, target, legs))
            elif None in case.values() and "stated fields" in self.ledger:
                left_alone.add(
                    (target.row, way, tuple(name for name, value in case.items() if value is None))
                )
            else:
                raise Refused(f"nobody does a step for {case}")
        told: list[Json] = []
        for each in kinds.values():
            left = [part for part in self.parts if not any(part is other for other in told)]
            told.append(self._told(*each, left))
        stated = [part for part in self.parts if part["rule"] == "stated fields"]
        of_time = [part for part in self.parts if part["rule"] not in ("stated fields", "late cases add up")]
        if len(of_time) != len(told):
            raise Refused(f"{len(of_time)} kinds of cases are told of, and there are {len(told)}")
        if len(stated) != len(left_alone):
            raise Refused("what is assumed to be stated is told of otherwise")
        if kinds and not self._judged_together() and "steady" not in self.ledger:
            self._with_any_fields()
        used = {below["agreement"] for step in self.way.steps for below, _ in step}
        if ends_sooner(self.policy, self.clause["agreement"], used) and "notice" not in self.ledger:
            raise Refused("what is below can be ended sooner")
        check_shares(self.policy, self.clause, self.way, self.cases, self.parts, self.ledger)

    def _in_force(self) -> None:
        """Nothing below is amended, suspended, a draft or too late."""
        if self.clause["share"] and (self.clause["since"] is not None or self.clause["until"] is not None):
            raise Refused("windows of what is amended")
        for step in self.way.steps:
            for below, _ in step:
                its = agreement_of(self.policy, below["agreement"])
                if below["since"] not in (None, its["begins"]) or below["until"] not in (None, its["ends"]):
                    raise Refused(f"{name_of(below)} is amended")
                if its["life"]["draft"]:
                    raise Refused(f"{its['id']} is a draft")
                if its["begins"] > self.begin:
                    raise Refused(f"{its['id']} begins too late")
                if any(s["begins"] < self.end and s["ends"] > self.begin for s in its["life"]["suspensions"]):
                    raise Refused(f"{its['id']} is suspended")

    def _told(self, case: Case, target: Promise, legs: Legs, left: list[Json]) -> Json:
        """Of the parts that are left the one that tells of such cases; what it says is so."""
        used = {promise.name for stage in legs for leg in stage for promise in leg}
        for part in left:
            if part["rule"] == "the same promise" and self._promises_the_same(target, legs, part["uses"]):
                return part
        steps = sorted((n, sorted(p.name for p in leg)) for n, stage in enumerate(legs) for leg in stage)
        lasts = self._lasts(target, legs)
        for part in left:
            if part["rule"] == "one after the other" and set(part["uses"]) == used:
                said = sorted((int(s["numbers"]["stage"]), sorted(s["uses"])) for s in part["parts"])
                known = all(step["rule"] == "step" for step in part["parts"])
                if known and said == steps and self._says(part["numbers"], target, lasts):
                    return part
        raise Refused(f"the proof says nothing, or other than {lasts.worst} of {target.deadline}, for {case}")

    def _says(self, said: Json, target: Promise, lasts: Lasts) -> bool:
        """Whether these are the numbers of the worst case, as it was found anew."""
        start, told = int(said["worst_start"]), int(said["worst_us"])
        term = int(said["from"]), int(said["until"])
        if term != (self.begin, self.end) or not self.begin <= start < self.starts_before:
            return False
        if int(said["worst_end"]) != lasts.bound(start):
            return False
        if target.deadline["type"] == "within" and int(said["target_us"]) != target.deadline["us"]:
            return False
        if lasts.still:  # a bound is told, which need not be attained
            return lasts.worst <= told <= lasts.allowed
        if target.deadline["type"] != "within":
            time = self.time_of(target.calendar)
            return told == time(lasts.bound(start)) - time(start)
        return told == lasts.worst

    def _promises_the_same(self, target: Promise, legs: Legs, uses: list[str]) -> bool:
        """Whether one step does, by what it is made of: then it need not be reckoned."""
        if len(legs) != 1 or len(legs[0]) != 1:
            return False
        ours, calendars = self.agreement, self.policy["calendars"]
        for each in legs[0][0]:
            its = agreement_of(self.policy, each.clause["agreement"])
            same = (
                self.alike(each.clause)
                and each.deadline == target.deadline
                and all(
                    calendars[each.calendar][part] == calendars[target.calendar][part]
                    for part in ("rule", "zone")
                )
                and its["zone"] == ours["zone"]
                and set(map(fold, each.clause["pauses"])) <= set(map(fold, self.clause["pauses"]))
                and all(left in self.clause["excluding"] for left in each.clause["excluding"])
                and each.clause["fields"] == self.clause["fields"]
                and (its["ends"] is None or its["ends"] >= self.end)
            )
            if same and uses == [each.name]:
                return True
        return False

    def _judged_together(self) -> bool:
        """Whether one step looks at the fields of the same instants as the promise does."""
        steps = self.way.steps
        same = all(self.alike(b) and b["fields"] == self.clause["fields"] for step in steps for b, _ in step)
        return len(steps) == 1 and same

    def _with_any_fields(self) -> None:
        """Fields may change between steps: every mixture of what the steps may be has to be in time."""
        names = {
            fold(part["field"])
            for c in self.way.conditions({"where": None, "rows": []})
            for part in parts_of(c)
        }
        if not names:
            return
        known = [c for c in self.cases if None not in c.values() or "stated fields" not in self.ledger]
        ways: list[dict[tuple[str, ...], list[Promise]]] = []
        for stage in self.way.stages:
            for step in stage:
                found = (doing(step, case) for case in known)
                ways.append({tuple(f"{p.name} {p.row}" for p in each): each for each in found})
        targets: dict[tuple[str, int | None], Promise] = {}
        for case in known:
            target = promised(self.clause, case)
            if target is not None:
                targets[target.name, target.row] = target
        tried = 0
        for mixed in product(*(each.values() for each in ways)):
            legs, left = Legs(), list(mixed)
            for stage in self.way.stages:
                legs.append([left.pop(0) for _ in stage])
            if not all(leg for stage in legs for leg in stage):
                raise Refused("with other fields nobody may do a step")
            for target in targets.values():
                tried += 1
                if tried > MOST_MIXTURES:
                    raise NotKnown("so many mixtures of fields")
                self._lasts(target, legs)

    # --- how long it lasts

    def _lasts(self, target: Promise, legs: Legs) -> Lasts:
        """How long at worst. Raises Refused if that is more than is promised."""
        facts, stops = self._facts(legs), self.moves(self.clause, "stop")
        done = [fact for fact in facts if fact.events <= stops]
        if not done:
            raise Refused("the last step does not stop the clock")
        self.check_alone(legs, done)
        time, still = self.time_of(target.calendar), self.may_stand_still(legs)
        bound = done[0].by
        for fact in done[1:]:
            bound = chosen(bound, fact.by, min)
        us = self._allowed(target, time)
        if target.deadline["type"] != "within" and not still:
            due = then(self.by(target, False), time)
            if greatest(then(bound, time), due, self.starts_before) > 0:
                raise Refused("it may last longer than is promised")
            return Lasts(bound, 0, False, us)
        worst = greatest(then(bound, time), time, self.starts_before)
        if still:
            found = [self.interrupted(target, fact.way) for fact in done if fact.way is not None]
            known = [each for each in found if each is not None]
            if not known:
                raise Refused("time above may go on while a step stands still")
            worst = min(known)
        if worst > us:
            raise Refused(f"it may last {worst}, and {us} is promised")
        return Lasts(bound, worst, still, us)

    def _allowed(self, target: Promise, time: Late) -> int:
        """What is promised: a length, or the least that there is until it is due; if that is in the term."""
        if target.deadline["type"] == "within":
            us: int = target.deadline["us"]
            return us
        due = self.by(target, False)
        after = [last + 1 for begin, last in due.pieces() if due(begin) < self.end and due(last) < self.end]
        for begin, last in due.pieces():
            if due(begin) < self.end <= due(last):
                after.append(begin + self.end - due(begin))
        before = min(max(after, default=self.begin + 1), self.starts_before)
        return -greatest(time, then(due, time), before)

    def _facts(self, legs: Legs) -> list[Fact]:
        """All that is known to have come, from the start on, stage by stage."""
        stops, starts = self.moves(self.clause, "stop"), self.moves(self.clause, "start", "restart")
        facts = [Fact(starts, itself(self.begin, self.end), [])]
        reached = set(starts | stops)
        self._at_once(facts, stops)
        for stage in legs:
            entered = list(facts)
            reached |= {event for fact in entered for event in fact.events}
            for leg in stage:
                before = len(facts)
                for promise in leg:
                    begins = self.moves(promise.clause, "start", "restart")
                    if not self.alike(promise.clause) and not begins <= reached:
                        raise Refused(f"{promise.name} may begin before the promised clock does")
                    for fact in entered:
                        if fact.events - stops <= begins:
                            ends = self.moves(promise.clause, "stop") | (fact.events & stops)
                            way = None if fact.way is None else [*fact.way, [promise]]
                            by = self.by(promise, latest=fact is not facts[0])
                            facts.append(Fact(frozenset(ends), then(fact.by, by), way))
                if len(facts) == before:
                    raise Refused("a step does not begin with what ends those before")
            self._at_once(facts, stops)
        return facts

    def _at_once(self, facts: list[Fact], stops: frozenset[str]) -> None:
        """What the plan assumes to come at once after others."""
        for each in self.way.assumes("at once"):
            choices = [[f for f in facts if f.events - stops <= {fold(event)}] for event in each["after"]]
            for chosen_ones in product(*choices):
                if "at once" not in self.ledger:
                    continue
                by, events = chosen_ones[0].by, {fold(each["event"])}
                for fact in chosen_ones:
                    by, events = chosen(by, fact.by, max), events | (fact.events & stops)
                way = chosen_ones[0].way if len(chosen_ones) == 1 else None
                facts.append(Fact(frozenset(events), by, way))


def check(policy: Json, answer: Json) -> None:
    """Raises Refused unless the answer's proof shows that its clause is covered."""
    versions = [
        each
        for each in policy["clauses"]
        if (each["agreement"], each["id"], each["version"])
        == (answer["agreement"], answer["clause"], answer["version"])
    ]
    clause = versions[0] if versions else clause_of(policy, answer["agreement"], answer["clause"])
    if answer["proof"]["rule"] == RULE:
        check_stretches(policy, clause, answer, check)
        return
    told = Checker(policy, clause, answer)
    seen = with_tiers(policy, told.begin, told.end)
    if seen is not policy:
        place = next(n for n, each in enumerate(policy["clauses"]) if each is clause)
        told = Checker(seen, seen["clauses"][place], answer)
    told.check()
