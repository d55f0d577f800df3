"""Checks a proof of availability from the policy's JSON alone. It shares no code with what finds proofs.

For every window of the promise, reckoned anew with dates: which time counts, what each supporting clause leaves,
what may be excluded, and whether, at the prices of the proof, no way of being down is worth more than it takes of
that. Whoever multiplies any history by the prices sees that it is no worse than all limits are worth.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, combinations, pairwise, product

from tests.laws.outage_limits import Limit, Limits, below, versions_of
from tests.laws.outage_windows import (
    Left,
    bad_most,
    counted,
    is_about,
    left_out,
    length,
    may_be_unknown,
    windows_of,
)
from tests.laws.proof_cases import agreement_of, ends_sooner
from tests.laws.proof_time import Json, NotKnown, Refused, Span, Spans, fold

Cell = tuple[
    frozenset[int], frozenset[int]
]  # the limits that count there: what is left, and what is excluded
RULES = {
    "one service", "series", "parallel", "so many of", "needs", "windows", "hours", "exclusions", "incidents",
    "independence",
}  # fmt: skip


Capped = tuple[Left, Fraction, Spans]


class Outages(Limits):
    """What is asked of one promise about one service."""

    def __init__(self, policy: Json, clause: Json, service: str, proof: Json, ledger: list[Json]) -> None:
        self.policy, self.clause, self.service, self.proof = policy, clause, fold(service), proof
        self.ledger = Counter(each["kind"] for each in ledger)
        self.agreement = agreement_of(policy, clause["agreement"])
        self.below = below(policy, clause["agreement"])
        ids = {clause["agreement"], *self.below}
        stated = [each for each in policy["assumptions"] if each["agreement"] in ids]
        self.assumed = [each for each in stated if each["type"] in self.ledger]
        self.needs = {fold(each["name"]): each["needs"] for each in policy["services"]}
        self.share, self.most, self.strict, self.negated = bad_most(clause)
        self.left = left_out(policy, clause, self.service, self.assumed)
        if "notice" not in self.ledger and ends_sooner(policy, clause["agreement"], self._used()):
            raise Refused("what is below can be ended sooner")

    def _used(self) -> set[str]:
        return {name.rpartition("/")[0] for name in self.proof["uses"]}

    # --- the whole

    def check(self) -> int:
        """How many windows were checked. Raises Refused unless none of them can be worse than is promised."""
        told: dict[Span, Json] = {}
        for part in self.proof["parts"]:
            if part["rule"] != "prices":
                raise NotKnown(f"parts by `{part['rule']}`")
            if part["uses"] != self.proof["uses"]:
                raise Refused("a part rests on others than the whole")
            for span in part["numbers"]["windows"].split():
                begin, _, end = span.partition("-")
                told[int(begin), int(end)] = part
        until = self.agreement["ends"]
        if until is None or (told and max(end for _, end in told) < until and "horizon" in self.ledger):
            if "horizon" not in self.ledger:
                raise Refused("it is not said how far was looked")
            until = max((end for _, end in told), default=self.agreement["begins"])
        self.until = until
        self._of_states()
        worst: list[tuple[Fraction, Span, Fraction]] = []
        for window in windows_of(self.policy, self.clause, until):
            within = counted(self.policy, self.clause, window)
            if not within:
                continue
            if window not in told:
                raise Refused(f"nothing is said of the window {window}")
            bad = self._window(window, within, told[window])
            worst.append((1 - bad / length(within), window, bad))
        if set(told) - {window for _, window, _ in worst}:
            raise Refused("windows are told of that there are not")
        if (self.proof["rule"] == "no time") != (not worst):
            raise Refused("whether any time counts is told otherwise")
        if worst:
            self._told(min(worst))
        return len(worst)

    def _told(self, worst: tuple[Fraction, Span, Fraction]) -> None:
        share, window, bad = worst
        numbers = self.proof["numbers"]
        said = Fraction(numbers["share"].removesuffix("%")) / 100, Fraction(numbers["worst_us"])
        if said != (share, bad) or window != (int(numbers["worst_start"]), int(numbers["worst_end"])):
            raise Refused(f"the worst is {worst}, and {numbers} is told")

    def _of_states(self) -> None:
        """Time of which the data does not say hides no downtime, and services rest on others as is said."""
        rule = self.clause["measure"]["state"]["rule"]
        hides = may_be_unknown(rule) and self.clause["unknown"] != "in favour"
        for name in self.proof["uses"]:
            for its in versions_of(self.policy, name):
                hides |= may_be_unknown(its["measure"]["state"]["rule"]) and its["unknown"] != "against"
        if hides and "monitored always" not in self.ledger:
            raise Refused("time of which the data does not say may hide that it is down")
        self.concerned = {service for down in self.situations() for service in down}
        if sum(self.needs.get(each) is not None for each in self.concerned) > self.ledger["needs"]:
            raise Refused("it is not said that services are down only while what they need is")

    # --- one window

    def _window(self, window: Span, within: Spans, part: Json) -> Fraction:
        """The most that can be bad in it, at the prices of the part."""
        bad = self._worth(part, window, within)
        allowed = self.share * length(within) if self.share is not None else Fraction(self.most)
        numbers = part["numbers"]
        if (Fraction(numbers["us"]), Fraction(numbers["most"])) != (length(within), allowed):
            raise Refused(f"{allowed} of {length(within)} is allowed, and {numbers} is told")
        if Fraction(numbers["bad"]) != bad:
            raise Refused(f"the prices come to {bad}, and {numbers['bad']} is told")
        if "expected" in numbers:
            bad = min(bad, self._expected(window, within, part))
            if bad != Fraction(numbers["expected"]):
                raise Refused(f"{bad} is expected, and {numbers['expected']} is told")
        if bad > allowed or (self.strict and bad and bad == allowed):
            raise Refused(f"{bad} may be down, of {allowed}")
        return bad

    def _worth(self, part: Json, window: Span, within: Spans, alone: str = "") -> Fraction:
        """What all limits are worth at the prices of a part, if nothing bad is worth more than it takes of them."""
        limits = list(self.limits(window, within, part))
        every = [(left, Fraction(us), spans) for left in self._left(limits, within)
                 for us, spans in left.limits(self.policy, within)]  # fmt: skip
        caps = _matched([each for each in part["parts"] if each["rule"] == "cap"], every)
        cells = _cells(within, [limit.spans for limit in limits], [spans for *_, spans in caps])
        prices: dict[Cell, Fraction] = {}
        for each in part["parts"]:
            if each["rule"] == "cell":
                numbers = each["numbers"]
                cell = (
                    frozenset(map(int, numbers["allowances"].split())),
                    frozenset(map(int, numbers["caps"].split())),
                )
                if int(numbers["us"]) != cells.get(cell):
                    raise Refused(f"a cell is {cells.get(cell)} long, and {numbers['us']} is told")
                prices[cell] = Fraction(numbers["price"])
            elif each["rule"] not in ("allowance", "cap", "alone"):
                raise NotKnown(f"parts by `{each['rule']}`")
        if set(prices) != set(cells):
            raise Refused("not all cells are told of")
        of_limits = [
            Fraction(each["numbers"]["price"]) for each in part["parts"] if each["rule"] == "allowance"
        ]
        of_caps = [Fraction(each["numbers"]["price"]) for each in part["parts"] if each["rule"] == "cap"]
        if min([*prices.values(), *of_limits, *of_caps], default=0) < 0:
            raise Refused("a price is negative")
        for down, excluded in self._ways(limits, within, alone):
            left = any(each in excluded for each in self.left)
            bad = (self.share or Fraction(0)) if left else Fraction(int((alone or self.service) in down))
            if not bad:
                continue
            takes = [
                limit.weight
                if any(_in(each, excluded, within) for each in limit.left)
                else int(limit.service in down)
                for limit in limits
            ]
            holds = [_in(each, excluded, within) for each, *_ in caps]
            for (own, capped), price in prices.items():
                paid = (
                    price
                    + sum(of_limits[n] * takes[n] for n in own)
                    + sum(of_caps[n] for n in capped if holds[n])
                )
                if paid < bad:
                    raise Refused(f"{sorted(down)} may be down for too little")
        total = sum((prices[cell] * us for cell, us in cells.items()), Fraction(0))
        total += sum(
            (limit.most * price for limit, price in zip(limits, of_limits, strict=True)), Fraction(0)
        )
        return total + sum(
            (most * price for (_, most, _), price in zip(caps, of_caps, strict=True)), Fraction(0)
        )

    def _ways(
        self, limits: list[Limit], within: Spans, alone: str
    ) -> Iterator[tuple[frozenset[str], list[Left]]]:
        """What may be so at an instant: services down together, and what is excluded then."""
        every = self._left(limits, within)
        if len(every) > 6:
            raise NotKnown("so many exclusions")
        situations = [frozenset({alone})] if alone else [*self.situations()]
        for down in [frozenset[str](), *situations]:
            for count in range(len(every) + 1):
                for excluded in combinations(every, count):
                    yield down, list(excluded)

    def _left(self, limits: list[Limit], within: Spans) -> list[Left]:
        """All that the promise and what limits it leave out, each once."""
        every: list[Left] = list(self.left)
        elsewhere = (
            left_out(self.policy, its, service, self.assumed)
            for name in self.proof["uses"]
            for its in versions_of(self.policy, name)
            for service in sorted(self.concerned)
            if is_about(its, service)
        )
        for each in chain.from_iterable([*(limit.left for limit in limits), *elsewhere]):
            if not any(each.same_as(other, within) for other in every):
                every.append(each)
        return every

    def situations(self) -> Iterator[frozenset[str]]:
        """All sets of services that may be down together, the promised one among them."""
        names, waiting = dict[str, None](), [self.service]
        while waiting:
            name = waiting.pop()
            if name not in names:
                names[name] = None
                waiting += _needed(self.needs.get(name))
        if len(names) > 14:
            raise NotKnown("so many services")
        for choice in product([False, True], repeat=len(names)):
            down = frozenset(name for name, so in zip(names, choice) if so)
            possible = all(self.needs.get(n) is None or not _works(self.needs[n], down) for n in down)
            if self.service in down and possible:
                yield down

    # --- if outages are independent of each other

    def _expected(self, window: Span, within: Spans, part: Json) -> Fraction:
        """How bad it is if services are down independently of each other, each as often as it may be alone."""
        stated = [each for each in self.assumed if each["type"] == "independent failures"]
        cuts = self.cuts()
        every = {service for cut in cuts for service in cut}
        free = {fold(s) for each in stated for s in (each["services"] or every)}
        chances = {}
        for each in part["parts"]:
            if each["rule"] == "alone":
                service = each["numbers"]["service"]
                chances[service] = self._worth(each, window, within, alone=service) / length(within)
                if chances[service] != Fraction(each["numbers"]["bad"]) / length(within):
                    raise Refused(f"{service} is told to be down otherwise")
        if not every <= set(chances):
            raise Refused("it is not told how often each is down")
        if not stated:
            raise Refused("it is not assumed that outages are independent")
        if every <= free:
            return _chance([frozenset(cut) for cut in cuts], chances, sorted(every)) * length(within)
        total = Fraction(0)
        for cut in cuts:
            together = Fraction(1)
            for service in cut & free:
                together *= chances[service]
            total += min([together, *(chances[service] for service in cut - free)])
        return min(total, Fraction(1)) * length(within)

    def cuts(self) -> list[frozenset[str]]:
        """The least sets of services that are down with the promised one; of those that rest on no other."""
        leaves = {frozenset(s for s in down if self.needs.get(s) is None) for down in self.situations()}
        return sorted((cut for cut in leaves if not any(other < cut for other in leaves)), key=sorted)


def _chance(cuts: list[frozenset[str]], chances: dict[str, Fraction], services: list[str]) -> Fraction:
    """That all of one of the cuts are down, by going through everything that may be."""
    total = Fraction(0)
    for choice in product([False, True], repeat=len(services)):
        down = {name for name, so in zip(services, choice) if so}
        if any(cut <= down for cut in cuts):
            chance = Fraction(1)
            for name, so in zip(services, choice):
                chance *= chances[name] if so else 1 - chances[name]
            total += chance
    return total


def _in(one: Left, several: list[Left], within: Spans) -> bool:
    return any(one is other or one.same_as(other, within) for other in several)


def _matched(told: list[Json], caps: list[Capped]) -> list[Capped]:
    """The caps that are told of: of the same exclusion they come in order."""
    left, found = list(caps), list[Capped]()
    for each in told:
        name, most = each["numbers"]["exclusion"], Fraction(each["numbers"]["most"])
        fits = next((cap for cap in left if cap[1] == most and name.startswith(cap[0].called)), None)
        if fits is None:
            raise Refused(f"{name} is not limited to {most}")
        left.remove(fits)
        found.append(fits)
    return found


def _cells(within: Spans, limits: list[Spans], caps: list[Spans]) -> dict[Cell, int]:
    """How long which limits count together."""
    every = [*limits, *caps]
    edges = sorted({edge for spans in (within, *every) for span in spans for edge in span})
    places = {edge: number for number, edge in enumerate(edges)}
    holding: list[set[int]] = [set() for _ in edges]
    for number, spans in enumerate((within, *every)):
        for begin, end in spans:
            for place in range(places[begin], places[end]):
                holding[place].add(number - 1)
    found: defaultdict[Cell, int] = defaultdict(int)
    for place, (begin, end) in enumerate(pairwise(edges)):
        held = holding[place]
        if -1 in held:
            own = frozenset(n for n in held if 0 <= n < len(limits))
            found[own, frozenset(n - len(limits) for n in held if n >= len(limits))] += end - begin
    return dict(found)


def _needed(need: Json | None) -> list[str]:
    if need is None:
        return []
    return (
        [fold(need["service"])] if need["type"] == "service" else [n for e in need["of"] for n in _needed(e)]
    )


def _works(need: Json, down: frozenset[str]) -> bool:
    if need["type"] == "service":
        return fold(need["service"]) not in down
    parts = [_works(each, down) for each in need["of"]]
    least = {"all of": len(parts), "any of": 1}.get(need["type"], need.get("least"))
    return sum(parts) >= least


def check(policy: Json, answer: Json) -> int:
    """How many windows were checked. Raises Refused unless the proof shows that its clause is covered."""
    versions = [
        each
        for each in policy["window_clauses"]
        if (each["agreement"], each["id"], each["version"]) == (answer["agreement"], answer["clause"], answer["version"])
    ]  # fmt: skip
    if len(versions) != 1:
        raise Refused(f"{answer['clause']} has {len(versions)} such texts")
    (clause,), proof = versions, answer["proof"]
    if proof["rule"] == "every service":
        services = [each["name"] for each in policy["services"]]
        if clause["case"] is not None or not clause["each"] or len(services) != len(proof["parts"]):
            raise Refused("not every service is told of")
        parts = list(zip(services, proof["parts"]))
    else:
        named = clause["case"]
        if named is None:
            named = policy["services"][0]["name"] if clause["each"] and len(policy["services"]) == 1 else None
        if named is None:
            raise NotKnown("promises about all services together")
        parts = [(named, proof)]
    checked = 0
    for service, part in parts:
        if part["rule"] != "no time" and not set(part["rule"].split(", ")) <= RULES:
            raise NotKnown(f"proofs by `{part['rule']}`")
        checked += Outages(policy, clause, service, part, answer["assumptions"]).check()
    return checked
