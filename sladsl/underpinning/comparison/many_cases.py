"""Two promises about cases of which a share has to be kept: logs of many cases, late and on time.

The least number of cases is taken that shows a difference, all begun at once, or so far apart that the
windows of the one promise tell them apart and those of the other do not.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from math import ceil

from attrs import evolve

from sladsl.policy import regions, words
from sladsl.policy.few_cases import FewCases, may_miss
from sladsl.policy.model import Share
from sladsl.underpinning.comparison.cells import Cell, Standing, spoken
from sladsl.underpinning.comparison.findings import Log
from sladsl.underpinning.comparison.hours import DAY, MINUTE
from sladsl.underpinning.comparison.openings import Opening
from sladsl.underpinning.comparison.stories import Cast, openings_of
from sladsl.underpinning.comparison.windows import divides
from sladsl.worktime.civil import day_of

MOST_CASES_TOLD = 12_000


def in_words(cell: Cell) -> str:
    """`priority P1, site not stated`; `any case` where there is but one kind."""
    return regions.said({name: spoken(value, name) for name, value in cell.case}) if cell.case else "any case"


def both_promise(cells: list[Cell]) -> list[Cell]:
    return [cell for cell in cells if cell.one.kind == cell.other.kind == "in"]


def today(cast: Cast, start: int) -> date:
    return day_of(start, cast.stage.zone)


def of_shares(cast: Cast, cells: list[Cell], share: Share) -> Iterator[Opening]:
    broken = cast.broken
    for cell in both_promise(cells):
        least = cell.other.least
        if least < cell.one.least:
            text = f"{words.percent(least)} suffices instead of {words.percent(cell.one.least)}"
            yield Opening("share", text, partial(_fewer, cast, cell))
        if least == 1:
            continue
        makes_up = next((each for each in cells if _dilutes(cell, each)), None)
        if makes_up is not None:
            text = f"on-time cases make up for others: {in_words(makes_up)}"
            yield Opening("group", text, partial(_made_up, cast, cell, makes_up))
        if broken.share is not None:
            yield from _windows(cast, cell, broken.share, share)


def _dilutes(late: Cell, on_time: Cell) -> bool:
    """Whether an on-time case counts with the late one under the kept promise and not the broken one."""
    if on_time.other.kind == "out" or _group(on_time.other, late.other) != _group(late.other, late.other):
        return False
    return on_time.one.kind == "out" or _group(on_time.one, late.one) != _group(late.one, late.one)


def _group(of: Standing, like: Standing) -> tuple[object, ...]:
    """The key; of a case of which it is not known what is promised, with the row's label left open."""
    if of.kind == "in" or like.kind != "in":
        return of.key
    return (like.key[0], of.key)


def _windows(cast: Cast, cell: Cell, one: Share, other: Share) -> Iterator[Opening]:
    same_begin = cast.broken.begins == cast.kept.begins
    if not divides(other.window, one.window, cast.kept.zone == cast.broken.zone, same_begin):
        text = f"{words.window(other.window)} is held against {words.window(one.window)}"
        yield Opening("window", text, partial(_over_time, cast, cell))
    elif one.by != other.by:
        text = "a case counts in the window in which it starts, or in that in which it is decided"
        yield Opening("counting", text, partial(_over_time, cast, cell))


def _fewer(cast: Cast, cell: Cell) -> Iterator[Log]:
    """As few cases as show it: late ones and on-time ones in one window."""
    found = between_shares(cell.other.least, cell.one.least)
    if found is None:
        return
    on_time, many = found
    for spot in cast.stage.spots():
        yield _mixed(cast, cell, spot, many - on_time, cell, spot, on_time)


def of_few_cases(cast: Cast, cells: list[Cell], share: Share) -> Iterator[Opening]:
    """Of some number of cases the kept promise lets more miss; where other cases count together, nothing is
    plain."""
    one = cast.broken.share
    few = () if one is None else one.few
    last = max((each.fewer_than for each in (*few, *share.few)), default=1)
    if last == 1:
        return
    together = (
        one is not None
        and (one.window, one.by, cast.broken.zone) == (share.window, share.by, cast.kept.zone)
        and all((cell.one.kind, cell.one.key) == (cell.other.kind, cell.other.key) for cell in cells)
    )
    text = "of few cases another number may miss"
    for cell in both_promise(cells):
        numbers = [n for n in range(1, last) if _more_miss(cell, few, share.few, n)]
        if numbers or not together:
            yield Opening("few cases", text, partial(_few_late, cast, cell, share.few, numbers))


def _more_miss(cell: Cell, one: Sequence[FewCases], other: Sequence[FewCases], cases: int) -> bool:
    return may_miss(other, cell.other.least, cases) > may_miss(one, cell.one.least, cases)


