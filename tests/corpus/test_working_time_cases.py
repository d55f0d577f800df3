"""The published cases of twelve other systems, in the terms of this one.

Each operation of theirs is an adapter of a few lines over the calendar's own methods. A convention the
data names (`convention`) is expressed by an adapter too. What remains is in OTHER_RULES, with the reason.
"""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sladsl import Calendar
from sladsl.worktime.civil import day_of, local_midnight_us, local_of, us_of

CASES = Path(__file__).parents[3] / "shared/data/working-time/cases.jsonl"
SECOND = 1_000_000
DAY = timedelta(days=1)
Case = dict[str, Any]

NO_24_00 = "its last instant of a day is 23:59:59.999; a day ends at 24:00 here"
OTHER_RULES = {"working_hours-0060": NO_24_00, "working_hours-0062": NO_24_00}


def cases() -> list[Case]:
    if not CASES.is_file():
        pytest.skip("../shared/data/working-time is absent")
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


# --- their data as ours ---------------------------------------------------------------------------


def calendar_of(case: Case) -> Calendar:
    """Yearly dates ("--12-25") are written out for the years that occur; a break takes hours away."""
    data = case["calendar"]
    special = data.get("overrides", {})
    closed = [
        day
        for each in data.get("holidays") or []
        for day in ([f"{year}{each[1:]}" for year in range(1990, 2030)] if each.startswith("--") else [each])
        if day not in special
    ]
    calendar = Calendar.weekly(data["tz"], data["weekly"], closed=closed, special=special)
    if data.get("breaks"):
        calendar -= Calendar.weekly(data["tz"], {}, special=data["breaks"])
    return calendar


