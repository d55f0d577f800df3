"""What holds of every percentile by whatever definition, and other people's ways to the same numbers."""

import statistics
from fractions import Fraction
from math import ceil, floor
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from sladsl.evaluate.percentiles import percentile
from sladsl.policy.percentiles import METHOD_NAMES, PercentileMethod
from tests.effort import examples

METHODS: tuple[PercentileMethod, ...] = get_args(PercentileMethod)
values = st.lists(st.fractions(-100, 100, max_denominator=7), min_size=1, max_size=30).map(sorted)
shares = st.fractions(0, 1, max_denominator=200)
methods = st.sampled_from(METHODS)


@given(values, shares, shares, methods)
@examples(300)
def test_it_lies_among_the_values_and_never_falls_as_the_share_grows(
    ordered: list[Fraction], one: Fraction, other: Fraction, method: PercentileMethod
) -> None:
    low, high = (percentile(ordered, at, method) for at in sorted((one, other)))
    assert ordered[0] <= low <= high <= ordered[-1]


@given(values, shares, methods, st.fractions(-9, 9), st.fractions(0, 9))
@examples(200)
def test_another_unit_gives_the_same_percentile_in_it(
    ordered: list[Fraction], at: Fraction, method: PercentileMethod, shift: Fraction, scale: Fraction
) -> None:
    moved = [scale * each + shift for each in ordered]
    assert percentile(moved, at, method) == scale * percentile(ordered, at, method) + shift


@given(values, shares, methods)
@examples(200)
def test_it_lies_beside_the_rank_of_its_share(
    ordered: list[Fraction], at: Fraction, method: PercentileMethod
) -> None:
    """Every definition's rank is less than one from n p and from (n - 1) p + 1, and two from both."""
    around = at * len(ordered)
    least, most = (min(max(rank, 1), len(ordered)) for rank in (floor(around), ceil(around) + 1))
    assert ordered[least - 1] <= percentile(ordered, at, method) <= ordered[most - 1]


@given(st.lists(st.fractions(-100, 100, max_denominator=7), min_size=2, max_size=30), st.integers(2, 20))
@examples(100)
def test_the_standard_library_cuts_at_the_same_points(numbers: list[Fraction], parts: int) -> None:
    ordered = sorted(numbers)
    inclusive = statistics.quantiles(ordered, n=parts, method="inclusive")
    assert inclusive == [percentile(ordered, Fraction(each, parts), "linear") for each in range(1, parts)]
    exclusive = statistics.quantiles(ordered, n=parts, method="exclusive")
    for each in range(1, parts):
        if 1 <= Fraction(each * (len(ordered) + 1), parts) <= len(ordered):  # beyond, it extrapolates
            assert exclusive[each - 1] == percentile(ordered, Fraction(each, parts), "Weibull")


def test_every_definition_has_its_own_name() -> None:
    assert set(METHODS) == set(METHOD_NAMES)
    names = [name.casefold() for names in METHOD_NAMES.values() for name in names]
    assert len(names) == len(set(names))
