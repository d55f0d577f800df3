"""No outages that keep every supporting promise are worse than the worst, and the worst can happen.

Against every way in which the steps of a small model can be down, one by one; and the worst placed, and measured
anew.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from sladsl.underpinning.cuts import Cut, Needs, all_of, any_of, cuts_of
from sladsl.underpinning.downtime import Allowance, Cap, Question, Way, Worst, length_of, weight_of, worst_of
from sladsl.underpinning.placement import placed
from sladsl.underpinning.unavailability import (
    in_parallel,
    in_series,
    independent,
    of_so_many,
    of_so_many_independent,
)
from sladsl.worktime.spans import common, merged, without
from tests.effort import examples

SERVICES = ("A", "B", "C")
TICKS = 4
NEEDS = [
    None,
    all_of("A", "B"),
    any_of("A", "B"),
    Needs(2, SERVICES),
    all_of("A", any_of("B", "C")),
    any_of("A", all_of("B", "C")),
]
FINE = 5040  # a tick's length: divisible by all that small sums divide by

spans = st.lists(st.booleans(), min_size=TICKS, max_size=TICKS).map(
    lambda ticks: tuple(merged((n * FINE, (n + 1) * FINE) for n, inside in enumerate(ticks) if inside))
)


@st.composite
def allowances(draw: st.DrawFn) -> Allowance:
    within = draw(spans)
    weight = Fraction(draw(st.integers(0, 4)), 4)
    excluding = frozenset(draw(st.sets(st.sampled_from(["storm", "work"]), max_size=1)))
    most = Fraction(draw(st.integers(0, TICKS))) * FINE
    return Allowance(draw(st.sampled_from([*SERVICES, "E"])), within, most, excluding, weight, "c", (0, 0))


@st.composite
def questions(draw: st.DrawFn) -> Question:
    cuts = cuts_of("E", {"E": draw(st.sampled_from(NEEDS))}.get)
    excluding = frozenset(draw(st.sets(st.sampled_from(["storm", "work"]), max_size=1)))
    limits = tuple(draw(st.lists(allowances(), max_size=4)))
    caps = tuple(
        Cap(draw(st.sampled_from(["storm", "work"])), draw(spans), Fraction(draw(st.integers(0, 2)) * FINE))
        for _ in range(draw(st.integers(0, 2)))
    )
    share = Fraction(draw(st.integers(0, 4)), 4)
    return Question(cuts, draw(spans), share, excluding, limits, caps)


def situations(cuts: tuple[Cut, ...]) -> Iterator[tuple[Cut, Cut]]:
    """All that can be so in a tick: what is down (E only if what it needs is), and what is excluded."""
    names = sorted({*SERVICES, "E"})
    for down in product([False, True], repeat=len(names)):
        services = frozenset(name for name, so in zip(names, down) if so)
        if "E" in services and not any(cut <= services for cut in cuts):
            continue
        for excluded in product([False, True], repeat=2):
            yield services, frozenset(name for name, so in zip(("storm", "work"), excluded) if so)


def inside(spans: tuple[tuple[int, int], ...], tick: int) -> bool:
    return any(begin <= tick * FINE < end for begin, end in spans)


def brute_worst(question: Question) -> Fraction:
    """Ask of every sequence of situations whether it keeps all limits; by tick, with the limits' state so far."""
    limits = [*question.allowances, *question.caps]
    reached: dict[tuple[Fraction, ...], Fraction] = {tuple(limit.most for limit in limits): Fraction(0)}
    for tick in range(TICKS):
        following: dict[tuple[Fraction, ...], Fraction] = {}
        for down, excluded in situations(question.cuts):
            takes = [
                _takes(limit, down, excluded) if inside(limit.within, tick) else Fraction(0)
                for limit in limits
            ]
            bad = _bad(question, down, excluded) if inside(question.within, tick) else Fraction(0)
            for left, so_far in reached.items():
                after = tuple(each - FINE * take for each, take in zip(left, takes))
                if min(after, default=Fraction(0)) >= 0:
                    following[after] = max(following.get(after, Fraction(0)), so_far + bad * FINE)
        reached = following
    return max(reached.values())


def _takes(limit: Allowance | Cap, down: Cut, excluded: Cut) -> Fraction:
    if isinstance(limit, Cap):
        return Fraction(int(limit.exclusion in excluded))
    if excluded & limit.excluding:
        return limit.excluded_weight
    return Fraction(int(limit.service in down))


def _bad(question: Question, down: Cut, excluded: Cut) -> Fraction:
    if excluded & question.excluding:
        return question.share
    return Fraction(int("E" in down))


@given(questions())
@examples(60)
def test_nothing_is_worse_than_the_worst(question: Question) -> None:
    assert brute_worst(question) <= worst_of(question).bad


