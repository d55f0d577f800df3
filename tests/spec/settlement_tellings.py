"""The rows of what becomes of a statement's total."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from sladsl.evaluate.settlement import Settled
from sladsl.worktime.civil import day_of
from tests.spec.money_tellings import statement_told
from tests.spec.pages import Block
from tests.spec.tables import NOTHING, shown_day
from tests.spec.tellings import CannotTell, Rows

if TYPE_CHECKING:
    from tests.spec.running import Run

Cell = str | Decimal
_COLUMNS = (
    "what",
    "from",
    "to",
    "fee",
    "before",
    "brought",
    "credited",
    "amount",
    "carried",
    "carried to",
    "since",
    "until",
)


def settlement(run: "Run", block: Block, columns: Sequence[str]) -> Rows:
    """A line each: what is set against a fee, paid out or lapsed at the end, to be paid, not said; `until` is the last day."""
    of = statement_told(run, block)
    for column in columns:
        if column not in _COLUMNS:
            raise CannotTell(f"there is no column `{column}`; there are: {', '.join(_COLUMNS)}")
    told = [] if of.settlement is None else list(_told(of.settlement, of.agreement.zone))
    return [tuple(_cell(row.get(column, NOTHING)) for column in columns) for row in told]


def _cell(value: Cell) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else value


def _told(of: Settled, zone: str) -> Iterator[Mapping[str, Cell]]:
    for each in of.against:
        yield {
            "what": "set against",
            "from": shown_day(each.begin, zone),
            "to": shown_day(each.end, zone),
            "fee": each.fee,
            "before": each.before,
            "brought": each.brought,
            "credited": each.credited,
            "amount": each.amount,
            "carried": each.carried,
            "carried to": shown_day(each.carried_to, zone) if each.carried else NOTHING,
        }
    if (end := of.at_end) is not None:
        for what, amount in (("paid out", end.paid_out), ("lapsed", end.lapsed), ("kept", end.waiting)):
            if amount:
                at = shown_day(end.at, zone)
                row: dict[str, Cell] = {
                    "what": what,
                    "from": at,
                    "brought": end.brought,
                    "credited": end.credited,
                }
                yield {**row, "amount": amount}
    for payment in of.payments:
        until = NOTHING if payment.until is None else str(day_of(payment.until - 1, zone))
        yield {
            "what": f"paid, of the {payment.after}",
            "since": shown_day(payment.since, zone),
            "until": until,
            "amount": payment.amount,
        }
    if of.unsaid:
        yield {"what": "not said", "amount": of.unsaid}
