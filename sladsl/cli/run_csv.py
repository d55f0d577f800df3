"""Verdicts as CSV: a row a case, or a row a window."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from sladsl.evaluate import Result, rows

Row = Mapping[str, Any]

_NUMBERS = ("value", "target", "upper")  # ours, though they be negative
_MEASURED = ("order", "upper", "unit", "samples", "good_s", "counted_s", "unknown_s", "excluded_s")


def cases_csv(result: Result) -> str:
    """A row a case verdict; what is not known is empty."""
    return drawn(
        ("agreement", "clause", "case", "cycle", "group", "status", "reason", "started", "due", "breach_at",
         "stopped", "decided_at", "elapsed_s", "paused_s", "target_s", "margin_s", "row", "version",
         "warned", "excluded_s"),
        ({**row, "group": _group(row), "warned": _warned(row)} for row in rows.case_rows(result.cases)),
    )  # fmt: skip


def windows_csv(result: Result) -> str:
    """A row a window and group; the last columns are of what was measured, empty for a share of cases."""
    return drawn(
        ("agreement", "clause", "from", "to", "group", "status", "value", "target", "met", "breached",
         "unknown", "open", "version", *_MEASURED, "warned"),
        (
            {**row, **row["window"], "group": _group(row), "warned": _warned(row)}
            for row in rows.window_rows(result.windows)
        ),
    )  # fmt: skip


def drawn(columns: tuple[str, ...], found: Iterable[Row], numbers: tuple[str, ...] = _NUMBERS) -> str:
    """The rows as CSV, with these columns; of the others nothing that a spreadsheet would run."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in found:
        cells = ((column, row.get(column)) for column in columns)
        writer.writerow([_number(cell) if column in numbers else _safe(cell) for column, cell in cells])
    return text.getvalue()


def _number(cell: object) -> object:
    return "" if cell is None else cell


def _safe(cell: object) -> object:
    # A spreadsheet runs a text that begins so as a formula; logs come from strangers.
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + cell
    return "" if cell is None else cell


def _group(row: Row) -> str:
    return "; ".join(f"{name}={value}" for name, value in row["group"].items())


def _warned(row: Row) -> str:
    return "; ".join(f"{each['who']} {each['at']}" for each in row["warned"])
