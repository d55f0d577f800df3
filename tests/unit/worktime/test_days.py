"""Working days and calendar units, worked out by hand."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from sladsl import Calendar
from sladsl.worktime import NeverOpens, OutOfRange, OutsideKnownDays
from sladsl.worktime.civil import later_us, local_midnight_us, us_of
from sladsl.worktime.rules import AllOf, Always, AnyOf, DayRule, Except, NamedRule, Opening, Rule, Weekly

ZONE = "Europe/Athens"
DAY = (Opening(8 * 3600, 17 * 3600),)
NIGHT = (Opening(22 * 3600, 30 * 3600),)
OFFICE = Weekly(
    ZONE,
    (DAY,) * 5 + ((), ()),
    (
        DayRule(date(2026, 4, 10), (), "Good Friday"),
        DayRule(date(2026, 4, 13), (), "Easter Monday"),
        DayRule(date(2026, 12, 24), (Opening(8 * 3600, 13 * 3600),), "Christmas Eve"),
    ),
)
NIGHTS = Weekly(ZONE, (NIGHT,) * 5 + ((), ()))


def at(text: str, zone: str = ZONE) -> int:
    return us_of(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)))


def of(rule: Rule) -> Calendar:
    return Calendar.of(NamedRule("hours", ZONE, rule))


@pytest.mark.parametrize(
    ("start", "days", "close"),
    [
        ("2026-03-06 10:00", 2, "2026-03-10 17:00"),  # Friday: Monday, Tuesday
        ("2026-03-06 18:00", 1, "2026-03-09 17:00"),  # Friday after closing
        ("2026-03-07 10:00", 1, "2026-03-09 17:00"),  # Saturday: Monday is the first day with open time
        ("2026-03-06 07:00", 0, "2026-03-06 17:00"),
        ("2026-03-06 17:00", 0, "2026-03-09 17:00"),  # nothing of Friday is left
        ("2026-04-09 10:00", 1, "2026-04-14 17:00"),  # Thursday before the Orthodox Easter
        ("2026-12-23 10:00", 1, "2026-12-24 13:00"),  # a half day is a working day
        ("2025-12-31 10:00", 2, "2026-01-02 17:00"),
    ],
)
def test_the_close_of_the_nth_working_day(start: str, days: int, close: str) -> None:
    assert of(OFFICE).end_of_working_day_us(at(start), days) == at(close)


@pytest.mark.parametrize(
    ("day", "days", "later"),
    [
        (date(2026, 3, 6), 2, date(2026, 3, 10)),  # Friday: Monday, Tuesday
        (date(2026, 3, 7), 1, date(2026, 3, 9)),  # Saturday
        (date(2026, 4, 9), 1, date(2026, 4, 14)),  # Thursday before the Orthodox Easter
        (date(2025, 12, 31), 2, date(2026, 1, 2)),
    ],
)
def test_the_nth_working_day_after_a_date(day: date, days: int, later: date) -> None:
    assert of(OFFICE).working_day_after(day, days) == later


@pytest.mark.parametrize(
    ("start", "days", "close"),
    [
        ("2026-03-05 23:00", 1, "2026-03-07 06:00"),  # in Thursday's shift: Friday's ends on Saturday
        ("2026-03-06 02:00", 1, "2026-03-07 06:00"),  # still Thursday's shift
        ("2026-03-06 07:00", 1, "2026-03-10 06:00"),  # Friday by day: the first is Monday's shift
        ("2026-03-06 02:00", 0, "2026-03-06 06:00"),
        ("2026-03-07 02:00", 1, "2026-03-10 06:00"),  # Saturday in Friday's shift
    ],
)
def test_a_shift_belongs_to_the_day_it_starts_on(start: str, days: int, close: str) -> None:
    for rule in (NIGHTS, AllOf((Always(ZONE), NIGHTS)), Except(NIGHTS, Weekly(ZONE, ((),) * 7))):
        assert of(rule).end_of_working_day_us(at(start), days) == at(close)


def test_a_dated_rule_replaces_what_starts_on_the_date_and_no_more() -> None:
    rule = Weekly(ZONE, (NIGHT,) * 7, (DayRule(date(2026, 3, 6), (), "closed"),))
    spans = list(of(rule).intervals_us(at("2026-03-05 12:00"), at("2026-03-08 12:00")))
    assert spans == [
        (at("2026-03-05 22:00"), at("2026-03-06 06:00")),
        (at("2026-03-07 22:00"), at("2026-03-08 06:00")),
    ]


def test_the_last_close_of_a_date() -> None:
    office = of(OFFICE)
    assert office.last_close_on_us(date(2026, 12, 24)) == at("2026-12-24 13:00")
    assert office.last_close_on_us(date(2026, 4, 13)) is None
    assert office.close_of_day_us(date(2026, 4, 13)) == at("2026-04-09 17:00")
    assert of(NIGHTS).close_of_day_us(date(2026, 3, 7)) == at("2026-03-07 06:00")
    assert Calendar.always(ZONE).close_of_day_us(date(2026, 3, 28)) == at("2026-03-29 00:00")
    both = of(AnyOf((OFFICE, Weekly(ZONE, ((), (), (), (), (), DAY, ())))))
    assert both.last_close_on_us(date(2026, 3, 7)) == at("2026-03-07 17:00")
    assert of(Except(OFFICE, OFFICE)).last_close_on_us(date(2026, 3, 6)) is None


def test_dates_that_cannot_be_answered() -> None:
    office = of(OFFICE)
    for ask in (office.last_close_on_us, office.close_of_day_us, office.is_working_day):
        for day in (date.max, date.min, date(1899, 12, 31)):
            with pytest.raises(OutOfRange):
                ask(day)
    for start, days in ((at("2026-03-06"), 10**12), (10**19, 1), (at("2199-12-31 10:00"), 1)):
        with pytest.raises(OutOfRange):
            office.end_of_working_day_us(start, days)
    for first, days in ((date(2026, 3, 6), 10**12), (date(2199, 12, 31), 1)):
        with pytest.raises(OutOfRange):
            office.working_day_after(first, days)
    with pytest.raises(ValueError, match="number 1"):
        office.working_day_after(date(2026, 3, 6), 0)
    with pytest.raises(NeverOpens):
        of(Except(OFFICE, OFFICE)).working_day_after(date(2026, 3, 6), 1)
    with pytest.raises(ValueError, match="negative"):
        office.end_of_working_day_us(at("2026-03-06"), -1)
    known = of(Weekly(ZONE, (DAY,) * 7, (), date(2026, 1, 1), date(2026, 12, 31)))
    assert known.end_of_working_day_us(at("2026-01-01 10:00"), 1) == at("2026-01-02 17:00")
    with pytest.raises(OutsideKnownDays):
        known.end_of_working_day_us(at("2026-12-31 10:00"), 1)


@pytest.mark.parametrize(
    ("start", "months", "days", "later"),
    [
        ("2026-01-31 10:00", 1, 0, "2026-02-28 10:00"),
        ("2024-01-31 10:00", 1, 0, "2024-02-29 10:00"),
        ("2024-02-29 10:00", 12, 0, "2025-02-28 10:00"),
        ("2026-11-30 10:00", 3, 0, "2027-02-28 10:00"),
        ("2026-10-24 10:00", 0, 2, "2026-10-26 10:00"),  # 49 hours: the clock goes back
        ("2026-01-31 10:00", 1, 1, "2026-03-01 10:00"),  # months first, then days
        ("2026-03-28 03:30", 0, 1, "2026-03-29 04:30"),  # skipped: on by the gap
        ("2026-03-28 10:00", 0, 0, "2026-03-28 10:00"),
    ],
)
def test_the_same_wall_clock_time_later(start: str, months: int, days: int, later: str) -> None:
    assert later_us(at(start), months, days, ZONE) == at(later)


def test_a_time_that_comes_twice_ends_a_period_the_second_time() -> None:
    assert later_us(at("2026-10-24 03:30"), 0, 1, ZONE) == at("2026-10-25 01:30", "UTC")


def test_later_than_the_calendar_goes() -> None:
    for months, days in ((10**6, 0), (0, 10**10), (0, 10**6), (12 * 174, 0), (-(10**6), 0)):
        with pytest.raises(OutOfRange):
            later_us(at("2026-01-31 10:00"), months, days, ZONE)


def test_a_date_begins_where_its_midnight_is() -> None:
    assert local_midnight_us(date(2026, 3, 29), ZONE) == at("2026-03-28 22:00", "UTC")
    assert local_midnight_us(date(2024, 4, 26), "Africa/Cairo") == at("2024-04-25 22:00", "UTC")
    assert local_midnight_us(date(2024, 11, 3), "America/Havana") == at("2024-11-03 04:00", "UTC")
