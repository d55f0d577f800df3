"""Openings of one day, as sets of seconds after its midnight."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from sladsl.worktime.rules import Opening


def overlapping(openings: Sequence[Opening], other: Opening) -> bool:
    """Whether `other` shares time with any of `openings` (touching is not sharing); these are in order and
    disjoint."""
    before = bisect_left(openings, other.closes, key=lambda opening: opening.opens)
    return before > 0 and openings[before - 1].closes > other.opens


def union(left: Iterable[Opening], right: Iterable[Opening]) -> tuple[Opening, ...]:
    """All openings in order, those that touch or overlap joined."""
    joined: list[Opening] = []
    for opening in sorted((*left, *right), key=lambda each: (each.opens, each.closes)):
        if joined and opening.opens <= joined[-1].closes:
            joined[-1] = Opening(joined[-1].opens, max(joined[-1].closes, opening.closes))
        else:
            joined.append(opening)
    return tuple(joined)


def without(openings: Iterable[Opening], closed: Iterable[Opening]) -> tuple[Opening, ...]:
    """What is left of `openings`. A closing all day takes the whole of a shift that begins on the day."""
    closed = tuple(closed)
    shut = union(closed, ())
    if any(each.opens == 0 and each.closes >= 86_400 for each in closed):
        return ()
    left: list[Opening] = []
    for opening in openings:
        opens = opening.opens
        first = bisect_left(shut, opens, key=lambda each: each.closes)
        last = bisect_left(shut, opening.closes, key=lambda each: each.opens)
        for each in shut[first:last]:
            if opens < each.opens:
                left.append(Opening(opens, each.opens))
            opens = max(opens, each.closes)
        if opens < opening.closes:
            left.append(Opening(opens, opening.closes))
    return tuple(left)
