"""The share of readings is that of a plain loop over them, in whatever order they come; what is unknown of some is
tried in every way."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product
from random import Random

from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from sladsl.evaluate import Event, WindowVerdict, judge
from sladsl.evaluate.reading_shares import answers_of
from sladsl.evaluate.samples import Sample
from sladsl.policy.conditions import Both, Compared, Condition, Either, IsOneOf, Not
from sladsl.policy.measures import ReadingShare, StateOf, TimeShare
from sladsl.policy.model import Field, Policy, Subject, Target, Window
from sladsl.policy.states import Buckets, Order
from sladsl.policy.values import Length, Number, Text, Value
from sladsl.underpinning.comparison.levels import level_of
from sladsl.underpinning.comparison.state_order import within
from tests.effort import examples
from tests.unit.evaluate.measured import CLAUSE
from tests.unit.evaluate.measured import promise as promised
from tests.unit.evaluate.policies import DAY, MINUTE, PLACE, at

BEGIN = at("2026-03-02 00:00")
MINUTES = 4
SUBJECT = Subject(
    "site",
    ("sites",),
    "name",
    (
        Field("tier", "one of", ("Gold", "Free")),
        Field("status", "number", reading=True),
        Field("wait", "length", reading=True),
        Field("valid", "one of", ("yes", "no"), reading=True),
    ),
    ("served", "checked"),
    PLACE,
)
FAILED = Compared("status", "at least", Number(Decimal(500)))
VALID = IsOneOf("valid", (Text("yes"),))
GOLD = IsOneOf("tier", (Text("Gold"),))


@frozen
class Request:
    """What one says, each as far as it is said; `tier` is what the site has from then on."""

    at: int
    kind: str
    status: int | None
    wait: int | None
    valid: str | None
    tier: str | None

    def event(self, number: int) -> Event:
        said: dict[str, Value | None] = {
            "status": None if self.status is None else Number(Decimal(self.status)),
            "wait": None if self.wait is None else Length(self.wait),
            "valid": None if self.valid is None else Text(self.valid),
            "tier": None if self.tier is None else Text(self.tier),
        }
        fields = {name: value for name, value in said.items() if value is not None}
        return Event(self.at, "site", "S", self.kind, fields, f"e{number}", number)


@st.composite
def logs(draw: st.DrawFn) -> list[Request]:
    """Requests of a few minutes; each instant has one, so that a tier is never said twice at once."""
    instants = draw(st.lists(st.integers(0, MINUTES * 60 - 1), min_size=1, max_size=14, unique=True))
    return [
        Request(
            BEGIN + second * 1_000_000,
            draw(st.sampled_from(["served", "served", "checked"])),
            draw(st.sampled_from([200, 500, 503, None])),
            draw(st.sampled_from([1_000_000, 40_000_000, None])),
            draw(st.sampled_from(["yes", "yes", "no", None])),
            draw(st.sampled_from([None, None, "Gold", "Free"])),
        )
        for second in sorted(instants)
    ]


SLOW = Compared("wait", "above", Length(30_000_000))
conditions: st.SearchStrategy[Condition] = st.sampled_from(
    [FAILED, Either((FAILED, SLOW)), Not(FAILED), Both((FAILED, Not(SLOW)))]
)
# of other fields: what is unknown of one and the same field in both is two unknowns, as everywhere in conditions
among: st.SearchStrategy[Condition | None] = st.sampled_from([None, VALID, GOLD, Both((VALID, GOLD))])
orders: st.SearchStrategy[Order] = st.sampled_from(["at least", "above", "at most", "below"])
targets = st.builds(Target, orders, st.sampled_from([Fraction(n, 4) for n in range(5)]))


def plain(condition: Condition | None, said: dict[str, object]) -> bool:
    """Whether a condition holds of values that are all said."""
    match condition:
        case None:
            return True
        case Compared("status"):
            return said["status"] >= 500  # type: ignore[operator]
        case Compared("wait"):
            return said["wait"] > 30_000_000  # type: ignore[operator]
        case IsOneOf("valid"):
            return said["valid"] == "yes"
        case IsOneOf("tier"):
            return said["tier"] == "Gold"
        case Not(inner):
            return not plain(inner, said)
        case Both(parts):
            return all(plain(part, said) for part in parts)
        case Either(parts):
            return any(plain(part, said) for part in parts)
        case _:
            raise AssertionError(condition)


def ways(request: Request, tier: str | None, share: ReadingShare) -> set[bool | None]:
    """What a request may count as, whatever it may have said where it does not say; None: not at all."""
    possible = product(
        [request.status] if request.status is not None else [200, 500],
        [request.wait] if request.wait is not None else [1, 40_000_000],
        [request.valid] if request.valid is not None else ["yes", "no"],
        [tier] if tier is not None else ["Gold", "Free"],
    )
    found: set[bool | None] = set()
    for values in possible:
        said = dict(zip(("status", "wait", "valid", "tier"), values))
        found.add(plain(share.condition, said) if plain(share.among, said) else None)
    return found


def meets(target: Target, share: Fraction) -> bool:
    match target.order:
        case "at least":
            return share >= target.bound
        case "above":
            return share > target.bound
        case "at most":
            return share <= target.bound
        case "below":
            return share < target.bound
        case _:
            return target.upper is not None and target.bound <= share <= target.upper


def every_answer(counted: Sequence[set[bool | None]], target: Target, least: int) -> set[bool | None]:
    """Every answer there may be, each counting in each way it may; None: too few."""
    sums = {(0, 0)}
    for each in counted:
        sums = {(good + bool(way), whole + (way is not None)) for good, whole in sums for way in each}
    return {None if whole < max(least, 1) else meets(target, Fraction(good, whole)) for good, whole in sums}


def answers(
    log: Sequence[Request], share: ReadingShare, target: Target, least: int
) -> list[set[bool | None]]:
    """By minute every answer there may be: in a plain loop over all ways in which its requests may count."""
    found: list[set[bool | None]] = []
    tiers: list[str | None] = []
    for request in log:
        tiers.append(request.tier or (tiers[-1] if tiers else None))
    for minute in range(MINUTES):
        begin = BEGIN + minute * MINUTE
        counted = [
            ways(request, tier, share)
            for request, tier in zip(log, tiers)
            if begin <= request.at < begin + MINUTE and request.kind == "served"
        ]
        found.append(every_answer(counted, target, least))
    return found


def policy_of(measure: object, target: Target, least: int = 0) -> Policy:
    clause = evolve(CLAUSE, subject="site", window=Window("calendar", "day"), measure=measure, target=target)  # type: ignore[arg-type]
    rules = promised(evolve(clause, least=least))
    return evolve(rules, subjects=(*rules.subjects, SUBJECT))


def verdict(rules: Policy, log: Sequence[Request], seed: int) -> WindowVerdict:
    events = [request.event(number) for number, request in enumerate(log)]
    Random(seed).shuffle(events)
    return judge(rules, events, BEGIN + DAY).windows[0]


@given(logs(), conditions, among, targets, st.sampled_from([0, 0, 2]), st.booleans(), st.integers(0, 99))
@examples(200)
def test_a_minute_is_what_a_plain_loop_over_its_requests_says(
    log: list[Request],
    condition: Condition,
    those: Condition | None,
    target: Target,
    least: int,
    nothing_is_not: bool,
    seed: int,
) -> None:
    share = ReadingShare(("served",), (), condition, those)
    rule = Buckets(MINUTE, share, target, "no" if nothing_is_not else "unknown", least)
    for minute, possible in enumerate(answers(log, share, target, least)):
        nothing = {False} if nothing_is_not else {True, False}
        expected = {each for way in possible for each in (nothing if way is None else {way})}
        found = "state" if expected == {True} else None if expected == {False} else "unknown"
        assert minutes(rule, log, seed)[minute] == found


def of_state(rule: Buckets) -> Policy:
    """A promise about the time of each site in the state."""
    promise = policy_of(TimeShare(StateOf("s", rule), True, "so"), Target("at most", Fraction(1)))
    return evolve(promise, window_clauses=(evolve(promise.window_clauses[0], each=True),))


def minutes(rule: Buckets, log: Sequence[Request], seed: int = 0) -> list[str | None]:
    """What each minute is as judged: "state", "unknown", or None where the state does not hold."""
    found = verdict(of_state(rule), log, seed).measured
    assert found is not None
    begins = [BEGIN + minute * MINUTE for minute in range(MINUTES)]
    return [
        next((e.kind for e in found.evidence if e.begin <= begin and begin + MINUTE <= e.end), None)
        for begin in begins
    ]


@given(logs(), conditions, among, targets, st.sampled_from([0, 0, 2]), st.integers(0, 99))
@examples(200)
def test_a_day_is_what_a_plain_loop_over_its_requests_says(
    log: list[Request],
    condition: Condition,
    those: Condition | None,
    target: Target,
    least: int,
    seed: int,
) -> None:
    log = [evolve(each, at=BEGIN + (each.at - BEGIN) // MINUTES) for each in log]  # all in the first minute
    share = ReadingShare(("served",), (), condition, those)
    found = verdict(policy_of(share, target, least), log, seed)
    assert found.measured is not None
    (possible, *_) = answers(log, share, target, least)
    status = {True: "met", False: "breached", None: "no data"}
    assert found.status == (status[possible.pop()] if len(possible) == 1 else "unknown")
    tiers: list[str | None] = []
    for request in log:
        tiers.append(request.tier or (tiers[-1] if tiers else None))
    known = [ways(each, tier, share) for each, tier in zip(log, tiers) if each.kind == "served"]
    sure = [way for each in known if len(each) == 1 for way in each if way is not None]
    if sure and len(sure) >= least:
        assert found.measured.value == Fraction(sum(sure), len(sure))
    assert found.measured.samples == len(sure)


quarters = st.sampled_from([Fraction(n, 4) for n in range(5)])
between = st.tuples(quarters, quarters).map(lambda two: Target("between", min(two), max(two)))
possible = st.sets(st.sampled_from([True, False, None]), min_size=1).filter(lambda each: each != {None})


@given(st.lists(possible, max_size=7), st.one_of(targets, between), st.integers(0, 4))
@examples(500)
def test_what_is_unknown_is_tried_in_every_way(
    counted: list[set[bool | None]], target: Target, least: int
) -> None:
    samples = []
    for each in counted:
        values = frozenset(None if way is None else Fraction(way) for way in each)
        known = next(iter(values)) if len(values) == 1 else None
        samples.append(Sample(BEGIN, known, may_be=frozenset() if len(values) == 1 else values))
    assert answers_of(samples, target, least) == every_answer(counted, target, least)


NARROWER = Compared("status", "above", Number(Decimal(500)))
failing = st.sampled_from(
    [(FAILED, NARROWER), (FAILED, NARROWER), (NARROWER, FAILED), (FAILED, Not(FAILED)), (FAILED, FAILED)]
)
lower = st.builds(
    Target, st.sampled_from(["at least", "above"]), st.sampled_from([Fraction(1, 2), Fraction(1, 4)])
)


@given(logs(), failing, st.sampled_from([None, VALID]), st.tuples(lower, lower) | st.tuples(targets, targets))
@examples(300)
def test_what_is_taken_to_be_within_another_state_is(
    log: list[Request],
    counted: tuple[Condition, Condition],
    those: Condition | None,
    asked: tuple[Target, Target],
) -> None:
    one, other = (
        Buckets(MINUTE, ReadingShare(("served",), (), each, those), target, "no")
        for each, target in zip(counted, asked)
    )
    policy = of_state(one)
    level = level_of(policy, policy.agreements[0], policy.window_clauses[0])
    if not within(one, level, other, level):
        return
    for mine, theirs in zip(minutes(one, log), minutes(other, log)):
        assert theirs == "state" or mine != "state"
        assert mine is None or theirs is not None
