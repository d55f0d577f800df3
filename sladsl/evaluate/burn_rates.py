"""How fast a budget burns, and when at the pace of late it will be used up.

A budget burns as fast as allowed where what goes wrong is the share that the target allows. Over a stretch of
so long, up to an instant, it is what went wrong in it against what was allowed of what counted in it; time
that does not count, and before the clause was in force, is in neither. The stretches look back over the
windows' edges. A warning falls due where all its stretches come to burn faster than it says, and is over
where one of them no longer does. The terms are those of B. Beyer et al., *The Site Reliability Workbook*,
O'Reilly 2018, chapter 5.

All is exact, on sorted edges and steps; between two edges what goes wrong grows evenly or not at all.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise
from math import ceil

from sladsl.policy.warnings import BurnWarn
from sladsl.records import frozen
from sladsl.worktime import Calendar
from sladsl.worktime.spans import Spans, clipped, merged

PACE_US = 7 * 86_400_000_000
Step = tuple[int, Fraction, Fraction]  # when, what went wrong, how much of it is allowed


@frozen
class Burning:
    """From `begin` until `end` (instants; None: still so, as of now) the budget burned more than `rate` times
    as fast as allowed over each of the stretches `over_us`; `who` is told of it at `begin`."""

    who: str
    rate: Fraction
    over_us: tuple[int, ...]
    begin: int
    end: int | None


@frozen
class Forecast:
    """`used` is the share of the budget used up as of now: of time the whole window's, of other things that
    of those so far. At the pace since `since` it is used up at `used_up_at`; None: not in the window."""

    used: Fraction
    since: int
    used_up_at: int | None


def burning_by_steps(warn: BurnWarn, steps: Iterable[Step], until: int) -> Iterator[Burning]:
    """By readings and cases, each at its instant; one that is as old as a stretch is long is not in it."""
    ordered = sorted(step for step in steps if step[0] <= until)
    instants = [at for at, _, _ in ordered]
    excess = [Fraction(), *accumulate(wrong - warn.rate * allowed for _, wrong, allowed in ordered)]

    def fast(at: int) -> bool:
        sums = (
            excess[bisect_right(instants, at)] - excess[bisect_right(instants, at - us)]
            for us in warn.over_us
        )
        return all(each > 0 for each in sums)

    turns = sorted({at + later for at in instants for later in (0, *warn.over_us) if at + later <= until})
    since: int | None = None
    for at in turns:
        if fast(at) and since is None:
            since = at
        elif not fast(at) and since is not None:
            yield Burning(warn.who, warn.rate, warn.over_us, since, at)
            since = None
    if since is not None:
        yield Burning(warn.who, warn.rate, warn.over_us, since, None)


def burning_by_time(
    warn: BurnWarn,
    calendar: Calendar,
    about: tuple[int, int],
    used: Spans,
    taken_out: Spans,
    allowed: Fraction,
) -> Iterator[Burning]:
    """By time from the begin of `about` (instants) up to its end, as of now: the open time in `used` against
    the share `allowed` of that which is not `taken_out`.

    Raises what a calendar raises that does not know its days.
    """
    excess = _Excess.of(calendar, about, used, taken_out, warn.rate * allowed)
    since: int | None = None
    last = about[0]
    for begin, end in _fast(excess, warn.over_us, about):
        if since is None:
            since = begin
        elif begin > last:
            yield Burning(warn.who, warn.rate, warn.over_us, since, last)
            since = begin
        last = end
    if since is not None:
        yield Burning(warn.who, warn.rate, warn.over_us, since, None if last >= about[1] else last)


@frozen
class _Excess:
    """What went wrong since the first edge beyond what the rate stands for, at each; straight between."""

    edges: Sequence[int]
    values: Sequence[Fraction]

    @classmethod
    def of(
        cls, calendar: Calendar, about: tuple[int, int], used: Spans, taken_out: Spans, share: Fraction
    ) -> "_Excess":
        groups = [
            list(calendar.intervals_us(*about)),
            *(clipped(merged(each), *about) for each in (used, taken_out)),
        ]
        edges = sorted({*about, *(edge for spans in groups for span in spans for edge in span)})
        values = [Fraction()]
        is_open, using, taking = (_Inside(spans) for spans in groups)
        for begin, end in pairwise(edges):
            slope = (using(begin) - share * (1 - taking(begin))) if is_open(begin) else Fraction()
            values.append(values[-1] + slope * (end - begin))
        return cls(edges, values)

    def at(self, instant: int) -> Fraction:
        """The value at an instant; before the first edge as at it."""
        index = bisect_right(self.edges, instant) - 1
        if index < 0:
            return self.values[0]
        if index + 1 == len(self.edges):
            return self.values[-1]
        begin, end = self.edges[index], self.edges[index + 1]
        step = self.values[index + 1] - self.values[index]
        return self.values[index] + step * Fraction(instant - begin, end - begin)


class _Inside:
    """Whether an instant lies in sorted, disjoint spans, as a number."""

    def __init__(self, spans: Spans) -> None:
        self._spans = spans

    def __call__(self, instant: int) -> int:
        index = bisect_right(self._spans, instant, key=lambda span: span[0]) - 1
        return int(index >= 0 and instant < self._spans[index][1])


def _fast(excess: _Excess, over_us: Sequence[int], about: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The stretches, in order, in which over all these lengths more went wrong than the rate stands for."""
    turns = sorted(
        {edge + later for edge in excess.edges for later in (0, *over_us) if edge + later <= about[1]}
    )
    for begin, end in pairwise(turns):
        low, high = Fraction(begin), Fraction(end)
        for us in over_us:
            one, other = (excess.at(at) - excess.at(at - us) for at in (begin, end))
            if one <= 0 and other <= 0:
                high = low
                break
            if one <= 0 or other <= 0:
                crossing = begin + (end - begin) * one / (one - other)
                low, high = (max(low, crossing), high) if one <= 0 else (low, min(high, crossing))
        if ceil(low) < ceil(high):
            yield ceil(low), ceil(high)


