"""Decision tables: rows are cut into cells, and each cell is parsed by what its column holds."""

import re
from collections.abc import Iterator
from typing import Any

from lark import Token
from lark.exceptions import UnexpectedInput
from lark.tree import Meta

from sladsl.diagnostics import Diagnostic
from sladsl.source import SourceText, Span
from sladsl.syntax import mistakes, table_errors, tree
from sladsl.syntax.build_names import BuildNames
from sladsl.syntax.terminals import shown
from sladsl.syntax.tree.money import CellAmount

MAX_CELLS = 20_000  # of all the tables of one file

_CELL = re.compile(r"""(?:"[^"]*"|“[^”]*”|`[^`]*`|[^|"“`]|["“`])*""")
_RULE = re.compile(":?-+:?")
_DASH = re.compile("[-–—]+")  # editors make the longer ones of it
_REST = {"any other", "all other", "all others", "other", "others", "else", "otherwise", "the rest"}
CREDITS = ("credit", "credit per case")  # a dash there credits nothing
_STARTS = {
    "field": "cell_test",
    "within": "cell_deadline",
    "counting": "cell_calendar",
    "at least": "cell_share",
    "credit": "cell_credit",
    "credit per case": "cell_credit",
}


def _word(word: Any) -> Any:
    def method(self: BuildNames, meta: Meta, children: list[Any]) -> tree.CellTest:
        values = tuple(child for child in children if not isinstance(child, Token | str))
        values = values[0] if values and isinstance(values[0], tuple) else values
        order: Any = next((child for child in children if type(child) is str), word)
        return tree.CellTest(order, values, span=self._span(meta))

    return method


def _column(kind: Any) -> Any:
    def method(self: BuildNames, meta: Meta, children: list[Any]) -> tuple[str, Any]:
        return kind, None

    return method


class BuildTables(BuildNames):
    def table(self, meta: Meta, children: list[Token]) -> tree.Table:
        span = self._span(meta)
        self.cells += sum(token.count("|") for token in children)
        if self.cells > MAX_CELLS:
            self.found.append(table_errors.too_many_cells(span, MAX_CELLS))
            return tree.Table((), (), False, span=span)
        head, *rows = children
        before = len(self.found)
        columns = tuple(self._columns(head))
        if rows and all(_RULE.fullmatch(text) for text, _ in self._cut(rows[0])):
            rows = rows[1:]  # the line under the head, as Markdown has it
        if not rows:
            self.found.append(table_errors.no_rows(span))
        read = tuple(self._rows(rows, columns))
        return tree.Table(columns, read, len(self.found) == before, span=span)

    def _columns(self, head: Token) -> Iterator[tree.Column]:
        for text, place in self._cut(head):
            parsed = self._cell(text, place, "column_head")
            if parsed is None:
                yield tree.Column("unread", tree.Name(text, span=place), span=place)
                continue
            kind, name = parsed if isinstance(parsed, tuple) else ("field", parsed)
            yield tree.Column(kind, name or tree.Name(text, span=place), span=place)

    def _rows(self, rows: list[Token], columns: tuple[tree.Column, ...]) -> Iterator[tree.TableRow]:
        for row in rows:
            cells = list(self._cut(row))
            start = row.start_pos or 0
            span = Span(self.file, self.base + start, self.base + start + len(row))
            if len(cells) != len(columns):
                self.found.append(table_errors.wrong_width(span, len(cells), len(columns)))
                continue
            read = [self._read(text, place, c) for (text, place), c in zip(cells, columns)]
            whole = tuple(cell for cell in read if cell is not None)
            if len(whole) < len(read):
                continue
            dashes = [
                each
                for each in zip(whole, columns)
                if isinstance(each[0], tree.Nothing) and each[1].kind not in CREDITS
            ]
            if dashes and not any(isinstance(cell, tree.NotPromised) for cell in whole):
                self.found += [table_errors.a_dash(cell.span, column.kind) for cell, column in dashes]
                continue
            yield tree.TableRow(whole, span=span)

    def _read(self, text: str, place: Span, column: tree.Column) -> tree.Cell | None:
        """A cell below a heading, or None with a diagnostic."""
        if column.kind == "unread":
            return tree.CellTest("any", (), span=place)
        if not _DASH.fullmatch(text):
            cell: tree.Cell | None = self._cell(text, place, _STARTS[column.kind])
            return cell
        if column.kind in ("counting", "at least", *CREDITS):
            return tree.Nothing(span=place)
        self.found.append(table_errors.a_dash(place, column.kind))
        return None

    def _cut(self, row: Token) -> Iterator[tuple[str, Span]]:
        """The cells of a row: the text without the blanks around it, and where it stands."""
        start, at = row.start_pos or 0, 1
        end = len(row) - 1
        while at <= end:
            cell = _CELL.match(row, at, end)
            assert cell is not None
            text = cell.group()
            blank = not text.strip()  # then they are its place
            begin = at + (0 if blank else len(text) - len(text.lstrip()))
            place = self.base + start + begin
            yield text.strip(), Span(self.file, place, place + len(text if blank else text.strip()))
            at = cell.end() + 1

    def _cell(self, text: str, place: Span, start: str) -> Any:
        """The cell's tree, or None with a diagnostic."""
        from sladsl.syntax.parse import cell_parser

        if not text:
            self.found.append(table_errors.empty_cell(place))
            return None
        try:
            parsed = cell_parser().parse(text, start=start)
        except UnexpectedInput as error:
            if start == "cell_test" and text.casefold() in _REST:
                self.found.append(table_errors.every_other(place))
            elif getattr(getattr(error, "token", None), "type", "") == "$END":
                self.found.append(table_errors.breaks_off(place, shown(mistakes.expected_by(error))))
            else:
                found = mistakes.diagnose(error, SourceText.of("cell", text), text)
                self.found.append(_moved(found, place))
            return None
        return self.at(place.start).node(parsed)

    def at(self, base: int) -> Any:
        """A builder of the same file for a part that begins at `base`."""
        return type(self)(self.file, base, self.found)

    column_within, column_counting, column_share = _column("within"), _column("counting"), _column("at least")

    def cell_any(self, meta: Meta, children: list[Any]) -> tree.CellTest:
        return tree.CellTest("any", (), span=self._span(meta))

    cell_values, cell_not, cell_order, cell_between, cell_before, cell_after = map(
        _word, ("is", "is not", "", "between", "before", "after")
    )

    def cell_not_promised(self, meta: Meta, children: list[Any]) -> tree.NotPromised:
        return tree.NotPromised(span=self._span(meta))

    column_credit, column_case_credit = _column("credit"), _column("credit per case")

    def cell_credit(self, meta: Meta, children: list[Any]) -> CellAmount:
        return CellAmount(children[0], span=self._span(meta))

    def cell_calendar(self, meta: Meta, children: list[Any]) -> tree.CellCalendar:
        return tree.CellCalendar(children[0], span=self._span(meta))

    def cell_share(self, meta: Meta, children: list[Any]) -> tree.CellShare:
        return tree.CellShare(self._raw(children[0]), span=self._span(meta))


def _moved(found: Diagnostic, place: Span) -> Diagnostic:
    """A diagnostic of a cell, where the cell stands."""
    from attrs import evolve

    if found.span is None:
        return evolve(found, span=place)
    start = place.start + min(found.span.start, max(place.end - place.start - 1, 0))
    end = min(max(place.start + found.span.end, start + 1), place.end)
    return evolve(found, span=Span(place.file, start, max(end, start + 1)), others=())
