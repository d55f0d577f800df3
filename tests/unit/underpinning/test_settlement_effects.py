"""Which of two ways to settle credits is better for the customer: turned round it is turned round, and what is said to be
sooner is never later, worked out day by day."""

from datetime import date, timedelta
from functools import cache
from itertools import product

import pytest

from sladsl.compile import compile_texts
from sladsl.policy.model import Place, Policy
from sladsl.policy.settlement import PaidWithin, SetAgainst, Settlement
from sladsl.source import SourceText
from sladsl.underpinning.comparison.settlement_differences import settlement_effect
from sladsl.worktime import Calendar
from sladsl.worktime.civil import later_us, local_midnight_us

HERE = Place("a.sla", 1, 1, 1, 1, "")
TEXT = """
use itil.
use calendars.
agreement A:
  is a customer SLA, version 1.0.
  between P as provider and C as customer.
  in force from 2026-01-01 to 2029-12-31.
  time zone Europe/Athens.
  credits are paid within 5 working days of the statement, counting office hours.
clause FIX:
  Every incident shall be resolved within 4 hours, counting always, for at least 90% of incidents per calendar month.
  Credit EUR 5 when missed.
"""
TURNED = {"stricter": "weaker", "weaker": "stricter"}


@cache
def policy() -> Policy:
    return compile_texts([SourceText.of("a.sla", TEXT)]).or_raise()


def days(count: int, months: int = 0) -> PaidWithin:
    return PaidWithin("statement", months, count, 0, "", HERE)


def working(count: int) -> PaidWithin:
    return PaidWithin("statement", 0, 0, count, "office hours", HERE)


TIMES = [
    *(days(count) for count in (0, 5, 7, 27, 28, 30, 31, 34, 60, 400)),
    *(days(0, months) for months in (1, 2, 12)),
    days(3, 1),
    *(working(count) for count in (1, 5, 20, 30)),
]
WAYS: list[Settlement | None] = [
    None,
    *(SetAgainst(unit, never, HERE) for unit in ("month", "quarter", "year") for never in (False, True)),
    PaidWithin("claim", 0, 30, 0, "", HERE),
    *TIMES,
]


def effect(was: Settlement | None, now: Settlement | None) -> str:
    return settlement_effect(policy(), was, policy(), now)


def test_turned_round() -> None:
    for was, now in product(WAYS, WAYS):
        told = effect(was, now)
        assert effect(now, was) == TURNED.get(told, told), (was, now)
        assert (told == "none") == (was == now), (was, now)


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        (SetAgainst("month", False, HERE), SetAgainst("month", True, HERE), "weaker"),
        (SetAgainst("month", True, HERE), SetAgainst("year", False, HERE), "either"),
        (SetAgainst("year", False, HERE), SetAgainst("month", False, HERE), "stricter"),
        (SetAgainst("month", False, HERE), days(400), "stricter"),
        (None, SetAgainst("month", False, HERE), "open"),
        (None, SetAgainst("month", True, HERE), "weaker"),
        (days(30), days(0, 1), "open"),
        (days(27), days(0, 1), "weaker"),
        (days(4), working(5), "weaker"),
        (days(5), working(5), "open"),  # of a calendar that opens each day they are the same
        (days(7), working(5), "open"),
    ],
)
def test_who_is_better_off(was: Settlement | None, now: Settlement, told: str) -> None:
    assert effect(was, now) == told


@cache
def due(way: PaidWithin) -> list[int]:
    """When it is due, by the day in three years on which its time begins."""
    calendar, zone = Calendar.of(policy().calendars["office hours"]), "Europe/Athens"
    found = []
    for number in range(3 * 365):
        start = local_midnight_us(date(2026, 1, 1) + timedelta(days=number), zone)
        if way.calendar:
            found.append(calendar.end_of_working_day_us(start, way.working_days))
        else:
            found.append(later_us(start, way.months, way.days + 1, zone))
    return found


def test_what_is_sooner_is_never_later() -> None:
    """Days end with the day, working days with its hours: a working day that ends on a last day is in time on it."""
    seen = set()
    for was, now in product(TIMES, TIMES):
        told = effect(was, now)
        seen.add(told)
        pairs = list(zip(due(was), due(now), strict=True))
        if told == "stricter":
            assert all(after <= before for before, after in pairs), (was, now)
        if told == "weaker":
            assert all(_day(after) >= _day(before) for before, after in pairs), (was, now)
    assert seen == {"none", "stricter", "weaker", "open"}


def _day(us: int) -> int:
    """The day that ends at an instant, or in which it lies."""
    return (us - 1) // 86_400_000_000


def test_how_many_days_so_many_months_are() -> None:
    for months in range(1, 40):
        lengths = [(us - start) // 86_400_000_000 for start, us in _months(months)]
        way = PaidWithin("statement", months, 0, 0, "", HERE)
        assert effect(days(min(lengths) - 4), way) == "weaker"
        assert effect(days(min(lengths)), way) != "stricter"
        assert effect(days(max(lengths)), way) != "weaker"


def _months(months: int) -> list[tuple[int, int]]:
    starts = (local_midnight_us(date(2027, 1, 1) + timedelta(days=n), "UTC") for n in range(366))
    return [(start, later_us(start, months, 0, "UTC")) for start in starts]
