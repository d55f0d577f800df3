"""What the rows of a table are for, together: cases of two rows, cases of none, rows of no case.

Every field takes finitely many values apart: the listed ones and one that is not, or the bounds of its
comparisons, what lies between them and beyond. A case for each combination is tried; it is the witness.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import reduce
from itertools import pairwise, product
from math import prod
from operator import or_

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
OTHER = Text("\0")  # a text that no table names

Case = dict[str, Value | None]  # by the fields' names; None: the field has no value


@frozen
class Regions:
    """Checks tables about one subject. Every row is a conjunction of tests of one field each."""

    subject: model.Subject
    found: list[Diagnostic]

    def check(
        self,
        table: tree.Table,
        rows: Sequence[tuple[Condition, tree.TableRow]],
        where: Condition | None,
    ) -> None:
        """Report rows that overlap or are for no case (errors), and cases that no row is for (a warning)."""
        conditions = [condition for condition, _ in rows]
        asked = conditions if where is None else [*conditions, where]
        points = {field.name: points_of(field, asked) for field in self._fields(asked)}
        if prod(map(len, points.values())) > MOST_CASES:
            self.found.append(table_errors.too_many_cases(table))
            return
        open_lists = {name for name in points if OTHER in points[name] and _mentioned(conditions, name)}
        tests = [_masks(conditions, name, values) for name, values in points.items()]
        overlaps: set[tuple[int, int]] = set()
        met, every, gaps = 0, (1 << len(rows)) - 1, list[Case]()
        for combined in product(*tests):
            case = dict(zip(points, (value for value, _, _ in combined)))
            if where is not None and not holds(where, case):
                continue
            sure = possible = every
            for _, true, not_false in combined:
                sure &= true
                possible &= not_false
            met |= sure
            if sure & (sure - 1):  # more than one bit is set
                self._overlap(rows, sure, case, overlaps)
            # of an open list there is always one more value; without a value a row may yet be for the case
            elif not possible and not any(case[name] == OTHER for name in open_lists):
                gaps.append(case)
        for index, (_, row) in enumerate(rows):
            if not met >> index & 1:
                self.found.append(table_errors.never_reached(row))
        if gaps:
            self.found.append(table_errors.gap(table, [said(case) for case in gaps[:MOST_GAPS]], len(gaps)))

    def _overlap(
        self,
        rows: Sequence[tuple[Condition, tree.TableRow]],
        hit: int,
        case: Case,
        told: set[tuple[int, int]],
    ) -> None:
        """The first two rows of the case, unless they were told of."""
        first = (hit & -hit).bit_length() - 1
        rest = hit & (hit - 1)
        second = (rest & -rest).bit_length() - 1
        if (first, second) not in told:
            told.add((first, second))
            self.found.append(table_errors.overlap(rows[first][1], rows[second][1], said(case)))

    def _fields(self, asked: Iterable[Condition]) -> list[model.Field]:
        names = {fold(name) for condition in asked for name in fields_of(condition)}
        return [field for field in self.subject.fields if fold(field.name) in names]


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
    points: list[Value | None] = [*_values_of(field, list(_mentioned(asked, field.name)))]
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
            return None if value is None else _key(value) in map(_key, values)
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


def _masks(
    conditions: Sequence[Condition], name: str, values: Iterable[Value | None]
) -> list[tuple[Value | None, int, int]]:
    """Of each value the rows, a bit each, whose tests of the field hold, and those whose tests may hold."""
    untested, listed, others = 0, dict[object, int](), list[tuple[int, Condition]]()
    for index, condition in enumerate(conditions):
        bit = 1 << index
        match [part for part in _conjuncts(condition) if fields_of(part) == (name,)]:
            case []:
                untested |= bit
            case [IsOneOf(_, several)]:  # the usual one, and there may be thousands of rows
                for key in map(_key, several):
                    listed[key] = listed.get(key, 0) | bit
            case tests:
                others.append((bit, Both(tuple(tests))))
    all_listed = reduce(or_, listed.values(), 0)
    masks = []
    for value in values:
        true = possible = untested
        true |= 0 if value is None else listed.get(_key(value), 0)
        possible |= all_listed if value is None else true
        for bit, test in others:
            result = holds(test, {name: value})
            true |= bit if result is True else 0
            possible |= bit if result is not False else 0
        masks.append((value, true, possible))
    return masks


def _conjuncts(condition: Condition) -> Iterable[Condition]:
    if isinstance(condition, Both):
        for part in condition.parts:
            yield from _conjuncts(part)
    else:
        yield condition


def _key(value: Value) -> object:
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


def _mentioned(asked: Iterable[Condition], name: str) -> list[Value]:
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
