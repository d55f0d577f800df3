"""The worst that can happen, as a story: from when to when each service is down, and what is excluded.

Whole microseconds are placed, so that what is placed may be less than the worst by as many as it has parts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from attrs import frozen

from sladsl.underpinning.downtime import Cell, Part, Span
from sladsl.worktime.spans import Spans, merged, without


@frozen
class Placed:
    """Sorted, disjoint spans (instants) in which each service is down and each exclusion holds."""

    down: Mapping[str, Spans]
    excluded: Mapping[str, Spans]


def placed(parts: Iterable[Part]) -> Placed:
    """The parts of a worst case, each at the beginning of what its cell has left."""
    down: defaultdict[str, Spans] = defaultdict(list)
    excluded: defaultdict[str, Spans] = defaultdict(list)
    left: dict[Cell, Spans] = {}
    for part in sorted(parts, key=lambda part: (part.cell.spans[0], sorted(part.way.down))):
        spans = left.get(part.cell, list(part.cell.spans))
        taken = first_of(spans, int(part.us))
        left[part.cell] = without(spans, taken)
        for service in part.way.down:
            down[service] += taken
        for exclusion in part.way.excluded:
            excluded[exclusion] += taken
    return Placed(
        {service: merged(spans) for service, spans in down.items()},
        {exclusion: merged(spans) for exclusion, spans in excluded.items()},
    )


def first_of(spans: Iterable[Span], us: int) -> Spans:
    """The first so many microseconds of spans."""
    found: Spans = []
    for begin, end in spans:
        if us <= 0:
            break
        found.append((begin, min(end, begin + us)))
        us -= end - begin
    return found
