"""Calendars as written."""

from typing import Literal

from attrs import field

from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax.tree.names import Name, Raw


@frozen
class TimeZone:
    zone: Raw
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class TimeRange:
    opens: Raw
    closes: Raw
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class DateRange:
    first: Raw
    last: Raw | None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Weekdays:
    """Days of the week, Monday 0."""

    days: tuple[int, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Holidays:
    kind: Name
    region: Name
    subdivision: Name | None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Open:
    """`open Monday to Friday 08:00 to 17:00`, `open 2026-04-11 09:00 to 13:00`; no days: `open always`."""

    on: Weekdays | tuple[DateRange, ...] | None
    times: tuple[TimeRange, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Closed:
    """`closed on ...`, all day where no times are said."""

    on: Weekdays | tuple[DateRange, ...] | Holidays
    times: tuple[TimeRange, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class CalendarRef:
    name: Name
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Joined:
    """Calendars joined by `or` (any open) or `and` (all open)."""

    word: Literal["or", "and"]
    parts: tuple["CalendarExpression", ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class ExceptFor:
    base: "CalendarExpression"
    less: "CalendarExpression"
    span: Span = field(eq=False, repr=False, kw_only=True)


CalendarExpression = CalendarRef | Joined | ExceptFor | Weekdays | Holidays
CalendarSentence = Open | Closed | TimeZone


@frozen
class ToBeAgreed:
    """`hours to be agreed`: nothing is known of it yet but its name."""


@frozen
class Calendar:
    name: Name
    body: tuple[CalendarSentence, ...] | CalendarExpression | ToBeAgreed
    forms: tuple[Name, ...] = ()
    span: Span = field(eq=False, repr=False, kw_only=True)
