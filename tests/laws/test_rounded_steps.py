"""Steps of rounded percentages credit what the printed table says of the percentage that `Decimal` rounds.

The policy has exact bounds instead of the printed ones, so that nothing rounds while it judges. Here each value is rounded by
`Decimal.quantize` and looked up in the printed table.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sladsl.compile import compile_texts
from sladsl.evaluate import Event, judge
from sladsl.evaluate.credit_rules import band_of
from sladsl.meaning.cuts import Cut, after, before
from sladsl.meaning.rounded_steps import unrounded, whole_cells
from sladsl.policy.model import Policy
from sladsl.policy.money import FeeShare, Steps
from sladsl.policy.rounded import How, Rounded
from sladsl.practice.bounds import mixed
from sladsl.source import SourceText
from tests.effort import examples
from tests.unit.evaluate.policies import at

MODES: dict[How, str] = {
    "half up": ROUND_HALF_UP,
    "half down": ROUND_HALF_DOWN,
    "half to even": ROUND_HALF_EVEN,
    "up": ROUND_CEILING,
    "down": ROUND_FLOOR,
}
SAID = {
    "half up": "rounded to 0.1 points",
    "half down": "rounded to 0.1 points, half down",
    "half to even": "rounded to 0.1 points, half to even",
    "up": "rounded up to 0.1 points",
    "down": "rounded down to 0.1 points",
}
# the lowest value of each printed step, the highest, and the percent of the fee
TABLE = (("99.1", "99.8", 5), ("98", "99", 10), ("95", "97.9", 25), ("0", "94.9", 50))
TARGET = Decimal("99.97")


def policy_of(how: How) -> Policy:
    steps = ", ".join(
        f"{credit}% {'of the monthly fee ' if credit == 5 else ''}when at least {low}% and at most {high}%"
        for low, high, credit in TABLE
    )
    text = f"""
use availability.
service Email.
agreement A:
  is a customer SLA, version 1.0.
  between P as provider and C as customer.
  in force from 2026-06-01 to 2026-06-30.
  time zone UTC.
  fee EUR 100 per calendar month.
clause UPTIME:
  Email shall be available for at least {TARGET}% of the time per calendar month.
  Credit {steps}.
  Credits go by the percentage {SAID[how]}.
"""
    return compile_texts([SourceText.of("a.sla", text)]).or_raise()


POLICIES: dict[How, Policy] = {how: policy_of(how) for how in MODES}


def printed(percent: Decimal, how: How) -> int:
    """The percent of the fee by the table as printed, nothing for what meets the target."""
    if percent >= TARGET:
        return 0
    rounded = percent.quantize(Decimal("0.1"), MODES[how])
    return sum(credit for low, high, credit in TABLE if Decimal(low) <= rounded <= Decimal(high))


hows = st.sampled_from(sorted(MODES))
percents = st.one_of(
    st.decimals(0, 100, allow_nan=False, allow_infinity=False, places=6),
    st.integers(0, 2000).map(lambda many: Decimal(many) / 20),  # on rounded values, and in the middle of two
)


@given(percents, hows)
@example(Decimal("99.05"), "half to even")
@example(Decimal("99.85"), "half up")
@examples(400)
def test_as_the_printed_table(percent: Decimal, how: How) -> None:
    (credit,) = POLICIES[how].money[0].credits
    assert isinstance(credit.rule, Steps)
    band = band_of(credit.rule.bands, Fraction(percent) / 100)
    assert band is None or isinstance(band.amount, FeeShare)
    share = 0 if band is None or not isinstance(band.amount, FeeShare) else band.amount.share * 100
    assert share == printed(percent, how)
    assert credit.rule.rounded is not None
    assert credit.rule.rounded.of(Fraction(percent) / 100) * 100 == Fraction(
        percent.quantize(Decimal("0.1"), MODES[how])
    )


@given(st.integers(0, 259_200), hows)
@example(1_296, "half up")
@examples(40)
def test_of_an_outage_of_so_many_seconds(tens: int, how: How) -> None:
    """June has 2 592 000 seconds; of 12 960, half a percent, the percentage has an end."""
    events = [
        Event(at("2026-06-01 00:00"), "service", "Email", "went down", {}, "d"),
        Event(at("2026-06-01 00:00") + tens * 10_000_000, "service", "Email", "came up", {}, "u"),
    ]
    down = Decimal(tens * 10) / Decimal(25_920)
    lines = judge(POLICIES[how], events if tens else events[1:], at("2026-07-01 00:00")).credits
    credited = sum((line.amount for line in lines), Decimal(0))
    assert credited == printed(100 - down, how)


steps = st.fractions(min_value=Fraction(1, 50), max_value=3, max_denominator=50)
values = st.fractions(min_value=-4, max_value=4, max_denominator=60)


@given(steps, hows, values, values, st.booleans())
@examples(300)
def test_a_cut_lies_between_what_is_rounded_apart(
    to: Fraction, how: How, value: Fraction, bound: Fraction, included: bool
) -> None:
    by = Rounded(to, how)
    cut: Cut = before(bound) if included else after(bound)
    above = by.of(value) >= bound if included else by.of(value) > bound
    assert (before(value) >= unrounded(cut, by)) == above


@given(steps, hows, values, st.fractions(min_value=0, max_value=4, max_denominator=30))
@examples(200)
def test_whole_cells_hold_all_that_is_rounded_alike(
    to: Fraction, how: How, low: Fraction, more: Fraction
) -> None:
    by = Rounded(to, how)
    first, last = whole_cells(before(low), after(low + more), by)
    assert before(low) <= first
    assert last <= after(low + more)
    assert first[1] - low < 2 * to
    assert low + more - last[1] < 2 * to


@pytest.mark.parametrize("how", MODES)
def test_no_bound_is_told_to_belong_to_the_wrong_step(how: How) -> None:
    assert list(mixed(POLICIES[how])) == []


@pytest.mark.parametrize("how", MODES)
def test_a_rounded_value_stays(how: How) -> None:
    by = Rounded(Fraction(1, 1000), how)
    assert all(by.of(Fraction(many, 1000)) == Fraction(many, 1000) for many in range(-20, 21))
