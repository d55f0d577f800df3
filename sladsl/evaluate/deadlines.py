"""From a deadline as written to an allowance on the clause's calendar.

`Within` is that allowance itself. The others name an instant, found from the start as if nothing paused:
the close of the Nth working day, the same wall-clock time some months and days later in the agreement's
zone, the last closing of the day a date field names. The open time from the start to that instant is
the allowance (none left if the instant is not after the start), so that pauses push it on like any other.
"""

from typing import assert_never

from sladsl.evaluate.truth import Values, folded, said
from sladsl.policy.model import CalendarUnits, Deadline, EndOf, Whichever, Within, WorkingDays
from sladsl.policy.values import Day
from sladsl.worktime import Calendar, NeverOpens, OutOfRange, OutsideKnownDays


class Undecided(Exception):  # noqa: N818 (it says what is so, not that something went wrong)
    """The data does not say; the message is the reason in words."""


CANNOT_SAY = (Undecided, OutsideKnownDays, NeverOpens, OutOfRange)


def why(error: Exception, calendar: Calendar) -> str:
    """The reason in words for one of CANNOT_SAY."""
    return str(error) if isinstance(error, Undecided) else f"calendar `{calendar.name}`: {error}"


def allowance_us(deadline: Deadline, start: int, calendar: Calendar, zone: str, values: Values) -> int:
    """Microseconds of open time. Raises one of CANNOT_SAY."""
    if isinstance(deadline, Within):
        return deadline.us
    if isinstance(deadline, Whichever):
        lengths = [allowance_us(part, start, calendar, zone, values) for part in deadline.of]
        return max(lengths) if deadline.which == "later" else min(lengths)
    try:
        due = _named_instant(deadline, start, calendar, zone, values)
    except OverflowError as error:
        raise Undecided("the deadline lies beyond the years a calendar reaches") from error
    return calendar.elapsed_us(start, due) if due > start else 0


def follows_fields(deadline: Deadline) -> bool:
    """Whether it changes when a field does."""
    if isinstance(deadline, Whichever):
        return any(map(follows_fields, deadline.of))
    return isinstance(deadline, EndOf)


def in_time(deadline: Deadline, stop: int, at: int, calendar: Calendar, zone: str, values: Values) -> bool:
    """Whether an event at `at` still comes within a bound that runs from the stop (equality does).

    The bound is measured on the clause's calendar without pauses: the clock is stopped. Raises as above.
    """
    if isinstance(deadline, CalendarUnits):
        try:
            return at <= _named_instant(deadline, stop, calendar, zone, values)
        except OverflowError:
            return True
    return calendar.elapsed_us(stop, at) <= allowance_us(deadline, stop, calendar, zone, values)


def _named_instant(
    deadline: WorkingDays | CalendarUnits | EndOf, start: int, calendar: Calendar, zone: str, values: Values
) -> int:
    match deadline:
        case WorkingDays(days):
            return calendar.end_of_working_day_us(start, days)
        case CalendarUnits(months, days):
            return calendar.later_us(start, months, days, zone)
        case EndOf(name):
            value = values.get(folded(name))
            if value is None:
                raise Undecided(f"{name} is not stated")
            if not isinstance(value, Day):
                raise Undecided(f"{name} `{said(value)}` is not a date")
            return calendar.close_of_day_us(value.day)
        case _:
            assert_never(deadline)
