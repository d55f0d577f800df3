"""By when a clause lets a case be done, as a function of when its clock starts."""

from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise
from typing import assert_never

from sladsl.policy.model import CalendarUnits, Deadline, EndOf, Whichever, Within, WorkingDays
from sladsl.records import frozen
from sladsl.underpinning.piecewise import Piecewise, chosen, finish, made, open_time, then
from sladsl.worktime import Calendar, NeverOpens, OutOfRange, OutsideKnownDays
from sladsl.worktime.civil import DAY_US, day_of, later_us, local_midnight_us, local_of
from sladsl.worktime.rules import NamedRule
from sladsl.worktime.table import END


class Undecided(Exception):  # noqa: N818 (it says what is so, not that something went wrong)
    """A deadline follows no rule that can be reckoned with; the message says why."""


@frozen
class Term:
    """The instants reckoned with: from `begin` until `end`. What is later, or never comes, is at `end`."""

    begin: int
    end: int


calendar_of = lru_cache(maxsize=512)(Calendar.of)


@lru_cache(maxsize=512)
def openings(named: NamedRule, begin: int, end: int) -> tuple[tuple[int, int], ...]:
    """The openings between two instants. Raises OutsideKnownDays where not all of them are known."""
    return tuple(calendar_of(named).intervals_us(begin, end)) if begin < end else ()


@lru_cache(maxsize=512)
def counted(named: NamedRule, term: Term) -> Piecewise:
    """The open time since the term's begin."""
    return open_time(openings(named, term.begin, term.end), term.begin, term.end)


@lru_cache(maxsize=1024)
def done_by(deadline: Deadline, named: NamedRule, zone: str, term: Term, seen_until: int) -> Piecewise:
    """The last instant at which a case started at an instant may be done and the promise be kept.

    Past `seen_until`, where the promise's agreement ends, nothing is promised any more: the term's end.
    `zone` is that of the agreement, in which months and days are counted. Raises Undecided.
    """
    within = openings(named, term.begin, min(seen_until, term.end))
    match deadline:
        case Within(us):
            return finish(within, term.begin, term.end, us)
        case Whichever(which, parts):
            found = [done_by(part, named, zone, term, seen_until) for part in parts]
            result = found[0]
            for further in found[1:]:
                result = chosen(result, further, which == "later")
            return result
        case WorkingDays(days):
            due = _by_working_day(days, named, term)
        case CalendarUnits(months, days):
            due = _same_time_later(months, days, zone, term)
        case EndOf(field):
            raise Undecided(f"it ends on a day that the field `{field}` names, which may be any")
        case never:
            assert_never(never)
    # until the calendar opens again nothing is exceeded
    return then(due, finish(within, term.begin, term.end, 0))


def _by_working_day(days: int, named: NamedRule, term: Term) -> Piecewise:
    """The close of the Nth working day: it changes at midnight, and where an opening begins or ends."""
    calendar = calendar_of(named)
    marks = {term.begin, *_midnights(calendar.zone, term)}
    for opens, closes in openings(named, term.begin, term.end):
        marks |= {opens, closes}

    def pieces() -> Iterator[tuple[int, int, bool]]:
        for mark in sorted(each for each in marks if term.begin <= each < term.end):
            try:
                close = calendar.end_of_working_day_us(mark, days)
            except (NeverOpens, OutOfRange, OutsideKnownDays):
                close = term.end
            yield mark, min(close, term.end), False
        yield term.end, term.end, False

    return made(pieces(), term.end)


def _same_time_later(months: int, days: int, zone: str, term: Term) -> Piecewise:
    """The same wall-clock time on a later date: moves with the start, but for changes of date and clocks."""
    marks = {term.begin, *_midnights(zone, term)}
    changes = _changes(zone, Term(term.begin - DAY_US, term.end + 62 * DAY_US))
    marks.update(changes)
    # a start at the time of day of a change, on its day or so that it is due on that day, is where it bends
    times = {each for change in changes for each in _times_around(change, zone)}
    for midnight in _midnights(zone, term):
        due = _later(midnight, months, days, zone)
        if any(min(abs(change - midnight), abs(change - due)) < 2 * DAY_US for change in changes):
            marks.update(midnight + time + shift for time in times for shift in _SHIFTS)

    def pieces() -> Iterator[tuple[int, int, bool]]:
        inside = sorted(each for each in marks if term.begin <= each < term.end)
        for mark, following in pairwise([*inside, term.end]):
            due = min(_later(mark, months, days, zone), term.end)
            if due < term.end and due + (following - mark) > term.end:
                yield mark, due, True
                yield mark + term.end - due, term.end, False
            else:
                yield mark, due, due < term.end
        yield term.end, term.end, False

    return made(pieces(), term.end)


_HALF_HOUR = 1_800_000_000
_SHIFTS = tuple(_HALF_HOUR * halves for halves in range(-4, 5))  # no clock is changed by more


def _later(start: int, months: int, days: int, zone: str) -> int:
    try:
        return later_us(start, months, days, zone)
    except OutOfRange:
        return END


def _times_around(change: int, zone: str) -> Iterator[int]:
    """The times of day that the clocks show as they are changed, in microseconds: before, and after."""
    for wall in (local_of(change - 1, zone) + timedelta(microseconds=1), local_of(change, zone)):
        yield ((wall.hour * 60 + wall.minute) * 60 + wall.second) * 1_000_000


@lru_cache(maxsize=64)
def _midnights(zone: str, term: Term) -> tuple[int, ...]:
    day, found = day_of(term.begin, zone), []
    while (midnight := local_midnight_us(day, zone)) <= term.end:
        found.append(midnight)
        day += timedelta(days=1)
    return tuple(found)


@lru_cache(maxsize=64)
def _changes(zone: str, term: Term) -> tuple[int, ...]:
    """The instants at which the zone's clocks change."""
    found = []
    for early, late in pairwise(_midnights(zone, term)):
        before = local_of(early, zone).utcoffset()
        low, high = early, late
        while local_of(late, zone).utcoffset() != before and high - low > 1:
            middle = (low + high) // 2
            if local_of(middle, zone).utcoffset() == before:
                low = middle
            else:
                high = middle
        if local_of(late, zone).utcoffset() != before:
            found.append(high)
    return tuple(found)
