"""Short ways to write the tree that a text should give. Position takes no part in equality."""

from sladsl.source import SourceText, Span
from sladsl.syntax import Parsed, parse, tree

S = Span("", 0, 0)


def read(text: str) -> Parsed:
    """The tree of `text` with its mistakes."""
    return parse(SourceText.of("agreement.sla", text))


def only(text: str) -> tree.Item:
    """The one heading of `text`, which has no mistakes."""
    parsed = read(text)
    assert parsed.diagnostics == ()
    (item,) = parsed.module.items
    return item


def n(text: str) -> tree.Name:
    """A name."""
    return tree.Name(text, span=S)


def r(text: str) -> tree.Raw:
    """Something as written."""
    return tree.Raw(text, span=S)


def word(text: str, quoted: bool = False) -> tree.Word:
    """A word as a value."""
    return tree.Word(n(text), quoted, span=S)


def length(*parts: tuple[str | None, str]) -> tree.Duration:
    """`length(("4", "hour"), ("30", "minute"))`."""
    lengths = (tree.Length(None if count is None else r(count), unit, span=S) for count, unit in parts)
    return tree.Duration(tuple(lengths), span=S)


def date(text: str) -> tree.Date:
    """`2026-03-31` or `2026-03-31 17:00`."""
    day, _, time = text.partition(" ")
    return tree.Date(r(day), r(time) if time else None, span=S)


def a_test(field: str, said: str, *values: tree.Value) -> tree.Test:
    """A test in a condition."""
    return tree.Test(n(field), said, values, span=S)


def number(text: str, unit: str | None = None) -> tree.Quantity:
    """A number with its unit."""
    return tree.Quantity(r(text), n(unit) if unit else None, span=S)


def bound(
    order: str, value: tree.Quantity | tree.Duration, upper: tree.Quantity | tree.Duration | None = None
) -> tree.Bound:
    """What a measure is held to."""
    return tree.Bound(order, value, upper, span=S)  # type: ignore[arg-type]


HOUR = length(("1", "hour"))
MONTH = tree.Window("calendar", "month", None, span=S)
