"""What becomes of a statement's total, as rows for other programs."""

from sladsl.evaluate.fee_account import AgainstFee, AtEnd
from sladsl.evaluate.instants import timestamp
from sladsl.evaluate.payments import Payment
from sladsl.evaluate.rows import Row
from sladsl.evaluate.settlement import Settled


def settlement_row(of: Settled) -> Row:
    """Money as decimal strings, instants RFC 3339 UTC; windows and times to pay are half-open."""
    return {
        "against_fees": [_against(each) for each in of.against],
        "at_end": None if of.at_end is None else _at_end(of.at_end),
        "payments": [_payment(each) for each in of.payments],
        "not_said": f"{of.unsaid:f}",
        "off_fees_of_period": f"{of.off:f}",
        "written": [{"file": each.file, "line": each.line, "text": each.text} for each in of.places],
    }


def _against(of: AgainstFee) -> Row:
    return {
        "window": {"from": timestamp(of.begin), "to": timestamp(of.end)},
        "fee": f"{of.fee:f}",
        "fee_is_known": of.known,
        "set_before": f"{of.before:f}",
        "brought_over": f"{of.brought:f}",
        "credited": f"{of.credited:f}",
        "set_against": f"{of.amount:f}",
        "carried_over": f"{of.carried:f}",
        "carried_to": timestamp(of.carried_to) if of.carried else None,
    }


def _at_end(of: AtEnd) -> Row:
    return {
        "at": timestamp(of.at),
        "brought_over": f"{of.brought:f}",
        "credited": f"{of.credited:f}",
        "paid_out": f"{of.paid_out:f}",
        "lapsed": f"{of.lapsed:f}",
        "waiting": f"{of.waiting:f}",
    }


def _payment(of: Payment) -> Row:
    return {
        "after": of.after,
        "since": timestamp(of.since),
        "until": None if of.until is None else timestamp(of.until),
        "amount": f"{of.amount:f}",
    }
