"""A number of a clause changed without saying the clause again: `15 minutes becomes 10 minutes`.

The number is looked for as it is written, in every place of the clause where one can stand: a length, a
share, a quantity with its unit, an amount of money, the count of a window, the rank of a percentile. It has
to stand there once.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, TypeVar, cast

import attrs

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import readings, version_errors
from sladsl.source import Span
from sladsl.syntax import tree
from sladsl.syntax.tree.amounts import Money

Number = tree.Quantity | tree.Duration | Money
Amount = tuple[tuple[Decimal, str], ...]  # numbers, each with its unit: "minute", "%", "points", "" for none

_LENGTHS = {"ms", "second", "minute", "hour", "working day", "day", "week", "month", "year"}

N = TypeVar("N")


def renumbered(
    clause: tree.Clause, change: tree.NumberChange, found: list[Diagnostic]
) -> tuple[tree.Clause, Span, Span] | None:
    """The clause with the new number in place of the old, and where each stands; None with a diagnostic."""
    old, new = _amount(change.old), _amount(change.new)
    if _kind(old) != _kind(new):
        found.append(version_errors.number_of_another_kind(change, _kind(old), _kind(new)))
        return None
    places = [(node, span) for node, amount, span in _amounts(clause.sentences) if amount == old]
    if len(places) != 1:
        found.append(
            version_errors.number_not_there_once(
                clause, change, [span for _, span in places], _words(old), numbers_of(clause)
            )
        )
        return None
    ((node, span),) = places
    instead = _instead(node, change.new)
    if instead is None:
        found.append(version_errors.number_of_another_kind(change, _kind(old), _kind(new)))
        return None
    new_span = change.new.span
    if isinstance(node, tree.Window | tree.InARow) and isinstance(change.new, tree.Duration):
        count = change.new.parts[0].count
        new_span = count.span if count else new_span
    return attrs.evolve(clause, sentences=_with(clause.sentences, node, instead)), span, new_span


def _amount(written: Number) -> Amount:
    match written:
        case Money(currency, amount):
            return ((readings.a_number(amount), currency.text),)
        case tree.Duration(parts):
            return tuple(_length(part) for part in parts)
        case tree.Quantity(number, unit):
            return ((readings.a_number(number), unit.key if unit else ""),)


def _length(part: tree.Length) -> tuple[Decimal, str]:
    return (Decimal(1) if part.count is None else readings.a_number(part.count)), part.unit


def _unit_of(raw: tree.Raw) -> str:
    """ "%", "th" for an ordinal (written with two letters more than its number), "" for a bare number."""
    if raw.text.endswith("%"):
        return "%"
    return "th" if raw.span.end - raw.span.start == len(raw.text) + 2 else ""


def _kind(amount: Amount) -> str:
    """What such a number measures: "a length of time", else its unit."""
    units = {unit for _, unit in amount}
    return "a length of time" if units <= _LENGTHS else next(iter(units))


def _amounts(node: object) -> Iterator[tuple[object, Amount, Span]]:
    """Every number in a part of a clause, with the node that holds it and where it stands."""
    match node:
        case tuple():
            for part in node:
                yield from _amounts(part)
        case tree.Duration() | tree.Quantity() | Money():
            yield node, _amount(node), node.span
        case tree.Length():
            yield node, (_length(node),), node.span
        case tree.Window(_, unit, tree.Raw() as count) | tree.InARow(_, _, tree.Raw() as count, unit):
            yield node, ((readings.a_number(count), unit),), count.span
            if isinstance(node, tree.InARow):
                yield from _amounts(node.below)
        case tree.Raw(text):
            bare = text.rstrip("% \t\n")
            if bare.replace(".", "", 1).isdecimal():
                yield node, ((Decimal(bare), _unit_of(node)),), node.span
        case tree.Word() | tree.Date() | tree.Name():
            pass
        case _ if attrs.has(type(node)):
            for part in attrs.asdict(cast(Any, node), recurse=False).values():
                yield from _amounts(part)


def _instead(node: object, new: Number) -> object | None:
    """What stands where the old number stood; None where such a number cannot stand there."""
    match node, new:
        case (tree.Duration(), tree.Duration()) | (tree.Quantity(), tree.Quantity()) | (Money(), Money()):
            return new
        case tree.Length(), tree.Duration((one,)):
            return one
        case (tree.Window(_, unit), tree.Duration((one,))) | (
            tree.InARow(_, _, _, unit),
            tree.Duration((one,)),
        ):
            if one.unit == unit and one.count is not None:
                changed: object = attrs.evolve(cast(Any, node), count=one.count)
                return changed
        case tree.Raw(text), tree.Quantity(number):
            return tree.Raw(number.text + ("%" if text.endswith("%") else ""), span=number.span)
        case _:
            pass
    return None


def _with(part: N, node: object, instead: object) -> N:
    """A part of a clause with one node of it replaced; the very same part where it does not hold the node."""
    whole: Any = part
    if whole is node:
        return cast(N, instead)
    if isinstance(whole, tuple):
        parts = tuple(_with(each, node, instead) for each in whole)
        same = all(one is other for one, other in zip(parts, whole))
        return part if same else cast(N, parts)
    if isinstance(whole, Span) or not attrs.has(type(whole)):
        return part
    values = attrs.asdict(whole, recurse=False)
    changed = {name: _with(value, node, instead) for name, value in values.items()}
    new = {name: value for name, value in changed.items() if value is not values[name]}
    return cast(N, attrs.evolve(whole, **new)) if new else part


def numbers_of(clause: tree.Clause) -> list[str]:
    """The numbers of a clause, for a note."""
    return list(dict.fromkeys(_words(amount) for _, amount, _ in _amounts(clause.sentences)))


def _words(amount: Amount) -> str:
    parts = []
    for number, unit in amount:
        plural = "s" if unit in _LENGTHS - {"ms"} and number != 1 else ""
        if len(unit) == 3 and unit.isupper():
            parts.append(f"{unit} {number:f}")
            continue
        parts.append(f"{number:f}{unit}" if unit in ("%", "th") else f"{number:f} {unit}{plural}".rstrip())
    return " ".join(parts)
