"""Periods as a user names them: a day, a month, a quarter, a year, or from one to another."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from sladsl.policy.model import Agreement
from sladsl.worktime.civil import day_of, local_midnight_us

_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_QUARTER = re.compile(r"(\d{4})-Q([1-4])", re.ASCII | re.IGNORECASE)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MOST_PERIODS = 1_000

Days = tuple[date, date]  # the first day, and the one after the last


def periods_of(text: str) -> list[Days]:
    """`2026-03`, `2026-Q1`, `2026`, `2026-03-02`; `2026-01..2026-03` is three months. Raises ValueError."""
    first, dots, last = text.strip().partition("..")
    begin, end = _period(first, text), _period(last if dots else first, text)
    found = list(_from_to(begin, end))
    if not found or len(found) > MOST_PERIODS:
        raise ValueError(f"the period `{text}` goes from a later time to an earlier one, or too far")
    return found


def months_between(agreement: Agreement, first: int, last: int) -> list[Days]:
    """The calendar months from that of one instant to that of another."""
    begin, end = (day_of(at, agreement.zone).replace(day=1) for at in (first, last))
    return list(_from_to((begin, _later(begin, 1)), (end, _later(end, 1))))[:MOST_PERIODS]


def instants(days: Days, zone: str) -> tuple[int, int]:
    """The instants at which a period begins and ends in a zone."""
    return local_midnight_us(days[0], zone), local_midnight_us(days[1], zone)


def _from_to(begin: Days, end: Days) -> Iterator[Days]:
    months = (begin[1].year - begin[0].year) * 12 + begin[1].month - begin[0].month
    at, number = begin, 0
    while at[0] <= end[0] and number <= MOST_PERIODS:
        yield at
        number += 1
        if begin[1] == begin[0] + timedelta(days=1):
            at = at[1], at[1] + timedelta(days=1)
        else:
            at = at[1], _later(at[1], months)


def _period(text: str, whole: str) -> Days:
    try:
        if found := _MONTH.fullmatch(text.strip()):
            begin = date(int(found[1]), int(found[2]), 1)
            return begin, _later(begin, 1)
        if found := _QUARTER.fullmatch(text.strip()):
            begin = date(int(found[1]), int(found[2]) * 3 - 2, 1)
            return begin, _later(begin, 3)
        if _YEAR.fullmatch(text.strip()):
            begin = date(int(text), 1, 1)
            return begin, _later(begin, 12)
        if _DAY.fullmatch(text.strip()):
            begin = date.fromisoformat(text.strip())
            return begin, begin + timedelta(days=1)
    except (ValueError, OverflowError):
        pass
    raise ValueError(
        f"the period `{whole}` is not a month such as 2026-03, a quarter, 2026-Q1, or a year, 2026"
    )


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)
