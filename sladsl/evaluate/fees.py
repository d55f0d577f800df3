"""What a fee is for a window: the one place that says so."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from sladsl.evaluate.windows import whole_windows
from sladsl.policy.model import Agreement
from sladsl.policy.money import Amount, Base, Fee, Money, Terms
from sladsl.policy.names import fold
from sladsl.policy.states import Window
from sladsl.worktime.civil import day_of, local_midnight_us

WindowKind = Literal["calendar", "contract", "rolling"]
_FIRST = -(1 << 62)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_OF = {"monthly fee": 1, "quarterly fee": 3, "yearly fee": 12}


def fee_of(
    terms: Terms, agreement: Agreement, base: Base, window: tuple[int, int], name: str = ""
) -> Fraction | None:
    """The fee, or amount at risk, of which a clause credits a part in this window (instants, half-open),
    exactly.

    - The monthly, quarterly and yearly fee are what is due for the month, quarter or year in which the window
      begins, as often as a fee falls due in so many months: a fee per month makes three in a quarter, a fee
      per year a twelfth in a month. The agreement's begin or end does not lessen them. Where units or tiers
      change within it, each day counts alike.
    - The fee for the period is shared out by days of the agreement's zone: each day of a fee's period bears
      an equal part of it, a part of a day a part of that.
    - The amount at risk is that of the window as it was agreed.

    With a `name` it is that of the fees of this name; one that is due once is the same in every window. None
    where the agreement says no such thing.
    """
    if base == "amount at risk":
        if terms.at_risk is None:
            return None
        return worth(terms, agreement, terms.at_risk.amount, window)
    if base == "one-time fee":
        once = [Fraction(fee.amount) for fee in terms.one_time_fees if fold(fee.name) == fold(name)]
        return sum(once, Fraction(0)) if once else None
    fees = [fee for fee in terms.fees if not name or fold(fee.name) == fold(name)]
    if not fees:
        return None
    if base == "fee for the period":
        return sum((shared_out(fee, terms, agreement, window) for fee in fees), Fraction(0))
    return sum((_as_agreed(fee, terms, agreement, base, window[0]) for fee in fees), Fraction(0))


def worth(terms: Terms, agreement: Agreement, amount: Amount, window: tuple[int, int]) -> Fraction | None:
    """An amount in money: as it is, or the part of a fee in this window."""
    if isinstance(amount, Money):
        return Fraction(amount.amount)
    whole = fee_of(terms, agreement, amount.of, window, amount.fee)
    return None if whole is None else amount.share * whole


def currency_of(terms: Terms) -> str:
    """The currency all amounts of the agreement are in: "" where there is none."""
    amounts: list[Amount] = [each.most for each in terms.caps]
    amounts += [] if terms.at_risk is None else [terms.at_risk.amount]
    amounts += [] if terms.paid_above is None else [terms.paid_above.least]
    amounts += [each.most for each in terms.credit_rights]
    for credit in terms.credits:
        amounts += [] if credit.cap is None else [credit.cap.most]
        amounts += amounts_of(credit.rule)
    codes = [fee.currency for fee in terms.fees]
    codes += [fee.currency for fee in terms.one_time_fees]
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
    return terms.fees[0].per if terms.fees else Window("calendar", "month")


def shared_out(fee: Fee, terms: Terms, agreement: Agreement, window: tuple[int, int]) -> Fraction:
    """What is due of a fee in a window, by days."""
    begin, end = window
    total = Fraction(0)
    for first, last in whole_windows(fee.per, agreement, begin, end - 1):
        inside = max(begin, first), min(end, last)
        total += (
            Fraction(fee.amount) * _unit_days(fee, terms, agreement, inside) / _days(agreement, first, last)
        )
    return total


def _as_agreed(fee: Fee, terms: Terms, agreement: Agreement, base: Base, at: int) -> Fraction:
    """The fee for the whole month, quarter or year around an instant."""
    unit: Literal["month", "quarter", "year"] = "month"
    match base:
        case "quarterly fee":
            unit = "quarter"
        case "yearly fee":
            unit = "year"
        case _:
            pass
    # contracts have no quarters of their own
    kind: WindowKind = "calendar" if unit == "quarter" else fee.per.kind
    first, last = next(iter(whole_windows(Window(kind, unit), agreement, at, at)))
    times = _unit_days(fee, terms, agreement, (first, last), whole=True) / _days(agreement, first, last)
    return Fraction(fee.amount) * times * _OF[base] / _MONTHS[fee.per.unit]


def _unit_days(
    fee: Fee, terms: Terms, agreement: Agreement, span: tuple[int, int], whole: bool = False
) -> Fraction:
    """For how many days the fee is due in the span, for each unit. `whole`: as though the agreement had been
    in force all along, as it was at its begin and end."""
    due = [span] if fee.during is None else list(_within(fee.during, agreement, span, whole))
    steps = [(span[0], Fraction(1))]
    if fee.unit:
        steps = numbers_of(terms, fee.unit, agreement, whole)
    total = Fraction(0)
    for (since, number), (until, _) in pairwise([*steps, (span[1], Fraction(0))]):
        for begin, end in due:
            if max(since, begin) < min(until, end):
                total += number * _days(agreement, max(since, begin), min(until, end))
    return total


def _within(
    stretches: tuple[tuple[int, int | None], ...], agreement: Agreement, span: tuple[int, int], whole: bool
) -> Iterator[tuple[int, int]]:
    for begin, end in stretches:
        first = span[0] if whole and begin <= agreement.begins else max(begin, span[0])
        open_ended = end is None or (whole and end == agreement.ends)
        last = span[1] if open_ended or end is None else min(end, span[1])
        if first < last:
            yield first, last


def numbers_of(terms: Terms, unit: str, agreement: Agreement, whole: bool) -> list[tuple[int, Fraction]]:
    """How many units there are, from each instant on; before the first none."""
    for units in terms.units:
        if fold(units.name) == fold(unit):
            steps = [(since, Fraction(number)) for since, number in units.numbers]
            if whole and steps and steps[0][0] <= agreement.begins:
                steps[0] = (_FIRST, steps[0][1])
            return steps
    return []


def _days(agreement: Agreement, begin: int, end: int) -> Fraction:
    """The days of the agreement's zone between two instants, parts of days as parts."""
    return _day(end, agreement.zone) - _day(begin, agreement.zone)


def _day(at: int, zone: str) -> Fraction:
    day = day_of(at, zone)
    midnight, next_midnight = (local_midnight_us(day + timedelta(days=n), zone) for n in (0, 1))
    return day.toordinal() + Fraction(at - midnight, next_midnight - midnight)
