"""Conditions over a case's fields, in three values: true, false, and unknown (None) with its reason.

A field that has no value, a value of another type than the one it is compared with, and a value
outside the declared list of a "one of" field are unknown; "not", "and", "or" are Kleene's.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import assert_never

from sladsl.policy.conditions import Both, Compared, Condition, Either, IsKnown, IsOneOf, Not, Order
from sladsl.policy.model import Field
from sladsl.policy.names import fold
from sladsl.policy.values import Day, Instant, Length, Number, Text, Value
from sladsl.records import frozen

Values = Mapping[str, Value]  # by folded field name

folded = lru_cache(maxsize=65_536)(fold)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNITS = ((86_400_000_000, "day"), (3_600_000_000, "hour"), (60_000_000, "minute"), (1_000_000, "second"))


@frozen
class Unknown:
    """Neither true nor false, and why in words: "priority is not stated"."""

    reason: str


Truth = bool | Unknown


def truth(condition: Condition | None, values: Values, fields: Mapping[str, Field]) -> Truth:
    """Whether the condition holds; `fields` are the subject's, by folded name. No condition is true."""
    match condition:
        case None:
            return True
        case IsKnown(name):
            return folded(name) in values
        case IsOneOf(name, wanted):
            value = _value(name, values, fields)
            return value if isinstance(value, Unknown) else _is_one_of(name, value, wanted)
        case Compared(name, order, bound):
            value = _value(name, values, fields)
            return value if isinstance(value, Unknown) else _compared(name, value, order, bound)
        case Not(inner):
            result = truth(inner, values, fields)
            return result if isinstance(result, Unknown) else not result
        case Both(parts):
            return _first_of(False, parts, values, fields)
        case Either(parts):
            return _first_of(True, parts, values, fields)
        case _:
            assert_never(condition)


def _first_of(
    decisive: bool, parts: tuple[Condition, ...], values: Values, fields: Mapping[str, Field]
) -> Truth:
    """`decisive` if a part has it, else the first unknown, else the other value."""
    unknown: Unknown | None = None
    for part in parts:
        result = truth(part, values, fields)
        if isinstance(result, Unknown):
            unknown = unknown or result
        elif result is decisive:
            return decisive
    return unknown or (not decisive)


def _value(name: str, values: Values, fields: Mapping[str, Field]) -> Value | Unknown:
    """The field's value, where it has one that its declaration admits."""
    key = folded(name)
    value = values.get(key)
    if value is None:
        return Unknown(f"{name} is not stated")
    declared = fields.get(key)
    if (
        declared is not None
        and declared.type == "one of"
        and not (isinstance(value, Text) and value.text in declared.values)
    ):
        return Unknown(f"{name} `{said(value)}` is not one of {', '.join(declared.values)}")
    if isinstance(value, Number) and not value.number.is_finite():
        return Unknown(f"{name} `{said(value)}` is not a number")
    return value


def _is_one_of(name: str, value: Value, wanted: tuple[Value, ...]) -> Truth:
    unknown: Unknown | None = None
    for candidate in wanted:
        match value, candidate:
            case Text(text), Text(other):
                equal = folded(text) == folded(other)
            case Number(number, unit), Number(other_number, other_unit) if folded(unit) == folded(other_unit):
                equal = number == other_number
            case _ if type(value) is type(candidate) and not isinstance(value, Number):
                equal = value == candidate
            case _:
                unknown = unknown or _mismatch(name, value, candidate)
                continue
        if equal:
            return True
    return unknown or False


def _compared(name: str, value: Value, order: Order, bound: Value) -> Truth:
    match value, bound:
        case Number(number, unit), Number(limit, limit_unit) if folded(unit) == folded(limit_unit):
            sign = (number > limit) - (number < limit)
        case (Length(us), Length(limit_us)) | (Instant(us), Instant(limit_us)):
            sign = (us > limit_us) - (us < limit_us)
        case Day(day), Day(limit_day):
            sign = (day > limit_day) - (day < limit_day)
        case _:
            return _mismatch(name, value, bound)
    match order:
        case "below":
            return sign < 0
        case "at most":
            return sign <= 0
        case "above":
            return sign > 0
        case "at least":
            return sign >= 0
        case _:
            assert_never(order)


def _mismatch(name: str, value: Value, other: Value) -> Unknown:
    if isinstance(value, Number) and isinstance(other, Number):
        return Unknown(f"{name} is in {value.unit or 'no unit'}, not in {other.unit or 'no unit'}")
    return Unknown(f"{name} `{said(value)}` is {_kind(value)}, not {_kind(other)}")


def _kind(value: Value) -> str:
    match value:
        case Text():
            return "a text"
        case Number():
            return "a number"
        case Length():
            return "a length of time"
        case Day():
            return "a date"
        case Instant():
            return "a time"
        case _:
            assert_never(value)


def said(value: Value) -> str:
    """A value as a reader sees it: `P1`, `4.2 points`, `90 minutes`, `2026-03-09`, `2026-03-09T06:00:00Z`."""
    match value:
        case Text(text):
            return text
        case Number(number, unit):
            return f"{number:f} {unit}".rstrip()
        case Length(us):
            for size, name in _UNITS:
                if us % size == 0 and us:
                    return f"{us // size} {name}{'' if us == size else 's'}"
            seconds = Decimal(us).scaleb(-6).normalize()
            return f"{seconds:f} seconds"
        case Day(day):
            return day.isoformat()
        case Instant(us):
            try:
                return (_EPOCH + timedelta(microseconds=us)).isoformat().replace("+00:00", "Z")
            except OverflowError:  # an instant outside the years 1 to 9999
                return f"{us} microseconds since 1970"
        case _:
            assert_never(value)
