"""How many windows in a row another clause was breached in.

Of a run of such windows, each counts where it ends: a quarter's value is the longest run so far, from
whenever it began, at any window of the other clause that ends in the quarter. Only windows that are over
count. One without data breaks a run; one that is unknown may or may not, and if the verdict depends on that,
it is unknown.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from sladsl.evaluate.samples import meets
from sladsl.evaluate.tallies import Tally, draft, exceeded
from sladsl.evaluate.verdicts import WindowStatus, WindowVerdict
from sladsl.evaluate.window_terms import Group, WindowTerms
from sladsl.evaluate.windows import windows_between
from sladsl.policy.measures import InARow

_OVER = ("met", "breached", "no data", "unknown")


def runs_of(terms: WindowTerms, measure: InARow, others: Sequence[WindowVerdict]) -> Iterator[WindowVerdict]:
    """The verdicts of the clause on the windows of the other clause, given in order of time."""
    if not others:
        return
    windows = terms.windows
    if terms.in_force.earliest and terms.in_force.latest:
        first = min(other.begin for other in others)
        windows = windows_between(terms.clause.window, terms.agreement, first, terms.as_of)
    by_group: defaultdict[Group, list[WindowVerdict]] = defaultdict(list)
    for other in others:
        by_group[other.group].append(other)
    for window in windows:
        for group, verdicts in by_group.items():
            yield _verdict(terms, measure, window, group, verdicts)


def _verdict(
    terms: WindowTerms,
    measure: InARow,
    window: tuple[int, int],
    group: Group,
    others: Sequence[WindowVerdict],
) -> WindowVerdict:
    target = terms.clause.target
    surely = possibly = most = most_possible = ended = told = 0
    over = terms.limit >= window[1]
    for other in others:
        is_over = other.status in _OVER and terms.limit >= other.end
        bad = _is_bad(measure, other) if is_over else None
        surely = surely + 1 if bad else 0
        possibly = 0 if bad is False else possibly + 1
        if not window[0] < other.end <= window[1]:
            continue
        over &= is_over
        if is_over:
            ended += 1
            told += other.status != "no data"
            most, most_possible = max(most, surely), max(most_possible, possibly)
    value = Fraction(most) if told else None
    status: WindowStatus
    if not over:
        late = value is not None and not meets(target, value)
        status = "pending" if not late else "breached" if exceeded(terms.clause, value) else "at risk"
    elif value is None:
        status = "no data"
    elif meets(target, value) != meets(target, Fraction(most_possible)):
        status = "unknown"
    else:
        status = "met" if meets(target, value) else "breached"
    return draft(terms.clause, window, group, status, value, Tally(), ended)


def _is_bad(measure: InARow, other: WindowVerdict) -> bool | None:
    """Whether the window counts; None: unknown."""
    if other.status == "unknown":
        return None
    if measure.below is None:
        return other.status == "breached"
    return other.value is not None and other.value < measure.below