def _few_late(cast: Cast, cell: Cell, few: Sequence[FewCases], numbers: Sequence[int]) -> Iterator[Log]:
    """As many late as may miss of so many."""
    for spot in cast.stage.spots():
        for number in numbers:
            late = may_miss(few, cell.other.least, number)
            yield _mixed(cast, cell, spot, late, cell, spot, number - late)


def late_together(cast: Cast, cell: Cell, many: int) -> Iterator[Log]:
    """So many late cases, and no other."""
    for spot in cast.stage.spots():
        yield _mixed(cast, cell, spot, many, cell, spot, 0)


def between_shares(low: Fraction, high: Fraction) -> tuple[int, int] | None:
    """The fewest cases of which a whole number is at least `low` and below `high`; None: too many."""
    for many in range(1, MOST_CASES_TOLD):
        on_time = ceil(low * many)
        if on_time < high * many:
            return on_time, many
    return None


def _made_up(cast: Cast, late: Cell, on_time: Cell) -> Iterator[Log]:
    many = making_up(late.other.least)
    for spot in cast.stage.spots():
        yield _mixed(cast, late, spot, 1, on_time, spot, many)


def making_up(least: Fraction, late: int = 1) -> int:
    """How many on-time cases make up for late ones, for a share below 1."""
    return ceil(late * least / (1 - least))


def _mixed(
    cast: Cast, late: Cell, when_late: int, many_late: int, on_time: Cell, when: int, many: int
) -> Log:
    """Cases late under both promises, and cases on time."""
    if many_late + many > MOST_CASES_TOLD:
        return Log((), cast.stage.end)
    start = openings_of((late.one.hours,), when_late)
    day = today(cast, start)
    stop = 30 * MINUTE + max(each.hours.last(start, cast.stage.end, day) for each in (late.one, late.other))
    happenings = [each for n in range(1, many_late + 1) for each in cast.case(n, late, start, stop, day=day)]
    calm = [each.hours for each in (on_time.other, on_time.one) if each.kind == "in"]
    happenings += cast.crowd(many_late + 1, many, on_time, openings_of(calm, when))
    numbered = ((1, many_late), (many_late + 1, many))
    repeats = {f"{cast.name}-{first}": count for first, count in numbered if count}
    return cast.log(happenings, repeats)


_APART = (1, 2, 7, 14, 20, 29, 31, 45, 62, 93, 150, 200, 300)


def _over_time(cast: Cast, cell: Cell) -> Iterator[Log]:
    """A late case, with on-time ones some time before or after that make up for it, or both."""
    yield from _spread(cast, cell)
    many = making_up(cell.other.least)
    for spot in list(cast.stage.spots())[:8]:
        for days in _APART:
            for when in (spot + days * DAY, spot - days * DAY):
                if cast.stage.begin <= when < cast.stage.end:
                    yield _mixed(cast, cell, spot, 1, cell, when, many)


def _spread(cast: Cast, cell: Cell) -> Iterator[Log]:
    """For rolling windows: late cases as far apart as such a window is long, on-time ones halfway between and
    around, so that no window holds two late ones and a longer stretch does."""
    share = cast.kept.share
    if share is None or share.window.kind != "rolling":
        return
    apart, many = share.window.count, making_up(cell.other.least)
    for first in cast.stage.firsts():
        for count in (2, 4, 6, 12):
            late = [first + n * apart * DAY for n in range(count)]
            if late[-1] + 2 * apart * DAY >= cast.stage.end or first - 3 * DAY < cast.stage.begin:
                break
            if any(openings_of((cell.one.hours,), at) >= at + DAY for at in late):
                continue  # a weekend: they would lie nearer to each other
            calm = [(at + apart * DAY // 2, many) for at in late[:-1]]
            calm += [(first - 3 * DAY, 2 * many), (late[-1] + 3 * DAY, 2 * many)]
            logs = [_mixed(cast, cell, at, 1, cell, at, 0) for at in late]
            logs += [_mixed(cast, cell, first, 0, cell, at, each) for at, each in calm]
            if all(log.happenings for log in logs):
                yield _together(cast, logs)


def _together(cast: Cast, logs: list[Log]) -> Log:
    happenings, repeats, shift = [], dict[str, int](), 0
    for log in logs:
        names = list(dict.fromkeys(each.case for each in log.happenings))
        new = {name: f"{cast.name}-{shift + n}" for n, name in enumerate(names, 1)}
        happenings += [evolve(each, case=new[each.case]) for each in log.happenings]
        repeats |= {new[name]: many for name, many in log.repeats.items() if name in new}
        shift += len(names)
    return cast.log(happenings, repeats)
