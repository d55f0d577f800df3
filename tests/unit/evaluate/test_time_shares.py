"""Shares of time, by numbers worked out by hand. March 2026 has 744 h, 22 working days and 198 office hours."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from sladsl.evaluate import TooManyWindows
from sladsl.policy.conditions import IsOneOf
from sladsl.policy.measures import StateOf, TimeShare
from sladsl.policy.model import Window
from sladsl.policy.states import During
from sladsl.policy.values import Text
from sladsl.worktime.rules import NamedRule, Weekly
from tests.unit.evaluate.measured import (
    AVAILABLE,
    CLAUSE,
    DOWN,
    WORK,
    happened,
    outage,
    promise,
    spans_of,
    target,
    the_first,
    windows,
)
from tests.unit.evaluate.policies import HOUR, OFFICE, at

FOUR_HOURS = outage("2026-03-02 10:00", "2026-03-02 14:00")
GOLD = IsOneOf("tier", (Text("Gold"),))
AS_OF_APRIL = "2026-04-01 00:00"


def test_an_outage_is_what_is_missing() -> None:
    march = the_first(promise(), *FOUR_HOURS)
    assert march.measured is not None
    assert (march.begin, march.end) == (at("2026-03-01 00:00"), at("2026-04-01 00:00"))
    assert (march.status, march.value) == ("met", Fraction(740, 744))
    assert (march.measured.good_us, march.measured.counted_us) == (740 * HOUR, 744 * HOUR)
    assert spans_of(march) == [("02 10:00", "02 14:00")]
    assert march.measured.evidence[0].events == (
        "Email 2026-03-02 10:00 failed",
        "Email 2026-03-02 14:00 restored",
    )
    assert the_first(promise(target=target("at least", "99.5%")), *FOUR_HOURS).status == "breached"


def test_equality_meets_and_a_microsecond_more_does_not() -> None:
    exactly = promise(target=target("at least", "75%"))
    failed, restored = outage("2026-03-01 00:00", "2026-03-08 18:00")  # 186 h, a quarter of 744
    assert the_first(exactly, failed, restored).status == "met"
    assert the_first(exactly, failed, evolve(restored, at=restored.at + 1)).status == "breached"


def test_only_open_hours_count() -> None:
    # Monday 16:00 to Tuesday 09:00 is two office hours of March's 22 * 9 = 198
    overnight = outage("2026-03-02 16:00", "2026-03-03 09:00")
    march = the_first(promise(calendar="office hours"), *overnight)
    assert march.value == Fraction(196, 198)
    assert spans_of(march) == [("02 16:00", "03 09:00")]
    closed = outage("2026-03-07 10:00", "2026-03-07 14:00")
    assert the_first(promise(calendar="office hours"), *closed).value == 1
    assert spans_of(the_first(promise(calendar="office hours"), *closed)) == []


def test_excluded_time_is_no_time() -> None:
    work = [happened("2026-03-02 12:00", "work began"), happened("2026-03-02 18:00", "work ended")]
    march = the_first(promise(excluding=(WORK,)), *FOUR_HOURS, *work)
    assert march.measured is not None
    assert (march.value, march.measured.excluded_us) == (Fraction(736, 738), 6 * HOUR)
    assert spans_of(march) == [("02 10:00", "02 12:00")]
    assert spans_of(march, "excluded") == [("02 12:00", "02 18:00")]
    # excluded twice is excluded once, and closed time is not excluded: 12:00-17:00 of 198 h
    office = StateOf("by day", During("office hours"))
    twice = the_first(promise(excluding=(WORK, WORK), calendar="office hours"), *FOUR_HOURS, *work)
    assert twice.measured is not None
    assert (twice.value, twice.measured.excluded_us) == (Fraction(191, 193), 5 * HOUR)
    all_of_it = the_first(promise(excluding=(office,), calendar="office hours"), *FOUR_HOURS)
    assert (all_of_it.status, all_of_it.value) == ("no data", None)


def test_time_in_a_state() -> None:
    down = TimeShare(DOWN, True, "down")
    march = the_first(promise(measure=down, target=target("at most", "0.5%")), *FOUR_HOURS)
    assert (march.status, march.value) == ("breached", Fraction(4, 744))


def test_a_window_that_is_not_over_and_one_cut_short() -> None:
    # as of 2 March 10:30, 34 h 30 min have passed, half an hour of it down
    (march,) = windows(promise(), FOUR_HOURS[0], as_of="2026-03-02 10:30")
    assert (march.status, march.value) == ("at risk", Fraction(68, 69))
    (march,) = windows(promise(), FOUR_HOURS[0], as_of="2026-03-02 10:00")
    assert (march.status, march.value) == ("pending", 1)
    ends = {"ends": at("2026-03-02 12:00")}
    (march,) = windows(promise(agreement=ends), *FOUR_HOURS, as_of=AS_OF_APRIL)
    assert (march.end, march.status, march.value) == (ends["ends"], "breached", Fraction(34, 36))
    begins = {"begins": at("2026-03-02 12:00")}
    (march,) = windows(promise(agreement=begins), *FOUR_HOURS, as_of="2026-03-02 16:00")
    assert (march.begin, march.value) == (begins["begins"], Fraction(1, 2))


def test_the_cases_of_a_clause() -> None:
    events = [*FOUR_HOURS, *outage("2026-03-03 10:00", "2026-03-03 11:00", "CRM")]
    (pooled,) = windows(promise(), *events, as_of=AS_OF_APRIL)[:1]
    assert pooled.value == Fraction(2 * 744 - 5, 2 * 744)
    found = windows(promise(each=True), *events, as_of=AS_OF_APRIL)[:2]
    assert [(w.group, w.value) for w in found] == [
        ((("service", "CRM"),), Fraction(743, 744)),
        ((("service", "Email"),), Fraction(740, 744)),
    ]
    assert the_first(promise(case="email"), *events).value == Fraction(740, 744)


def test_a_case_that_nothing_is_known_of() -> None:
    found = windows(promise(case="CRM", unknown="in favour"), *FOUR_HOURS, as_of="2026-03-02 00:00")
    assert [(w.status, w.value) for w in found] == [("unknown", None)] * 3  # January, February, March
    assert found[0].measured is not None
    assert (found[0].measured.unknown_us, found[0].begin) == (744 * HOUR, at("2026-01-01 00:00"))
    assert windows(promise(), as_of=AS_OF_APRIL) == []


def test_a_service_is_none_before_its_first_month() -> None:
    events = [*FOUR_HOURS, *outage("2026-04-10 10:00", "2026-04-10 11:00", "CRM")]
    found = windows(promise(each=True), *events, as_of="2026-05-01 00:00")
    assert [(w.group[0][1], w.status) for w in found[:4]] == [
        ("CRM", "no data"),
        ("Email", "met"),
        ("CRM", "met"),
        ("Email", "met"),
    ]


def test_where_and_group_are_as_at_the_windows_end() -> None:
    # Gold from 20 March on: all of March counts as Gold; Silver again in April
    tiers = [
        happened("2026-03-01 00:00", "measured", tier="Silver", site="Athens"),
        happened("2026-03-20 00:00", "measured", id="g", tier="Gold"),
        happened("2026-04-01 00:00", "measured", tier="Silver"),
    ]
    found = windows(promise(where=GOLD, group=("site",)), *FOUR_HOURS, *tiers, as_of="2026-05-01 00:00")
    assert [(w.group, w.status, w.value) for w in found[:2]] == [
        ((("site", "Athens"),), "met", Fraction(740, 744)),
        ((("site", "Athens"),), "no data", None),
    ]
    assert the_first(promise(where=GOLD, group=("tier",)), *tiers).group == (("tier", "Gold"),)


def test_a_condition_that_is_unknown_makes_the_time_unknown() -> None:
    march = the_first(promise(where=GOLD), *FOUR_HOURS)
    assert march.measured is not None
    assert (march.status, march.value, march.measured.unknown_us) == ("unknown", None, 744 * HOUR)
    against = the_first(promise(where=GOLD, unknown="against"), *FOUR_HOURS)
    assert (against.status, against.value) == ("breached", 0)


def test_days_the_calendar_does_not_know_are_unknown() -> None:
    known = evolve(OFFICE, known_until=date(2026, 3, 31))
    rules = promise(calendar="office hours", window=Window("calendar", "month"))
    assert isinstance(known, Weekly)
    rules = evolve(
        rules, calendars={**rules.calendars, "office hours": NamedRule("office hours", "UTC", known)}
    )
    found = windows(rules, *FOUR_HOURS, as_of="2026-05-01 00:00")
    assert [(w.status, w.value) for w in found[:2]] == [
        ("breached", Fraction(194, 198)),
        ("unknown", None),
    ]


def test_too_many_windows() -> None:
    days = promise(each=True, window=Window("calendar", "day"))
    services = [happened("2026-03-02 10:00", "failed", f"S-{number}") for number in range(1_000)]
    assert len(windows(days, *services, as_of="2026-03-03 00:00")) == 2_000
    with pytest.raises(TooManyWindows, match=r"`UPTIME` would have 1,000 groups in 121 windows"):
        windows(days, *services, as_of="2026-06-30 00:00")


def test_the_clauses_stand_in_the_order_in_which_they_are_written() -> None:
    clauses = [evolve(CLAUSE, id=id, measure=AVAILABLE) for id in ("Z", "A", "M")]
    found = windows(promise(*clauses), *FOUR_HOURS, as_of="2026-03-31 00:00")
    assert [window.clause for window in found] == ["Z", "A", "M"]


def test_a_policy_that_lacks_what_it_names_is_refused() -> None:
    for wrong in ({"calendar": "no such"}, {"subject": "no such"}):
        with pytest.raises(ValueError, match="no such"):
            windows(promise(**wrong), *FOUR_HOURS, as_of=AS_OF_APRIL)
