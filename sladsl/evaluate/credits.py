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
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from sladsl.evaluate.books import Book
from sladsl.evaluate.clause_windows import Parts, by_window
from sladsl.evaluate.credit_rules import NOTHING, Reckoned, of_case, of_value
from sladsl.evaluate.credit_values import Group, values_of
from sladsl.evaluate.fees import fee_window
from sladsl.evaluate.truth import folded
from sladsl.evaluate.verdicts import CaseVerdict, Result, WindowVerdict
from sladsl.evaluate.windows import whole_windows, windows_between
from sladsl.policy.model import Clause, WindowClause
from sladsl.policy.money import Credit, PerCase, PerLateness, RowAmounts, WhenMissed, within
from sladsl.policy.place import Place
from sladsl.records import frozen

Range = tuple[Reckoned, Reckoned]  # in any case, and if all that is unknown turns out badly


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
    incident: int  # the last instant that counted against what was promised


@frozen
class Verdicts:
    """The verdicts by agreement and clause (folded), put in order once for all agreements."""

    windows: Mapping[tuple[str, str], Sequence[Parts]]
    cases: Mapping[tuple[str, str], Sequence[CaseVerdict]]

    @classmethod
    def of(cls, result: Result) -> "Verdicts":
        """Those of a judgement, each clause's in their order."""
        windows: defaultdict[tuple[str, str], list[Parts]] = defaultdict(list)
        cases: defaultdict[tuple[str, str], list[CaseVerdict]] = defaultdict(list)
        for parts in by_window(result.windows):
            windows[folded(parts[0].agreement), folded(parts[0].clause)].append(parts)
        for case in result.cases:
            cases[folded(case.agreement), folded(case.clause)].append(case)
        return cls(windows, cases)


def owed(book: Book, verdicts: Verdicts) -> Iterator[Owed]:
    """All that the agreement's clauses credit, before caps, a clause at a time as written, then by time."""
    for credit in book.terms.credits:
        promise = book.promise(credit)
        key = folded(book.agreement.id), folded(credit.clause)
        if promise is None:
            continue
        match credit.rule:
            case PerCase() | PerLateness() | RowAmounts("case"):
                if isinstance(promise, Clause):
                    yield from _of_cases(book, credit, promise, verdicts.cases.get(key, ()))
            case _:
                yield from _of_windows(book, credit, promise, verdicts.windows.get(key, ()))


def _of_windows(
    book: Book, credit: Credit, promise: Clause | WindowClause, windows: Sequence[Parts]
) -> Iterator[Owed]:
    for window, *others in windows:
        if window.end > book.limit:
            continue
        if not (within(book.terms, window.begin) and within(credit, window.begin)):
            continue
        whichever = others if isinstance(credit.rule, WhenMissed) else ()
        parts = [part for part in (window, *whichever) if part.status in ("breached", "unknown")]
        ranges = [_range(book, credit, promise, window, part) for part in parts]
        incidents = [part.end if part.last_against is None else part.last_against for part in parts]
        range_ = (
            max((low for low, _ in ranges), key=_amount, default=NOTHING),
            max((high for _, high in ranges), key=_amount, default=NOTHING),
        )
        span, incident = (window.begin, window.end), max(incidents, default=window.end)
        yield from _owed(book, credit, span, window.group, range_, window.end, incident)


def _range(
    book: Book, credit: Credit, promise: Clause | WindowClause, window: WindowVerdict, part: WindowVerdict
) -> Range:
    """What is credited for a window, for all that one part of the clause may be."""
    found = [of_value(book, credit.rule, promise, window, value) for value in values_of(part, promise)]
    return min(found, key=_amount), max(found, key=_amount)


def _amount(reckoned: Reckoned) -> Fraction:
    return reckoned.amount


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
        most = of_case(book, credit.rule, case, span)
        range_ = (most if case.status == "breached" else NOTHING), most
        incident = span[1] if case.decided_at is None else case.decided_at
        yield from _owed(book, credit, span, case.group, range_, at, incident, case.case, case.reason)


def _owed(
    book: Book,
    credit: Credit,
    span: tuple[int, int],
    group: Group,
    range_: Range,
    decided: int,
    incident: int,
    case: str = "",
    why: str = "",
) -> Iterator[Owed]:
    """Nothing where nothing could be owed."""
    least, most = range_
    told = most if least.amount == 0 else least
    if most.amount != 0:
        yield Owed(
            agreement=book.agreement.id,
            number=book.number(credit),
            credit=credit,
            begin=span[0],
            end=span[1],
            group=group,
            case=case,
            step=told.step,
            why=why or told.why,
            base=told.base,
            least=least.amount,
            most=most.amount,
            at_risk=told.at_risk,
            place=told.place or credit.place,
            decided=decided,
            incident=incident,
        )


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
