"""Statements as CSV: a row a line, correcting lines among them."""

from collections.abc import Iterable, Iterator

from sladsl.cli.run_csv import Row, drawn
from sladsl.evaluate.instants import timestamp
from sladsl.evaluate.rows import credit_rows, ratio
from sladsl.evaluate.statement import Statement

COLUMNS = (
    "agreement", "period_from", "period_to", "kind", "clause", "file", "line", "from", "to", "group", "case",
    "step", "currency", "base", "before", "caps", "reckoned", "amount", "at_most", "claim", "claim_until",
    "why", "events",
)  # fmt: skip
NUMBERS = ("base", "before", "reckoned", "amount", "at_most")


def statements_csv(statements: Iterable[Statement]) -> str:
    """A row a line; one of a fee, where they were asked for, is of the kind "fee", a correction of the kind
    "correction", and says what was stated as `before`."""
    return drawn(COLUMNS, (row for each in statements for row in _rows(each)), NUMBERS)


def _rows(of: Statement) -> Iterator[Row]:
    period = {
        "agreement": of.agreement.id,
        "period_from": timestamp(of.begin),
        "period_to": timestamp(of.end),
        "currency": of.currency,
    }
    for line, row in zip(of.lines, credit_rows(of.lines)):
        caps = (f"{cap.cap}: {ratio(cap.after)}" for cap in line.caps if cap.after < cap.before)
        place = {"file": line.place.file, "line": line.place.line}
        yield {
            **row,
            **period,
            **place,
            **row["window"],
            "group": _group(line.group),
            "caps": "; ".join(caps),
            "why": line.why,
        }
    for fee in of.fees or ():
        yield {
            **period,
            "kind": "fee",
            "file": fee.place.file,
            "line": fee.place.line,
            "from": timestamp(fee.begin),
            "to": timestamp(fee.end),
            "step": fee.fee,
            "before": ratio(fee.exact),
            "amount": f"{fee.amount:f}",
        }
    for each in of.corrections:
        place = {} if each.place is None else {"file": each.place.file, "line": each.place.line}
        yield {
            **period,
            **place,
            "kind": "correction",
            "clause": each.clause,
            "from": timestamp(each.key.begin),
            "to": timestamp(each.key.end),
            "group": _group(each.key.group),
            "case": each.key.case,
            "before": f"{each.stated:f}",
            "reckoned": f"{each.now:f}",
            "amount": f"{each.amount:f}",
            "why": each.why,
            "events": "; ".join(each.events),
        }


def _group(group: tuple[tuple[str, str], ...]) -> str:
    return "; ".join(f"{name}={value}" for name, value in group)
