"""Parts of a policy in words: lengths, deadlines, conditions, windows, instants. English, for a reader."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import assert_never
from zoneinfo import ZoneInfo

from sladsl.policy.conditions import Both, Compared, Condition, Either, IsKnown, IsOneOf, Not
from sladsl.policy.model import (
    CalendarUnits,
    Clause,
    Deadline,
    EndOf,
    Exclusion,
    Share,
    Whichever,
    Window,
    Within,
    WorkingDays,
)
from sladsl.policy.values import Day, Instant, Length, Number, Text, Value

_UNITS = (("hour", 3_600_000_000), ("minute", 60_000_000), ("second", 1_000_000))


def many(count: int | str, thing: str) -> str:
    """ "1 hour", "2 hours"."""
    return f"{count} {thing}" if str(count) == "1" else f"{count} {thing}s"


def length(us: int) -> str:
    """A length of time in hours, minutes and seconds, exactly: "1 hour 30 minutes"."""
    sign, rest, parts = ("minus " if us < 0 else ""), abs(us), []
    for name, unit in _UNITS[:2]:
        whole, rest = divmod(rest, unit)
        if whole:
            parts.append(many(whole, name))
    if rest or not parts:
        seconds = f"{rest // 1_000_000}.{rest % 1_000_000:06}".rstrip("0").rstrip(".")
        parts.append(many(seconds, "second"))
    return sign + " ".join(parts)


def percent(share: Fraction) -> str:
    """ "99.9%"; a fraction of a percent that has no end is written out: "200/3%"."""
    hundredfold = share * 100
    rest = hundredfold.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{hundredfold}%"
    exact = Decimal(hundredfold.numerator) / Decimal(hundredfold.denominator)
    return f"{exact.normalize():f}%"


def instant(us: int, zone: str) -> str:
    """The local time in a zone, with its offset: "2026-01-01 00:00+02:00"."""
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=us)
    try:
        local = moment.astimezone(ZoneInfo(zone))
    except OverflowError:
        local = moment
    plain = local.second == local.microsecond == 0
    return local.isoformat(" ", "minutes" if plain else "auto")


def value(of: Value) -> str:
    """A field's value as an author would write it."""
    match of:
        case Text():
            return of.text
        case Number():
            return f"{of.number:f} {of.unit}".rstrip()
        case Length():
            return length(of.us)
        case Day():
            return of.day.isoformat()
        case Instant():
            return instant(of.us, "UTC")
        case never:
            assert_never(never)


def condition(of: Condition) -> str:
    """A condition as a phrase; parts that hold others are put in parentheses."""
    match of:
        case IsOneOf(field, (one,)):
            return f"{field} is {value(one)}"
        case IsOneOf(field, values):
            return f"{field} is one of {', '.join(map(value, values))}"
        case Compared(field, order, than):
            return f"{field} is {order} {value(than)}"
        case IsKnown(field):
            return f"{field} is known"
        case Not(inner):
            return f"not ({condition(inner)})"
        case Both(parts):
            return " and ".join(map(_inner, parts)) or "always"
        case Either(parts):
            return " or ".join(map(_inner, parts)) or "never"
        case never:
            assert_never(never)


def not_promised(clause: Clause) -> str:
    """ "nothing is promised where priority is P5": the rows of its table that say so; "" if none does."""
    said = [cases(row.where) for row in clause.rows if row.deadline is None]
    return f"nothing is promised {', or '.join(said)}" if said else ""


def exclusion(of: Exclusion) -> str:
    """ "planned maintenance of its service"."""
    return of.state.name if of.field is None else f"{of.state.name} of its {of.field}"


def cases(of: Condition) -> str:
    """ "where priority is P1", "in every case"."""
    return "in every case" if of == Both(()) else f"where {condition(of)}"


def _inner(of: Condition) -> str:
    return f"({condition(of)})" if isinstance(of, Both | Either) else condition(of)


def deadline(of: Deadline) -> str:
    """ "within 15 minutes", "by the close of working day 2"."""
    match of:
        case Within(us):
            return f"within {length(us)}"
        case WorkingDays(days):
            return f"within {many(days, 'working day')}"
        case CalendarUnits(months, days):
            units = [many(months, "month")] if months else []
            units += [many(days, "day")] if days or not months else []
            return f"within {' and '.join(units)}, at the same time of day"
        case EndOf(field):
            return f"by the end of the day in {field}"
        case Whichever(which, parts):
            return f"by the {which} of: {'; '.join(map(deadline, parts))}"
        case never:
            assert_never(never)


def window(of: Window) -> str:
    """ "calendar month", "contract year", "rolling 30 days"."""
    if of.kind == "rolling":
        return f"rolling {many(of.count, of.unit)}"
    return f"{of.kind} {of.unit}" if of.count == 1 else f"{of.count} {of.kind} {of.unit}s"


def share(of: Share, by_row: bool = False) -> str:
    """ "at least 95% of cases per calendar month and site, each in the window it is decided in".

    `by_row`: the share is that of each row of a table.
    """
    per = " and ".join((window(of.window), *of.group))
    by = "it is decided in" if of.by == "decision" else "its clock starts in"
    least = f"at least {percent(of.at_least)} of cases"
    if by_row:
        least = "the share of cases that its row says,"
    empty = "; a window without any is met" if of.empty == "met" else ""
    own = f", or {said}" if (said := few(of)) else ""
    return f"{least} per {per}, each in the window {by}{own}{empty}"


def few(of: Share) -> str:
    """ "all but 2 where there are fewer than 40"; empty where the share holds of any number."""
    said = [f"all but {each.may_miss} where there are fewer than {each.fewer_than}" for each in of.few]
    return ", or ".join(said)