def instant(text: str, zone: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at.replace(tzinfo=ZoneInfo(zone)) if at.tzinfo is None else at


def us(case: Case, key: str = "start") -> int:
    return us_of(instant(case[key], case["calendar"]["tz"]))


def day(case: Case, key: str = "start") -> date:
    """A date as written, or the local date of an instant."""
    text = case[key]
    return date.fromisoformat(text) if "T" not in text else day_of(us(case, key), case["calendar"]["tz"])


def length(seconds: float) -> int:
    exact = Fraction(str(seconds)) * SECOND
    assert exact.denominator == 1
    return int(exact)


def pauses(case: Case) -> list[tuple[datetime, datetime]]:
    zone = case["calendar"]["tz"]
    return [(instant(each["from"], zone), instant(each["to"], zone)) for each in case.get("pauses", [])]


def says_at(case: Case, found: int) -> bool:
    """An expected date is the date of ours; an expected instant is ours to the microsecond."""
    zone, expected = case["calendar"]["tz"], case["expected"]
    if "date" in expected or "T" not in expected["at"]:
        return day_of(found, zone).isoformat() == (expected.get("date") or expected["at"])
    return us_of(instant(expected["at"], zone)) == found


def signed(calendar: Calendar, start: int, end: int) -> int:
    """Negative where the end comes first, as most libraries say; ours says zero."""
    return calendar.elapsed_us(start, end) - calendar.elapsed_us(end, start)


def rounded(amount: int, unit: int) -> int:
    """To whole units, half away from zero."""
    return (abs(amount) + unit // 2) // unit * unit * (1 if amount >= 0 else -1)


def truncated(amount: int, unit: int) -> int:
    return abs(amount) // unit * unit * (1 if amount >= 0 else -1)


def shifted(calendar: Calendar, start: date, days: int) -> date:
    """So many working days on or back; none leaves the date as it is."""
    step = DAY if days > 0 else -DAY
    for _ in range(abs(days)):
        start += step
        while not calendar.is_working_day(start):
            start += step
    return start


def at_time_of(calendar: Calendar, start: int, on: date) -> int:
    wall = local_of(start, calendar.zone)
    return us_of(datetime.combine(on, wall.timetz(), wall.tzinfo))


# --- their operations -----------------------------------------------------------------------------


def add(calendar: Calendar, case: Case) -> bool:
    start, amount = us(case), length(case["duration_s"])
    match case.get("convention"):
        case "boundary=next_open":  # what we call the breach instant
            return says_at(case, calendar.breach_us(start, amount))
        case "rounded to whole seconds":
            return says_at(case, rounded(calendar.due_us(start, amount), SECOND))
        case _:
            return says_at(case, calendar.due_us(start, amount))


def subtract(calendar: Calendar, case: Case) -> bool:
    return says_at(case, calendar.subtract_us(us(case), length(case["duration_s"])))


def elapsed(calendar: Calendar, case: Case) -> bool:
    start, end, convention = us(case), us(case, "end"), case.get("convention", "")
    if convention == "truncated toward zero to unit":
        unit = length(case["expected"]["unit_s"])
        return truncated(signed(calendar, start, end), unit) == case["expected"]["elapsed_trunc"] * unit
    expected = length(case["expected"]["elapsed_s"])
    if case.get("pauses"):
        found = calendar.elapsed(
            instant(case["start"], calendar.zone), instant(case["end"], calendar.zone), pauses(case)
        )
        return found == timedelta(microseconds=expected)
    if convention == "reversed_interval_is_zero":
        return calendar.elapsed_us(start, end) == expected
    if convention == "seconds truncated":
        start, end = truncated(start, 60 * SECOND), truncated(end, 60 * SECOND)
    if convention.startswith("wall_clock_seconds"):  # as if the local clock never changed
        clock = Calendar.weekly("UTC", case["calendar"]["weekly"])
        start, end = (
            us_of(local_of(at, calendar.zone).replace(tzinfo=ZoneInfo("UTC"))) for at in (start, end)
        )
        return signed(clock, start, end) == expected
    found_us = signed(calendar, start, end)
    if convention.startswith("rounded half away from zero"):
        found_us = rounded(found_us, SECOND)
    return found_us == expected


def is_open(calendar: Calendar, case: Case) -> bool:
    found = calendar.is_open_us(us(case))
    if case.get("convention") == "end_inclusive":
        found = found or calendar.is_open_us(us(case) - 1)
    return found is case["expected"]["value"]


def next_open(calendar: Calendar, case: Case) -> bool:
    return says_at(case, calendar.next_open_us(us(case)))


def prev_open(calendar: Calendar, case: Case) -> bool:
    """The last instant up to which it was open: at an opening, the closing before."""
    return says_at(case, calendar.previous_close_us(us(case)))


def next_close(calendar: Calendar, case: Case) -> bool:
    found = calendar.next_close_us(us(case))
    return found is not None and says_at(case, found)


def next_opening_after(calendar: Calendar, case: Case) -> bool:
    """The next opening to come: the one in progress does not count."""
    at = us(case)
    if calendar.is_open_us(at):
        at = calendar.next_close_us(at) or at
    return says_at(case, calendar.next_open_us(at))


def next_transition(calendar: Calendar, case: Case) -> bool:
    return (next_close if calendar.is_open_us(us(case)) else next_open)(calendar, case)


def prev_transition(calendar: Calendar, case: Case) -> bool:
    at = us(case)
    if not calendar.is_open_us(at):
        return says_at(case, calendar.previous_close_us(at))
    return says_at(case, list(calendar.intervals_us(at - 7 * 86_400 * SECOND, at))[-1][0])


def periods(calendar: Calendar, case: Case) -> bool:
    at, week = us(case), 7 * 86_400 * SECOND
    zone, take = case["calendar"]["tz"], case["take"]
    if case["direction"] == "forward":
        found = list(calendar.intervals_us(at, at + week))[:take]
    else:
        found = list(calendar.intervals_us(at - week, at))[::-1][:take]
    expected = [tuple(us_of(instant(text, zone)) for text in each) for each in case["expected"]["periods"]]
    return found == expected


def is_workday(calendar: Calendar, case: Case) -> bool:
    return calendar.is_working_day(day(case)) is case["expected"]["value"]


def is_holiday(calendar: Calendar, case: Case) -> bool:
    """Closed at noon, and not as its weekday is."""
    noon = local_midnight_us(day(case), calendar.zone) + 43_200 * SECOND
    found = (calendar.why_closed(noon) or "").startswith("closed on")
    return found is case["expected"]["value"]


def days_between(calendar: Calendar, case: Case) -> bool:
    """Working days from the start's date, counted, to the end's, not counted; a convention shifts that."""
    start, end = day(case), day(case, "end")
    low, high = min(start, end), max(start, end)
    match case.get("convention", ""):
        case "counts (start,end]":
            low, high = low + DAY, high + DAY
        case "counts [start,end]":
            high += DAY
    found = sum(calendar.is_working_day(low + timedelta(days=n)) for n in range((high - low).days))
    return (found if end >= start else -found) == case["expected"]["days"]


def add_days(calendar: Calendar, case: Case) -> bool:
    """The same time of day so many working days on."""
    start, days, convention = us(case), case["days"], case.get("convention", "")
    from_day = day(case)
    if convention.startswith(("time of day clamped", "nonbusiness start rolled fwd")):
        start = calendar.next_open_us(start)
        from_day = day_of(start, calendar.zone)
    elif "rolled" in convention and not calendar.is_working_day(from_day):
        from_day = shifted(calendar, from_day, 1 if days > 0 else -1)
    return says_at(case, at_time_of(calendar, start, shifted(calendar, from_day, days)))


def plan_days(calendar: Calendar, case: Case) -> bool:
    """The start's day counts if any of it is left, which is ours with one day less from the next opening."""
    start, days = us(case), case["days"]
    if days > 0:
        return says_at(case, calendar.end_of_working_day_us(calendar.next_open_us(start), days - 1))
    first = shifted(calendar, day_of(calendar.previous_close_us(start) - 1, calendar.zone), days + 1)
    return says_at(case, calendar.spans_of_day(first)[0][0])


def deadline(calendar: Calendar, case: Case) -> bool:
    target = case["target"]["target"]
    assert target["unit"] == "minute"
    allowance = timedelta(minutes=target["amount"], seconds=case.get("hold_s", 0))
    found = calendar.due(instant(case["start"], calendar.zone), allowance, pauses(case))
    return found == instant(case["expected"]["due_at"], calendar.zone)


def measure(calendar: Calendar, case: Case) -> bool:
    start, end = (instant(case[key], calendar.zone) for key in ("start", "end"))
    found = calendar.elapsed(start, end, pauses(case))
    waiting = calendar.elapsed(start, end) - found
    return found == timedelta(seconds=case["expected"]["elapsed_s"]) and waiting == timedelta(
        seconds=case["expected"].get("waiting_s", waiting.total_seconds())
    )


OPERATIONS: dict[str, Callable[[Calendar, Case], bool]] = {
    each.__name__: each
    for each in (
        *(
            add,
            subtract,
            elapsed,
            is_open,
            next_open,
            prev_open,
            next_close,
            next_opening_after,
            next_transition,
        ),
        *(
            prev_transition,
            periods,
            is_workday,
            is_holiday,
            days_between,
            add_days,
            plan_days,
            deadline,
            measure,
        ),
    )
}


def passes(case: Case) -> bool:
    return OPERATIONS[case["op"]](calendar_of(case), case)


# --- the tests ------------------------------------------------------------------------------------


@pytest.mark.parametrize("check", ["agree", "agree_conv"])
@pytest.mark.parametrize("op", sorted(OPERATIONS))
def test_cases_agree(op: str, check: str) -> None:
    chosen = [case for case in cases() if (case["op"], case["check"]) == (op, check)]
    failed = [case["id"] for case in chosen if case["id"] not in OTHER_RULES and not passes(case)]
    assert failed == []


def test_every_recomputed_case_has_an_operation() -> None:
    chosen = [case for case in cases() if case["check"] in ("agree", "agree_conv")]
    assert {case["op"] for case in chosen} == OPERATIONS.keys()
    assert sum(case["check"] == "agree" for case in chosen) == 979
    assert sum(case["check"] == "agree_conv" for case in chosen) == 61


def test_no_other_rule_is_listed_for_a_case_that_passes() -> None:
    by_id = {case["id"]: case for case in cases()}
    assert [id_ for id_ in OTHER_RULES if passes(by_id[id_])] == []
