"""Service credits: from the verdicts of windows and cases to lines of money, before any cap.

- A window credits once it is over. One that is met, or without data, credits nothing.
- Of a step table the band applies that the value lies in; nothing is added up over steps.
- Of a clause of two parts (`..., and no outage shall last more than 4 hours`) a window is missed once,
  whichever part is; all but `when missed` goes by the value of the first part.
- What the data does not say is taken for the best it can be: only what is owed in any case is an amount, and
  the line also tells how much it could be at most.
- Downtime is the time that does not count as kept, of the time it is a share of.
- A case credits in the window of its clause in which it is decided; of a clause without windows, in that of
  the fee, else in the calendar month.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import frozen

from sladsl.evaluate.clause_windows import Parts, by_window
from sladsl.evaluate.credit_values import Group, Value, row_of, values_of
from sladsl.evaluate.fees import fee_of, fee_window, worth
from sladsl.evaluate.verdicts import CaseVerdict, Result, WindowVerdict
from sladsl.evaluate.windows import whole_windows, windows_between
from sladsl.policy.model import Agreement, Clause, Policy, WindowClause
from sladsl.policy.money import (
    Amount,
    Band,
    Credit,
    CreditRule,
    FeeForDowntime,
    FeeShare,
    PerCase,
    PerDowntime,
    PerLateness,
    PerStep,
    RowAmounts,
    Steps,
    Terms,
    WhenMissed,
    within,
)
from sladsl.policy.names import fold
from sladsl.policy.place import Place


@frozen
class Owed:
    """What one rule credits for one window or case, exactly: `least` in any case, `most` if all that is
    unknown turns out badly. `step` says which part of the rule it is, `base` the fee it is a part of."""

    agreement: str
    number: int  # of the rule among those of its clause, from 1
    credit: Credit
    begin: int
    end: int
    group: Group
    case: str
    step: str
    why: str
    base: Fraction | None
    least: Fraction
    most: Fraction
    at_risk: bool
    place: Place
    decided: int  # when it came about: orders what a cap lets through


@frozen
class Book:
    """What reckoning the credits of one agreement needs."""

    policy: Policy
    agreement: Agreement
    terms: Terms
    as_of: int

    @property
    def limit(self) -> int:
        """As of now, or the agreement's end."""
        ends = self.agreement.ends
        return self.as_of if ends is None else min(self.as_of, ends)

    def number(self, credit: Credit) -> int:
        """Which of its clause's rules a credit is, from 1."""
        own = [
            each
            for each in self.terms.credits
            if fold(each.clause) == fold(credit.clause) and each.since == credit.since
        ]
        return own.index(credit) + 1

    def promise(self, credit: Credit) -> Clause | WindowClause | None:
        """The clause that a credit belongs to, in its version."""
        since = credit.since if credit.since is not None else self.agreement.begins
        return promise_of(self.policy, self.agreement.id, credit.clause, since)


def promise_of(
    policy: Policy, agreement: str, clause: str, instant: int | None = None
) -> Clause | WindowClause | None:
    """The clause of an agreement by its id: its version in force at an instant, else the first."""
    every: tuple[Clause | WindowClause, ...] = (*policy.clauses, *policy.window_clauses)
    key = (fold(agreement), fold(clause))
    versions = [each for each in every if (fold(each.agreement), fold(each.id)) == key]
    for each in versions:
        begun = each.since is None or instant is None or each.since <= instant
        if begun and (each.until is None or instant is None or instant < each.until):
            return each
    return versions[-1] if versions else None


