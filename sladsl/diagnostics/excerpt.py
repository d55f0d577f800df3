"""The user's text fitted into a terminal: lines, windows of long lines, and where a span stands in them."""

import unicodedata
from bisect import bisect_left, bisect_right

from rich.cells import cell_len

from sladsl.records import frozen
from sladsl.source import SourceText, Span

ELLIPSIS = "…"
_TAB = "    "
# a terminal obeys control characters and direction overrides: they could forge what is read
_OBEYED = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"


@frozen
class Stretch:
    """The part of a span on one line: character columns `start` to `end`, counted from 0."""

    line: int
    start: int
    end: int
    last: bool


@frozen
class Excerpt:
    """A line ready to print, with the cells `start` to `end` (at least one) that its stretch fills."""

    text: str
    start: int
    end: int


def visible(text: str) -> str:
    """`text` with each tab as four blanks and every character that a terminal would obey as a box."""
    if text.isascii() and text.isprintable():
        return text
    shown = (char if _harmless(char) else "\ufffd" for char in text.replace("\t", _TAB))
    return "".join(shown)


def _harmless(char: str) -> bool:
    return char.isprintable() or char in _JOINERS or unicodedata.category(char) not in _OBEYED


def stretches(source: SourceText, span: Span) -> list[Stretch]:
    """Where a span lies: its line, or its first and its last line. White space at its end is left out."""
    size = len(source.text)
    start = min(max(span.start, 0), size)
    end = min(max(span.end, start), size)
    while end > start + 1 and source.text[end - 1].isspace():
        end -= 1
    first, column = source.position(start)
    last, end_column = source.position(end)
    if first == last:
        return [Stretch(first, column - 1, end_column - 1, True)]
    line = source.line(last)
    indentation = min(len(line) - len(line.lstrip()), end_column - 1)
    return [
        Stretch(first, column - 1, len(source.line(first)), False),
        Stretch(last, indentation, end_column - 1, True),
    ]


def excerpt(line: str, stretch: Stretch, width: int) -> Excerpt:
    """The line, or the window of it round the stretch where it is wider than `width` cells."""
    # what is further off than a window is wide cannot be seen in it: this bounds a line of 10 MB
    low = max(0, stretch.start - width)
    high = min(len(line), min(stretch.end, stretch.start + width) + width)
    before, within = visible(line[low : stretch.start]), visible(line[stretch.start : min(stretch.end, high)])
    text = visible(line[low:high])
    cells = _cells(text)
    start, end = cells[len(before)], cells[len(before) + len(within)]
    end = max(end, start + 1)
    is_whole = low == 0 and high == len(line)
    if is_whole and max(cells[-1], end) <= width:
        return Excerpt(text, start, end)
    room = width - 2  # a cell for the ellipsis at each side
    left = start - max(0, room - (end - start)) // 3
    left = max(0, min(left, cells[-1] - room) if high == len(line) else left)
    first = bisect_left(cells, left)
    beyond = bisect_right(cells, cells[first] + room) - 1
    head = ELLIPSIS if first > 0 or low > 0 else ""
    tail = ELLIPSIS if beyond < len(text) or high < len(line) else ""
    shift = len(head) - cells[first]
    return Excerpt(
        head + text[first:beyond] + tail, start + shift, max(start + 1, min(end, cells[beyond])) + shift
    )


def _cells(text: str) -> list[int]:
    """The cell at which each character of `text` begins, and at last the cell after it."""
    if text.isascii():
        return list(range(len(text) + 1))
    cells = [0]
    for length in range(1, len(text) + 1):
        # by beginnings of the text, for a mark or a joiner changes the width of what stands before it
        cells.append(max(cells[-1], cell_len(text[:length])))
    return cells


def fitted(text: str, width: int) -> str:
    """`text` cut to `width` cells, with `…` at its end where something is missing."""
    if cell_len(text) <= width:
        return text
    cells = _cells(text[:width])
    return text[: bisect_right(cells, width - 1) - 1] + ELLIPSIS


def fitted_end(text: str, width: int) -> str:
    """The end of `text` in `width` cells, with `…` before it where something is missing: for paths."""
    if cell_len(text) <= width:
        return text
    end = text[-width:]
    cells = _cells(end)
    return ELLIPSIS + end[bisect_left(cells, cells[-1] - width + 1) :]


def wrapped(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` cells, broken at blanks, and within a word longer than a line."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in visible(paragraph).split(" "):
            longer = f"{line} {word}" if line else word
            if cell_len(longer) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            while cell_len(word) > width:
                cut = max(1, bisect_right(_cells(word[:width]), width) - 1)
                lines.append(word[:cut])
                word = word[cut:]
            line = word
        lines.append(line)
    return lines
