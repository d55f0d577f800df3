"""The cases that two promises about windows tell apart, one of each kind."""

from itertools import product
from math import prod
from typing import Literal

from sladsl.policy import regions
from sladsl.policy.conditions import Condition, fields_of
from sladsl.policy.model import Field
from sladsl.policy.names import fold
from sladsl.policy.regions import OTHER, Case, holds, points_of
from sladsl.policy.values import Text, Value
from sladsl.records import frozen
from sladsl.underpinning.comparison.cells import spoken
from sladsl.underpinning.comparison.folding import folded_condition, folded_field
from sladsl.underpinning.comparison.levels import Level

MOST_CASES = 400
_SECOND = Text("\0\0")
Standing = Literal["in", "out", "unknown"]


@frozen
class LevelCell:
    """Fields by their names, whether either promise is about such a case, and in which group it counts."""

    fields: tuple[tuple[str, Value], ...]
    one: Standing
    other: Standing
    one_key: tuple[object, ...]
    other_key: tuple[object, ...]
    told: str


def level_cells(one: Level, other: Level) -> list[LevelCell] | None:
    """A cell of each kind; None where there are too many."""
    wheres = [each.clause.where for each in (one, other)]
    asked = [folded_condition(each) for each in wheres if each is not None]
    grouping = {fold(name) for each in (one, other) for name in each.clause.group}
    names = dict.fromkeys([*(name for each in asked for name in fields_of(each)), *sorted(grouping)])
    fields = [folded_field(each) for each in one.subject.fields if fold(each.name) in names]
    spelled = {fold(each.name): each.name for each in one.subject.fields}
    points = [_points(each, asked, each.name in grouping) for each in fields]
    if prod(map(len, points)) > MOST_CASES:
        return None
    found = []
    for values in product(*points):
        case: Case = dict(zip((each.name for each in fields), values))
        said = {spelled[name]: spoken(value, name) for name, value in case.items()}
        found.append(
            LevelCell(
                tuple((name, value) for name, value in said.items() if value is not None),
                _standing(wheres[0], case),
                _standing(wheres[1], case),
                _key(one, case),
                _key(other, case),
                regions.said(dict(said)) if said else "any case",
            )
        )
    return found


def _points(field: Field, asked: list[Condition], grouping: bool) -> list[Value | None]:
    points = points_of(field, asked)
    if grouping and OTHER in points:
        points.append(_SECOND)
    return points if None in points else [*points, None]


def _standing(where: Condition | None, case: Case) -> Standing:
    if where is None:
        return "in"
    applies = holds(folded_condition(where), case)
    return "unknown" if applies is None else "in" if applies else "out"


def _key(level: Level, case: Case) -> tuple[object, ...]:
    return tuple((fold(name), case.get(fold(name))) for name in level.clause.group)
