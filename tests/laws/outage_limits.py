"""What clauses that support a promise of availability leave of its windows, from the policy's JSON alone."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from tests.laws.outage_windows import (
    Left,
    bad_most,
    by_instant,
    counted,
    implies,
    is_about,
    left_out,
    length,
    whole_most,
    windows_of,
)
from tests.laws.proof_cases import agreement_of, clause_of
from tests.laws.proof_time import Json, Refused, Span, Spans, common


class Limit:
    """At most so much of these spans may a service be down; excluded time counts as `weight` of itself."""

    def __init__(
        self, service: str, most: Fraction, spans: Spans, left: list[Left], weight: Fraction
    ) -> None:
        self.service, self.most, self.spans, self.left, self.weight = service, most, spans, left, weight


class Limits:
    """A promise, and what it rests on."""

    policy: Json
    clause: Json
    proof: Json
    assumed: list[Json]
    below: set[str]
    negated: bool
    until: int

    def situations(self) -> Iterator[frozenset[str]]:
        """All sets of services that may be down together, the promised one among them."""
        raise NotImplementedError

    def limits(self, window: Span, within: Spans, part: Json) -> Iterator[Limit]:
        """What is told to be left, found anew: of each clause its windows in order."""
        count: defaultdict[tuple[str, str], int] = defaultdict(int)
        for each in part["parts"]:
            if each["rule"] != "allowance":
                continue
            if not each["uses"] or not set(each["uses"]) <= set(self.proof["uses"]):
                raise Refused(f"{each['uses']} is not said to be rested on")
            numbers, key = each["numbers"], (" ".join(each["uses"]), each["numbers"]["service"])
            own = list(self._own(each["uses"], numbers["service"], window, within))
            if count[key] >= len(own):
                raise Refused(f"{key} leaves nothing more")
            limit = own[count[key]]
            count[key] += 1
            if (limit.most, limit.weight) != (
                Fraction(numbers["most"]),
                Fraction(numbers["excluded_weight"]),
            ):
                raise Refused(f"{key} leaves {limit.most} ({limit.weight}), not {numbers}")
            yield limit

    def _own(self, uses: list[str], service: str, window: Span, within: Spans) -> Iterator[Limit]:
        """What the windows of a supporting clause (or of two, number and length) leave, in order."""
        versions = versions_of(self.policy, uses[0])
        first = versions[0]
        its = agreement_of(self.policy, first["agreement"])
        if its["id"] not in self.below or its["life"]["draft"]:
            raise Refused(f"{its['id']} does not support it")
        if any(not is_about(each, service) for name in uses for each in versions_of(self.policy, name)):
            raise Refused(f"{uses} is not about {service}")
        rules = [its["measure"]["state"]["rule"] for its in (self.clause, first)]
        if not any(map(by_instant, rules)) and not all(service in down for down in self.situations()):
            raise Refused(f"what is none of {service} alone may be one of several services together")
        if len(uses) == 1:
            for each in versions:
                yield from self._one(each, service, window, within)
        else:
            yield from self._outages(uses, service, window, within)

    def _one(self, first: Json, service: str, window: Span, within: Spans) -> Iterator[Limit]:
        left = left_out(self.policy, first, service, self.assumed)
        state = self.clause["measure"]["state"]["rule"]
        share, most, strict, negated = bad_most(first)
        theirs = first["measure"]["state"]["rule"]
        if negated != self.negated or not (implies(theirs, state) if negated else implies(state, theirs)):
            raise Refused(f"{first['id']} is about another state")
        for each in windows_of(self.policy, first, self.until):
            if each[1] <= window[0] or each[0] >= window[1]:
                continue
            spans = counted(self.policy, first, each)
            inside = common(spans, within)
            if inside:
                whole = Fraction(most) if share is None else share * length(spans)
                if strict:
                    whole = Fraction(max(-(-whole.numerator // whole.denominator) - 1, 0))
                yield Limit(service, whole, inside, left, Fraction(0) if share is None else share)

    def _outages(self, uses: list[str], service: str, window: Span, within: Spans) -> Iterator[Limit]:
        """Of two clauses: so many outages begin in a window, and none lasts longer."""
        number, longest = (clause_of(self.policy, *name.split("/"), "window_clauses") for name in uses)
        its = agreement_of(self.policy, number["agreement"])
        left = left_out(self.policy, number, service, self.assumed)
        state = self.clause["measure"]["state"]["rule"]
        same = all(number[part] == longest[part] for part in ("agreement", "calendar", "excluding"))
        whats = number["measure"].get("what"), longest["measure"].get("what")
        most_of, us = whole_most(number), whole_most(longest)
        states = [each["measure"]["state"]["rule"] for each in (number, longest)]
        if not same or whats != ("number", "longest") or states[0] != states[1] or self.negated:
            raise Refused(f"{uses} do not say how many outages there are, and how long they last")
        if most_of is None or us is None or not implies(state, states[0]):
            raise Refused(f"{uses} are about other outages")
        reaching = [
            w for w in windows_of(self.policy, number, self.until) if w[1] > window[0] and w[0] < window[1]
        ]
        spans = common(counted(self.policy, number, window), within)
        before = [max(us - 1, 0) if w[0] > its["begins"] else 0 for w in reaching]
        for each, reached in zip(reaching, before):
            inside = common(spans, [each])
            if inside:
                yield Limit(service, Fraction(most_of * us + reached), inside, left, Fraction(0))
        if len(reaching) > 1 and number["window"]["kind"] != "rolling":
            total = len(reaching) * most_of * us + before[0]
            yield Limit(service, Fraction(total), spans, left, Fraction(0))


def versions_of(policy: Json, name: str) -> list[Json]:
    """The texts of a clause about windows, by its name in proofs."""
    found = [each for each in policy["window_clauses"] if f"{each['agreement']}/{each['id']}" == name]
    if not found:
        raise Refused(f"there is no {name}")
    return found


def below(policy: Json, id: str) -> set[str]:
    """The agreements that support one, and those that support these."""
    found, waiting = set[str](), [id]
    while waiting:
        above = waiting.pop()
        for each in policy["supports"]:
            new = each["supported"] == above and each["agreement"] not in {*found, id}
            if new and not agreement_of(policy, each["agreement"])["life"]["draft"]:
                found.add(each["agreement"])
                waiting.append(each["agreement"])
    return found
