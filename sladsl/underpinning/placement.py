"""The worst that can happen, as a story: from when to when each service is down, and what is excluded.

Whole microseconds are placed, so that what is placed may be less than the worst by as many as it has parts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from sladsl.records import frozen
from sladsl.underpinning.downtime import Cell, Part, Span
from sladsl.worktime.spans import Spans, common, merged, without

SECOND = 1_000_000


@frozen
class Placed:
    """Sorted, disjoint spans (instants) in which each service is down and each exclusion holds."""

    down: Mapping[str, Spans]
    excluded: Mapping[str, Spans]


@frozen
class Outages:
    """A service's outages have to be apart: each at most `longest` (microseconds), `count` of them begun in
    the window; one more may have begun just before it."""

    longest: int
    count: int


def placed(parts: Iterable[Part], apart: Mapping[str, Outages] = MappingProxyType({})) -> Placed:
    """The parts of a worst case, each at the beginning of what its cell has left; some services' outages
    apart."""
    down: defaultdict[str, Spans] = defaultdict(list)
    excluded: defaultdict[str, Spans] = defaultdict(list)
    left: dict[Cell, Spans] = {}
    for part in sorted(parts, key=lambda part: (part.cell.spans[0], sorted(part.way.down))):
        spans = left.get(part.cell, list(part.cell.spans))
        limits = [apart[service] for service in sorted(part.way.down) if service in apart]
        taken = _apart(spans, int(part.us), limits) if limits else first_of(spans, int(part.us))
        left[part.cell] = without(spans, taken)
        for service in sorted(part.way.down):
            down[service] += taken
        for exclusion in sorted(part.way.excluded):
            excluded[exclusion] += taken
    return Placed(
        {service: merged(spans) for service, spans in sorted(down.items())},
        {exclusion: merged(spans) for exclusion, spans in sorted(excluded.items())},
    )


def _apart(spans: Spans, us: int, limits: Sequence[Outages]) -> Spans:
    """So much in pieces of the longest that all limits admit, a second between them where there is room."""
    longest = min(limit.longest for limit in limits)
    found: Spans = []
    if us > min(limit.count * limit.longest for limit in limits) and longest > 1:
        begin = spans[0][0]
        found = [(begin - 1, begin + longest - 1)]
        spans, us = without(spans, [(begin, begin + longest - 1 + SECOND)]), us - longest + 1
    while us > 0 and spans and longest > 0:
        piece = first_of(spans, min(us, longest))
        found += piece
        us -= sum(end - begin for begin, end in piece)
        spans = without(spans, [(spans[0][0], piece[-1][1] + SECOND)])
    return merged(found)


def fewer(case: Placed, service: str, windows: Sequence[Span], outages: Outages) -> Spans:
    """The longest of a service's outages that may be: so many begun in each of the windows, cut to the
    longest."""
    pieces: Spans = []
    for begin, end in case.down.get(service, []):
        while begin < end and outages.longest > 0:
            pieces.append((begin, min(end, begin + outages.longest)))
            begin = pieces[-1][1] + SECOND
    kept: Spans = []
    for piece in sorted(pieces, key=lambda piece: (piece[0] - piece[1], piece[0])):
        begun = [window for window in windows if window[0] <= piece[0] < window[1]]
        counts = [sum(window[0] <= other[0] < window[1] for other in kept) for window in begun]
        if all(count < outages.count for count in counts):
            kept.append(piece)
    return merged(kept)


def down_by(cuts: Iterable[frozenset[str]], down: Mapping[str, Spans], service: str) -> Spans:
    """When a service is down because of others: all others of one of its cuts are."""
    found: Spans = []
    for cut in cuts:
        others = [down.get(each, []) for each in cut if each != service]
        together = others[0] if others else []
        for spans in others[1:]:
            together = common(together, spans)
        found += together
    return merged(found)


def first_of(spans: Iterable[Span], us: int) -> Spans:
    """The first so many microseconds of spans."""
    found: Spans = []
    for begin, end in spans:
        if us <= 0:
            break
        found.append((begin, min(end, begin + us)))
        us -= end - begin
    return found
