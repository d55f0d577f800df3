"""A calendar for users: aware datetimes in, aware datetimes and timedeltas out."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise

from sladsl.worktime.civil import local_of, us_of, zone_of
from sladsl.worktime.closed import why_closed
from sladsl.worktime.days import DayEngine
from sladsl.worktime.faults import OutOfRange
from sladsl.worktime.rules import (
    DAY_S,
    AllOf,
    Always,
    AnyOf,
    DayRule,
    Except,
    NamedRule,
    Opening,
    Rule,
    Weekly,
)
from sladsl.worktime.spans import merged

Pauses = Iterable[tuple[datetime, datetime]]
Hours = Iterable[tuple[str, str]]
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Calendar(DayEngine):
    """Opening hours with exact arithmetic.

    Every datetime given must be aware (TypeError otherwise); every datetime answered is in the
    calendar's zone. Pauses are pairs of instants, in any order; where they overlap they count once; one
    that ends before it begins is refused (ValueError).
    """

    @classmethod
    def of(cls, named: NamedRule) -> "Calendar":
        """The calendar of a rule from a compiled policy."""
        return cls(named)

    @classmethod
    def always(cls, zone: str = "UTC") -> "Calendar":
        """Open at every instant."""
        zone_of(zone)
        return cls(NamedRule("always", zone, Always(zone)))

    @classmethod
    def weekly(
        cls,
        zone: str,
        hours: Mapping[str, Hours],
        closed: Iterable[str | date] = (),
        special: Mapping[str | date, Hours] | None = None,
        name: str = "calendar",
    ) -> "Calendar":
        """Hours by weekday ("mon" to "sun"), as pairs of "HH:MM".

        "24:00" ends the day; a closing at or before its opening is on the next day. `closed` are dates
        ("2026-01-01" or date) without openings; `special` gives a date hours of its own. Raises
        ValueError for an unknown weekday, a time or date that does not exist, hours that overlap, or a
        date that is both closed and special.
        """
        zone_of(zone)
        unknown = [day for day in hours if day not in _DAYS]
        if unknown:
            raise ValueError(f"unknown weekday {unknown[0]!r}; the weekdays are {', '.join(_DAYS)}")
        week = tuple(_openings(hours.get(day, ())) for day in _DAYS)
        rules = {_date(day): DayRule(_date(day), (), f"closed on {_date(day)}") for day in closed}
        for day, its_hours in (special or {}).items():
            if _date(day) in rules:
                raise ValueError(f"{_date(day)} has hours of its own and is closed, or is given twice")
            rules[_date(day)] = DayRule(_date(day), _openings(its_hours), "hours of this date")
        days = tuple(rules[day] for day in sorted(rules))
        return cls(NamedRule(name, zone, Weekly(zone, week, days)))

    def __or__(self, other: "Calendar") -> "Calendar":
        return self._joined("or", other, AnyOf((self.rule, other.rule)))

    def __and__(self, other: "Calendar") -> "Calendar":
        return self._joined("and", other, AllOf((self.rule, other.rule)))

    def __sub__(self, other: "Calendar") -> "Calendar":
        return self._joined("except", other, Except(self.rule, other.rule))

    def _joined(self, word: str, other: "Calendar", rule: Rule) -> "Calendar":
        return Calendar(NamedRule(f"{self.name} {word} {other.name}", self.zone, rule))

    def __repr__(self) -> str:
        return f"<Calendar {self.name!r} in {self.zone}>"

    def elapsed(self, start: datetime, end: datetime, paused: Pauses = ()) -> timedelta:
        """Open time from `start` to `end`, less pauses; zero where the end is not after the start."""
        begin, until = _us(start), _us(end)
        total = self.elapsed_us(begin, until)
        for pause, resume in _pauses(paused):
            total -= self.elapsed_us(max(pause, begin), min(resume, until))
        return timedelta(microseconds=total)

    def due(self, start: datetime, allowance: timedelta, paused: Pauses = ()) -> datetime:
        """The earliest instant at which the allowance is used up.

        Raises NeverOpens where the calendar never opens for so long, OutsideKnownDays where it does not
        know the holidays of the years it needs.
        """
        begin, left = _us(start), _length(allowance)
        for pause, resume in _pauses(paused):
            used = self.elapsed_us(begin, pause)
            if resume <= begin:
                continue
            if used >= left:
                break
            left -= used
            begin = max(begin, resume)
        return self._local(self.due_us(begin, left))

    def breach(self, start: datetime, allowance: timedelta, paused: Pauses = ()) -> datetime:
        """The last instant up to which the allowance is not exceeded: when an alert fires."""
        begin, left = _us(start), _length(allowance)
        for pause, resume in _pauses(paused):
            used = self.elapsed_us(begin, pause)
            if resume <= begin:
                continue
            if used > left:
                break
            left -= used
            begin = max(begin, resume)
        return self._local(self.breach_us(begin, left))

    def is_open(self, instant: datetime) -> bool:
        """Whether it is open; the opening instant is, the closing instant is not."""
        return self.is_open_us(_us(instant))

    def next_opening(self, instant: datetime) -> datetime:
        """The first open instant at or after this one."""
        return self._local(self.next_open_us(_us(instant)))

    def next_closing(self, instant: datetime) -> datetime | None:
        """The end of the opening at or after this instant; None where it goes on for more than a year."""
        closes = self.next_close_us(_us(instant))
        return None if closes is None else self._local(closes)

    def openings(self, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
        """The openings between two instants, clipped to them."""
        spans = self.intervals_us(_us(start), _us(end))
        return [(self._local(opens), self._local(closes)) for opens, closes in spans]

    def why_closed(self, instant: int) -> str | None:
        """Why it is closed at an instant (microseconds UTC), in words; None where it is open."""
        return why_closed(self.rule, instant) or None

    def _local(self, instant: int) -> datetime:
        return local_of(instant, self.zone)


def _us(instant: datetime) -> int:
    if not isinstance(instant, datetime):
        raise TypeError(f"{instant!r} is not a datetime")
    if instant.tzinfo is None or instant.utcoffset() is None:
        raise TypeError(f"{instant!r} has no time zone; give it one: datetime(..., tzinfo=ZoneInfo(...))")
    try:
        return us_of(instant)
    except OverflowError:
        raise OutOfRange from None


def _length(allowance: timedelta) -> int:
    if allowance < timedelta():
        raise ValueError("an allowance is not negative")
    return (allowance.days * 86_400 + allowance.seconds) * 1_000_000 + allowance.microseconds


def _pauses(paused: Pauses) -> list[tuple[int, int]]:
    spans = [(_us(begin), _us(end)) for begin, end in paused]
    for begin, end in spans:
        if end < begin:
            raise ValueError("a pause ends before it begins")
    return merged(spans)


def _date(day: str | date) -> date:
    if isinstance(day, datetime):
        raise TypeError(f"{day!r} is an instant; a date is wanted")
    return day if isinstance(day, date) else date.fromisoformat(day)


def _openings(hours: Hours) -> tuple[Opening, ...]:
    openings = []
    for opens, closes in hours:
        begin, end = _seconds(opens), _seconds(closes)
        if begin == DAY_S:
            raise ValueError("an opening begins before 24:00")
        openings.append(Opening(begin, end if end > begin else end + DAY_S))
    openings.sort(key=lambda each: each.opens)
    for one, other in pairwise(openings):
        if other.opens < one.closes:
            raise ValueError("two openings of one day overlap")
    return tuple(openings)


def _seconds(text: str) -> int:
    parts = text.split(":")
    if not 2 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError(f"{text!r} is not a time of day such as '08:30'")
    hours, minutes, seconds = (*map(int, parts), 0)[:3]
    total = hours * 3600 + minutes * 60 + seconds
    if minutes > 59 or seconds > 59 or total > DAY_S:
        raise ValueError(f"{text!r} is not a time of day such as '08:30'")
    return total
