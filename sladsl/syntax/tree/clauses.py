"""Clauses as written."""

from typing import Literal

from attrs import field, frozen

from sladsl.source import Span
from sladsl.syntax.tree.names import Name, Raw
from sladsl.syntax.tree.values import Condition, Duration


@frozen
class Within:
    duration: Duration
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class ByEndOf:
    field_name: Name
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Counting:
    calendar: Name
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Paused:
    states: tuple[Name, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Window:
    kind: Literal["calendar", "contract", "rolling"]
    unit: Literal["day", "week", "month", "quarter", "year"]
    count: Raw | None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class ShareOf:
    at_least: Raw
    of: Name
    window: Window
    by_opening: bool
    group: tuple[Name, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Promise:
    subject: Name
    where: Condition | None
    as_opened: bool
    said: Name
    deadline: Within | ByEndOf
    modifiers: tuple[Counting | Paused | ShareOf, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Warn:
    who: Name
    at: Raw
    span: Span = field(eq=False, repr=False, kw_only=True)
