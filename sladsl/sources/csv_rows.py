"""Comma-separated values and their kin."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from sladsl.sources import errors
from sladsl.sources.limits import Limits
from sladsl.sources.lines import Lines
from sladsl.sources.tables import BadRow, Row, Table, beginning

SEPARATORS = (",", ";", "\t", "|")


@contextmanager
def cell_limit(limits: Limits) -> Iterator[None]:
    """While reading: the csv module keeps its bound on a cell in the process, so it is put back after."""
    before = csv.field_size_limit(limits.cell)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def csv_table(stream: io.BufferedReader, file: str, separator: str | None, limits: Limits) -> Table:
    """The table of a CSV log. Without a declared separator, the one of `,` `;` tab `|` that cuts the header
    into most columns is taken.

    Raises SourceError if there is no header. Blank lines are no rows.
    """
    lines = Lines.of(stream, file, limits)
    texts = iter(lines)
    header = ""
    for header in texts:
        if (fault := lines.take_fault(lines.number, lines.number)) is not None:
            raise errors.bad_header(
                file, f"line {lines.number}: {fault}", "save the log as UTF-8 with a short header"
            )
        if header.strip():
            break
    else:
        raise errors.empty(file)
    mark = separator or max(SEPARATORS, key=partial(_width, header))
    columns = _cut(header, mark)
    if columns is None:
        if "\r" in header.rstrip("\r\n"):
            raise errors.bad_header(file, "its lines end in carriage returns", "save it with line feeds")
        raise errors.bad_header(file, "a quoted name does not end there", "write the header on one line")
    if len(columns) > limits.columns:
        raise errors.too_large(file, f"it has {len(columns)} columns, and {limits.columns} are read")
    return Table(file, "CSV", columns, _rows(lines, texts, columns, mark, limits), separator=mark)


def _width(header: str, separator: str) -> int:
    """How many columns the header has, cut so; about, where it cannot be cut."""
    columns = _cut(header, separator)
    return header.count(separator) + 1 if columns is None else len(columns)


def _cut(header: str, separator: str) -> list[str] | None:
    try:
        rows = list(csv.reader([header], delimiter=separator, strict=True))
    except csv.Error:
        return None
    return [name.strip() for name in rows[0]]


def _rows(
    lines: Lines, texts: Iterator[str], columns: list[str], separator: str, limits: Limits
) -> Iterator[Row | BadRow]:
    width = len(columns)
    reader = csv.reader(texts, delimiter=separator, strict=True)
    while True:
        first = lines.number + 1
        try:
            cells = next(reader, None)
        except csv.Error as fault:
            why = lines.take_fault(first, lines.number) or _plain(str(fault), limits)
            yield BadRow(first, why, "")
            continue
        if (broken := lines.take_fault(first, lines.number)) is not None:
            yield BadRow(first, broken, beginning(cells or [], separator))
        elif cells is None:
            return
        elif len(cells) == width:
            if max(map(len, cells)) > limits.cell:
                yield BadRow(
                    first, f"a cell is longer than {limits.cell} characters", beginning(cells, separator)
                )
            else:
                yield Row(first, [*cells])
        elif cells:
            why = f"the row has {len(cells)} cells, the header {width} columns"
            yield BadRow(first, why, beginning(cells, separator))


def _plain(fault: str, limits: Limits) -> str:
    """The csv module's complaint in words that help with the log."""
    if "field limit" in fault:
        return f"a cell is longer than {limits.cell} characters: perhaps a quote is not closed"
    if "unexpected end" in fault:
        return "the log ends inside a quoted cell"
    if "expected after" in fault:
        return "a quoted cell goes on after its closing quote"
    if "new-line character" in fault:
        return "a carriage return stands inside an unquoted cell"
    return fault
