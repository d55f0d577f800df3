"""Exact working-time arithmetic in integer microseconds: what the engines call.

Rules, from the agreed semantics: openings are half-open; `due` is the earliest instant at which an
allowance is used up (17:00, not 08:00 the next morning); the breach instant is the last at which it
is not yet exceeded (08:00 the next morning, where the day ended exactly).
"""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NoReturn

from sladsl.worktime.civil import DAY_US
from sladsl.worktime.faults import NeverOpens, OutOfRange, OutsideKnownDays
from sladsl.worktime.rules import NamedRule, Rule
from sladsl.worktime.table import BEGIN, END, Year, known_days, known_us, year_number, year_of

PATIENCE_YEARS = 30  # a calendar that stays closed for so long is taken never to open again


class Engine:
    """A calendar's open time. Tables of whole years are made when first needed and kept.

    Every method raises OutsideKnownDays for an instant whose holidays are not known and OutOfRange
    for one outside 1900 to 2199.
    """

    def __init__(self, named: NamedRule) -> None:
        self.named = named
        self._years: dict[int, Year] = {}
        self._last: Year | None = None
        self.known_from_us, self.known_until_us = known_us(named.rule)

    @property
    def name(self) -> str:
        """The name a reader knows it by."""
        return self.named.name

    @property
    def zone(self) -> str:
        """The zone its days are counted in."""
        return self.named.zone

    @property
    def rule(self) -> Rule:
        """The hours as data."""
        return self.named.rule

    def _at(self, instant: int) -> Year:
        last = self._last
        if last is not None and last.begin <= instant < last.end:
            return last
        self._last = self._year(self._number(instant))
        return self._last

    def _number(self, instant: int) -> int:
        if not self.known_from_us <= instant < self.known_until_us:
            self._refuse(instant)
        return year_number(instant)

    def _refuse(self, instant: int) -> NoReturn:
        if BEGIN <= instant < END:
            raise OutsideKnownDays(*known_days(self.rule))
        raise OutOfRange

    def _year(self, number: int) -> Year:
        year = self._years.get(number)
        if year is None:
            year = self._years[number] = year_of(self.rule, number)
        return year

    def elapsed_us(self, begin: int, end: int) -> int:
        """Open time between two instants; 0 where the end is not after the begin."""
        if end <= begin:
            return 0
        year = self._last  # most questions fall within the year of the one before
        if year is not None and year.begin <= begin and end <= year.end:
            return year.open_before(end) - year.open_before(begin)
        first, last = self._at(begin), self._at(end - 1)
        if first is last:
            return last.open_before(end) - last.open_before(begin)
        total = first.total - first.open_before(begin) + last.open_before(end)
        for number in range(year_number(begin) + 1, year_number(end - 1)):
            total += self._year(number).total
        return total

    def _years_from(self, instant: int) -> Iterator[tuple[Year, int]]:
        """The year of an instant and those after it, with the open time of it that is already past."""
        year, number = self._at(instant), self._number(instant)
        yield year, year.open_before(instant)
        closed = 0
        while closed <= PATIENCE_YEARS:
            if year.end >= self.known_until_us:
                self._refuse(self.known_until_us)
            number += 1
            year = self._year(number)
            closed = 0 if year.total else closed + 1
            yield year, 0
        raise NeverOpens

    def due_us(self, start: int, allowance: int) -> int:
        """The earliest instant at which so much open time has passed since `start`; NeverOpens if none."""
        if allowance <= 0:
            return start
        for year, past in self._years_from(start):
            if past + allowance <= year.total:
                return year.used_up(past + allowance)
            allowance -= year.total - past
        raise NeverOpens

    def breach_us(self, start: int, allowance: int) -> int:
        """The last instant up to which no more than so much open time has passed since `start`."""
        allowance = max(allowance, 0)
        for year, past in self._years_from(start):
            if past + allowance < year.total:
                return year.exceeded(past + allowance)
            allowance -= year.total - past
        raise NeverOpens

    def subtract_us(self, end: int, allowance: int) -> int:
        """The latest instant from which so much open time passes until `end`."""
        if allowance <= 0:
            return end
        year, number = self._at(end - 1), self._number(end - 1)
        past, closed = year.open_before(end), 0
        while closed <= PATIENCE_YEARS:
            if allowance <= past:
                return year.exceeded(past - allowance)
            allowance -= past
            if year.begin <= self.known_from_us:
                self._refuse(self.known_from_us - 1)
            number -= 1
            year = self._year(number)
            past = year.total
            closed = 0 if past else closed + 1
        raise NeverOpens

    def is_open_us(self, instant: int) -> bool:
        """Whether the calendar is open at an instant; not at the closing instant."""
        return self.elapsed_us(instant, instant + 1) > 0

    def next_open_us(self, instant: int) -> int:
        """The first open instant at or after this one."""
        return self.breach_us(instant, 0)

    def next_close_us(self, instant: int) -> int | None:
        """The end of the opening at or after an instant; None where it goes on for more than a year."""
        opens = self.next_open_us(instant)
        horizon = min(opens + 400 * DAY_US, self.known_until_us)
        _, closes = next(self.intervals_us(opens, horizon))
        if closes < horizon:
            return closes
        if horizon == self.known_until_us < END:
            self._refuse(horizon)
        return None

    def previous_close_us(self, instant: int) -> int:
        """The last instant up to which it was open: this one where it is open just before it."""
        return self.subtract_us(instant, 1) + 1

    def intervals_us(self, begin: int, end: int) -> Iterator[tuple[int, int]]:
        """The open spans between two instants, clipped to them, in order; touching ones are one."""
        if end <= begin:
            return
        held: tuple[int, int] | None = None
        for number in range(self._number(begin), self._number(end - 1) + 1):
            year = self._year(number)
            for index in range(bisect_right(year.ends, begin), len(year.begins)):
                opens, closes = max(year.begins[index], begin), min(year.ends[index], end)
                if opens >= end:
                    break
                if held is not None:
                    if held[1] == opens:
                        opens = held[0]
                    else:
                        yield held
                    held = None
                if closes == year.end:
                    held = (opens, closes)  # the next year may go on with it
                else:
                    yield opens, closes
        if held is not None:
            yield held