def pace_begin(window: tuple[int, int], now: int) -> int:
    """Since when the pace of late is measured."""
    return max(window[0], now - PACE_US)


def forecast_by_steps(
    window: tuple[int, int], now: int, steps: Iterable[Step], at_first: Fraction
) -> Forecast | None:
    """By readings and cases of the window, `at_first` being allowed from its begin on; None: no budget."""
    so_far = [step for step in steps if step[0] <= now]
    since = pace_begin(window, now)
    wrong, allowed = sum(step[1] for step in so_far), at_first + sum(step[2] for step in so_far)
    if allowed <= 0 or since >= now:
        return None
    late = [step for step in so_far if step[0] >= since]
    faster = sum(step[1] - step[2] for step in late)
    left = allowed - wrong
    at = None if left <= 0 or faster <= 0 else now + ceil(left * (now - since) / faster)
    return Forecast(wrong / allowed, since, at if at is not None and at < window[1] else None)


def forecast_by_time(
    calendar: Calendar,
    window: tuple[int, int],
    now: int,
    used: Spans,
    taken_out: Spans,
    allowed: Fraction,
    share: bool,
) -> Forecast | None:
    """By time of the window: of a share of what counts of it, or of so much (microseconds) in all.

    Raises what a calendar raises that does not know its days.
    """
    since = pace_begin(window, now)
    used, taken_out = (clipped(merged(spans), window[0], now) for spans in (used, taken_out))

    def counted(begin: int, end: int) -> int:
        out = sum(calendar.elapsed_us(*span) for span in clipped(taken_out, begin, end)) if begin < end else 0
        return calendar.elapsed_us(begin, end) - out

    budget = allowed * counted(*window) if share else allowed
    if budget <= 0 or since >= now:
        return None
    wrong = sum(calendar.elapsed_us(*span) for span in used)
    late = sum(calendar.elapsed_us(*span) for span in clipped(used, since, now))
    at = None
    if late and wrong < budget:
        needed = ceil((budget - wrong) * counted(since, now) / late)
        if needed <= calendar.elapsed_us(now, window[1]):
            at = calendar.due_us(now, needed)
    return Forecast(Fraction(wrong) / budget, since, at if at is not None and at < window[1] else None)
