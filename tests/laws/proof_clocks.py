"""Clocks as a proof about cases has to reckon with them, from the policy's JSON alone: what moves them, and what if one stands still."""

from tests.laws.proof_cases import Promise, Way, agreement_of
from tests.laws.proof_time import (
    Json,
    Late,
    Refused,
    allowed,
    counted,
    fold,
    greatest,
    itself,
    never_earlier,
    openings,
    then,
)

Legs = list[list[list[Promise]]]  # by stage and step: what is promised


class Fact:
    """One of the events has come by then, at the latest; `way`: the steps one after the other that made it so."""

    def __init__(self, events: frozenset[str], by: Late, way: list[list[Promise]] | None) -> None:
        self.events, self.by, self.way = events, by, way


class Clocks:
    """A promise, and the clocks of it and of what it rests on."""

    policy: Json
    clause: Json
    way: Way
    ledger: set[str]
    begin: int
    end: int

    def moves(self, clause: Json, *actions: str) -> frozenset[str]:
        """The events that do so to a clause's clock."""
        return frozenset(
            fold(each["event"]) for each in self.clock(clause)["transitions"] if each["action"] in actions
        )

    def clock(self, clause: Json) -> Json:
        """A clause's clock."""
        key = fold(clause["subject"]), fold(clause["clock"])
        found: Json = next(c for c in self.policy["clocks"] if (fold(c["subject"]), fold(c["name"])) == key)
        return found

    def alike(self, below: Json) -> bool:
        """Whether it is the very same clock."""
        return self.clock(below) == self.clock(self.clause)

    def most(self, what: str) -> int | None:
        """How often a case may be interrupted so."""
        counts = [each["count"] for each in self.way.assumes("at most") if each["what"] == what]
        return min(counts, default=None)

    def time_of(self, calendar: str) -> Late:
        """How much of a calendar is open, up to an instant."""
        rule = self.policy["calendars"][calendar]["rule"]
        return counted(openings(rule, self.begin, self.end), self.begin, self.end)

    def by(self, promise: Promise, latest: bool = True) -> Late:
        """Up to when a step that begins at an instant may last; `latest`: or at any instant before."""
        its = agreement_of(self.policy, promise.clause["agreement"])
        until = self.end if its["ends"] is None else min(its["ends"], self.end)
        named = self.policy["calendars"][promise.calendar]
        found = allowed(promise.deadline, named, its["zone"], self.begin, self.end, until)
        return never_earlier(found) if latest else found

    def check_alone(self, legs: Legs, done: list[Fact]) -> None:
        """Nothing stops, voids, pauses or reopens one side only."""
        clause = self.clause
        promises = [promise for stage in legs for leg in stage for promise in leg]
        for promise in promises:
            below = promise.clause
            if not all(left in clause["excluding"] for left in below["excluding"]):
                raise Refused(f"{promise.name} leaves out time that counts above")
            if self.moves(below, "void") - self.moves(clause, "void") and not self.alike(below):
                raise Refused(f"{promise.name} may be void alone")
            if (
                set(map(fold, below["pauses"])) - set(map(fold, clause["pauses"]))
                and self.most("pauses") != 0
            ):
                raise Refused(f"{promise.name} may be paused alone")
        if len(legs) > 1 or not all(self.alike(promise.clause) for promise in promises):
            for each in (clause, *(promise.clause for promise in promises)):
                if any(t["action"] == "restart" or t["within"] for t in self.clock(each)["transitions"]):
                    raise Refused("a clock may begin anew, or goes on only for some time")
        goes_on = self.moves(clause, "continue")
        if goes_on and self.most("reopenings") != 0:
            last = [p for fact in done for p in (fact.way or [[]])[-1]]
            if not any(goes_on <= self.moves(promise.clause, "continue") for promise in last):
                raise Refused("the clock may go on alone")
        paused = any(promise.clause["pauses"] for promise in promises)
        for what, matters in (("pauses", paused), ("reopenings", bool(goes_on))):
            if matters and self.most(what) is not None and "at most" not in self.ledger:
                raise Refused(f"it is not said that there are only so many {what}")

    def _stands_still(self, way: list[list[Promise]]) -> list[bool]:
        """Of each step of a way, whether its clock may stand still together with the promised one."""
        goes_on = bool(self.moves(self.clause, "continue")) and self.most("reopenings") != 0
        return [
            bool(promise.clause["pauses"] and self.most("pauses") != 0)
            or bool(promise.clause["excluding"])
            or (number == len(way) - 1 and goes_on)
            for number, (promise,) in enumerate(way)
        ]

    def may_stand_still(self, legs: Legs) -> bool:
        goes_on = bool(self.moves(self.clause, "continue")) and self.most("reopenings") != 0
        return goes_on or any(
            (promise.clause["pauses"] and self.most("pauses") != 0) or promise.clause["excluding"]
            for stage in legs
            for leg in stage
            for promise in leg
        )

    def interrupted(self, target: Promise, way: list[list[Promise]]) -> int | None:
        """Along one way: what may stand still by itself, and what lies between at its worst. None: no bound."""
        time, total = self.time_of(target.calendar), 0
        between: Late | None = None
        for (promise,), still in zip(way, self._stands_still(way)):
            if not still:
                between = then(between or itself(self.begin, self.end), self.by(promise))
                continue
            if between is not None:
                total, between = total + self._all(between, time), None
            own = self._one_interrupted(target, promise)
            if own is None:
                return None
            total += own
        return total if between is None else total + self._all(between, time)

    def _all(self, until: Late, time: Late) -> int:
        return greatest(then(until, time), time, self.end + 1)

    def _one_interrupted(self, target: Promise, promise: Promise) -> int | None:
        """e <= d + G * (floor(d / L) + k + 1): G counts above while all below rest, L is their shortest opening."""
        rules = self.policy["calendars"]
        above = openings(rules[target.calendar]["rule"], self.begin, self.end)
        below = openings(rules[promise.calendar]["rule"], self.begin, self.end)
        time, own = counted(above, self.begin, self.end), counted(below, self.begin, self.end)
        length = promise.deadline["us"] if promise.deadline["type"] == "within" else None
        if length is None:
            length = self._all(self.by(promise), own)
        edges = [self.begin, *(edge for span in below for edge in span), self.end]
        gap = max(time(edges[n + 1]) - time(edges[n]) for n in range(0, len(edges), 2))
        if gap == 0:
            return int(length)
        counts = []
        if promise.clause["pauses"]:
            counts.append(self.most("pauses"))
        if self.moves(self.clause, "continue"):
            counts.append(self.most("reopenings"))
        if promise.clause["excluding"] or None in counts or not below:
            return None
        shortest = min(closes - opens for opens, closes in below)
        times = sum(each for each in counts if each is not None)
        return int(length + gap * (length // shortest + times + 1))
