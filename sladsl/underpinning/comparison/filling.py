"""Windows filled up: as much as one promise leaves in each of its windows, laid where a window of another has
most of it."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from sladsl.policy.measures import Episodes, TimeShare
from sladsl.policy.states import Bridged, Capped, CappedCount, Lasting, StateRule
from sladsl.records import frozen
from sladsl.underpinning.comparison.hours import CANNOT_SAY, HOUR, MINUTE, calendar_of
from sladsl.underpinning.comparison.levels import Level, accepted
from sladsl.underpinning.comparison.making import Span
from sladsl.underpinning.comparison.windows import some_windows, windows_over
from sladsl.worktime import Calendar

MOST_WINDOWS, MOST_PIECES, BEST = 40, 400, 2


@frozen
class Filled:
    """A window of the broken promise, and the pieces with which the kept one's are filled up."""

    window: Span
    pieces: list[Span]


def filled(broken: Level, kept: Level, stage: Span) -> Iterator[Filled]:
    """The windows that hold the most of it, each once for every way of laying it."""
    found: list[tuple[int, Filled]] = []
    for window in _windows(broken, stage, MOST_WINDOWS):
        for late in (False, True):
            try:
                pieces = _pieces(broken, kept, window, late)
            except CANNOT_SAY:
                continue
            if pieces and len(pieces) <= MOST_PIECES:
                found.append((_worth(broken, pieces), Filled(window, pieces)))
    found.sort(key=lambda each: -each[0])
    yield from (each for _, each in found[:BEST])


def filled_with_samples(broken: Level, kept: Level, stage: Span) -> Iterator[list[int]]:
    """Instants, as many in each of the kept promise's windows as it accepts: the most that are in one of the
    broken one's."""
    most = _most(kept)
    if most is None or most > MOST_PIECES:
        return
    found: list[list[int]] = []
    calendar = calendar_of(broken.named)
    for window in _windows(broken, stage, MOST_WINDOWS):
        instants: list[int] = []
        for begin, end in _parts(kept, window):
            at = calendar.next_open_us(begin)
            instants += [at + n for n in range(most)] if at + most < end else []
        found.append(instants)
    found.sort(key=lambda each: -len(each))
    yield from (each for each in found[:BEST] if each)


def least_length(rule: StateRule) -> int:
    """How long an episode has to be to count, as far as the rule says so plainly."""
    match rule:
        case Lasting(of, us):
            return max(us, least_length(of))
        case Capped(of) | CappedCount(of) | Bridged(of):
            return least_length(of)
        case _:
            return 0


def _windows(level: Level, stage: Span, most: int) -> Iterator[Span]:
    agreement = level.agreement
    return some_windows(level.clause.window, agreement.begins, agreement.zone, stage, most)


def _parts(kept: Level, window: Span) -> Iterator[Span]:
    """What the kept promise's windows have in common with a window."""
    agreement = kept.agreement
    for begin, end in windows_over(kept.clause.window, agreement.begins, agreement.zone, window):
        yield max(begin, window[0]), min(end, window[1])


def _most(kept: Level) -> int | None:
    """How many a window may have; None: no limit."""
    limit = accepted(kept.clause.target, kept.clause.measure)
    return None if limit.high is None else ceil(limit.high) - 1 if limit.without_high else floor(limit.high)


def _pieces(broken: Level, kept: Level, window: Span, late: bool) -> list[Span]:
    """In each of the kept promise's windows as much as it accepts; `late`: at the end of each."""
    calendar, agreement = calendar_of(broken.named), kept.agreement
    found: list[Span] = []
    for whole in windows_over(kept.clause.window, agreement.begins, agreement.zone, window):
        span = max(whole[0], window[0]), min(whole[1], window[1])
        found += _in_one(broken, kept, calendar, whole, span, late)
    return found


def _in_one(
    broken: Level, kept: Level, calendar: Calendar, whole: Span, span: Span, late: bool
) -> Iterator[Span]:
    measure = broken.clause.measure
    least = least_length(measure.state.rule) if isinstance(measure, TimeShare | Episodes) else 0
    if isinstance(measure, Episodes) and measure.what == "number":
        yield from _episodes(calendar, span, _most(kept) or 0, least)
        return
    us = _allowed(kept, whole)
    has = calendar.elapsed_us(*span)
    us = min(us, has)
    if us <= 0 or us < least:
        return
    lead = (has - us) if late else min(HOUR, has - us)
    begin = calendar.next_open_us(calendar.due_us(span[0], lead)) if lead else calendar.next_open_us(span[0])
    end = calendar.due_us(begin, us)
    yield begin, end - (end == span[1])  # not to meet the next one


def _episodes(calendar: Calendar, span: Span, count: int, least: int) -> Iterator[Span]:
    length = max(10 * MINUTE, least)
    has = calendar.elapsed_us(*span)
    each = has // max(count, 1)
    if each < length + MINUTE:
        return
    for number in range(count):
        begin = calendar.next_open_us(calendar.due_us(span[0], number * each) if number else span[0])
        yield begin, calendar.due_us(begin, length)


def _allowed(kept: Level, whole: Span) -> int:
    """How long the kept promise lets the state hold in one of its windows."""
    target, measure = kept.clause.target, kept.clause.measure
    strict = target.order in ("above", "below")
    if isinstance(measure, TimeShare):
        share = target.bound if measure.inside else 1 - target.bound
        limit = share * calendar_of(kept.named).elapsed_us(*whole)
    else:
        limit = Fraction(target.bound)
    return ceil(limit) - 1 if strict else floor(limit)


def _worth(broken: Level, pieces: list[Span]) -> int:
    if isinstance(broken.clause.measure, Episodes) and broken.clause.measure.what == "number":
        return len(pieces)
    return sum(end - begin for begin, end in pieces)
