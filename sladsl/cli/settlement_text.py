"""What becomes of a statement's total, as both parties read it."""

from collections.abc import Iterator
from decimal import Decimal

from rich.text import Text

from sladsl.cli import shown
from sladsl.diagnostics.excerpt import visible
from sladsl.evaluate.fee_account import AgainstFee, AtEnd
from sladsl.evaluate.payments import Payment
from sladsl.evaluate.statement import Statement
from sladsl.worktime.civil import day_of


def told_settlement(of: Statement) -> Iterator[Text]:
    """A line for each thing that is done with the total; none where it is nothing."""
    settled = of.settlement
    if settled is None:
        return
    for each in settled.against:
        yield from _against(of, each)
    if settled.at_end is not None:
        yield from _at_end(of, settled.at_end)
    for payment in settled.payments:
        yield _payment(of, payment)
    if settled.unsaid:
        yield Text(f"  how {money(of, settled.unsaid)} are settled is not said", style="dim")


def _against(of: Statement, each: AgainstFee) -> Iterator[Text]:
    zone = of.agreement.zone
    if each.brought:
        yield _brought(of, each.brought)
    if each.amount or each.credited or each.brought:
        fee = money(of, each.fee)
        if not each.known:
            fee += f" as of {shown.day(of.as_of, zone)}"
        if each.before:
            fee += f", less {money(of, each.before)}"
        what, amount = ("added to", -each.amount) if each.amount < 0 else ("set against", each.amount)
        begin = shown.day(each.begin, zone)
        yield Text.assemble(f"  {what} the fee from {begin} ({fee})  ", (money(of, amount), "bold"))
    if each.carried:
        to = "the fee from" if each.carried_to != of.agreement.ends else "the end of the agreement,"
        yield Text(
            f"  carried over to {to} {shown.day(each.carried_to, zone)}  {money(of, each.carried)}",
            style="yellow",
        )


def _at_end(of: Statement, each: AtEnd) -> Iterator[Text]:
    at = shown.day(each.at, of.agreement.zone)
    carried = of.settlement is not None and any(other.carried for other in of.settlement.against)
    if each.brought and not carried:
        yield _brought(of, each.brought)
    if each.paid_out:
        yield _paid(of, each.paid_out, f"at the end of the agreement, {at}")
    if each.lapsed:
        yield Text(
            f"  lapses at the end of the agreement, {at}, never paid out  {money(of, each.lapsed)}",
            style="dim",
        )
    if each.waiting:
        yield Text(
            f"  no further fee; kept until the agreement ends, {at}  {money(of, each.waiting)}",
            style="yellow",
        )


def _brought(of: Statement, amount: Decimal) -> Text:
    return Text(f"  brought over from before  {money(of, amount)}")


def _payment(of: Statement, each: Payment) -> Text:
    zone = of.agreement.zone
    when = f"until {day_of(each.until - 1, zone)}" if each.until is not None else "in time"
    if each.after == "claim":
        when += f", as claimed on {shown.time(each.since, zone)}"
    if each.until is None:
        when += ", which the calendar does not tell"
    return _paid(of, each.amount, when)


def _paid(of: Statement, amount: Decimal, when: str) -> Text:
    """A negative amount goes back."""
    back = f" back by {visible(of.agreement.customer)}" if amount < 0 else ""
    return Text.assemble(f"  to be paid{back} {when}  ", (money(of, abs(amount)), "bold"))


def money(of: Statement, amount: Decimal) -> str:
    """ "EUR 12 000.00"."""
    return f"{of.currency} {amount:,f}".replace(",", " ").strip()
