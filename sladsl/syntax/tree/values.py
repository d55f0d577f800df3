"""Values, lengths of time and conditions as written."""

from typing import Literal

from attrs import field

from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax.tree.names import Name, Raw


@frozen
class Word:
    """A bare word or phrase, or a quoted text, as a value."""

    name: Name
    quoted: bool
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Quantity:
    number: Raw
    unit: Name | None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Date:
    date: Raw
    time: Raw | None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Length:
    """`15 minutes`; `count` None: `a week`."""

    count: Raw | None
    unit: Literal["ms", "second", "minute", "hour", "working day", "day", "week", "month", "year"]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Duration:
    parts: tuple[Length, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


Value = Word | Quantity | Date | Duration

TestWord = Literal[
    "is", "is not", "above", "below", "at least", "at most", "before", "after", "known", "not known"
]


@frozen
class Test:
    """`priority is one of P1, P2`; no values for `known`."""

    field_name: Name
    word: TestWord
    values: tuple[Value, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Negation:
    condition: "Condition"
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Both:
    parts: tuple["Condition", ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Either:
    parts: tuple["Condition", ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


Condition = Test | Negation | Both | Either
