"""What the rows of a table are for, together: cases of two rows, cases of none, rows of no case.

A case for each combination of what the fields tell apart is tried; it is the witness.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import product
from math import prod
from operator import or_

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import table_errors
from sladsl.policy import model
from sladsl.policy.conditions import Both, Condition, IsOneOf, fields_of
from sladsl.policy.names import fold
from sladsl.policy.regions import OTHER, Case, holds, key_of, mentioned, points_of, said
from sladsl.policy.values import Value
from sladsl.records import frozen
from sladsl.syntax import tree

MOST_CASES = 100_000
MOST_GAPS = 3


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
        open_lists = {name for name in points if OTHER in points[name] and mentioned(conditions, name)}
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
                for key in map(key_of, several):
                    listed[key] = listed.get(key, 0) | bit
            case tests:
                others.append((bit, Both(tuple(tests))))
    all_listed = reduce(or_, listed.values(), 0)
    masks = []
    for value in values:
        true = possible = untested
        true |= 0 if value is None else listed.get(key_of(value), 0)
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
