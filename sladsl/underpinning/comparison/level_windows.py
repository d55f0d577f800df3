"""Two promises about windows: what each accepts of a window, and over which windows it holds."""

from collections.abc import Iterator

from sladsl.policy import level_words, words
from sladsl.underpinning.comparison.levels import (
    Accepted,
    Level,
    accepted,
    is_growing,
    is_upper,
    window_shape_of,
)
from sladsl.underpinning.comparison.windows import divides, lies_in, most_touched


def targets_and_windows(broken: Level, kept: Level) -> Iterator[tuple[str, str]]:
    """Ways in which a window may break the one target while all windows keep the other."""
    was, now = broken.clause, kept.clause
    same_zone = broken.agreement.zone == kept.agreement.zone
    same_begin = broken.agreement.begins == kept.agreement.begins
    shape = window_shape_of(now.measure, kept.subject)
    mine, theirs = accepted(now.target, now.measure), accepted(was.target, was.measure)
    inside = mine.within(theirs)
    finer = divides(now.window, was.window, same_zone, same_begin)
    if shape == "sum" and is_upper(now.target):
        closed = lies_in(was.window, now.window, same_zone, same_begin)
        parts = most_touched(now.window, was.window, same_begin) if same_zone else None
        if (inside and closed) or (parts is not None and _sum_fits(mine, parts, theirs)):
            return
    elif shape == "other":
        closed = was.window == now.window and finer
    else:
        # of the greatest, or the least, it does not matter in which window it is seen
        closed = finer or (is_growing(kept) and shape in ("most", "least"))
    told = level_words.target(now.target, now.unit), level_words.target(was.target, was.unit)
    if not inside and closed:
        yield "target", f"{told[0]} is held against {told[1]}"
    if not closed:
        windows = [words.window(each.window) for each in (now, was)]
        if was.target != now.target:
            windows = [f"{target} per {window}" for target, window in zip(told, windows)]
        yield "window", f"{windows[0]} is held against {windows[1]}"


def _sum_fits(mine: Accepted, parts: int, theirs: Accepted) -> bool:
    """Whether so many windows that each keep the one are together what the other accepts."""
    if mine.high is None or theirs.high is None or theirs.low is not None:
        return False
    total = mine.high * parts
    return total < theirs.high or (total == theirs.high and (mine.without_high or not theirs.without_high))
