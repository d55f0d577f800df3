"""When a state holds and when the data does not say, as sets of spans, and how such sets combine.

Three values: what is in neither set is known not to hold. A combination is unknown only where the
unknown parts could change it; what could be reckoned out by following a doubt further may stay unknown.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise

from sladsl.records import frozen
from sladsl.worktime.spans import Spans, clipped, common, merged, without

Edges = Mapping[int, tuple[str, ...]]


@frozen
class Held:
    """Sorted, disjoint, half-open spans (instants) in which a state holds, and in which it is unknown.

    `edges` are the ids of the events at the instants where something changed. From `open_since` on (None:
    nowhere) the answer waits for what comes after as of now: the episode may yet last, the gap be bridged.
    `refused` are spans in which it would hold, had not somebody declared it who may not, and why.
    """

    holds: Spans
    unknown: Spans
    edges: Edges
    open_since: int | None = None
    refused: tuple[tuple[tuple[int, int], str], ...] = ()

    @property
    def possible(self) -> Spans:
        """Where it holds or is unknown."""
        return merged([*self.holds, *self.unknown])

    def is_open(self, instant: int) -> bool:
        """Whether something before this instant waits for what comes after as of now."""
        return self.open_since is not None and self.open_since < instant

    def events(self, span: tuple[int, int]) -> tuple[str, ...]:
        """The ids of the events that began and ended a span."""
        found = (id for instant in span for id in self.edges.get(instant, ()))
        return tuple(dict.fromkeys(found))


def between(spans: Sequence[tuple[int, int]], begin: int, end: int) -> Spans:
    """What lies between two instants, of sorted and disjoint spans, without looking at the others."""
    first = bisect_right(spans, begin, key=lambda span: span[1])
    last = bisect_left(spans, end, key=lambda span: span[0])
    return clipped(spans[first:last], begin, end)


def any_of(parts: Sequence[Held]) -> Held:
    """Where at least one holds."""
    holds = merged(span for part in parts for span in part.holds)
    unknown = merged(span for part in parts for span in part.unknown)
    return Held(holds, without(unknown, holds), _edges(parts), _open_since(parts))


def all_of(parts: Sequence[Held]) -> Held:
    """Where every one holds."""
    holds, possible = parts[0].holds, parts[0].possible
    for part in parts[1:]:
        holds, possible = common(holds, part.holds), common(possible, part.possible)
    return Held(holds, without(possible, holds), _edges(parts), _open_since(parts))


def except_for(base: Held, less: Held) -> Held:
    """Where `base` holds and `less` does not."""
    holds = without(base.holds, less.possible)
    parts = base, less
    unknown = without(without(base.possible, less.holds), holds)
    return Held(holds, unknown, _edges(parts), _open_since(parts))


def lasting(held: Held, us: int, as_of: int) -> Held:
    """Only the episodes of at least so long.

    A shorter one is unknown where unknown time beside it could make it long enough; what comes after as of
    now is unknown. A run of holding and unknown time that is too short as a whole is nothing.
    """
    holds: Spans = []
    unknown: Spans = []
    waiting = [] if held.open_since is None else [held.open_since]
    sure_until = min([as_of, *waiting])
    for begin, end in held.possible:
        if end >= sure_until:
            short = min(end, sure_until) - begin < us
            last = [start for start, stop in between(held.holds, begin, end) if stop >= sure_until]
            waiting += [begin] if short else [start for start in last if sure_until - start < us]
        if end - begin < us and end < as_of:
            continue
        kept = [span for span in between(held.holds, begin, end) if span[1] - span[0] >= us]
        holds += kept
        unknown += without([(begin, end)], kept)
    return Held(holds, unknown, held.edges, min(waiting, default=None))


def bridged(held: Held, us: int, as_of: int) -> Held:
    """Gaps of at most so long between two episodes filled; where one beside the gap is only possible (unknown
    time, or what comes after as of now), the gap is unknown."""
    holds, unknown = [*held.holds], [*held.unknown]
    begins, ends = {begin for begin, _ in holds}, {end for _, end in holds}
    waiting = [] if held.open_since is None else [held.open_since]
    sure_until = min([as_of, *waiting])
    for (_, left), (resumed, _) in pairwise([*held.possible, (as_of, as_of)]):
        if 0 < resumed - left <= us:
            sure = left in ends and resumed in begins
            (holds if sure else unknown).append((left, resumed))
            waiting += [left] if resumed >= sure_until else []
    return Held(merged(holds), merged(unknown), held.edges, min(waiting, default=None))


def capped(held: Held, us: int, windows: Sequence[tuple[int, int]]) -> Held:
    """Only the first `us` in each window; what lies in no window is nothing.

    Unknown time may have used up the allowance: what comes after it is sure only as far as there is
    enough for both, and possible as far as there is enough without it.
    """
    holds: Spans = []
    unknown: Spans = []
    for begin, end in windows:
        pieces = [(*span, True) for span in between(held.holds, begin, end)]
        pieces += [(*span, False) for span in between(held.unknown, begin, end)]
        surely_used = possibly_used = 0
        for start, stop, sure in sorted(pieces):
            left = max(us - surely_used, 0)
            if sure:
                last_sure = min(stop, start + max(us - possibly_used, 0))
                holds.append((start, last_sure))
                unknown.append((last_sure, min(stop, start + left)))
            elif left:  # it may begin anywhere in it
                unknown.append((start, stop))
            surely_used += stop - start if sure else 0
            possibly_used += stop - start
    return Held(merged(holds), merged(unknown), held.edges, held.open_since)


def capped_count(held: Held, count: int, windows: Sequence[tuple[int, int]], since: int) -> Held:
    """Only the first `count` episodes that begin in each window; one that goes on at `since` begins then.

    A run of holding and unknown time is at least one episode if the state holds in it, and at most as many as
    it has stretches in which it does, or one. What might be beyond the count is unknown.
    """
    holds: Spans = []
    unknown: Spans = []
    runs = [(max(begin, since), end) for begin, end in held.possible if end > since]
    for opens, closes in windows:
        first = bisect_left(runs, opens, key=lambda run: run[0])
        last = bisect_left(runs, closes, key=lambda run: run[0])
        surely = possibly = 0
        for run in runs[first:last]:
            pieces = between(held.holds, *run)
            if surely >= count:
                break
            kept = pieces[: max(count - possibly, 0)]
            holds += kept
            unknown += without([run], kept)
            surely += bool(pieces)
            possibly += max(len(pieces), 1)
    return Held(merged(holds), merged(unknown), held.edges, held.open_since)


def _open_since(parts: Sequence[Held]) -> int | None:
    return min((part.open_since for part in parts if part.open_since is not None), default=None)


def _edges(parts: Sequence[Held]) -> Edges:
    edges: dict[int, tuple[str, ...]] = {}
    for part in parts:
        for instant, ids in part.edges.items():
            edges[instant] = tuple(dict.fromkeys((*edges.get(instant, ()), *ids)))
    return edges