@given(questions())
@examples(150)
def test_the_worst_can_happen(question: Question) -> None:
    worst = worst_of(question)
    amounts = [part.us for part in worst.parts]
    if any(us.denominator != 1 for us in amounts):
        return  # so small a tick that it would have to be split; the law of prices holds for it
    story = placed(worst.parts)
    free = {name: story.excluded.get(name, []) for name in ("storm", "work")}
    for allowance in question.allowances:
        excluded = common(
            merged(span for name in allowance.excluding for span in free[name]), allowance.within
        )
        down = without(common(story.down.get(allowance.service, []), allowance.within), excluded)
        assert length_of(down) + allowance.excluded_weight * length_of(excluded) <= allowance.most
    for cap in question.caps:
        assert length_of(common(free[cap.exclusion], cap.within)) <= cap.most
    excluded = common(merged(span for name in question.excluding for span in free[name]), question.within)
    down = without(common(story.down.get("E", []), question.within), excluded)
    assert length_of(down) + question.share * length_of(excluded) == worst.bad
    for begin, end in story.down.get("E", []):  # E is down only while one of its cuts is
        others = [story.down.get(name, []) for name in SERVICES]
        for instant in range(begin, end, FINE // 4):
            now = frozenset(
                name for name, held in zip(SERVICES, others) if any(a <= instant < b for a, b in held)
            )
            assert any(cut - {"E"} <= now for cut in question.cuts)


@given(questions())
@examples(150)
def test_the_prices_prove_it(question: Question) -> None:
    worst = worst_of(question)
    assert proves(question, worst)


def proves(question: Question, worst: Worst) -> bool:
    """Whether no way of being down in any cell is worth more than it takes of the limits, at their prices."""
    total = sum(
        (price * length_of(cell.spans) for price, cell in zip(worst.cell_prices, worst.cells)), Fraction(0)
    )
    total += sum(price * each.most for price, each in zip(worst.allowance_prices, question.allowances))
    total += sum(price * each.most for price, each in zip(worst.cap_prices, question.caps))
    prices = (*worst.cell_prices, *worst.allowance_prices, *worst.cap_prices)
    if total != worst.bad or min(prices, default=Fraction(0)) < 0:
        return False
    for cell, price in zip(worst.cells, worst.cell_prices):
        for down, excluded in situations(question.cuts):
            paid = price
            for index in cell.allowances:
                paid += worst.allowance_prices[index] * _takes(question.allowances[index], down, excluded)
            for index in cell.caps:
                paid += worst.cap_prices[index] * _takes(question.caps[index], down, excluded)
            if paid < _bad(question, down, excluded):
                return False
    return True


shares = st.lists(st.integers(0, 100).map(lambda n: Fraction(n, 1000)), min_size=2, max_size=5)


@given(shares, st.data())
def test_the_rule_of_so_many_is_the_worst(unavailable: list[Fraction], data: st.DataObject) -> None:
    needed = data.draw(st.integers(1, len(unavailable)))
    names = [str(index) for index in range(len(unavailable))]
    limits = tuple(
        Allowance(name, ((0, 1000),), 1000 * each, frozenset(), Fraction(0), name, (0, 1000))
        for name, each in zip(names, unavailable)
    )
    cuts = cuts_of("E", {"E": Needs(needed, tuple(names))}.get)
    worst = worst_of(Question(cuts, ((0, 1000),), Fraction(0), frozenset(), limits))
    assert of_so_many(needed, unavailable) == worst.bad / 1000
    if needed == len(unavailable):
        assert of_so_many(needed, unavailable) == in_series(unavailable)
    if needed == 1:
        assert of_so_many(needed, unavailable) == in_parallel(unavailable)


@given(shares, st.data())
def test_independent_outages_by_asking_of_every_combination(
    unavailable: list[Fraction], data: st.DataObject
) -> None:
    needed = data.draw(st.integers(1, len(unavailable)))
    chance = Fraction(0)
    for down in product([False, True], repeat=len(unavailable)):
        if down.count(False) < needed:
            each = Fraction(1)
            for so, part in zip(down, unavailable):
                each *= part if so else 1 - part
            chance += each
    assert of_so_many_independent(needed, unavailable) == chance <= of_so_many(needed, unavailable)


@given(
    st.sampled_from([needs for needs in NEEDS if needs is not None]),
    st.lists(st.integers(0, 10), min_size=3, max_size=3),
)
def test_independent_outages_of_needs_within_needs(needs: Needs, tenths: list[int]) -> None:
    unavailable = {name: Fraction(each, 10) for name, each in zip(SERVICES, tenths)}
    cuts = cuts_of("E", {"E": needs}.get)
    chance = Fraction(0)
    for down in product([False, True], repeat=3):
        now = frozenset(name for name, so in zip(SERVICES, down) if so)
        if any(cut - {"E"} <= now for cut in cuts):
            each = Fraction(1)
            for name in SERVICES:
                each *= unavailable[name] if name in now else 1 - unavailable[name]
            chance += each
    assert independent([cut - {"E"} for cut in cuts], unavailable.__getitem__) == chance


def test_the_weight_of_a_way_is_what_the_model_takes() -> None:
    limit = Allowance("A", ((0, 1),), Fraction(1), frozenset({"storm"}), Fraction(1, 4), "c", (0, 1))
    for down, excluded in situations((frozenset({"E"}),)):
        weight = weight_of(limit.service, limit.excluding, limit.excluded_weight, Way(down, excluded))
        assert weight == _takes(limit, down, excluded)
