"""How many cases missed other clauses in a window, each miss counted once.

- A miss counts at its breach instant; that at the agreement's end belongs to its last window. Void cases have
  none. A case that misses two of the clauses, or one of them twice, counts as often.
- A case of which the data does not say (at its stop, or at its last event) may be a miss; if the verdict
  depends on those, it is unknown.
- In a window the number only grows: once it is too large, the window is breached.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from sladsl.evaluate.incidents import has_moment, latest, to_tell
from sladsl.evaluate.samples import meets
from sladsl.evaluate.shares import Counted
from sladsl.evaluate.tallies import Tally, draft
from sladsl.evaluate.verdicts import WindowStatus, WindowVerdict
from sladsl.evaluate.window_terms import WindowTerms


def misses_in(terms: WindowTerms, counted: Iterable[Counted]) -> Iterator[WindowVerdict]:
    """The verdicts on the windows of the clause; `counted` are the cases of the clauses it is about."""
    misses: list[int] = []
    perhaps: list[int] = []
    waits: list[int] = []
    for item in counted:
        case = item.verdict
        if case.status == "breached" and case.decided_at is not None:
            misses.append(case.decided_at)
        elif case.status == "unknown":
            perhaps.append(item.last_event if case.stopped is None else case.stopped)
        if case.waits_from is not None:
            waits.append(case.waits_from)
    misses.sort()
    perhaps.sort()
    for window in terms.windows:
        here, doubtful = (_within(terms, window, each) for each in (misses, perhaps))
        surely, possibly = len(here), len(doubtful)
        waiting = any(instant < window[1] for instant in waits)
        status = _status(terms, window, surely, surely + possibly, waiting)
        last = to_tell(status, latest(here[-1:]), latest(doubtful[-1:])) if has_moment(terms.clause) else None
        tally = Tally(unknown=possibly)
        yield draft(terms.clause, window, (), status, Fraction(surely), tally, surely, last_against=last)


def _within(terms: WindowTerms, window: tuple[int, int], instants: Sequence[int]) -> Sequence[int]:
    last = bisect_left(instants, window[1])
    if window == terms.windows[-1] and terms.agreement.ends == window[1]:
        last = bisect_left(instants, window[1] + 1)
    return instants[bisect_left(instants, window[0]) : last]


def _status(
    terms: WindowTerms, window: tuple[int, int], surely: int, most: int, waiting: bool
) -> WindowStatus:
    target = terms.clause.target
    if not waiting and not meets(target, Fraction(surely)):
        return "breached"
    if terms.limit < window[1] or waiting:
        return "pending"
    return "met" if meets(target, Fraction(most)) else "unknown"
