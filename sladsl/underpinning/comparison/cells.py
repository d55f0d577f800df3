"""The cases that two promises tell apart, one of each kind, and what each promise says of it."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import product
from math import prod
from typing import Literal

from attrs import evolve

from sladsl.policy.conditions import Condition, fields_of
from sladsl.policy.model import Field
from sladsl.policy.regions import OTHER, Case, holds, points_of
from sladsl.policy.values import Text, Value
from sladsl.records import frozen
from sladsl.underpinning.comparison.hours import Hours
from sladsl.underpinning.comparison.promises import Offer, Promise

MOST_CASES = 50_000
_SECOND = Text("\0\0")  # another text that no condition names, to tell two groups apart


@frozen
class Standing:
    """What a promise says of such a case: it is promised something (`offer`), it is not, or that is unknown.

    `key` is the group it is counted in. `least` is the share it is held to, 1 where each case is.
    """

    kind: Literal["in", "out", "unknown"]
    offer: Offer | None
    key: tuple[object, ...]
    least: Fraction

    @property
    def hours(self) -> Hours:
        """The deadline of a case that is promised something."""
        assert self.offer is not None
        assert self.offer.hours is not None
        return self.offer.hours


@frozen
class Cell:
    """A case (values by folded names of fields, None: not stated) and its standing under both promises."""

    case: tuple[tuple[str, Value | None], ...]
    one: Standing
    other: Standing


def cells_of(one: Promise, other: Promise) -> list[Cell] | None:
    """A cell of each kind, those whose fields are stated first; None where there are more than MOST_CASES."""
    asked = [*_conditions(one), *_conditions(other)]
    grouping = {name for each in (one, other) for name in (each.share.group if each.share else ())}
    names = dict.fromkeys([*(name for each in asked for name in fields_of(each)), *sorted(grouping)])
    fields = [field for name in names if (field := _declared(one, other, name)) is not None]
    points = [_points(field, asked, field.name in grouping) for field in fields]
    if prod(map(len, points)) > MOST_CASES:
        return None
    found: dict[object, Cell] = {}
    for values in product(*points):
        case: Case = dict(zip((field.name for field in fields), values))
        cell = Cell(tuple(case.items()), standing(one, case), standing(other, case))
        found.setdefault((cell.one, cell.other), cell)
    return sorted(found.values(), key=lambda cell: sum(value is None for _, value in cell.case))


def standing(promise: Promise, case: Case) -> Standing:
    """What the promise says of a case."""
    known = {field.name: field for field in promise.fields}
    seen = {name: _admitted(known.get(name), value) for name, value in case.items()}
    share = promise.share
    group = tuple((name, case.get(name)) for name in (share.group if share else ()))
    applies = True if promise.where is None else holds(promise.where, seen)
    if applies is False:
        return Standing("out", None, group, Fraction(1))
    fits = [(offer, True if offer.where is None else holds(offer.where, seen)) for offer in promise.offers]
    offer = next((each for each, fit in fits if fit is True), None)
    if applies is None or offer is None:
        return Standing("unknown", None, group, Fraction(1))
    if offer.hours is None:
        return Standing("out", None, group, Fraction(1))
    least = Fraction(1) if share is None else share.at_least if offer.at_least is None else offer.at_least
    return Standing("in", offer, (offer.label, group), least)


def spoken(value: Value | None, name: str) -> Value | None:
    """A value that a log can give: one that no condition names gets a name."""
    if value == OTHER:
        return Text(f"another {name}")
    return Text(f"yet another {name}") if value == _SECOND else value


def _conditions(of: Promise) -> Iterable[Condition]:
    return [each for each in (of.where, *(offer.where for offer in of.offers)) if each is not None]


def _declared(one: Promise, other: Promise, name: str) -> Field | None:
    """The field as either declares it, with the values of both."""
    found = [field for each in (one, other) for field in each.fields if field.name == name]
    if not found:
        return None
    return evolve(found[0], values=tuple(dict.fromkeys(value for field in found for value in field.values)))


def _points(field: Field, asked: list[Condition], grouping: bool) -> list[Value | None]:
    points = points_of(field, asked)
    if grouping and OTHER in points:
        points.append(_SECOND)
    return points if None in points else [*points, None]


def _admitted(field: Field | None, value: Value | None) -> Value | None:
    """The value, where the field's declaration admits it; else it says nothing."""
    if field is None:
        return None
    if field.type == "one of" and isinstance(value, Text) and value.text not in field.values:
        return None
    return value
