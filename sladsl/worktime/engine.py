"""Exact working-time arithmetic in integer microseconds: what the engines call.

Rules, from the agreed semantics: openings are half-open; `due` is the earliest instant at which an
allowance is used up (17:00, not 08:00 the next morning); the breach instant is the last at which it
is not yet exceeded (08:00 the next morning, where the day ended exactly).
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NoReturn, assert_never

from sladsl.worktime.civil import (
    DAY_US,
    FIRST_YEAR,
    LAST_YEAR,
    day_of,
    later_us,
    local_midnight_us,
)
from sladsl.worktime.faults import NeverOpens, OutOfRange, OutsideKnownDays
from sladsl.worktime.rules import AllOf, Always, AnyOf, Except, NamedRule, Rule, Weekly
from sladsl.worktime.spans import Spans, common, merged, without
from sladsl.worktime.table import YEARS, Year, known_days, openings_on, year_number, year_of

PATIENCE_YEARS = 30  # a calendar that stays closed for so long is taken never to open again

BEGIN = local_midnight_us(date(FIRST_YEAR, 1, 1), "UTC")
END = local_midnight_us(date(LAST_YEAR + 1, 1, 1), "UTC")


class Engine:
    """A calendar's open time. Tables of whole years are made when first needed and kept."""

    def __init__(self, named: NamedRule) -> None:
        self.named = named
        self._years: dict[int, Year] = {}
        self._last: Year | None = None
        first, last = self._known_days = known_days(named.rule)
        after = None if last is None else last + timedelta(days=1)
        self._known_from = BEGIN if first is None else local_midnight_us(first, named.zone)
        self._known_until = END if after is None else local_midnight_us(after, named.zone)

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
        if (
            last is not None
            and last.begin <= instant < last.end
            and self._known_from <= last.begin
            and last.end <= self._known_until
        ):
            return last
        if not self._known_from <= instant <= self._known_until:
            self._refuse()
        self._last = self._year(year_number(instant))
        return self._last

    def _refuse(self) -> NoReturn:
        raise OutsideKnownDays(*self._known_days)

    def _year(self, number: int) -> Year:
        year = self._years.get(number)
        if year is None:
            if number not in YEARS:
                raise OutOfRange
            year = self._years[number] = year_of(self.rule, number)
        return year

    def elapsed_us(self, begin: int, end: int) -> int:
        """Open time between two instants; 0 where the end is not after the begin."""
        if end <= begin:
            return 0
        first, last = self._at(begin), self._at(end)
        if first is last:
            return last.open_before(end) - last.open_before(begin)
        total = first.total - first.open_before(begin) + last.open_before(end)
        for number in range(year_number(begin) + 1, year_number(end)):
            total += self._year(number).total
        return total

    def _years_from(self, instant: int) -> Iterator[tuple[Year, int]]:
        """The year of an instant and those after it, with the open time of it that is already past."""
        year, number = self._at(instant), year_number(instant)
        yield year, year.open_before(instant)
        closed = 0
        for following in range(number + 1, LAST_YEAR + 1):
            if year.end >= self._known_until < END:
                self._refuse()
            year = self._year(following)
            closed = 0 if year.total else closed + 1
            if closed > PATIENCE_YEARS:
                break
            yield year, 0
        raise NeverOpens

    def due_us(self, start: int, allowance: int) -> int:
        """The earliest instant at which so much open time has passed since `start`.

        Raises NeverOpens, OutsideKnownDays or OutOfRange where there is none.
        """
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
                return max(year.exceeded(past + allowance), start)
            allowance -= year.total - past
        raise NeverOpens

    def subtract_us(self, end: int, allowance: int) -> int:
        """The latest instant from which so much open time passes until `end`."""
        if allowance <= 0:
            return end
        number = year_number(end)
        year = self._at(end)
        past = year.open_before(end)
        closed = 0
        while closed <= PATIENCE_YEARS:
            if allowance <= past:
                return year.exceeded(past - allowance)
            if year.begin <= self._known_from and self._known_from > BEGIN:
                self._refuse()
            allowance -= past
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
        """The end of the opening at or after an instant; None where it does not end within a year or so."""
        opens = self.next_open_us(instant)
        horizon = min(opens + 400 * DAY_US, self._known_until)
        _, closes = next(self.intervals_us(opens, horizon))
        return closes if closes < horizon else None

    def previous_close_us(self, instant: int) -> int:
        """The last instant up to which it was open: this one where it is open just before it."""
        return self.subtract_us(instant, 1) + 1

    def intervals_us(self, begin: int, end: int) -> Iterator[tuple[int, int]]:
        """The open spans between two instants, clipped to them, in order; touching ones are one."""
        if end <= begin:
            return
        if begin < self._known_from or end > self._known_until:
            self._refuse()
        held: tuple[int, int] | None = None
        for number in range(year_number(begin), year_number(end - 1) + 1):
            year = self._year(number)
            for index in range(bisect_right(year.ends, begin), len(year.begins)):
                opens, closes = max(year.begins[index], begin), min(year.ends[index], end)
                if opens >= end:
                    break
                if opens >= closes:
                    continue
                if held is not None and held[1] == opens:
                    held = (held[0], closes)
                    continue
                if held is not None:
                    yield held
                held = (opens, closes)
        if held is not None:
            yield held

    # calendar days

    def spans_of_day(self, day: date) -> Spans:
        """The open spans that belong to a local date: those that start on it, past midnight too."""
        return merged(self._day_spans(self.rule, day))

    def _day_spans(self, rule: Rule, day: date) -> Spans:
        match rule:
            case Always(zone):
                after = local_midnight_us(day + timedelta(days=1), zone)
                return [(local_midnight_us(day, zone), after)]
            case Weekly():
                if (rule.known_from or day) > day or (rule.known_until or day) < day:
                    self._refuse()
                return merged(openings_on(rule, day))
            case AnyOf(parts):
                return merged(span for part in parts for span in self._day_spans(part, day))
            case AllOf(parts):
                spans = self._day_spans(parts[0], day)
                for part in parts[1:]:
                    spans = common(spans, self._open_of(part, spans))
                return spans
            case Except(base, less):
                spans = self._day_spans(base, day)
                return without(spans, self._open_of(less, spans))
            case _:
                assert_never(rule)

    def _open_of(self, rule: Rule, spans: Spans) -> Spans:
        if not spans:
            return []
        part = Engine(NamedRule(self.name, self.zone, rule))
        return list(part.intervals_us(spans[0][0], spans[-1][1]))

    def is_working_day(self, day: date) -> bool:
        """Whether any opening belongs to the date."""
        return bool(self.spans_of_day(day))

    def last_close_on_us(self, day: date) -> int | None:
        """The last closing of a date; None where it has no openings."""
        spans = self.spans_of_day(day)
        return spans[-1][1] if spans else None

    def close_of_day_us(self, day: date) -> int:
        """The last closing of a date or, where it has no openings, the last closing before its end."""
        close = self.last_close_on_us(day)
        if close is not None:
            return close
        return self.previous_close_us(local_midnight_us(day + timedelta(days=1), self.zone))

    def end_of_working_day_us(self, start: int, days: int) -> int:
        """The close of the Nth working day after the day of `start`, which is itself day 0.

        As periods in law are counted (for example Regulation (EEC, Euratom) No 1182/71, article 3): the
        day of the event does not count, whether it was a working day or not. Friday 10:00 and two
        working days is the close of Tuesday; Saturday and one is the close of Monday.
        """
        day = day_of(start, self.zone)
        left, closed = days, 0
        while True:
            day += timedelta(days=1)
            if self.is_working_day(day):
                left, closed = left - 1, 0
                if left <= 0:
                    return self.spans_of_day(day)[-1][1]
            else:
                closed += 1
                if closed > PATIENCE_YEARS * 366:
                    raise NeverOpens

    def later_us(self, start: int, months: int, days: int, zone: str) -> int:
        """The same wall-clock time so many months and days later in a zone."""
        return later_us(start, months, days, zone)
