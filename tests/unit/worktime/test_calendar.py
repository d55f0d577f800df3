"""The calendar users hold: aware datetimes in and out."""

import subprocess
import sys
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import sladsl
from sladsl import Calendar
from sladsl.worktime import OutOfRange
from sladsl.worktime.civil import us_of
from sladsl.worktime.rules import AllOf, Always, AnyOf, DayRule, Except, NamedRule, Opening, Rule, Weekly

ATHENS = ZoneInfo("Europe/Athens")
HOUR = timedelta(hours=1)
WORKDAYS = {day: [("08:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
OFFICE = Calendar.weekly(
    "Europe/Athens", WORKDAYS, closed=["2026-01-01"], special={"2026-04-11": [("09:00", "13:00")]}
)


def at(text: str, zone: ZoneInfo = ATHENS) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def test_elapsed_due_and_breach() -> None:
    assert OFFICE.elapsed(at("2026-03-06 16:00"), at("2026-03-09 09:00")) == 2 * HOUR
    assert OFFICE.elapsed(at("2026-03-09 09:00"), at("2026-03-06 16:00")) == timedelta()
    assert OFFICE.elapsed(at("2026-04-11 00:00"), at("2026-04-12 00:00")) == 4 * HOUR
    assert OFFICE.elapsed(at("2025-12-31 16:00"), at("2026-01-02 09:00")) == 2 * HOUR
    due = OFFICE.due(at("2026-03-06 15:00", ZoneInfo("UTC")), HOUR)  # 17:00 in Athens is closing: Monday
    assert due == at("2026-03-09 09:00")
    assert due.tzinfo == ATHENS
    assert OFFICE.due(at("2026-03-06 13:00"), 4 * HOUR) == at("2026-03-06 17:00")
    assert OFFICE.breach(at("2026-03-06 13:00"), 4 * HOUR) == at("2026-03-09 08:00")


def test_pauses_that_overlap_count_once() -> None:
    paused = [
        (at("2026-03-06 10:00"), at("2026-03-06 12:00")),
        (at("2026-03-06 11:00"), at("2026-03-06 13:00")),
        (at("2026-03-06 07:00"), at("2026-03-06 08:30")),
        (at("2026-03-06 16:30"), at("2026-03-06 23:00")),
        (at("2026-03-06 14:00"), at("2026-03-06 14:00")),
    ]
    start = at("2026-03-06 08:00")
    assert OFFICE.elapsed(start, at("2026-03-06 17:00"), paused) == 5 * HOUR  # 8:30-10, 13-16:30
    assert OFFICE.due(start, 5 * HOUR, paused) == at("2026-03-06 16:30")
    assert OFFICE.breach(start, 5 * HOUR, paused) == at("2026-03-09 08:00")
    assert OFFICE.due(start, 6 * HOUR, iter(paused)) == at("2026-03-09 09:00")
    assert OFFICE.due(start, timedelta(), paused) == start
    assert OFFICE.breach(start, timedelta(), paused) == at("2026-03-06 08:30")


def test_open_next_opening_and_closing() -> None:
    assert OFFICE.is_open(at("2026-03-06 08:00"))
    assert not OFFICE.is_open(at("2026-03-06 17:00"))
    assert OFFICE.next_opening(at("2026-03-06 17:00")) == at("2026-03-09 08:00")
    assert OFFICE.next_closing(at("2026-03-06 08:00")) == at("2026-03-06 17:00")
    assert Calendar.always("Europe/Athens").next_closing(at("2026-03-06 08:00")) is None
    assert OFFICE.openings(at("2026-03-06 16:00"), at("2026-03-09 09:00")) == [
        (at("2026-03-06 16:00"), at("2026-03-06 17:00")),
        (at("2026-03-09 08:00"), at("2026-03-09 09:00")),
    ]


def test_physical_time_passes_between_local_times() -> None:
    always = Calendar.always("Europe/Athens")
    assert always.elapsed(at("2026-03-29 01:30"), at("2026-03-29 04:00")) == 1.5 * HOUR


def test_hours_may_go_past_midnight_and_to_24_00() -> None:
    bar = Calendar.weekly("UTC", {"fri": [("20:00", "02:00")], "sat": [("00:00", "24:00")]})
    assert bar.elapsed(at("2026-03-06 00:00", ZoneInfo("UTC")), at("2026-03-09 00:00")) == 28 * HOUR
    whole = Calendar.weekly("UTC", {"fri": [("09:00", "09:00")]})
    assert whole.rule.week[4] == (Opening(32_400, 118_800),)  # type: ignore[union-attr]


def test_or_and_except() -> None:
    weekend = Calendar.weekly("Europe/Athens", {"sat": [("10:00", "12:00")]})
    mornings = Calendar.weekly("Europe/Athens", {day: [("00:00", "11:00")] for day in ("fri", "sat")})
    begin, end = at("2026-03-06 00:00"), at("2026-03-08 00:00")
    assert (OFFICE | weekend).elapsed(begin, end) == 11 * HOUR
    assert ((OFFICE | weekend) & mornings).elapsed(begin, end) == 4 * HOUR
    assert ((OFFICE | weekend) - mornings).elapsed(begin, end) == 7 * HOUR
    assert (OFFICE - weekend).name == "calendar except calendar"


@pytest.mark.parametrize("bad", ["2026-03-06", date(2026, 3, 6), 5, None, datetime(2026, 3, 6)])  # noqa: DTZ001
def test_only_aware_datetimes_are_taken(bad: object) -> None:
    good = at("2026-03-06 10:00")
    for ask in (OFFICE.is_open, OFFICE.next_opening, OFFICE.next_closing):
        with pytest.raises(TypeError, match=r"no time zone|not a datetime"):
            ask(bad)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        OFFICE.elapsed(good, good, paused=[(good, bad)])  # type: ignore[list-item]


def test_what_is_refused() -> None:
    good = at("2026-03-06 10:00")
    with pytest.raises(ValueError, match="a pause ends before it begins"):
        OFFICE.elapsed(good, good, paused=[(good, good - HOUR)])
    with pytest.raises(ValueError, match="not negative"):
        OFFICE.due(good, -HOUR)
    for ends in (datetime.min, datetime.max):  # noqa: DTZ901 (the zone comes in the next line)
        with pytest.raises(OutOfRange):
            OFFICE.is_open(ends.replace(tzinfo=ZoneInfo("Asia/Tokyo")))
        with pytest.raises(OutOfRange):
            OFFICE.is_open(ends.replace(tzinfo=ZoneInfo("America/New_York")))
    with pytest.raises(OutOfRange):
        OFFICE.due(good, timedelta.max)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"hours": {"monday": [("08:00", "17:00")]}}, "unknown weekday 'monday'"),
        ({"hours": {"mon": [("8", "17:00")]}}, "'8' is not a time of day"),
        ({"hours": {"mon": [("08:60", "17:00")]}}, "'08:60' is not a time of day"),
        ({"hours": {"mon": [("08:00", "24:01")]}}, "'24:01' is not a time of day"),
        ({"hours": {"mon": [("08:00", "-1:00")]}}, "'-1:00' is not a time of day"),
        ({"hours": {"mon": [("24:00", "24:00")]}}, "begins before 24:00"),
        ({"hours": {"mon": [("08:00", "12:00"), ("11:00", "13:00")]}}, "overlap"),
        ({"hours": {}, "closed": ["2026-02-30"]}, "day is out of range"),
        ({"hours": {}, "closed": ["2026-02-03"], "special": {"2026-02-03": []}}, "2026-02-03 has hours"),
    ],
)
def test_hours_that_make_no_sense(arguments: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Calendar.weekly("UTC", **arguments)  # type: ignore[arg-type]


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(KeyError, match="Europe/Atlantis"):
        Calendar.always("Europe/Atlantis")


# --- why it is closed -----------------------------------------------------------------------------

HOURS = (Opening(8 * 3600, 17 * 3600),)
HALF = DayRule(date(2026, 12, 24), (Opening(8 * 3600, 13 * 3600),), "Christmas Eve")
FRIDAY = DayRule(date(2026, 4, 10), (), "Good Friday")
WEEK = Weekly("Europe/Athens", (HOURS,) * 5 + ((), ()), (FRIDAY, HALF))
SATURDAYS = Weekly("Europe/Athens", ((),) * 5 + (HOURS, ()))
HOLIDAYS = Weekly(
    "Europe/Athens", ((),) * 7, (DayRule(date(2026, 5, 1), (Opening(0, 86_400),), "Labour Day"),)
)


@pytest.mark.parametrize(
    ("rule", "when", "why"),
    [
        (WEEK, "2026-03-06 10:00", None),
        (WEEK, "2026-04-10 10:00", "Good Friday"),
        (WEEK, "2026-03-07 10:00", "Saturday"),
        (WEEK, "2026-03-06 17:00", "outside 08:00-17:00"),
        (WEEK, "2026-12-24 14:00", "Christmas Eve, outside 08:00-13:00"),
        (AnyOf((WEEK, SATURDAYS)), "2026-03-08 10:00", "Sunday"),
        (AnyOf((WEEK, SATURDAYS)), "2026-03-07 18:00", "Saturday and outside 08:00-17:00"),
        (AllOf((WEEK, SATURDAYS)), "2026-03-06 10:00", "Friday"),
        (Except(WEEK, HOLIDAYS), "2026-05-01 10:00", "Labour Day"),
        (Except(WEEK, HOLIDAYS), "2026-05-02 10:00", "Saturday"),
        (Except(Always("Europe/Athens"), SATURDAYS), "2026-03-07 10:00", "Saturday, excepted"),
        (Always("Europe/Athens"), "2026-03-07 10:00", None),
    ],
)
def test_why_it_is_closed(rule: Rule, when: str, why: str | None) -> None:
    assert Calendar.of(NamedRule("hours", "Europe/Athens", rule)).why_closed(us_of(at(when))) == why


def test_the_calendar_loads_only_when_asked_for() -> None:
    seen = "import sys, sladsl; assert 'sladsl.worktime' not in sys.modules; sladsl.Calendar;"
    heavy = "print([each for each in ('lark', 'polars', 'holidays', 'networkx') if each in sys.modules])"
    done = subprocess.run([sys.executable, "-c", seen + heavy], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    with pytest.raises(AttributeError, match="no attribute 'Calender'"):
        sladsl.Calender  # type: ignore[attr-defined]  # noqa: B018
