"""Where one deadline leaves a case more time than another: for every start, with pauses and reopenings."""

from collections.abc import Iterator
from datetime import date, timedelta

from sladsl.policy.model import Deadline, Whichever, Within
from sladsl.records import frozen
from sladsl.underpinning.comparison.hours import (
    CANNOT_SAY,
    DAY,
    HOUR,
    MINUTE,
    Gap,
    Hours,
    beyond,
    date_fields,
    gap_of,
    marks_of,
)
from sladsl.underpinning.comparison.stories import Stage
from sladsl.worktime.civil import day_of
from sladsl.worktime.spans import merged, without

MOST_GAPS = 120


@frozen
class Course:
    """How a case has to run: from `start` to `stop`, its time counting in `counted` alone; with this date."""

    start: int
    stop: int
    counted: tuple[tuple[int, int], ...] = ()
    day: date | None = None

    @property
    def gaps(self) -> list[tuple[int, int]]:
        """Where its time does not count."""
        return without([(self.start, self.stop)], list(self.counted)) if self.counted else []


@frozen
class Longer:
    """Whether `long` never leaves more time than `short`; else how a case may run that shows it."""

    never: bool
    courses: tuple[Course, ...] = ()
    gap: Gap | None = None
    doubt: str = ""


def longer(long: Hours, short: Hours, stage: Stage, gappable: bool) -> Longer:
    """Compare for all starts on the stage. `gappable`: a case may be paused or reopened at any time."""
    if date_fields(long.deadline) | date_fields(short.deadline):
        return _with_dates(long, short, stage)
    gap = gap_of(long, short, stage.begin, stage.end)
    if gap is not None:
        courses = tuple(
            _course(each.start, each.short_last, each.long_last) for each in (gap.plain, gap.worst)
        )
        return Longer(False, courses, gap)
    if not gappable or _alike(long, short, stage):
        return Longer(True)
    return _with_gaps(long, short, stage)


def _alike(one: Hours, other: Hours, stage: Stage) -> bool:
    return not beyond(one.named, other.named, stage.begin, stage.end) and not beyond(
        other.named, one.named, stage.begin, stage.end
    )


def _course(start: int, short_last: int, long_last: int, day: date | None = None) -> Course:
    """Stopped a round while after the shorter deadline, within the longer one."""
    for step in (30 * MINUTE, 5 * MINUTE, MINUTE, 1_000_000):
        stop = -(-(short_last + 1) // step) * step
        if short_last < stop <= long_last:
            return Course(start, stop, day=day)
    return Course(start, short_last + 1, day=day)


def _with_gaps(long: Hours, short: Hours, stage: Stage) -> Longer:
    """On different calendars, what counts for the shorter one alone can be piled up by pauses."""
    extra = beyond(short.named, long.named, stage.begin, stage.end)
    more = sum(end - begin for begin, end in extra)
    courses, possible = list[Course](), False
    for start in _starts(long, short, stage, extra):
        try:
            allowed_long, allowed_short = long.allowance(start), short.allowance(start)
        except CANNOT_SAY:
            possible = True
            continue
        if allowed_long + more <= allowed_short:
            continue
        possible = True
        if len(courses) < 3 and (course := _piled_up(long, short, stage, start, allowed_long, allowed_short)):
            courses.append(course)
    if not possible and not (extra and _rests_on_start(long, short)):
        return Longer(True)
    doubt = "a case that is paused while one calendar is closed and counts while the other is open may differ"
    return Longer(False, tuple(courses), None, doubt)


def _rests_on_start(*hours: Hours) -> bool:
    return not all(isinstance(each.deadline, Within) for each in hours)


def _starts(long: Hours, short: Hours, stage: Stage, extra: tuple[tuple[int, int], ...]) -> list[int]:
    if extra:
        return [begin for begin, _ in extra[:20]]
    if isinstance(long.deadline, Within) and isinstance(short.deadline, Within):
        opens = next(short.calendar.intervals_us(stage.begin, stage.end), None)
        return [] if opens is None else [opens[0]]
    marks = {*marks_of(long, stage.begin, stage.end), *marks_of(short, stage.begin, stage.end)}
    return sorted({at for mark in marks for at in (mark, mark - 1) if stage.begin <= at < stage.end})


def _piled_up(
    long: Hours, short: Hours, stage: Stage, start: int, allowed_long: int, allowed_short: int
) -> Course | None:
    """The case counts in the shorter deadline's open time, but in both calendars' only while the longer one
    allows it."""
    counted: list[tuple[int, int]] = []
    used_long = used_short = 0
    for begin, end in short.calendar.intervals_us(start, stage.end):
        for opens, closes in _split(long, begin, end):
            both = long.calendar.is_open_us(opens)
            length = min(closes - opens, allowed_short + MINUTE - used_short)
            if both:
                length = min(length, allowed_long - used_long)
                used_long += max(length, 0)
            if length <= 0:
                continue
            counted.append((opens, opens + length))
            used_short += length
            if used_short > allowed_short:
                whole = merged(counted)
                if len(whole) > MOST_GAPS:
                    return None
                return Course(start, whole[-1][1], tuple(whole))
        if len(counted) > 10 * MOST_GAPS:
            return None
    return None


def _split(long: Hours, begin: int, end: int) -> list[tuple[int, int]]:
    both = list(long.calendar.intervals_us(begin, end))
    return sorted([*both, *without([(begin, end)], both)])


def _with_dates(long: Hours, short: Hours, stage: Stage) -> Longer:
    """Deadlines by a date field: by their structure, else a case is looked for."""
    if long.named.rule == short.named.rule and at_most(long.deadline, short.deadline, long, stage):
        return Longer(True)
    courses = []
    for start in _mornings(stage, short):
        today = day_of(start, stage.zone)
        for days in (0, 1, 3, 10, 40, -1):
            day = today + timedelta(days=days)
            short_last, long_last = short.last(start, stage.end, day), long.last(start, stage.end, day)
            if short_last < stage.end and long_last > short_last:
                courses.append(_course(start, short_last, long_last, day))
                break
        if len(courses) > 2:
            break
    return Longer(False, tuple(courses), None, "the deadlines rest on a date that the case states")


def _mornings(stage: Stage, hours: Hours) -> Iterator[int]:
    for n in range(1, 40):
        at = stage.begin + n * DAY + 9 * HOUR
        if at < stage.end:
            try:
                yield hours.calendar.next_open_us(at)
            except CANNOT_SAY:
                return


def at_most(one: Deadline, other: Deadline, hours: Hours, stage: Stage) -> bool:
    """Whether on one calendar `one` is surely never later than `other`."""
    if one == other:
        return True
    match one, other:
        case Whichever("later", parts), _:
            return all(at_most(part, other, hours, stage) for part in parts)
        case _, Whichever("earlier", parts):
            return all(at_most(one, part, hours, stage) for part in parts)
        case Whichever("earlier", parts), _ if any(at_most(part, other, hours, stage) for part in parts):
            return True
        case _, Whichever("later", parts) if any(at_most(one, part, hours, stage) for part in parts):
            return True
        case _ if date_fields(one) or date_fields(other):
            return False
        case _:
            pair = Hours(one, hours.named, hours.zone), Hours(other, hours.named, hours.zone)
            return gap_of(*pair, stage.begin, stage.end) is None
