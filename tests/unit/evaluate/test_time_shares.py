"""Shares of time, by numbers worked out by hand. March 2026 has 744 h."""

from fractions import Fraction

from tests.unit.evaluate.measured import (
    happened,
    outage,
    promise,
    spans_of,
    target,
    the_first,
)
from tests.unit.evaluate.policies import HOUR, at

TEN_TO_TWO = outage("2026-03-02 10:00", "2026-03-02 14:00")


def test_an_outage_is_what_is_missing() -> None:
    march = the_first(promise(), *TEN_TO_TWO)
    assert march.measured is not None
    assert (march.begin, march.end) == (at("2026-03-01 00:00"), at("2026-04-01 00:00"))
    assert (march.status, march.value) == ("met", Fraction(740, 744))
    assert (march.measured.good_us, march.measured.counted_us) == (740 * HOUR, 744 * HOUR)
    assert spans_of(march) == [("02 10:00", "02 14:00")]
    assert march.measured.evidence[0].events == (
        "Email 2026-03-02 10:00 failed",
        "Email 2026-03-02 14:00 restored",
    )
    assert the_first(promise(target=target("at least", "99.5%")), *TEN_TO_TWO).status == "breached"


def test_equality_meets_and_a_microsecond_more_does_not() -> None:
    exactly = promise(target=target("at least", "0.75"))
    six_days = outage("2026-03-01 00:00", "2026-03-08 18:00")  # 186 h, a quarter of 744
    assert the_first(exactly, *six_days).status == "met"
    later = happened("2026-03-08 18:00", "restored")
    from attrs import evolve

    assert the_first(exactly, six_days[0], evolve(later, at=later.at + 1)).status == "breached"
