"""How many cases in a row missed another clause.

- Cases follow each other in the order in which they were decided: met at their stop, breached at their breach
  instant; of those decided at one instant in the natural order of their names, then of their runs. Void cases
  are left out. Each group of the other clause has a row of its own.
- A run counts where it ends: a window's value is the longest run so far, from whenever it began, at any case
  decided in the window.
- A case of which the data does not say (at its stop, or at its last event) may have missed it or not; if the
  verdict depends on that, it is unknown.
- Within a window the longest run only grows: once it is too long, the window is breached.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction

from sladsl.evaluate.incidents import latest, to_tell
from sladsl.evaluate.order import natural
from sladsl.evaluate.samples import meets
from sladsl.evaluate.shares import Counted
from sladsl.evaluate.tallies import Tally, draft
from sladsl.evaluate.verdicts import WindowStatus, WindowVerdict
from sladsl.evaluate.window_terms import Group, WindowTerms

_Row = list[tuple[int, int, int]]  # instant, the longest run that surely ends here, and that possibly does


def runs_of_cases(terms: WindowTerms, counted: Iterable[Counted]) -> Iterator[WindowVerdict]:
    """The verdicts on the windows of the clause, by window and group."""
    by_group: defaultdict[Group, list[Counted]] = defaultdict(list)
    for item in counted:
        if item.verdict.status != "void" and item.verdict.started is not None:
            by_group[item.verdict.group].append(item)
    ordered = sorted(by_group, key=lambda group: [natural(value) for _, value in group])
    rows = {group: _row(by_group[group]) for group in ordered}
    waiting = {
        group: [v.waits_from for v in (item.verdict for item in items) if v.waits_from is not None]
        for group, items in by_group.items()
    }
    for window in terms.windows:
        for group in ordered:
            waits = any(instant < window[1] for instant in waiting[group])
            yield _verdict(terms, window, group, rows[group], waits)


def _row(items: Iterable[Counted]) -> _Row:
    """The cases that are decided or unknown, in order, with the runs that end at each."""
    placed = [(at, item) for item in items if (at := _placed(item)) is not None]
    placed.sort(key=lambda pair: (pair[0], natural(pair[1].verdict.case), pair[1].verdict.cycle))
    row: _Row = []
    surely = possibly = 0
    for at, item in placed:
        status = item.verdict.status
        surely = surely + 1 if status == "breached" else 0
        possibly = 0 if status == "met" else possibly + 1
        row.append((at, surely, possibly))
    return row


def _placed(item: Counted) -> int | None:
    """The instant that says where a case comes in the row; None for one that is not decided yet."""
    case = item.verdict
    if case.status == "unknown":
        return item.last_event if case.stopped is None else case.stopped
    return case.decided_at


def _verdict(
    terms: WindowTerms, window: tuple[int, int], group: Group, row: _Row, waits: bool
) -> WindowVerdict:
    target = terms.clause.target
    first = bisect_left(row, window[0], key=lambda each: each[0])
    last = bisect_left(row, window[1], key=lambda each: each[0])
    if window == terms.windows[-1] and terms.agreement.ends == window[1]:
        last = len(row)  # what is decided at the agreement's end still belongs to its last window
    ended = row[first:last]
    value = Fraction(max(surely for _, surely, _ in ended)) if ended else None
    most = Fraction(max((possibly for _, _, possibly in ended), default=0))
    status: WindowStatus
    if value is not None and not meets(target, value) and not waits:
        status = "breached"
    elif terms.limit < window[1] or waits:
        status = "pending"
    elif value is None:
        status = terms.clause.empty
    else:
        status = "met" if meets(target, most) else "unknown"
    missed = latest(at for at, surely, _ in ended if surely)
    perhaps = latest(at for at, _, possibly in ended if possibly)
    against = to_tell(status, missed, perhaps)
    return draft(terms.clause, window, group, status, value, Tally(), len(ended), last_against=against)
