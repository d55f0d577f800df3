"""What the rows of a table are for, together: cases of two rows, cases of none, rows of no case.

Every column takes finitely many values apart: the listed ones and one that is not, or the bounds of its
comparisons, what lies between them and beyond. A case for each combination is tried; it is the witness.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from math import prod

from attrs import frozen

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import table_errors
from sladsl.policy import model, words
from sladsl.policy.conditions import Both, Compared, Condition, Either, IsKnown, IsOneOf, Not, fields_of
from sladsl.policy.names import fold
from sladsl.policy.values import Day, Instant, Length, Number, Text, Value
from sladsl.syntax import tree

MOST_CASES = 100_000
MOST_GAPS = 3
OTHER = "any other"

Case = dict[str, Value]


@frozen
class Regions:
    """Checks tables about one subject."""

    subject: model.Subject
    found: list[Diagnostic]

    def check(
        self,
        table: tree.Table,
        rows: Sequence[tuple[Condition, tree.TableRow]],
        where: Condition | None,
    ) -> None:
        """Report rows that overlap or are for no case (errors), and cases that no row is for (a warning)."""
        asked = [condition for condition, _ in rows] + ([] if where is None else [where])
        points = {field.name: points_of(field, asked) for field in self._fields(asked)}
        if prod(map(len, points.values())) > MOST_CASES:
            self.found.append(table_errors.too_many_cases(table))
            return
        overlaps: set[tuple[int, int]] = set()
        met: set[int] = set()
        gaps: list[Case] = []
        for values in product(*points.values()):
            case = dict(zip(points, values))
            if where is not None and not holds(where, case):
                continue
            hit = [index for index, (condition, _) in enumerate(rows) if holds(condition, case)]
            met.update(hit)
            if len(hit) > 1 and (hit[0], hit[1]) not in overlaps:
                overlaps.add((hit[0], hit[1]))
                first, second = rows[hit[0]][1], rows[hit[1]][1]
                self.found.append(table_errors.overlap(first, second, said(case)))
            elif not hit and Text(OTHER) not in values:  # of an open list there is always one more
                gaps.append(case)
        for index, (_, row) in enumerate(rows):
            if index not in met:
                self.found.append(table_errors.never_reached(row))
        if gaps:
            self.found.append(table_errors.gap(table, [said(case) for case in gaps[:MOST_GAPS]], len(gaps)))

    def _fields(self, asked: Iterable[Condition]) -> list[model.Field]:
        names = {fold(name) for condition in asked for name in fields_of(condition)}
        return [field for field in self.subject.fields if fold(field.name) in names]


def said(case: Case) -> str:
    """`priority P1, level Gold`."""
    return ", ".join(f"{name} {words.value(value)}" for name, value in case.items())


def points_of(field: model.Field, asked: Iterable[Condition]) -> list[Value]:
    """Values of a field that the conditions can tell apart, at least one of each kind."""
    mentioned = [value for condition in asked for value in _values(condition, field.name)]
    if field.type == "one of":
        return [Text(value) for value in field.values]
    if field.type == "text":
        texts = {fold(value.text): value for value in mentioned if isinstance(value, Text)}
        return [*texts.values(), Text(OTHER)]
    ordered = sorted(set(mentioned), key=_order)
    if not ordered:
        return [_SOME[field.type](field)]
    points: list[Value] = [_moved(ordered[0], -1)]
    for value in ordered:
        points += [value, _moved(value, 1)]
    return list(dict.fromkeys(points))


_SOME: dict[str, Callable[[model.Field], Value]] = {
    "number": lambda field: Number(Decimal(0), field.unit),
    "length": lambda field: Length(0),
    "date": lambda field: Day(date(2000, 1, 1)),
    "time": lambda field: Instant(0),
}


def holds(condition: Condition, case: Case) -> bool:
    """Whether a condition holds for a case all of whose fields are known."""
    match condition:
        case IsOneOf(name, values):
            value = case[name]
            return any(_same(value, other) for other in values)
        case Compared(name, order, bound):
            value = case[name]
            if type(value) is not type(bound):
                return False
            one, other = _order(value), _order(bound)
            return {
                "below": one < other,
                "at most": one <= other,
                "above": one > other,
                "at least": one >= other,
            }[order]
        case IsKnown():
            return True
        case Not(inner):
            return not holds(inner, case)
        case Both(parts):
            return all(holds(part, case) for part in parts)
        case Either(parts):
            return any(holds(part, case) for part in parts)


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, Text) and isinstance(other, Text):
        return fold(one.text) == fold(other.text)
    return one == other


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


def _moved(value: Value, by: int) -> Value:
    """A value just beside another: nothing that is mentioned lies between, unless it is as near."""
    match value:
        case Number(number, unit):
            return Number(number + Decimal(by) / 10**6, unit)
        case Length(us):
            return Length(us + by)
        case Instant(us):
            return Instant(us + by)
        case Day(day):
            return Day(day + timedelta(days=by))
        case Text():
            return value


def _parts(condition: Condition) -> Iterable[Condition]:
    match condition:
        case Not(inner):
            yield from _parts(inner)
        case Both(parts) | Either(parts):
            for part in parts:
                yield from _parts(part)
        case _:
            yield condition


def _values(condition: Condition, name: str) -> Iterable[Value]:
    for part in _parts(condition):
        match part:
            case IsOneOf(field, values) if field == name:
                yield from values
            case Compared(field, _, value) if field == name:
                yield value
            case _:
                pass
