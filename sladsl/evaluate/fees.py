"""What a fee is for a window: the one place that says so."""

from fractions import Fraction

from sladsl.evaluate.windows import whole_windows
from sladsl.policy.model import Agreement
from sladsl.policy.money import Amount, Base, Fee, Money, Terms
from sladsl.policy.states import Window

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_OF = {"monthly fee": 1, "quarterly fee": 3, "yearly fee": 12}


def fee_of(terms: Terms, agreement: Agreement, base: Base, window: tuple[int, int]) -> Fraction | None:
    """The fee, or amount at risk, of which a clause credits a part in this window (instants, half-open),
    exactly.

    - The monthly, quarterly and yearly fee are the fee as agreed, as often as it falls due in so many months:
      a fee per month makes three in a quarter, a fee per year a twelfth in a month. A window that the
      agreement's begin or end cuts short does not lessen them.
    - The fee for the period is shared out by time: of each fee that covers some of the window the part that
      lies in it.
    - The amount at risk is that of the window as it was agreed.

    None where the agreement says no such thing.
    """
    if base == "amount at risk":
        if terms.at_risk is None:
            return None
        return worth(terms, agreement, terms.at_risk.amount, window)
    fee = terms.fee
    if fee is None:
        return None
    if base == "fee for the period":
        return _shared_out(fee, agreement, window)
    return Fraction(fee.amount) * _OF[base] / _MONTHS[fee.per.unit]


def worth(terms: Terms, agreement: Agreement, amount: Amount, window: tuple[int, int]) -> Fraction | None:
    """An amount in money: as it is, or the part of a fee in this window."""
    if isinstance(amount, Money):
        return Fraction(amount.amount)
    whole = fee_of(terms, agreement, amount.of, window)
    return None if whole is None else amount.share * whole


def currency_of(terms: Terms) -> str:
    """The currency all amounts of the agreement are in: "" where there is none."""
    amounts: list[Amount] = [each.most for each in terms.caps]
    amounts += [] if terms.at_risk is None else [terms.at_risk.amount]
    for credit in terms.credits:
        amounts += [] if credit.cap is None else [credit.cap.most]
        amounts += amounts_of(credit.rule)
    codes = [terms.fee.currency] if terms.fee is not None else []
    codes += [each.currency for each in amounts if isinstance(each, Money)]
    return codes[0] if codes else ""


def amounts_of(rule: object) -> list[Amount]:
    """The amounts a rule speaks of."""
    from sladsl.policy import money

    match rule:
        case money.Steps(bands):
            return [band.amount for band in bands]
        case money.RowAmounts(_, amounts):
            return [each for each in amounts if each is not None]
        case money.WhenMissed(amount) | money.PerCase(amount):
            return [amount]
        case money.PerStep(amount) | money.PerDowntime(amount) | money.PerLateness(amount):
            return [amount]
        case _:
            return []


def fee_window(terms: Terms) -> Window:
    """The stretch that credits of single cases are put together by: that of the fee, else the calendar
    month."""
    return Window("calendar", "month") if terms.fee is None else terms.fee.per


def _shared_out(fee: Fee, agreement: Agreement, window: tuple[int, int]) -> Fraction:
    begin, end = window
    total = Fraction(0)
    for first, last in whole_windows(fee.per, agreement, begin, end - 1):
        inside = min(end, last) - max(begin, first)
        total += Fraction(fee.amount) * inside / (last - first)
    return total
