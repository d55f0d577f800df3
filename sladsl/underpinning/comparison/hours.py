"""Deadlines on calendars compared exactly, for every start within a stretch of time.

`last(s)` is the last instant up to which a case started at `s` is in time. As a function of the start it
consists of pieces on which it stands still or moves along with the start; between them it jumps. The pieces
end where a calendar opens or closes, where `last` meets such an edge, at local midnights and where clocks
change: between those marks two deadlines differ by a straight line, so that the ends of every piece, its
very last microsecond included, decide for all starts in it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import assert_never

from sladsl.policy.model import CalendarUnits, Deadline, EndOf, Whichever, Within, WorkingDays
from sladsl.records import frozen
from sladsl.worktime import Calendar, NeverOpens, OutOfRange, OutsideKnownDays
from sladsl.worktime.civil import day_of, later_us, local_midnight_us, local_of, wall_to_us
from sladsl.worktime.rules import NamedRule
from sladsl.worktime.spans import Spans, without

CANNOT_SAY = (OutsideKnownDays, NeverOpens, OutOfRange, OverflowError)
MINUTE = 60_000_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
_ROUND = (HOUR, 15 * MINUTE, MINUTE, 1_000_000, 1)


class _Remembering(Calendar):
    """A calendar that is asked for the same days again and again."""

    def __init__(self, named: NamedRule) -> None:
        super().__init__(named)
        self._of_day: dict[date, Spans] = {}

    def spans_of_day(self, day: date) -> Spans:
        """As before, but worked out once."""
        if day not in self._of_day:
            self._of_day[day] = super().spans_of_day(day)
        return self._of_day[day]


calendar_of = lru_cache(maxsize=64)(_Remembering)


@frozen
class Hours:
    """A deadline, the calendar it is counted on, and the agreement's zone."""

    deadline: Deadline
    named: NamedRule
    zone: str

    @property
    def calendar(self) -> Calendar:
        """The calendar, ready to count."""
        return calendar_of(self.named)

    def allowance(self, start: int, day: date | None = None) -> int:
        """Microseconds of open time; `day` is what a date field says. Raises one of CANNOT_SAY."""
        return self._allowance(self.deadline, start, day)

    def last(self, start: int, until: int, day: date | None = None) -> int:
        """The last instant in time, at most `until`: later is not seen."""
        try:
            return min(self.calendar.breach_us(start, self.allowance(start, day)), until)
        except CANNOT_SAY:
            return until

    def _allowance(self, of: Deadline, start: int, day: date | None) -> int:
        match of:
            case Within(us):
                return us
            case Whichever(which, parts):
                lengths = [self._allowance(part, start, day) for part in parts]
                return max(lengths) if which == "later" else min(lengths)
            case WorkingDays(days):
                due = self.calendar.end_of_working_day_us(start, days)
            case CalendarUnits(months, days):
                due = later_us(start, months, days, self.zone)
            case EndOf():
                assert day is not None
                due = self.calendar.close_of_day_us(day)
            case _:
                assert_never(of)
        return self.calendar.elapsed_us(start, due) if due > start else 0


def date_fields(deadline: Deadline) -> frozenset[str]:
    """The date fields a deadline rests on."""
    match deadline:
        case EndOf(name):
            return frozenset((name,))
        case Whichever(_, parts):
            return frozenset().union(*map(date_fields, parts))
        case _:
            return frozenset()


@frozen
class Later:
    """A start for which `long` still leaves time, up to `long_last`, when `short` has ended: `short_last`."""

    start: int
    short_last: int
    long_last: int

    @property
    def us(self) -> int:
        """By how much it is longer."""
        return self.long_last - self.short_last


@frozen
class Gap:
    """Where one deadline leaves more time than another: the start for which it is the most, and an early one
    at a round time of day for which it is something to speak of."""

    worst: Later
    plain: Later


@lru_cache(maxsize=4096)
def gap_of(long: Hours, short: Hours, begin: int, end: int) -> Gap | None:
    """Where within [begin, end) `long` leaves time beyond `short`; None: nowhere, for no microsecond.

    Neither deadline rests on a field.
    """
    if _simply(long, short) and _within_us(long) <= _within_us(short):
        return None
    worst: Later | None = None
    gaps: list[Later] = []
    for start in _candidates(long, short, begin, end):
        found = Later(start, short.last(start, end), long.last(start, end))
        if found.short_last < end and found.us > 0:
            gaps.append(found)
            worst = found if worst is None or found.us > worst.us else worst
    if worst is None:
        return None
    enough = min(worst.us, HOUR)
    early = next(each for each in gaps if each.us >= enough)
    return Gap(worst, _rounded(long, short, early, begin, end))


