"""Typed tables: Parquet files, polars and pyarrow tables, rows as Python dictionaries."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any, BinaryIO

from sladsl.sources import errors
from sladsl.sources.cells import Cell, cell_of
from sladsl.sources.errors import Unreadable
from sladsl.sources.json_rows import SAMPLED, Names
from sladsl.sources.limits import Limits
from sladsl.sources.tables import BadRow, Row, Table


def parquet_table(opened: BinaryIO, file: str, limits: Limits) -> Table:
    """The table of a Parquet file; rows count from 1. Raises SourceError."""
    import polars

    try:
        frame = polars.read_parquet(opened)
    except (polars.exceptions.PolarsError, OSError, ValueError) as fault:
        why = str(fault).splitlines()[0] if str(fault) else "it is damaged"
        raise errors.not_a_log(file, f"it is no Parquet file that can be read: {why}") from None
    return frame_table(frame, file, limits)


def frame_table(frame: Any, file: str, limits: Limits) -> Table:
    """The table of a polars frame, lazy or not, or of anything that exports itself as an Arrow stream."""
    import polars

    if isinstance(frame, polars.LazyFrame):
        frame = frame.collect()
    elif not isinstance(frame, polars.DataFrame):
        frame = polars.DataFrame(frame)
    if len(frame.columns) > limits.columns:
        raise errors.too_large(file, f"it has {len(frame.columns)} columns, and {limits.columns} are read")
    return Table(file, "Parquet", list(frame.columns), _typed(frame.iter_rows(), limits))


def _typed(rows: Iterable[tuple[object, ...]], limits: Limits) -> Iterator[Row | BadRow]:
    for number, values in enumerate(rows, 1):
        try:
            yield Row(number, [_bounded(cell_of(value), limits) for value in values])
        except Unreadable as unreadable:
            yield BadRow(number, unreadable.why, "")


def _bounded(cell: Cell, limits: Limits) -> Cell:
    if isinstance(cell, str) and len(cell) > limits.cell:
        raise Unreadable(f"a cell is longer than {limits.cell} characters")
    return cell


def dict_table(rows: Iterable[Mapping[str, object]], file: str, limits: Limits) -> Table | None:
    """The table of Python rows; its columns are the names in the first rows, and grow with the others.

    None where there is no row, and so no column.
    """
    names = Names(limits)
    given = _named(rows, names)
    sample = list(islice(given, SAMPLED))
    if not sample:
        return None
    return Table(file, "rows", names.columns, chain(sample, given), reserve=names.reserve)


def _named(rows: Iterable[Mapping[str, object]], names: Names) -> Iterator[Row | BadRow]:
    for number, row in enumerate(rows, 1):
        try:
            if not isinstance(row, Mapping):
                raise Unreadable(f"a {type(row).__name__} stands where a row by column name is expected")
            yield Row(number, names.cells({str(name): value for name, value in row.items()}))
        except Unreadable as unreadable:
            yield BadRow(number, unreadable.why, repr(row)[:200])
