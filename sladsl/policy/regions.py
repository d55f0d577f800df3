"""Cases as conditions tell them apart, and whether a condition holds for one.

Every field takes finitely many values apart: the listed ones and one that is not, or the bounds of its
comparisons, what lies between them and beyond. A case for each combination stands for all that are alike.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import pairwise

from sladsl.policy import model, words
from sladsl.policy.conditions import Both, Compared, Condition, Either, IsKnown, IsOneOf, Not
from sladsl.policy.names import fold
from sladsl.policy.values import Day, Instant, Length, Number, Text, Value

OTHER = Text("\0")  # a text that no condition names

Case = dict[str, Value | None]  # by the fields' names; None: the field has no value


def said(case: Case) -> str:
    """`priority P1, any other site`."""
    return ", ".join(_said(name, value) for name, value in case.items()) or "every case"


def _said(name: str, value: Value | None) -> str:
    if value is None:
        return f"{name} not stated"
    return f"any other {name}" if value == OTHER else f"{name} {words.value(value)}"


def points_of(field: model.Field, asked: Iterable[Condition]) -> list[Value | None]:
    """Values of a field that the conditions can tell apart, at least one of each kind.

    That it has none is one more where a condition asks whether it is known.
    """
    asked = list(asked)
    points: list[Value | None] = [*_values_of(field, list(mentioned(asked, field.name)))]
    if any(isinstance(part, IsKnown) and part.field == field.name for each in asked for part in _parts(each)):
        points.append(None)
    return points


def _values_of(field: model.Field, mentioned: list[Value]) -> list[Value]:
    match field.type:
        case "one of":
            return [Text(value) for value in field.values]
        case "text":
            texts = {fold(value.text): value for value in mentioned if isinstance(value, Text)}
            return [*texts.values(), OTHER]
        case "number":
            numbers = sorted({value.number for value in mentioned if isinstance(value, Number)})
            beyond = [numbers[0] - 1, numbers[-1] + 1] if numbers else [Decimal(0)]
            between = [(one + other) / 2 for one, other in pairwise(numbers)]
            return [Number(number, field.unit) for number in sorted({*numbers, *beyond, *between})]
        case "length":  # never below zero
            lengths = [value.us for value in mentioned if isinstance(value, Length)]
            return [Length(us) for us in _among([0, *lengths], _HOUR) if us >= 0]
        case "date":
            days = [value.day.toordinal() for value in mentioned if isinstance(value, Day)]
            return [Day(date.fromordinal(day)) for day in _among(days, 1) or [_SOME_DAY]]
        case "time":
            instants = [value.us for value in mentioned if isinstance(value, Instant)]
            return [Instant(us) for us in _among(instants, _HOUR) or [0]]


_HOUR = 3_600_000_000
_SOME_DAY = date(2000, 1, 1).toordinal()


def _among(bounds: Iterable[int], step: int) -> list[int]:
    """The bounds, a number between each two that have one, and one beyond on either side."""
    known = sorted(set(bounds))
    between = [(one + other) // 2 for one, other in pairwise(known)]
    return sorted({known[0] - step, *known, *between, known[-1] + step}) if known else []


def holds(condition: Condition, case: Case) -> bool | None:
    """Whether a condition holds for a case; None where that rests on a field that has no value."""
    match condition:
        case IsKnown(name):
            return case[name] is not None
        case IsOneOf(name, values):
            value = case[name]
            return None if value is None else key_of(value) in map(key_of, values)
        case Compared(name, order, bound):
            value = case[name]
            if value is None or type(value) is not type(bound):
                return None
            one, other = _order(value), _order(bound)
            return {
                "below": one < other,
                "at most": one <= other,
                "above": one > other,
                "at least": one >= other,
            }[order]
        case Not(inner):
            result = holds(inner, case)
            return None if result is None else not result
        case Both(parts):
            results = [holds(part, case) for part in parts]
            return False if False in results else None if None in results else True
        case Either(parts):
            results = [holds(part, case) for part in parts]
            return True if True in results else None if None in results else False


def key_of(value: Value) -> object:
    """What two values have in common that are one to a condition."""
    match value:
        case Text(text):
            return fold(text)
        case Number(number):
            return number
        case _:
            return value


def _order(value: Value) -> Decimal:
    match value:
        case Number(number):
            return number
        case Length(us) | Instant(us):
            return Decimal(us)
        case Day(day):
            return Decimal(day.toordinal())
        case Text():
            return Decimal(0)


def _parts(condition: Condition) -> Iterable[Condition]:
    match condition:
        case Not(inner):
            yield from _parts(inner)
        case Both(parts) | Either(parts):
            for part in parts:
                yield from _parts(part)
        case _:
            yield condition


def mentioned(asked: Iterable[Condition], name: str) -> list[Value]:
    """The values that the conditions compare the field with."""
    values: list[Value] = []
    for part in (part for condition in asked for part in _parts(condition)):
        match part:
            case IsOneOf(field, several) if field == name:
                values += several
            case Compared(field, _, value) if field == name:
                values.append(value)
            case _:
                pass
    return values
