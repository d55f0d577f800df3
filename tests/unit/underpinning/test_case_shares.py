"""Shares of cases over several steps, by hand."""

from fractions import Fraction

import pytest

from sladsl.underpinning.case_shares import (
    Step,
    every_step,
    fewest_cases_missing,
    independent_steps,
    keeps,
    most_failing_cases,
    placed_failures,
)


def steps(*percents: str, arrivals: str = "1") -> list[Step]:
    return [Step(Fraction(percent) / 100, Fraction(arrivals)) for percent in percents]


def test_steps_one_after_the_other() -> None:
    # 98% and 97%: 2% are late in the one and another 3% in the other
    assert every_step(steps("98", "97")) == Fraction("0.95")
    assert independent_steps(steps("98", "97")) == Fraction("0.9506")
    assert every_step(steps("40", "50")) == 0


@pytest.mark.parametrize(("arrivals", "left"), [("1", "0.95"), ("0.5", "0.90"), ("0.2", "0.75"), ("0", "0")])
def test_a_part_of_the_cases(arrivals: str, left: str) -> None:
    # 5% of all may be late; where the cases above are a fifth of them, that is a quarter of these
    assert every_step(steps("95", arrivals=arrivals)) == Fraction(left)


def test_a_share_of_all_is_one_of_any_part() -> None:
    assert every_step(steps("100", arrivals="0")) == 1


def test_the_rounding_is_part_of_the_target() -> None:
    # 5% of 19 cases are none, of 20 one. Two steps of 97%: of 33 cases none in each, of 34 one in each.
    two = steps("97", "97")
    assert not keeps(Fraction("0.95"), two)
    assert most_failing_cases(two, 33) == 0
    assert most_failing_cases(two, 34) == 2
    # two of 34 are more than 5% of them, 1.7: the first number of which it is missed
    assert fewest_cases_missing(Fraction("0.95"), two) == 34
    assert placed_failures(two, 34) == ((0,), (1,))


def test_shares_that_add_up_are_kept_for_every_number() -> None:
    assert keeps(Fraction("0.95"), steps("98", "97"))
    assert fewest_cases_missing(Fraction("0.95"), steps("98", "97")) is None


def test_a_few_cases_in_a_group_of_their_own() -> None:
    # Above per site, below in all: nothing says how few of all a site has, so that its one case may be
    # late.
    assert fewest_cases_missing(Fraction("0.5"), steps("99", arrivals="0")) == 1
