"""What is said of tables whose rows and cells do not fit."""

from sladsl.diagnostics import Diagnostic
from sladsl.source import Span


def wrong_width(row: Span, cells: int, columns: int) -> Diagnostic:
    """E0108."""
    return Diagnostic(
        "E0108",
        f"the row has {cells} cells and the head of the table {columns}",
        row,
        help="give every row a cell under each heading; `any` where a column does not matter",
    )


def empty_cell(place: Span) -> Diagnostic:
    """E0108."""
    return Diagnostic(
        "E0108",
        "a cell is empty",
        Span(place.file, max(place.start - 1, 0), max(place.start, 1)),
        notes=["an empty cell could mean any value, or the one above, or nothing"],
        help="write `any`, or what is meant",
    )


def too_many_cells(table: Span, most: int) -> Diagnostic:
    """E0105."""
    return Diagnostic("E0105", f"the tables of the file have more than {most} cells", table)
