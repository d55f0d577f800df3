"""Reading what stands in the text as a date, time, number, share or length of time, exactly."""

import re
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import calendar_errors, clause_errors, name_errors
from sladsl.policy import model
from sladsl.policy.values import Day, Instant
from sladsl.syntax import tree
from sladsl.worktime.civil import local_midnight_us, local_to_us

US = {"ms": 1_000, "second": 1_000_000, "minute": 60_000_000, "hour": 3_600_000_000}
EXACT = {**US, "day": 24 * US["hour"], "week": 168 * US["hour"]}
_ZONES_OF_A_MACHINE = {"localtime", "posixrules", "Factory"}  # files beside the zones, not zones
MAX_DAYS = 73_000  # two hundred years


def a_date(raw: tree.Raw, found: list[Diagnostic]) -> date | None:
    """A date written year first, or None with a diagnostic."""
    try:
        day = date.fromisoformat(raw.text)
    except ValueError:
        found.append(calendar_errors.no_such_date(raw))
        return None
    if not 1900 <= day.year < 2200:
        found.append(calendar_errors.no_such_date(raw))
        return None
    return day


def a_time(raw: tree.Raw, found: list[Diagnostic]) -> int | None:
    """Seconds after midnight, 24:00 allowed, or None with a diagnostic."""
    if not re.fullmatch(r"\d{1,2}:\d{2}(:\d{2}(\.\d{1,6})?)?", raw.text):  # of an example's quoted value
        found.append(calendar_errors.no_such_time(raw))
        return None
    hours, minutes, *rest = raw.text.split(":")
    seconds = Decimal(rest[0]) if rest else Decimal(0)
    total = int(hours) * 3600 + int(minutes) * 60 + seconds
    if int(minutes) > 59 or seconds >= 60 or total > 86_400 or total != int(total):
        found.append(calendar_errors.no_such_time(raw))
        return None
    return int(total)


def an_instant(written: tree.Date, zone: str, found: list[Diagnostic]) -> int | None:
    """The instant of a local date and time."""
    day = a_date(written.date, found)
    seconds = a_time(written.time, found) if written.time else 0
    if day is None or seconds is None:
        return None
    return local_to_us(day, seconds, zone)


def day_begin(day: date, zone: str) -> int:
    """The instant at which a local day begins."""
    return local_midnight_us(day, zone)


def day_end(day: date, zone: str) -> int:
    """The instant at which a local day ends."""
    return local_midnight_us(day + timedelta(days=1), zone)


def a_zone(raw: tree.Raw, found: list[Diagnostic]) -> str | None:
    """The name of a known time zone, in its official spelling, or None with a diagnostic."""
    try:
        if raw.text not in _ZONES_OF_A_MACHINE:
            return ZoneInfo(raw.text).key
    except (OSError, ValueError):  # ZoneInfoNotFoundError is a KeyError, some names are directories
        pass
    except KeyError:
        pass
    found.append(name_errors.unknown_zone(raw))
    return None


def a_number(raw: tree.Raw) -> Decimal:
    """A number; a blank groups thousands."""
    return Decimal(raw.text.replace(" ", ""))


def a_share(raw: tree.Raw) -> Fraction:
    """`95%` as 19/20."""
    return Fraction(Decimal(raw.text.rstrip("% \t\n"))) / 100


def whole(length: tree.Length, found: list[Diagnostic]) -> int | None:
    """The count of a length in whole units."""
    count = Decimal(1) if length.count is None else a_number(length.count)
    if count != int(count) or count > MAX_DAYS:
        found.append(clause_errors.not_whole(length))
        return None
    return int(count)


def microseconds(duration: tree.Duration, found: list[Diagnostic]) -> int | None:
    """A length of time in exact units (a day is 24 hours here); other units are refused."""
    total = Decimal(0)
    for part in duration.parts:
        if part.unit not in EXACT:
            found.append(clause_errors.not_an_exact_length(part))
            return None
        total += (Decimal(1) if part.count is None else a_number(part.count)) * EXACT[part.unit]
    if total != int(total) or total > MAX_DAYS * EXACT["day"]:
        found.append(clause_errors.length_out_of_range(duration))
        return None
    return int(total)


def deadline(duration: tree.Duration, found: list[Diagnostic]) -> model.Deadline | None:
    """`within ...` as one kind of deadline: exact time, working days, or calendar units. Kinds don't mix."""
    units = {part.unit for part in duration.parts}
    if units <= US.keys():
        us = microseconds(duration, found)
        if us == 0:
            found.append(clause_errors.no_time_at_all(duration))
            return None
        return None if us is None else model.Within(us)
    counts = [whole(part, found) for part in duration.parts]
    if None in counts:
        return None
    numbers = [count for count in counts if count is not None]
    if sum(numbers) == 0:
        found.append(clause_errors.no_time_at_all(duration))
        return None
    if units == {"working day"}:
        return model.WorkingDays(sum(numbers))
    if units <= {"day", "week", "month", "year"}:
        months = sum(_MONTHS.get(part.unit, 0) * n for part, n in zip(duration.parts, numbers))
        days = sum(_DAYS.get(part.unit, 0) * n for part, n in zip(duration.parts, numbers))
        return model.CalendarUnits(months, days)
    found.append(clause_errors.units_mixed(duration))
    return None


_MONTHS = {"month": 1, "year": 12}
_DAYS = {"day": 1, "week": 7}


def day_value(written: tree.Date, found: list[Diagnostic]) -> Day | None:
    """A date as a field's value."""
    day = a_date(written.date, found)
    return None if day is None else Day(day)


def instant_value(written: tree.Date, zone: str, found: list[Diagnostic]) -> Instant | None:
    """A date and time as a field's value."""
    us = an_instant(written, zone, found)
    return None if us is None else Instant(us)
