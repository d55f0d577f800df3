"""What a rule credits for a value that a window may have, or for a case, and by which part of it."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve

from sladsl.evaluate.books import Book
from sladsl.evaluate.credit_values import Group, Value, row_of
from sladsl.evaluate.fees import fee_of, worth
from sladsl.evaluate.verdicts import CaseVerdict, WindowVerdict
from sladsl.policy import level_words
from sladsl.policy.model import Clause, WindowClause
from sladsl.policy.money import (
    Amount,
    Band,
    CreditRule,
    FeeForDowntime,
    FeeShare,
    PerCase,
    PerDowntime,
    PerLateness,
    PerStep,
    RowAmounts,
    Steps,
    WhenMissed,
)
from sladsl.policy.place import Place
from sladsl.policy.rounded import Rounded, told
from sladsl.records import frozen

Span = tuple[int, int]


@frozen
class Reckoned:
    """An exact amount; `base` is the fee it is a part of."""

    amount: Fraction
    step: str = ""
    base: Fraction | None = None
    at_risk: bool = False
    place: Place | None = None  # of the step, where a rule has several
    why: str = ""


NOTHING = Reckoned(Fraction(0))


def of_value(
    book: Book, rule: CreditRule, promise: Clause | WindowClause, window: WindowVerdict, value: Value
) -> Reckoned:
    """What a rule credits for one value that the window may have."""
    if value.met:
        return NOTHING
    span = (window.begin, window.end)
    match rule:
        case Steps(bands) if value.value is None:  # missed by who knows how much: the most it may be
            best = (_worth(book, band.amount, span, band.said, place=band.place) for band in bands)
            return max(best, key=lambda each: each.amount, default=NOTHING)
        case Steps(bands, rounded):
            band = None if value.value is None else band_of(bands, value.value)
            if band is None or value.value is None:
                return NOTHING
            found = _worth(book, band.amount, span, band.said, place=band.place)
            return evolve(found, why=_as_rounded(rounded, value.value, promise))
        case WhenMissed(amount):
            return _worth(book, amount, span, "missed")
        case RowAmounts(_, amounts):
            return _worth(book, _row_amount(promise, amounts, window.group), span, "missed")
        case PerStep(amount, size, rounding, beyond) if value.value is not None:
            bound = (window.target if value.bound is None else value.bound) if beyond is None else beyond
            off = value.value - bound if _upwards(window) else bound - value.value
            many = steps_in(off / size, rounding)
            return _worth(book, amount, span, _many(many, rounding, "step"), many)
        case PerDowntime(amount, us, rounding):
            many = steps_in(value.down_us / us, rounding)
            return _worth(book, amount, span, _many(many, rounding, "stretch"), many)
        case FeeForDowntime(times, fee) if value.of_us:
            whole = fee_of(book.terms, book.agreement, "fee for the period", span, fee)
            if whole is None:
                return NOTHING
            return Reckoned(
                whole * value.down_us / value.of_us * times, f"{times} times the fee for the downtime", whole
            )
        case _:
            return NOTHING


def of_case(book: Book, rule: CreditRule, case: CaseVerdict, span: Span) -> Reckoned:
    """What a rule credits for a case that is breached, or may be."""
    match rule:
        case PerCase(amount):
            return _worth(book, amount, span, "breached")
        case RowAmounts(_, amounts):
            of_row = amounts[case.row] if case.row is not None and case.row < len(amounts) else None
            return _worth(book, of_row, span, "breached")
        case PerLateness(amount, us, rounding):
            late = case.elapsed_us - (case.target_us or 0)
            many = steps_in(Fraction(late, us), rounding) if case.status == "breached" else 0
            return _worth(book, amount, span, f"{_many(many, rounding, 'stretch')} late", many)
        case _:
            return NOTHING


def _as_rounded(rounded: Rounded | None, value: Fraction, promise: Clause | WindowClause) -> str:
    """ "98.95% is 99% as rounded"."""
    if rounded is None:
        return ""
    unit = promise.unit if isinstance(promise, WindowClause) else "%"
    after = level_words.amount(rounded.of(value), unit)
    match unit:
        case "%":
            before = f"{told(value * 100)}%"
        case "time":
            before = level_words.amount(value, unit)
        case _:
            before = f"{told(value)} {unit}".rstrip()
    return f"{before} is {after} as rounded"


def _many(number: int, rounding: str, what: str) -> str:
    """ "4 full steps", "1 started stretch"."""
    plural = {"step": "steps", "stretch": "stretches"}[what]
    return f"{number} {rounding} {what if number == 1 else plural}"


def _worth(
    book: Book, amount: Amount | None, span: Span, step: str, times: int = 1, place: Place | None = None
) -> Reckoned:
    each = None if amount is None else worth(book.terms, book.agreement, amount, span)
    if amount is None or each is None:
        return NOTHING
    base = None
    if isinstance(amount, FeeShare):
        base = fee_of(book.terms, book.agreement, amount.of, span, amount.fee)
    at_risk = isinstance(amount, FeeShare) and amount.of == "amount at risk"
    return Reckoned(each * times, step, base, at_risk, place)


def band_of(bands: Sequence[Band], value: Fraction) -> Band | None:
    """The band a value lies in."""
    for band in bands:
        above = band.low is None or value > band.low or (band.low_included and value == band.low)
        below = band.high is None or value < band.high or (band.high_included and value == band.high)
        if above and below:
            return band
    return None


def steps_in(of: Fraction, rounding: str) -> int:
    """How many steps: the full ones, or with the one begun."""
    if of <= 0:
        return 0
    return of.numerator // of.denominator if rounding == "full" else -(-of.numerator // of.denominator)


def _upwards(window: WindowVerdict) -> bool:
    return window.measured is not None and window.measured.order in ("at most", "below")


def _row_amount(
    promise: Clause | WindowClause, amounts: Sequence[Amount | None], group: Group
) -> Amount | None:
    """The amount of the row whose cases the window counts."""
    row = row_of(promise, group) if isinstance(promise, Clause) else None
    return None if row is None else amounts[row]
