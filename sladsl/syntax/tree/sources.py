"""Source declarations as written."""

from typing import Literal

from attrs import field

from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax.tree.names import Name, Raw
from sladsl.syntax.tree.values import Length


@frozen
class RowIs:
    kind: Literal["event", "case", "change"]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class KeptBy:
    """`the log is kept by Hellas IT`."""

    party: Name
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class ColumnIs:
    """`the case is column "number"`: a column with a part of its own."""

    part: Literal["case", "time", "event", "event id", "field", "old value", "new value"]
    column: Raw
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Times:
    style: Literal["iso", "day first", "month first", "seconds", "milliseconds"]
    zone: Raw | None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Separator:
    text: Raw
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Missing:
    texts: tuple[Raw, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Means:
    """`"1 - Critical" means P1`."""

    texts: tuple[Raw, ...]
    meaning: Name
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class FieldIs:
    """`unit` is that of bare numbers in the column of a length of time."""

    field_name: Name
    column: Raw
    means: tuple[Means, ...]
    unit: Length | None = None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class MomentIs:
    event: Name
    column: Raw
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class ChangeMeans:
    column: Raw
    direction: Literal["becoming", "leaving"]
    values: tuple[Raw, ...]
    event: Name
    span: Span = field(eq=False, repr=False, kw_only=True)


SourceSentence = (
    RowIs | KeptBy | ColumnIs | Times | Separator | Missing | FieldIs | MomentIs | Means | ChangeMeans
)


@frozen
class Source:
    name: Name
    subject: Name
    sentences: tuple[SourceSentence, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)
