"""Two promises about cases: can a log break the one and keep the other?

Of one such way, from `broken` to `kept`, everything has to hold for it to be closed:

- each case promised something under `broken` is so under `kept`, with a deadline that never leaves more time;
- what pauses the clock under `kept`, or is left out of it, is so under `broken`;
- where `kept` is a share below 100%: no on-time case counts in its group that does not count in the group of
  `broken` (it would make up for a late one), the share is no lower, and its windows divide those of
  `broken`. For if a whole falls short of a share then one of its parts does.

What does not hold is an opening: logs are made up for it, and judged. A case counts in the window in which it
is decided; that a shorter deadline decides some earlier, in the window before, is left out of the comparison.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from functools import partial
from math import ceil

from attrs import evolve, frozen

from sladsl.policy import regions, words
from sladsl.policy.model import FromUntil, Share
from sladsl.policy.values import Text
from sladsl.underpinning.comparison.cells import Cell, Standing, cells_of, spoken
from sladsl.underpinning.comparison.findings import Log
from sladsl.underpinning.comparison.hours import DAY, MINUTE
from sladsl.underpinning.comparison.longer import Course, longer
from sladsl.underpinning.comparison.making import Thing, made
from sladsl.underpinning.comparison.openings import Opening
from sladsl.underpinning.comparison.probing import probes
from sladsl.underpinning.comparison.promises import Excluded, Promise
from sladsl.underpinning.comparison.spans import holds_within
from sladsl.underpinning.comparison.stories import Cast, Stage, openings_of
from sladsl.underpinning.comparison.windows import divides
from sladsl.worktime.civil import day_of

MOST_CASES_TOLD = 12_000


@frozen
class Way:
    """All openings; none: the way is closed, and that is proved."""

    openings: tuple[Opening, ...]


def way(broken: Promise, kept: Promise, stage: Stage) -> Way:
    """From a promise that is broken to one that is kept by the same log."""
    cast = Cast(broken, kept, stage)
    if broken.subject != kept.subject:
        text = f"one is about each {broken.spelled}, the other about each {kept.spelled}"
        return Way((Opening("subject", text, partial(_late, cast, cells_of(broken, broken) or [])),))
    cells = cells_of(broken, kept)
    if cells is None:
        text = "the conditions tell too many kinds of cases apart to look at each"
        return Way((Opening("condition", text, partial(probes, cast, list[Cell]())),))
    found = [*_clocks(cast, cells), *_pauses(cast, cells), *_fields_as(cast, cells)]
    found += [*_exclusions(cast, cells), *_unheard(cast, cells)]
    for cell in cells:
        if cell.one.kind == "in":
            found += _case(cast, cell)
    if kept.share is not None and (broken.share is None or not _alike(broken, kept, cells)):
        found += _shares(cast, cells, kept.share)
    return Way(tuple(found))


def _alike(broken: Promise, kept: Promise, cells: list[Cell]) -> bool:
    """Whether the shares say the same of the same cases."""
    one, other = broken.share, kept.share
    if one is None or other is None or (one.window, one.by) != (other.window, other.by):
        return False
    return broken.zone == kept.zone and all(
        (cell.one.kind, cell.one.key, cell.one.least) == (cell.other.kind, cell.other.key, cell.other.least)
        for cell in cells
    )


def in_words(cell: Cell) -> str:
    """`priority P1, site not stated`; `any case` where there is but one kind."""
    return regions.said({name: spoken(value, name) for name, value in cell.case}) if cell.case else "any case"


# --- one case by itself -------------------------------------------------------------------------------------


def _clocks(cast: Cast, cells: list[Cell]) -> Iterator[Opening]:
    broken, kept = cast.broken, cast.kept
    if broken.turns != kept.turns:
        yield Opening("clock", "the clock starts, stops or goes on otherwise", partial(probes, cast, cells))
    elif broken.bounded and {hours.named for hours in broken.hours} != {hours.named for hours in kept.hours}:
        text = "a reopening is bounded by a time that counts on another calendar"
        yield Opening("clock", text, partial(probes, cast, cells))


def _pauses(cast: Cast, cells: list[Cell]) -> Iterator[Opening]:
    for span in sorted(cast.kept.pauses, key=lambda each: each.begins):
        if not any(holds_within(span, other) for other in cast.broken.pauses):
            text = f"the clock also pauses from {' or '.join(span.begins)} on"
            yield Opening("pauses", text, partial(_paused, cast, cells, span))


def _paused(cast: Cast, cells: list[Cell], span: FromUntil) -> Iterator[Log]:
    for cell in _both(cells):
        for spot in cast.stage.spots():
            start = openings_of((cell.one.hours, cell.other.hours), spot)
            day = None
            last = cell.one.hours.last(start, cast.stage.end, _today(cast, start))
            stop = last + 30 * MINUTE
            for begins in span.begins:
                gap = (start + MINUTE, stop - MINUTE, begins, span.ends[0] if span.ends else begins)
                day = _today(cast, start)
                yield cast.log(cast.case(1, cell, start, stop, [gap], day))
    yield from probes(cast, cells)


def _exclusions(cast: Cast, cells: list[Cell]) -> Iterator[Opening]:
    for excluded in cast.kept.excluding:
        if excluded.meaning not in {each.meaning for each in cast.broken.excluding}:
            text = f"time of {excluded.exclusion.state.name} is left out"
            yield Opening("exclusions", text, partial(_excused, cast, cells, excluded))


def _excused(cast: Cast, cells: list[Cell], excluded: Excluded) -> Iterator[Log]:
    """A late case nearly all of whose time the state holds, of the thing that the case names."""
    field = excluded.exclusion.field
    for cell in _both(cells):
        for spot in list(cast.stage.spots())[:4]:
            start = openings_of((cell.one.hours, cell.other.hours), spot)
            stop = cell.one.hours.last(start, cast.stage.end, _today(cast, start)) + 30 * MINUTE
            own = cast.case(1, cell, start, stop, day=_today(cast, start))
            if not own:
                return
            name = own[0].case if field is None else "the thing"
            thing = Thing(excluded.subject, name, (start - DAY, stop + DAY))
            held = made(excluded.exclusion.state.rule, [(start + MINUTE, stop + MINUTE)], thing)
            if held is None:
                continue
            if field is not None:
                own[0] = evolve(own[0], fields=dict(own[0].fields) | {field: Text(name)})
            yield cast.log([*own, *held])


def _unheard(cast: Cast, cells: list[Cell]) -> Iterator[Opening]:
    """What a clause says beside all that is compared here is not passed over."""
    if cast.broken.beside != cast.kept.beside:
        names = [one[0] for one, other in zip(cast.broken.beside, cast.kept.beside) if one != other]
        text = f"what it says of {' and '.join(names).replace('_', ' ')} is not compared"
        yield Opening("beside", text, partial(probes, cast, cells))


def _today(cast: Cast, start: int) -> date:
    return day_of(start, cast.stage.zone)


def _both(cells: list[Cell]) -> list[Cell]:
    return [cell for cell in cells if cell.one.kind == cell.other.kind == "in"]


def _fields_as(cast: Cast, cells: list[Cell]) -> Iterator[Opening]:
    if cast.broken.fields_as != cast.kept.fields_as and len({(cell.one, cell.other) for cell in cells}) > 1:
        text = "fields count as they are, or as they were when the clock started"
        yield Opening("fields", text, partial(_changing, cast, cells))


def _changing(cast: Cast, cells: list[Cell]) -> Iterator[Log]:
    """A case that is of one kind when it starts and of another soon after."""
    for before in cells:
        for after in cells:
            if before is after or "in" not in (before.one.kind, after.one.kind):
                continue
            for hours in [
                each.hours for each in (before.one, after.one, before.other, after.other) if each.kind == "in"
            ]:
                for spot in list(cast.stage.spots())[:2]:
                    start = openings_of((hours,), spot)
                    stop = hours.last(start, cast.stage.end, _today(cast, start)) + 30 * MINUTE
                    yield cast.log(cast.turned(before, after, start, stop))


def _case(cast: Cast, cell: Cell) -> Iterator[Opening]:
    if cell.other.kind != "in":
        what = "nothing is promised" if cell.other.kind == "out" else "it is not known what is promised"
        yield Opening("scope", f"{what}: {in_words(cell)}", partial(_late, cast, [cell]))
        return
    gappable = bool(cast.kept.pauses or cast.kept.excluding) or cast.kept.continues
    found = longer(cell.other.hours, cell.one.hours, cast.stage, gappable)
    if not found.never:
        doubt = found.doubt or "the deadline may be later"
        logs = partial(_run, cast, cell, found.courses)
        yield Opening("deadline", f"{doubt} ({in_words(cell)})", logs, found.gap)


def _run(cast: Cast, cell: Cell, courses: Iterable[Course]) -> Iterator[Log]:
    pauses = [
        (begins, ends)
        for span in sorted(cast.kept.pauses & cast.broken.pauses or cast.kept.pauses, key=lambda s: s.begins)
        for begins in span.begins
        for ends in span.ends
    ]
    again = [(stop, more) for stop in cast.kinds("stop") for more in cast.kinds("continue")]
    for course in courses:
        for begins, ends in (*pauses, *again) if course.gaps else (("", ""),):
            gaps = [(begin, end, begins, ends) for begin, end in course.gaps]
            yield cast.log(cast.case(1, cell, course.start, course.stop, gaps, course.day))


def _late(cast: Cast, cells: list[Cell]) -> Iterator[Log]:
    """A case late under the broken promise, by half an hour, and one that nobody stops."""
    for cell in cells:
        if cell.one.kind != "in":
            continue
        for spot in cast.stage.spots():
            start = openings_of((cell.one.hours,), spot)
            day = _today(cast, start)
            last = cell.one.hours.last(start, cast.stage.end, day)
            yield cast.log(cast.case(1, cell, start, last + 30 * MINUTE, day=day))


# --- many cases ---------------------------------------------------------------------------------------------


def _shares(cast: Cast, cells: list[Cell], share: Share) -> Iterator[Opening]:
    broken = cast.broken
    for cell in _both(cells):
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
    day = _today(cast, start)
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
