"""Openings of one day, as sets of seconds after its midnight."""

from collections.abc import Iterable

from sladsl.worktime.rules import Opening


def overlapping(openings: Iterable[Opening], other: Opening) -> bool:
    """Whether `other` shares time with any of `openings` (touching is not sharing)."""
    return any(other.opens < opening.closes and opening.opens < other.closes for opening in openings)


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
    left = list(openings)
    for shut in closed:
        if shut.opens == 0 and shut.closes >= 86_400:
            return ()
        pieces: list[Opening] = []
        for opening in left:
            if opening.opens < min(opening.closes, shut.opens):
                pieces.append(Opening(opening.opens, min(opening.closes, shut.opens)))
            if max(opening.opens, shut.closes) < opening.closes:
                pieces.append(Opening(max(opening.opens, shut.closes), opening.closes))
        left = pieces
    return tuple(left)
