"""The values a window may have, for what is credited by them: one, or the best and the worst where something
is unknown."""

from collections.abc import Iterator
from fractions import Fraction

from sladsl.evaluate.samples import meets
from sladsl.evaluate.verdicts import WindowVerdict
from sladsl.policy.few_cases import FewCases, may_be, share_for
from sladsl.policy.measures import CaseShare, TimeShare
from sladsl.policy.model import Clause, Target, WindowClause
from sladsl.records import frozen

Group = tuple[tuple[str, str], ...]


@frozen
class Value:
    """A value that a window may have, with the downtime that goes with it; `met` whether it meets the
    target, which is `bound` where it is the share of so many cases."""

    value: Fraction | None
    met: bool
    down_us: Fraction
    of_us: int
    bound: Fraction | None = None


def values_of(window: WindowVerdict, promise: Clause | WindowClause) -> list[Value]:
    """The values a window may have: one where all is known, else the best and the worst of them.

    A window of unknown value has none (met, or missed without a value).
    """
    measured = window.measured
    if measured is None:
        return [*_of_cases(window, promise)]
    target = Target(measured.order, window.target, measured.upper)
    counted = measured.counted_us
    if isinstance(promise, WindowClause) and isinstance(promise.measure, TimeShare):
        wanted = measured.order in ("at least", "above")
        good = [measured.good_us]
        if window.status == "unknown":
            counted += measured.unknown_us
            good = [measured.good_us, measured.good_us + measured.unknown_us]
        return [
            Value(
                Fraction(each, counted),
                meets(target, Fraction(each, counted)),
                Fraction(counted - each if wanted else each),
                counted,
            )
            for each in good
            if counted
        ] or _nothing_known(target, window, wanted)
    if measured.value is None:
        return _untold() if window.status == "unknown" else []
    values = [measured.value]
    if isinstance(promise, WindowClause) and isinstance(promise.measure, CaseShare) and window.unknown:
        known, good_cases = measured.samples, measured.value * measured.samples
        every = known + window.unknown
        values = [good_cases / every, (good_cases + window.unknown) / every]
    of_us = counted or window.end - window.begin
    found = [Value(each, meets(target, each), each, of_us) for each in values]
    return [*found, *_untold()] if window.status == "unknown" and len(found) == 1 else found


def _of_cases(window: WindowVerdict, promise: Clause | WindowClause) -> Iterator[Value]:
    """By how many cases there are for sure, and by each number of unknown ones that may matter."""
    known = window.met + window.breached
    few: tuple[FewCases, ...] = ()
    promised = window.target
    if isinstance(promise, Clause) and promise.share is not None and promise.share.few:
        row = row_of(promise, window.group)
        own = None if row is None else promise.rows[row].at_least
        few, promised = promise.share.few, promise.share.at_least if own is None else own
    for more in may_be(few, known, window.unknown):
        for met in dict.fromkeys((window.met, window.met + more)):
            if known + more:
                value, bound = Fraction(met, known + more), share_for(few, promised, known + more)
                yield Value(value, value >= bound, Fraction(0), 0, bound)


def row_of(promise: Clause, group: Group) -> int | None:
    """The row of the clause's table whose cases this group counts, where rows have shares of their own."""
    return next(
        (n for n, row in enumerate(promise.rows) if row.label and group[: len(row.label)] == row.label), None
    )


def _nothing_known(target: Target, window: WindowVerdict, wanted: bool) -> list[Value]:
    """Of the whole window nothing is known: never down, or all along."""
    length = window.end - window.begin
    good, bad = (Fraction(1), Fraction(0)) if wanted else (Fraction(0), Fraction(1))
    return [
        Value(good, meets(target, good), Fraction(0), length),
        Value(bad, meets(target, bad), Fraction(length), length),
    ]


def _untold() -> list[Value]:
    return [Value(None, True, Fraction(0), 0), Value(None, False, Fraction(0), 0)]
