"""Conditions on the fields of a case, as small trees: without a value of the field neither true nor false."""

from typing import Literal

from sladsl.policy.values import Value
from sladsl.records import frozen

Order = Literal["below", "at most", "above", "at least"]


@frozen
class IsOneOf:
    """The field's value is one of `values`."""

    field: str
    values: tuple[Value, ...]


@frozen
class Compared:
    """The field's value stands in this order to `value`: numbers, lengths of time, dates, instants."""

    field: str
    order: Order
    value: Value


@frozen
class IsKnown:
    """The field has a value. The only condition that is decided when it has none."""

    field: str


@frozen
class Not:
    """Negation; unknown stays unknown."""

    condition: "Condition"


@frozen
class Both:
    """All of `parts`: false if one is false, else unknown if one is unknown."""

    parts: tuple["Condition", ...]


@frozen
class Either:
    """At least one of `parts`: true if one is true, else unknown if one is unknown."""

    parts: tuple["Condition", ...]


def fields_of(condition: "Condition") -> tuple[str, ...]:
    """The fields a condition looks at, each once, in the order in which they stand there."""
    match condition:
        case IsOneOf(field) | Compared(field) | IsKnown(field):
            return (field,)
        case Not(inner):
            return fields_of(inner)
        case Both(parts) | Either(parts):
            return tuple(dict.fromkeys(name for part in parts for name in fields_of(part)))


Condition = IsOneOf | Compared | IsKnown | Not | Both | Either
