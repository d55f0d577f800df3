"""JSON lines: one flat object a line."""

import io
import json
from collections.abc import Iterator
from itertools import chain, islice

from attrs import field

from sladsl.records import define
from sladsl.sources import errors
from sladsl.sources.cells import Cells, cell_of
from sladsl.sources.errors import Unreadable
from sladsl.sources.limits import Limits
from sladsl.sources.lines import Lines
from sladsl.sources.tables import BadRow, Row, Table

SAMPLED = 1_000  # rows whose names are the columns from the start


def json_table(stream: io.BufferedReader, file: str, limits: Limits) -> Table:
    """The table of a JSON lines log: its columns are the names in its first rows. Raises SourceError."""
    lines = Lines.of(stream, file, limits)
    names = Names(limits)
    rows = _rows(lines, names, limits)
    sample = list(islice(rows, SAMPLED))
    if not sample:
        raise errors.empty(file)
    if (
        not names.columns
        and sample[0].line == 1
        and isinstance(sample[0], BadRow)
        and sample[0].text.startswith("[")
    ):
        raise errors.not_a_log(
            file, "it is one JSON array, not one object a line", "write each object on a line of its own"
        )
    return Table(file, "JSON lines", names.columns, chain(sample, rows), reserve=names.reserve)


@define
class Names:
    """Columns of rows that name their own: a place for each name, in order of appearance."""

    limits: Limits
    columns: list[str] = field(factory=list)
    _places: dict[str, int] = field(factory=dict)

    def reserve(self, name: str) -> int:
        """Where the column of this name stands, from now on if it was not there."""
        if name not in self._places:
            self._places[name] = len(self._places)
            self.columns.append(name)
        return self._places[name]

    def cells(self, row: dict[str, object]) -> Cells:
        """The row's cells in the order of `columns`, which grows by the names not met before."""
        places = self._places
        for name in row:
            if name not in places:
                if len(places) >= self.limits.columns:
                    raise Unreadable(f"the log has more than {self.limits.columns} different names")
                if len(name) > 1_024:
                    raise Unreadable("a name is longer than 1024 characters")
                self.reserve(name)
        cells: Cells = [None] * len(places)
        for name, value in row.items():
            try:
                cell = cell_of(value)
            except Unreadable as unreadable:
                raise Unreadable(f"{errors.quoted(name)}: {unreadable.why}") from None
            if isinstance(cell, str) and len(cell) > self.limits.cell:
                raise Unreadable(f"a cell is longer than {self.limits.cell} characters")
            cells[places[name]] = cell
        return cells


def _rows(lines: Lines, names: Names, limits: Limits) -> Iterator[Row | BadRow]:
    # Numbers stay the text they are: exact, and never a float.
    decoder = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
    for text in lines:
        line = lines.number
        if (fault := lines.take_fault(line, line)) is not None:
            yield BadRow(line, fault, "")
            continue
        text = text.strip()
        if not text:
            continue
        try:
            row = decoder.decode(text)
            if not isinstance(row, dict):
                raise Unreadable("the line is not a JSON object")
            yield Row(line, names.cells(row))
        except json.JSONDecodeError as fault_found:
            why = f"not JSON: {fault_found.msg.lower()} at character {fault_found.colno}"
            yield BadRow(line, why, text[:200])
        except RecursionError:
            yield BadRow(line, "not JSON that can be read: nested too deep", text[:200])
        except Unreadable as unreadable:
            yield BadRow(line, unreadable.why, text[:200])
