"""Shares of cases over several steps: sound, and attained, against counting cases one by one."""

from fractions import Fraction
from itertools import product
from math import floor

from hypothesis import given
from hypothesis import strategies as st

from sladsl.underpinning.case_shares import (
    Step,
    every_step,
    failing_cases,
    fewest_cases_missing,
    keeps,
    most_failing_cases,
    placed_failures,
)
from tests.effort import examples

shares = st.integers(0, 10).map(lambda n: Fraction(n, 10))
arrivals = st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(1, 3), Fraction(2, 3)])
steps = st.lists(st.builds(Step, shares, arrivals), min_size=1, max_size=3)


def kept_by(step: Step, late: int, cases: int) -> bool:
    """Whether a step keeps its promise with so many of these late, all its other cases being in time."""
    whole = floor(cases / step.arrivals)
    return whole - late >= step.share * whole


@given(steps, st.integers(1, 4))
@examples(200)
def test_as_many_cases_can_be_late_as_is_said(given: list[Step], cases: int) -> None:
    most = 0
    for late in product(product([False, True], repeat=cases), repeat=len(given)):
        if all(kept_by(step, sum(each), cases) for step, each in zip(given, late)):
            most = max(most, sum(any(column) for column in zip(*late)))
    assert most == most_failing_cases(given, cases)
    placed = placed_failures(given, cases)
    assert len({case for each in placed for case in each}) == most
    assert all(kept_by(step, len(each), cases) for step, each in zip(given, placed))
    assert [len(each) for each in placed] == [failing_cases(step, cases) for step in given]


@given(steps, st.integers(1, 200))
def test_no_number_of_cases_is_worse_than_the_share(given: list[Step], cases: int) -> None:
    assert 1 - Fraction(most_failing_cases(given, cases), cases) >= every_step(given)


@given(steps, shares)
def test_a_share_is_kept_for_every_number_or_missed_with_the_number_said(
    given: list[Step], share: Fraction
) -> None:
    cases = fewest_cases_missing(share, given)
    if keeps(share, given):
        assert cases is None
        assert all(most_failing_cases(given, n) <= (1 - share) * n for n in range(1, 60))
        return
    assert cases is not None
    assert cases - most_failing_cases(given, cases) < share * cases
    assert all(n - most_failing_cases(given, n) >= share * n for n in range(1, cases))
