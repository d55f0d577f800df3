"""A log as a table: its columns and an iterator of its rows, whatever the format."""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from sladsl.records import frozen
from sladsl.sources.cells import Cell, Cells, shown

Format = Literal["CSV", "JSON lines", "Parquet", "rows"]


@frozen
class Row:
    """One row: the line (or row number) it starts on, and a cell a column, in the table's order.

    A row of JSON may be shorter than the columns: what it lacks has no value.
    """

    line: int
    cells: Cells


@frozen
class BadRow:
    """A row that could not even be split into cells, and why."""

    line: int
    why: str
    text: str


@frozen
class Table:
    """`columns` and `rows` of the log called `file`. `separator` is set for CSV.

    `reserve` is set where rows name their own columns (JSON), so that a column nobody filled in may be
    absent: it makes room for one and says where. Then `columns` holds the names of the first rows and grows.
    """

    file: str
    format: Format
    columns: list[str]
    rows: Iterator[Row | BadRow]
    separator: str | None = None
    reserve: Callable[[str], int] | None = None


def beginning(cells: Sequence[Cell], separator: str | None, most: int = 200) -> str:
    """How a row begins, for the report of rejected rows."""
    return (separator or ", ").join(shown(cell)[:most] for cell in cells[:64])[:most]
