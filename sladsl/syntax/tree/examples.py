"""Worked examples as written."""

from typing import Literal

from attrs import field

from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax.tree.names import Name, Raw
from sladsl.syntax.tree.values import Date, Duration, Quantity


@frozen
class ExampleEvent:
    """`assignments` are the words after `with`, unread: which of them name a field depends on the subject."""

    at: Date
    case: Raw
    event: Name
    assignments: tuple[Raw, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Expected:
    part: Literal["elapsed", "due", "breach"]
    value: Duration | Date
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Expectation:
    at: Date | None
    case: Raw
    status: Literal["met", "breached", "running", "at risk", "void", "unknown", "not judged"]
    expected: tuple[Expected, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class WindowExpectation:
    """`Then the month of 2026-03-01 for site Athens is met at 99.95%.`; `unit` "window" of any length."""

    at: Date | None
    unit: Literal["day", "week", "month", "quarter", "year", "window"]
    day: Raw
    group: tuple[Raw, ...]
    status: Literal["met", "breached", "pending", "at risk", "no data", "unknown"]
    value: Quantity | Duration | None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Example:
    title: Raw
    clause: Name
    sentences: tuple[ExampleEvent | Expectation | WindowExpectation, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)
