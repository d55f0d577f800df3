"""What is said of tables whose rows and cells do not fit."""

from sladsl.diagnostics import Diagnostic
from sladsl.source import Span

_INSTEAD_OF_A_DASH = {
    "field": "write `any` where the column does not matter",
    "within": "write `not promised` where nothing is meant, or how soon",
    "counting": "name the calendar on which the time of this row counts, such as `always`",
    "at least": "say which share of these cases is promised, such as `95%`",
}


def wrong_width(row: Span, cells: int, columns: int) -> Diagnostic:
    """E0108."""
    return Diagnostic(
        "E0108",
        f"the row has {_counted(cells, 'cell')} and the head of the table {_counted(columns, 'column')}",
        row,
        help="give every row a cell under each heading; `any` where a column does not matter",
    )


def no_rows(table: Span) -> Diagnostic:
    """E0108."""
    return Diagnostic(
        "E0108",
        "the table has a head and no rows",
        table,
        help="below the head write a row for each kind of case",
    )


def empty_cell(place: Span) -> Diagnostic:
    """E0108."""
    return Diagnostic(
        "E0108",
        "a cell is empty",
        place if place.end > place.start else Span(place.file, place.start - 1, place.end),
        notes=["an empty cell could mean any value, or the one above, or nothing"],
        help="write `any`, or what is meant",
    )


def a_dash(place: Span, column: str) -> Diagnostic:
    """E0108: a dash where something has to be said."""
    return Diagnostic(
        "E0108",
        "a dash says nothing here",
        place,
        notes=["only beside `not promised` there is no calendar and no share to name"],
        help=_INSTEAD_OF_A_DASH[column],
    )


def breaks_off(place: Span, expected: str) -> Diagnostic:
    """E0108: a cell that is a beginning of what it should be."""
    return Diagnostic(
        "E0108",
        "the cell breaks off",
        place,
        f"expected {expected} after this",
        help="finish it; a name that begins with a key word is put in back-quotes",
    )


def every_other(place: Span) -> Diagnostic:
    """E0101: the rest, which only the reader of the whole table knows."""
    return Diagnostic(
        "E0101",
        "a row says by itself which cases it is for",
        place,
        notes=["the order of the rows means nothing, and so there are no others to speak of"],
        help="name the values that this row is not for: `not Athens, Patras`",
    )


def too_many_cells(table: Span, most: int) -> Diagnostic:
    """E0105."""
    return Diagnostic("E0105", f"the tables of the file have more than {most} cells", table)


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
