"""Numbers that may be read in two ways: what may have been meant, and how each of it is written here."""

import re

from sladsl.diagnostics import Diagnostic
from sladsl.source import SourceText, Span
from sladsl.syntax import tree

# not the minutes of `08:00,09:00` nor the day of `2026-01-01,2026-12-25`
_NUMBER = re.compile(r"(?<![\w:.-])(?:\d{1,3}(?: \d{3})++,\d++|\d++(?:[.,]\d++)++)(?![\w:-])")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_DECIMAL = re.compile(r"(?:\d+|\d{1,3}(?:[. ]\d{3})+),\d+")
_AROUND = 60  # characters in which the number is looked for


def comma_number(source: SourceText, program: str, offset: int) -> Diagnostic | None:
    """E0103, if `offset` lies in a number that is written with a comma."""
    first = max(program.rfind("\n", 0, offset) + 1, offset - _AROUND)
    for found in _NUMBER.finditer(program, first, offset + _AROUND):
        if found.start() <= offset <= found.end() and "," in found.group():
            return _diagnostic(found.group(), Span(source.name, found.start(), found.end()))
    return None


def like_thousands(number: tree.Raw) -> Diagnostic:
    """E0334: `12.000`, which is twelve here and twelve thousand elsewhere."""
    whole, _, decimals = number.text.partition(".")
    thousands, decimal = f"{whole} {decimals}", number.text.rstrip("0").rstrip(".")
    note = "the decimal sign is a point, and in half of Europe a point groups thousands"
    help_ = f"write `{decimal}`, or `{thousands}` if thousands are meant"
    return Diagnostic(
        "E0334", f"`{number.text}` may be read as thousands", number.span, notes=[note], help=help_
    )


def _diagnostic(text: str, span: Span) -> Diagnostic:
    thousands, decimal = _grouped(text), _decimal(text)
    if thousands and decimal:
        label = "thousands, or a decimal sign?"
        help_ = f"write {thousands} if it groups thousands, {decimal} if it is the decimal sign"
    elif thousands or decimal:
        label = "thousands are grouped by a space" if thousands else "the decimal sign is a point"
        help_ = f"write {thousands or decimal}"
    else:
        label, help_ = "", "the decimal sign is a point; thousands are grouped by a space or not at all"
    note = "in half of Europe a comma is the decimal sign, in the other half it groups thousands"
    return Diagnostic("E0103", f"a number is written with a comma: `{text}`", span, label, (), [note], help_)


def _grouped(text: str) -> str:
    """`12,000` with its comma read as grouping thousands; empty where it cannot be."""
    if not _GROUPED.fullmatch(text):
        return ""
    return f"`{text.replace(',', ' ')}` or `{text.replace(',', '')}`"


def _decimal(text: str) -> str:
    """`12,000` with its comma read as the decimal sign; empty where it cannot be.

    Zeros at the end are dropped: `1.500` would be read as thousands by those who write `1,5`.
    """
    if not _DECIMAL.fullmatch(text):
        return ""
    whole, fraction = text.replace(".", " ").split(",")
    return "`" + f"{whole}.{fraction}".rstrip("0").rstrip(".") + "`"
