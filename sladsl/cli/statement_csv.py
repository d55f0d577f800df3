"""Statements as CSV: a row a line, correcting lines among them."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from sladsl.cli.run_csv import Row, drawn
from sladsl.evaluate.instants import timestamp
from sladsl.evaluate.rows import credit_rows, ratio
from sladsl.evaluate.statement import Statement

COLUMNS = (
    "agreement", "period_from", "period_to", "kind", "clause", "file", "line", "from", "to", "group", "case",
    "step", "currency", "base", "before", "caps", "reckoned", "amount", "at_most", "claim", "claim_until",
    "why", "events", "claimed_late", "incident",
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
    for settled in _settlement(of):
        yield {**period, **settled}
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


def _settlement(of: Statement) -> Iterator[Row]:
    """What becomes of the total, each with the window, or the time, that it is about."""
    settled = of.settlement
    if settled is None:
        return
    for each in settled.against:
        window = {"from": timestamp(each.begin), "to": timestamp(each.end)}
        amounts = {"base": each.fee, "before": each.brought, "reckoned": each.credited}
        yield {"kind": "set against fee", **window, **_told(amounts), "amount": f"{each.amount:f}"}
        if each.carried:
            carried = {"from": timestamp(each.carried_to), "amount": f"{each.carried:f}"}
            yield {"kind": "carried over", **carried}
    if (end := settled.at_end) is not None:
        for kind, amount in (("paid out", end.paid_out), ("lapsed", end.lapsed), ("kept", end.waiting)):
            if amount:
                amounts = {"before": end.brought, "reckoned": end.credited, "amount": amount}
                yield {"kind": kind, "from": timestamp(end.at), **_told(amounts)}
    for payment in settled.payments:
        until = None if payment.until is None else timestamp(payment.until)
        about = {"from": timestamp(payment.since), "to": until, "step": f"of the {payment.after}"}
        yield {"kind": "to be paid", **about, "amount": f"{payment.amount:f}"}


def _told(amounts: dict[str, Decimal]) -> Row:
    return {name: f"{amount:f}" for name, amount in amounts.items()}


def _group(group: tuple[tuple[str, str], ...]) -> str:
    return "; ".join(f"{name}={value}" for name, value in group)
