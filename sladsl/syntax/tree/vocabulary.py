"""Subjects and clocks as written."""

from typing import Literal

from attrs import field

from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax.tree.names import Name, Raw
from sladsl.syntax.tree.values import Duration, Value


@frozen
class Also:
    """`opened (also άνοιξε, ανοίχτηκε)`: the further forms in which a name is met."""

    of: Name
    forms: tuple[Name, ...]


@frozen
class AlsoValue:
    """`P1 (also "1 - Critical", Π1)`: the further forms of a value."""

    of: Value
    forms: tuple[Value, ...]


@frozen
class IdentifiedBy:
    name: Name
    forms: tuple[Name, ...] = ()
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class FieldType:
    """`one of ...` carries values, `a number of ...` a unit."""

    kind: Literal["text", "one of", "number", "length", "date", "time"]
    values: tuple["Value", ...] = ()
    unit: Name | None = None
    also: tuple[AlsoValue, ...] = ()
    unit_forms: tuple[Name, ...] = ()
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class HasField:
    name: Name
    type: FieldType | None
    reading: bool = False
    forms: tuple[Name, ...] = ()
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class HasEvents:
    names: tuple[Name, ...]
    also: tuple[Also, ...] = ()
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Subject:
    name: Name
    forms: tuple[Name, ...]
    sentences: tuple[IdentifiedBy | HasField | HasEvents, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Moves:
    """`starts when opened`: what the events do to the clock; `within` bounds a continuation."""

    action: Literal["start", "stop", "continue", "restart", "void"]
    events: tuple[Name, ...]
    within: "Duration | None"
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Clock:
    name: Name
    subject: Name
    said: tuple[Raw, ...]
    sentences: tuple[Moves, ...]
    forms: tuple[Name, ...] = ()
    span: Span = field(eq=False, repr=False, kw_only=True)
