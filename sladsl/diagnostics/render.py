"""Diagnostics as a person reads them on a terminal: the line, the words underlined, why, and what to do."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len

from sladsl.diagnostics.diagnostic import Diagnostic, Label, Severity
from sladsl.diagnostics.excerpt import (
    Excerpt,
    Stretch,
    excerpt,
    fitted,
    fitted_end,
    stretches,
    visible,
    wrapped,
)
from sladsl.records import frozen
from sladsl.source import SourceText

if TYPE_CHECKING:
    from rich.style import Style

NARROWEST = 40
LONGEST_REMARK = 2_000  # characters; a name of 10 MB in a headline must not fill the screen for an hour
_LABEL_ROOM = 30

Line = tuple[tuple[str, str], ...]  # pieces of text, each with its style


@frozen
class _Mark:
    """One underlining: its place, the style and sign of its carets, its label."""

    stretch: Stretch
    label: str
    sign: str
    style: str


def render_text(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceText], *, color: bool, width: int = 100
) -> str:
    """The findings in the given order and a closing line of how many there are; empty where there are none.

    `sources` are the texts by the file names that the spans give; of a file not among them only the name
    is shown. No line is wider than `width` cells, of which there are at least 40. Without `color` the
    result depends on the arguments alone.
    """
    width = max(width, NARROWEST)
    lines: list[Line] = []
    codes: set[str] = set()
    counted = dict.fromkeys(Severity, 0)
    for diagnostic in diagnostics:
        lines += [*_block(diagnostic, sources, width, diagnostic.code not in codes), ()]
        codes.add(diagnostic.code)
        counted[diagnostic.severity] += 1
    if not codes:
        return ""
    totals = ", ".join(_count(number, severity.value) for severity, number in counted.items() if number)
    lines.append(((totals, "bold"),))
    return "".join(_drawn(line, color, width) + "\n" for line in lines)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _drawn(line: Line, color: bool, width: int) -> str:
    plain = "".join(text for text, _ in line).rstrip()
    if cell_len(plain) > width:  # only where a terminal's clusters are wider than their characters
        return fitted(plain, width)
    if not color:
        return plain
    from rich.color import ColorSystem

    return "".join(_style(style).render(text, color_system=ColorSystem.STANDARD) for text, style in line)


@lru_cache(maxsize=16)
def _style(name: str) -> "Style":
    from rich.style import Style

    return Style.parse(name or "none")


def _block(
    diagnostic: Diagnostic, sources: Mapping[str, SourceText], width: int, with_hint: bool
) -> list[Line]:
    """One finding, without the blank line after it."""
    severity_style = "bold red" if diagnostic.severity is Severity.ERROR else "bold yellow"
    marks = _marks(diagnostic, sources, severity_style)
    gutter = max((len(str(mark.stretch.line)) for group in marks.values() for mark in group), default=1)
    head = f"{diagnostic.severity.value}[{diagnostic.code}]"
    first, *rest = wrapped(f"{head}: {_short(diagnostic.headline)}", width)
    lines: list[Line] = [((first[: len(head)], severity_style), (first[len(head) :], "bold"))]
    lines += [((f"{text}", "bold"),) for text in rest]
    for index, (file, group) in enumerate(marks.items()):
        arrow = " " * gutter + ("--> " if index == 0 else "::: ")
        place = visible(file)
        if group:
            start = next((mark for mark in group if mark.sign == "^"), group[0]).stretch
            place += f":{start.line}:{start.start + 1}"
        lines.append(((arrow, "blue"), (fitted_end(place, width - len(arrow)), "")))
        if group:
            lines.append(((" " * gutter + " |", "blue"),))
            lines += _snippet(group, sources[file], gutter, width)
    elsewhere = (other for other in diagnostic.others if other.span.file not in sources and other.text)
    remarks = [("note", f"{other.span.file}: {other.text}") for other in elsewhere]
    remarks += [("note", note) for note in diagnostic.notes]
    remarks += [("help", diagnostic.help)] if diagnostic.help else []
    remarks += [("more", f"sladsl explain {diagnostic.code}")] if with_hint else []
    if remarks and any(marks.values()):
        lines.append(((" " * gutter + " |", "blue"),))
    for kind, text in remarks:
        lines += _remark(kind, text, gutter, width)
    return lines


def _marks(diagnostic: Diagnostic, sources: Mapping[str, SourceText], style: str) -> dict[str, list[_Mark]]:
    """What to underline, by file, the main place's file first; in a file by line, the main place first."""
    marks: dict[str, list[_Mark]] = {}
    places = [Label(diagnostic.span, diagnostic.label)] if diagnostic.span else []
    for place in (*places, *diagnostic.others):
        group = marks.setdefault(place.span.file, [])
        is_main = place.span is diagnostic.span
        if source := sources.get(place.span.file):
            for stretch in stretches(source, place.span):
                label = _short(place.text) if stretch.last else ""
                group.append(_Mark(stretch, label, "^" if is_main else "-", style if is_main else "cyan"))
    for group in marks.values():
        group.sort(key=lambda mark: mark.stretch.line)
    return marks


def _snippet(marks: list[_Mark], source: SourceText, gutter: int, width: int) -> list[Line]:
    """The lines of one file that carry marks, each underlined; `...` stands for lines between them."""
    room = width - gutter - 3
    by_line = [(number, list(group)) for number, group in groupby(marks, key=lambda mark: mark.stretch.line)]
    lines: list[Line] = []
    for (number, group), (before, _) in zip(by_line, [(by_line[0][0], []), *by_line]):
        if number > before + 1:
            lines.append((("...", "blue"),))
        text = source.line(number)
        shown: str | None = None
        for mark in group:
            found = excerpt(text, mark.stretch, room)
            if found.text != shown:  # a long line is shown once for each window of it
                lines.append(((f"{number:>{gutter}} | ", "blue"), (found.text, "")))
            shown = found.text
            lines += _underline(found, mark, gutter, room)
    return lines


def _underline(found: Excerpt, mark: _Mark, gutter: int, room: int) -> list[Line]:
    """The carets under an excerpt, and the label after them or, where it does not fit, below them."""
    bar = (" " * gutter + " | ", "blue")
    carets = " " * found.start + mark.sign * (found.end - found.start)
    label = visible(mark.label)
    if not label:
        return [(bar, (carets, mark.style))]
    if "\n" not in mark.label and len(carets) + 1 + cell_len(label) <= room:
        return [(bar, (f"{carets} {label}", mark.style))]
    indentation = max(0, min(found.start, room - max(_LABEL_ROOM, min(room, cell_len(label)))))
    texts = wrapped(mark.label, room - indentation)
    return [(bar, (carets, mark.style)), *((bar, (" " * indentation + text, mark.style)) for text in texts)]


def _remark(kind: str, text: str, gutter: int, width: int) -> list[Line]:
    start = " " * gutter + " = "
    indentation = " " * (len(start) + len(kind) + 2)
    first, *rest = wrapped(_short(text), width - len(indentation))
    return [
        ((start, "blue"), (kind, "bold"), (f": {first}", "")),
        *(((indentation + text, ""),) for text in rest),
    ]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_REMARK else text[: LONGEST_REMARK - 1] + "…"