def owed(book: Book, result: Result) -> Iterator[Owed]:
    """All that the agreement's clauses credit, before caps, a clause at a time as written, then by time."""
    windows: defaultdict[str, list[Parts]] = defaultdict(list)
    cases: defaultdict[str, list[CaseVerdict]] = defaultdict(list)
    for parts in by_window(result.windows):
        if fold(parts[0].agreement) == fold(book.agreement.id):
            windows[fold(parts[0].clause)].append(parts)
    for case in result.cases:
        if fold(case.agreement) == fold(book.agreement.id):
            cases[fold(case.clause)].append(case)
    for credit in book.terms.credits:
        promise = book.promise(credit)
        if promise is None:
            continue
        match credit.rule:
            case PerCase() | PerLateness() | RowAmounts("case"):
                if isinstance(promise, Clause):
                    yield from _of_cases(book, credit, promise, cases[fold(credit.clause)])
            case _:
                yield from _of_windows(book, credit, promise, windows[fold(credit.clause)])


# --- windows --------------------------------------------------------------------------------------


def _of_windows(
    book: Book, credit: Credit, promise: Clause | WindowClause, windows: Sequence[Parts]
) -> Iterator[Owed]:
    for window, *others in windows:
        if window.end > book.limit:
            continue
        if not (within(book.terms, window.begin) and within(credit, window.begin)):
            continue
        whichever = others if isinstance(credit.rule, WhenMissed) else ()
        ranges = [
            _range(book, credit.rule, promise, window, part)
            for part in (window, *whichever)
            if part.status in ("breached", "unknown")
        ]
        least = max((low for low, _ in ranges), key=_amount, default=_NOTHING)
        most = max((high for _, high in ranges), key=_amount, default=_NOTHING)
        if most.amount == 0:
            continue
        told = most if least.amount == 0 else least
        yield Owed(
            agreement=book.agreement.id,
            number=book.number(credit),
            credit=credit,
            begin=window.begin,
            end=window.end,
            group=window.group,
            case="",
            step=told.step,
            why=told.why,
            base=told.base,
            least=least.amount,
            most=most.amount,
            at_risk=told.at_risk,
            place=told.place or credit.place,
            decided=window.end,
        )


def _range(
    book: Book, rule: CreditRule, promise: Clause | WindowClause, window: WindowVerdict, part: WindowVerdict
) -> "tuple[_Reckoned, _Reckoned]":
    """What a rule credits for a window at least and at most, for all that one part of the clause may be."""
    found = [_reckoned(book, rule, promise, window, value) for value in values_of(part, promise)]
    return min(found, key=_amount), max(found, key=_amount)


@frozen
class _Reckoned:
    amount: Fraction
    step: str = ""
    why: str = ""
    base: Fraction | None = None
    at_risk: bool = False
    place: Place | None = None


_NOTHING = _Reckoned(Fraction(0))


def _amount(reckoned: _Reckoned) -> Fraction:
    return reckoned.amount


def _reckoned(
    book: Book, rule: CreditRule, promise: Clause | WindowClause, window: WindowVerdict, value: Value
) -> _Reckoned:
    """What a rule credits for one value that the window may have."""
    if value.met:
        return _NOTHING
    span = (window.begin, window.end)
    match rule:
        case Steps(bands):
            if value.value is None:  # missed by who knows how much: the most it may be
                best = [_worth(book, band.amount, span, 1, band.said, "", band.place) for band in bands]
                return max(best, key=_amount, default=_NOTHING)
            band = band_of(bands, value.value)
            return _NOTHING if band is None else _worth(book, band.amount, span, 1, band.said, "", band.place)
        case WhenMissed(amount):
            return _worth(book, amount, span, 1, "missed")
        case RowAmounts(_, amounts):
            amount_of_row = _row_amount(promise, amounts, window.group)
            return _NOTHING if amount_of_row is None else _worth(book, amount_of_row, span, 1, "missed")
        case PerStep(amount, size, rounding, beyond):
            bound = (window.target if value.bound is None else value.bound) if beyond is None else beyond
            if value.value is None:
                return _NOTHING
            off = value.value - bound if _upwards(window) else bound - value.value
            steps = _steps(off / size, rounding)
            return _worth(
                book, amount, span, steps, f"{steps} {rounding} steps" if steps != 1 else f"1 {rounding} step"
            )
        case PerDowntime(amount, us, rounding):
            steps = _steps(value.down_us / us, rounding)
            return _worth(
                book,
                amount,
                span,
                steps,
                f"{steps} {rounding} stretches" if steps != 1 else f"1 {rounding} stretch",
            )
        case FeeForDowntime(times) if value.of_us:
            whole = fee_of(book.terms, book.agreement, "fee for the period", span)
            if whole is None:
                return _NOTHING
            amount_of_it = whole * value.down_us / value.of_us * times
            return _Reckoned(amount_of_it, f"{_plain(times)} times the fee for the downtime", "", whole)
        case _:
            return _NOTHING


