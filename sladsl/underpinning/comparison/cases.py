"""Two promises about cases: can a log break the one and keep the other?

Of one such way, from `broken` to `kept`, everything has to hold for it to be closed:

- each case promised something under `broken` is so under `kept`, with a deadline that never leaves more time;
- the clock of `kept` runs whenever that of `broken` does;
- what pauses the clock under `kept`, or is left out of it, is so under `broken`;
- where `kept` is a share below 100%: no on-time case counts in its group that does not count in the group of
  `broken` (it would make up for a late one), the share is no lower, and its windows divide those of
  `broken`. For if a whole falls short of a share then one of its parts does.

What does not hold is an opening: logs are made up for it, and judged. A case counts in the window in which it
is decided; that a shorter deadline decides some earlier, in the window before, is left out of the comparison.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from attrs import evolve

from sladsl.policy.model import FromUntil
from sladsl.policy.values import Text
from sladsl.records import frozen
from sladsl.underpinning.comparison.cells import Cell, cells_of
from sladsl.underpinning.comparison.findings import Log
from sladsl.underpinning.comparison.hours import DAY, MINUTE
from sladsl.underpinning.comparison.longer import Course, longer
from sladsl.underpinning.comparison.making import Thing, made
from sladsl.underpinning.comparison.many_cases import (
    both_promise,
    in_words,
    late_together,
    of_few_cases,
    of_shares,
    today,
)
from sladsl.underpinning.comparison.openings import Opening
from sladsl.underpinning.comparison.probing import probes
from sladsl.underpinning.comparison.promises import Excluded, Promise, Turn
from sladsl.underpinning.comparison.spans import holds_within
from sladsl.underpinning.comparison.stories import Cast, Stage, openings_of


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
        found += of_shares(cast, cells, kept.share)
    if kept.share is not None:
        found += of_few_cases(cast, cells, kept.share)
        if kept.least > 1 and not (kept.least <= broken.least and _alike(broken, kept, cells)):
            text = f"it stands only on {kept.least} cases or more, and a window may have fewer"
            found.append(Opening("least", text, partial(_several_late, cast, cells, broken.least)))
    return Way(tuple(found))


def _several_late(cast: Cast, cells: list[Cell], many: int) -> Iterator[Log]:
    """As few late cases as the broken promise stands on."""
    for cell in both_promise(cells):
        yield from late_together(cast, cell, max(many, 1))


def _alike(broken: Promise, kept: Promise, cells: list[Cell]) -> bool:
    """Whether the shares say the same of the same cases."""
    one, other = broken.share, kept.share
    if one is None or other is None:
        return False
    if (one.window, one.by, one.few) != (other.window, other.by, other.few):
        return False
    return broken.zone == kept.zone and all(
        (cell.one.kind, cell.one.key, cell.one.least) == (cell.other.kind, cell.other.key, cell.other.least)
        for cell in cells
    )


# --- one case by itself -------------------------------------------------------------------------------------


def _clocks(cast: Cast, cells: list[Cell]) -> Iterator[Opening]:
    broken, kept = cast.broken, cast.kept
    if broken.turns != kept.turns:
        if not (runs_longer(broken, kept) and _later_stops_do_no_good(broken, kept, cells)):
            text = "the clock starts, stops or goes on otherwise"
            yield Opening("clock", text, partial(probes, cast, cells))
    elif broken.bounded and {hours.named for hours in broken.hours} != {hours.named for hours in kept.hours}:
        text = "a reopening is bounded by a time that counts on another calendar"
        yield Opening("clock", text, partial(probes, cast, cells))


def runs_longer(broken: Promise, kept: Promise) -> bool:
    """Whether the kept clock runs whenever the broken one does: it starts, starts anew and is void with it,
    stops only where it stops, and goes on wherever it goes on."""
    if broken.bounded or kept.bounded:
        return False
    (stops, goes_on, rest), (its_stops, its_goes_on, its_rest) = map(_by_action, (broken, kept))
    return rest == its_rest and its_stops <= stops and goes_on <= its_goes_on


def _by_action(of: Promise) -> tuple[set[str], set[str], set[Turn]]:
    stops, goes_on = (
        {turn.event for turn in of.turns if turn.action == action} for action in ("stop", "continue")
    )
    return stops, goes_on, {turn for turn in of.turns if turn.action not in ("stop", "continue")}


def _later_stops_do_no_good(broken: Promise, kept: Promise, cells: list[Cell]) -> bool:
    """Whether it does not matter when a case that is in time stops: its fields are not seen then, and it
    makes up for none in another window."""
    seen = {broken.fields_as, kept.fields_as} != {"opening"} and len({(c.one, c.other) for c in cells}) > 1
    share = kept.share
    if seen or kept.least > 1:
        return False
    whole = share is None or (not share.few and all(cell.other.least == 1 for cell in both_promise(cells)))
    by_start = {each.share.by for each in (broken, kept) if each.share is not None} == {"opening"}
    return whole or (by_start and broken.share is not None)


def _pauses(cast: Cast, cells: list[Cell]) -> Iterator[Opening]:
    for span in sorted(cast.kept.pauses, key=lambda each: each.begins):
        if not any(holds_within(span, other) for other in cast.broken.pauses):
            text = f"the clock also pauses from {' or '.join(span.begins)} on"
            yield Opening("pauses", text, partial(_paused, cast, cells, span))


def _paused(cast: Cast, cells: list[Cell], span: FromUntil) -> Iterator[Log]:
    for cell in both_promise(cells):
        for spot in cast.stage.spots():
            start = openings_of((cell.one.hours, cell.other.hours), spot)
            day = None
            last = cell.one.hours.last(start, cast.stage.end, today(cast, start))
            stop = last + 30 * MINUTE
            for begins in span.begins:
                gap = (start + MINUTE, stop - MINUTE, begins, span.ends[0] if span.ends else begins)
                day = today(cast, start)
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
    for cell in both_promise(cells):
        for spot in list(cast.stage.spots())[:4]:
            start = openings_of((cell.one.hours, cell.other.hours), spot)
            stop = cell.one.hours.last(start, cast.stage.end, today(cast, start)) + 30 * MINUTE
            own = cast.case(1, cell, start, stop, day=today(cast, start))
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
                    stop = hours.last(start, cast.stage.end, today(cast, start)) + 30 * MINUTE
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
            day = today(cast, start)
            last = cell.one.hours.last(start, cast.stage.end, day)
            yield cast.log(cast.case(1, cell, start, last + 30 * MINUTE, day=day))
