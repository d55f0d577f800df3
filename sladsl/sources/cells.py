"""The cells of a row: text, or the dates, times and lengths that a typed table holds itself."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from sladsl.sources.errors import Unreadable, quoted

Cell = str | datetime | date | timedelta | None
"""None is a cell without a value. An empty text is one as well."""

Cells = list[Cell]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def cell_of(value: object) -> Cell:
    """The cell for a value of a Python row, a JSON object or a typed table.

    Raises Unreadable for lists, objects and bytes: a log's row is flat.
    """
    match value:
        case None | str() | date() | timedelta():  # a datetime is a date
            return value
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case Decimal():
            return format(value, "f") if value.is_finite() and value.adjusted() < 40 else str(value)
        case _:
            raise Unreadable(f"a {type(value).__name__} stands where a plain value is expected")


def utc_us(moment: datetime) -> int:
    """An aware time as microseconds since 1970-01-01T00:00Z, exactly."""
    return (moment - _EPOCH) // _MICROSECOND


def length_us(length: timedelta) -> int:
    """A length of time in microseconds, exactly."""
    return length // _MICROSECOND


def shown(cell: Cell) -> str:
    """A cell as text, as a reader would find it in the log."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case datetime():
            return cell.isoformat(" ")
        case _:
            return str(cell)


def refuse_cell(cell: Cell, what: str) -> Unreadable:
    """The reason for refusing a cell: "`x` is not a number"."""
    return Unreadable(f"{quoted(shown(cell))} is not {what}")