def _simply(one: Hours, other: Hours) -> bool:
    """Whether both are lengths on one calendar: then nothing else decides."""
    alike = one.named.rule == other.named.rule
    return alike and isinstance(one.deadline, Within) and isinstance(other.deadline, Within)


def _within_us(of: Hours) -> int:
    return of.deadline.us if isinstance(of.deadline, Within) else 0


def _rounded(long: Hours, short: Hours, exact: Later, begin: int, end: int) -> Later:
    """At the roundest time of day near its start for which the gap is at least half as long."""
    for step in _ROUND:
        for at in (-(-exact.start // step) * step, exact.start // step * step):
            if not begin <= at < end:
                continue
            found = Later(at, short.last(at, end), long.last(at, end))
            if found.short_last < end and 2 * found.us > exact.us:
                return found
    return exact


def _candidates(long: Hours, short: Hours, begin: int, end: int) -> Iterator[int]:
    """Starts among which the largest gap is."""
    marks = sorted({begin, end, *marks_of(long, begin, end), *marks_of(short, begin, end)})
    for first, following in pairwise(marks):
        yield first
        if following - 1 > first:
            yield following - 1
        if following - first > 2 and _is_whichever(long, short):
            yield from _crossings(long, short, first, following - 1)


def _is_whichever(*hours: Hours) -> bool:
    return any(isinstance(each.deadline, Whichever) for each in hours)


def _parts(of: Hours) -> list[Hours]:
    if not isinstance(of.deadline, Whichever):
        return [of]
    return [leaf for part in of.deadline.of for leaf in _parts(Hours(part, of.named, of.zone))]


def _crossings(long: Hours, short: Hours, first: int, last: int) -> Iterator[int]:
    """Where two parts of the deadlines change places within a piece: straight lines of slope 0 or 1."""
    ends = []
    for part in (*_parts(long), *_parts(short)):
        far = part.last(first, 1 << 62), part.last(last, 1 << 62)
        ends.append(far)
    for n, one in enumerate(ends):
        for other in ends[:n]:
            before, after = one[0] - other[0], one[1] - other[1]
            if before * after < 0:
                at = first + abs(before)
                yield from (each for each in (at - 1, at, at + 1) if first < each < last)


@lru_cache(maxsize=1024)
def marks_of(of: Hours, begin: int, end: int) -> tuple[int, ...]:
    """The starts in [begin, end) at which `last` may begin another piece."""
    calendar, marks = of.calendar, set[int]()
    edges = [edge for span in calendar.intervals_us(begin, end) for edge in span]
    marks.update(edges)
    for part in _parts(of):
        match part.deadline:
            case Within(us):
                for edge in (*edges, end):
                    try:
                        marks.add(calendar.subtract_us(edge, us))
                    except CANNOT_SAY:
                        continue
            case CalendarUnits(months, days):
                marks.update(_midnights(of.zone, begin, end))
                changes = _changes(of.zone, begin, end)
                marks.update(changes)
                for edge in (*edges, *changes, end):
                    marks.update(_starts_for(edge, months, days, of.zone))
            case _:
                marks.update(_midnights(calendar.zone, begin, end))
    return tuple(sorted({at for mark in marks for at in (mark, mark + 1) if begin <= at < end}))


def _midnights(zone: str, begin: int, end: int) -> list[int]:
    first, last = day_of(begin, zone), day_of(end, zone)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [local_midnight_us(day, zone) for day in days]


def _changes(zone: str, begin: int, end: int) -> list[int]:
    """The instants at which the zone's offset changes."""
    found = []
    for one, other in pairwise([begin, *_midnights(zone, begin, end), end]):
        low, high = one, other
        if low >= high or local_of(low, zone).utcoffset() == local_of(high, zone).utcoffset():
            continue
        before = local_of(low, zone).utcoffset()
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if local_of(middle, zone).utcoffset() == before else (low, middle)
        found.append(high)
    return found


def _starts_for(edge: int, months: int, days: int, zone: str) -> Iterator[int]:
    """The starts whose same wall-clock time so much later may be this instant."""
    wall = local_of(edge, zone).replace(tzinfo=None) - timedelta(days=days)
    year, month = divmod(wall.year * 12 + wall.month - 1 - months, 12)
    for day in range(wall.day, 32 if wall.day >= 28 else wall.day + 1):
        try:
            moved = wall.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
        yield wall_to_us(moved, zone)
        yield wall_to_us(moved, zone, closing=True)


@lru_cache(maxsize=1024)
def beyond(outer: NamedRule, inner: NamedRule, begin: int, end: int) -> tuple[tuple[int, int], ...]:
    """The open time of `outer` in which `inner` is closed."""
    if outer.rule == inner.rule or begin >= end:
        return ()
    of_outer = list(calendar_of(outer).intervals_us(begin, end))
    return tuple(without(of_outer, list(calendar_of(inner).intervals_us(begin, end))))