def _worth(
    book: Book,
    amount: Amount,
    span: tuple[int, int],
    times: int,
    step: str,
    why: str = "",
    place: Place | None = None,
) -> _Reckoned:
    each = worth(book.terms, book.agreement, amount, span)
    if each is None:
        return _NOTHING
    base = fee_of(book.terms, book.agreement, amount.of, span) if isinstance(amount, FeeShare) else None
    at_risk = isinstance(amount, FeeShare) and amount.of == "amount at risk"
    return _Reckoned(each * times, step, why, base, at_risk, place)


def band_of(bands: Sequence[Band], value: Fraction) -> Band | None:
    """The band a value lies in."""
    for band in bands:
        above = band.low is None or value > band.low or (band.low_included and value == band.low)
        below = band.high is None or value < band.high or (band.high_included and value == band.high)
        if above and below:
            return band
    return None


def _steps(of: Fraction, rounding: str) -> int:
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


def _plain(number: Fraction) -> str:
    return str(number) if number.denominator == 1 else f"{number}"


# --- cases ----------------------------------------------------------------------------------------


def _of_cases(book: Book, credit: Credit, clause: Clause, cases: Sequence[CaseVerdict]) -> Iterator[Owed]:
    spans = _Spans(book, clause)
    for case in cases:
        if case.started is None or case.status not in ("breached", "unknown"):
            continue
        if not (within(book.terms, case.started) and within(credit, case.started)):
            continue
        opening = clause.share is not None and clause.share.by == "opening"
        at = case.started if opening or case.decided_at is None else case.decided_at
        span = spans.of(at)
        least, most, step = _of_case(book, credit.rule, case, span)
        if most.amount == 0:
            continue
        yield Owed(
            agreement=book.agreement.id,
            number=book.number(credit),
            credit=credit,
            begin=span[0],
            end=span[1],
            group=case.group,
            case=case.case,
            step=step,
            why=case.reason,
            base=most.base,
            least=least.amount,
            most=most.amount,
            at_risk=most.at_risk,
            place=credit.place,
            decided=at,
        )


def _of_case(
    book: Book, rule: CreditRule, case: CaseVerdict, span: tuple[int, int]
) -> tuple[_Reckoned, _Reckoned, str]:
    amount: Amount | None
    times = 1
    match rule:
        case PerCase(amount):
            step = "breached"
        case RowAmounts(_, amounts):
            amount = amounts[case.row] if case.row is not None and case.row < len(amounts) else None
            step = "breached"
        case PerLateness(amount, us, rounding):
            late = case.elapsed_us - (case.target_us or 0)
            times = _steps(Fraction(late, us), rounding) if case.status == "breached" else 0
            step = f"{times} {rounding} stretches late" if times != 1 else f"1 {rounding} stretch late"
        case _:
            return _NOTHING, _NOTHING, ""
    if amount is None:
        return _NOTHING, _NOTHING, step
    most = _worth(book, amount, span, times, step)
    return (most if case.status == "breached" else _NOTHING), most, step


@frozen
class _Spans:
    """The windows that the cases of a clause are put into."""

    book: Book
    clause: Clause

    def of(self, instant: int) -> tuple[int, int]:
        agreement, share = self.book.agreement, self.clause.share
        window = fee_window(self.book.terms)
        if share is not None and share.window.kind != "rolling":
            window = share.window
        found = windows_between(window, agreement, instant, instant)
        if found:
            return found[0]
        return next(whole_windows(window, agreement, instant, instant))
