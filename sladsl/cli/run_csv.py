"""Verdicts as CSV: a row a case, a window, a credit, or one who is told of a breach."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from sladsl.evaluate import Result, rows
from sladsl.evaluate.contact_rows import escalation_rows
from sladsl.policy.contacts import Contacts

Row = Mapping[str, Any]

_NUMBERS = ("value", "target", "upper")  # ours, though they be negative
_MONEY = ("base", "before", "reckoned", "amount", "at_most")
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
         "unknown", "open", "version", *_MEASURED, "warned", "burned",
         "budget_used", "used_up_at"),
        (
            {**row, **row["window"], "group": _group(row), "warned": _warned(row), **_budget(row)}
            for row in rows.window_rows(result.windows)
        ),
    )  # fmt: skip


def credits_csv(result: Result) -> str:
    """A row a credit, or one given back, whatever period it belongs to."""
    return drawn(
        ("agreement", "clause", "number", "kind", "file", "line", "from", "to", "group", "case", "step",
         "currency", "base", "before", "caps", "reckoned", "amount", "at_most", "claim", "claim_until",
         "claimed_at", "why", "claimed_late", "incident"),
        (
            {**row, **row["window"], **row["written"], "group": _group(row), "caps": _caps(row)}
            for row in rows.credit_rows(result.credits)
        ),
        _MONEY,
    )  # fmt: skip


def escalations_csv(result: Result, contacts: Contacts) -> str:
    """A row a breached case or missed window and one who is told of it, and how they are reached."""
    return drawn(
        ("agreement", "clause", "who", "name", "party", "mail", "phone", "at", "case", "cycle", "from", "to",
         "group"),
        (
            {**row, **(row["window"] or {}), **row.get("contact", {}), "group": _group(row)}
            for row in escalation_rows(result.escalations, contacts)
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


def _caps(row: Row) -> str:
    left = (each for each in row["caps"] if each["after"] != each["before"])
    return "; ".join(f"{each['cap']}: {each['after']}" for each in left)


def _group(row: Row) -> str:
    return "; ".join(f"{name}={value}" for name, value in row["group"].items())


def _warned(row: Row) -> str:
    return "; ".join(f"{each['who']} {each['at']}" for each in row["warned"])


def _budget(row: Row) -> Row:
    """Where the budget of a window burned too fast, and when it will be used up."""
    told = (f"{each['who']} {each['from']} to {each['to'] or ''}" for each in row["burned"])
    forecast = row["forecast"] or {}
    return {
        "burned": "; ".join(each.rstrip() for each in told),
        "budget_used": forecast.get("budget_used"),
        "used_up_at": forecast.get("used_up_at"),
    }
