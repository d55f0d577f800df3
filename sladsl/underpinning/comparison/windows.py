"""Whether the windows of one kind divide those of another without a rest."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from sladsl.evaluate.windows import begin_of, boundaries
from sladsl.policy.model import Window
from sladsl.worktime.civil import day_of, local_midnight_us

# each calendar window ends where one of the days, weeks, months that it is made of does
_PARTS = {
    "day": {"day"},
    "week": {"day", "week"},
    "month": {"day", "month"},
    "quarter": {"day", "month", "quarter"},
    "year": {"day", "month", "quarter", "year"},
}


def divides(part: Window, whole: Window, same_zone: bool, same_begin: bool) -> bool:
    """Whether every window of the kind `whole` is made up of windows of the kind `part`.

    `same_zone`, `same_begin`: both agreements have the same zone, and are in force from the same instant.
    """
    if not same_zone:
        return False
    if part == whole:
        return same_begin or part.kind != "contract"
    if whole.kind == "rolling" or part.kind == "rolling":
        days = part.count if part.kind == "rolling" else 1
        fits = whole.count if whole.kind == "rolling" else {"day": 1, "week": 7}.get(whole.unit, 0)
        # the last seven days, at the end of a Sunday, are a calendar week
        return (part.kind == "calendar" and part.unit == "day") or (part.kind == "rolling" and days == fits)
    if part.kind != whole.kind or (part.kind == "contract" and not same_begin):
        # a contract's windows begin and end at midnights, save that they are cut where it begins and ends
        return (part.kind, part.unit, whole.kind) == ("calendar", "day", "contract")
    return part.unit in _PARTS[whole.unit]


def lies_in(part: Window, whole: Window, same_zone: bool, same_begin: bool) -> bool:
    """Whether every window of the kind `part` lies in some window of the kind `whole`."""
    # of those that roll not only the ones that a longer window is made of count
    apart = part.kind != "rolling" or part == whole or part.count == 1
    if apart and divides(part, whole, same_zone, same_begin):
        return True
    # all windows end at midnights, and at each of those one that rolls ends
    return same_zone and whole.kind == "rolling" and _days(part)[1] <= whole.count


def most_touched(part: Window, whole: Window, same_begin: bool) -> int | None:
    """How many windows of the one kind are together as much as one of the other, wherever that lies.

    In one zone. None: nothing is known.
    """
    if divides(part, whole, True, same_begin):
        months = {"month": 1, "quarter": 3, "year": 12}
        if part == whole:
            return 1
        if part.unit in months and whole.unit in months and part.kind == whole.kind != "rolling":
            return months[whole.unit] // months[part.unit]
        return -(-_days(whole)[1] // _days(part)[0])
    days = _days(whole)[1]
    if part.kind == "rolling":
        return -(-days // part.count)
    return (days - 2) // _days(part)[0] + 2 if days > 1 else 1


def _days(of: Window) -> tuple[int, int]:
    """The fewest and the most days of such a window, where an agreement's begin or end does not cut it."""
    if of.kind == "rolling":
        return of.count, of.count
    fewest = {"day": 1, "week": 7, "month": 28, "quarter": 90, "year": 365}
    most = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
    # a contract month may go from the last day of January to the last of February, and a quarter likewise
    less = 3 if of.kind == "contract" and of.unit in ("month", "quarter") else 0
    return fewest[of.unit] - less, most[of.unit] + less


def some_windows(
    window: Window, begins: int, zone: str, stage: tuple[int, int], most: int = 4
) -> Iterator[tuple[int, int]]:
    """A few whole windows of the kind within the stage, the first ones."""
    day = day_of(max(stage[0], begins), zone)
    found = 0
    if window.kind == "rolling":
        firsts = [day + timedelta(days=n) for n in (1, 3, 20)]
        spans = [(each, each + timedelta(days=window.count)) for each in firsts]
    else:
        origin = day_of(begins, zone) if window.kind == "contract" else begin_of(window, day)
        spans = list(pairwise(map(boundaries(window, origin), range(60))))
    for first, last in spans:
        begin, end = local_midnight_us(first, zone), local_midnight_us(last, zone)
        if stage[0] <= begin and end <= stage[1]:
            yield begin, end
            found += 1
            if found == most:
                return


def windows_over(window: Window, begins: int, zone: str, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The windows that lie in the span or reach into it; of those that roll one after the other."""
    first = day_of(span[0], zone)
    if window.kind == "rolling":
        steps = (first + timedelta(days=n * window.count) for n in range(1_000))
    else:
        origin = day_of(begins, zone) if window.kind == "contract" else begin_of(window, first)
        boundary = boundaries(window, origin)
        steps = (boundary(n) for n in range(1_000))
    for one, other in pairwise(steps):
        begin, end = local_midnight_us(one, zone), local_midnight_us(other, zone)
        if begin >= span[1]:
            return
        if end > span[0]:
            yield begin, end
