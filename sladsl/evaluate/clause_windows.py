"""The windows of a clause as it is written: one of two parts (`..., and no outage shall last more than 4
hours`) is missed where either part is, and kept where both are.

Where a change of the text adds or takes away the second part in the middle of a window, its own windows are
cut there; they belong to the window of the first part in which they lie.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from attrs import evolve

from sladsl.evaluate.truth import folded
from sladsl.evaluate.verdicts import WindowStatus, WindowVerdict
from sladsl.policy.names import as_written

Parts = list[WindowVerdict]  # of one window: the first part's verdict first

# Which of two parts decides: what is missed is missed, and what nobody knows may be.
_GRAVEST: tuple[WindowStatus, ...] = ("breached", "unknown", "at risk", "pending", "met", "no data")


def clause_windows(windows: Iterable[WindowVerdict]) -> tuple[WindowVerdict, ...]:
    """The verdicts by clause as written, in the order of the first parts.

    Of a clause of two parts all is the first part's but the status.
    """
    return tuple(
        first if not others else evolve(first, status=_status([first, *others]))
        for first, *others in by_window(windows)
    )


def by_window(windows: Iterable[WindowVerdict]) -> tuple[Parts, ...]:
    """The verdicts on the parts of each clause together, by window and group."""
    found: list[Parts] = []
    second: list[WindowVerdict] = []
    first: defaultdict[tuple[str, str, object], list[Parts]] = defaultdict(list)
    for each in windows:
        if as_written(each.clause) == each.clause:
            found.append([each])
            first[_key(each)].append(found[-1])
        else:
            second.append(each)
    for each in second:
        home = _home(each, first[_key(each)])
        if home is None:
            found.append([evolve(each, clause=as_written(each.clause))])
        else:
            home.append(each)
    return tuple(found)


def _key(verdict: WindowVerdict) -> tuple[str, str, object]:
    return folded(verdict.agreement), folded(as_written(verdict.clause)), verdict.group


def _home(verdict: WindowVerdict, windows: list[Parts]) -> Parts | None:
    """The window of the first part that this one of the second lies in; they are in order of time."""
    last = bisect_right(windows, verdict.begin, key=lambda parts: parts[0].begin)
    home = windows[last - 1] if last else None
    return home if home is not None and verdict.end <= home[0].end else None


def _status(parts: Iterable[WindowVerdict]) -> WindowStatus:
    statuses = {each.status for each in parts}
    return next(each for each in _GRAVEST if each in statuses)
