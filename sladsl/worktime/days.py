"""Working days: the openings that belong to a date, and periods counted in days."""

from contextlib import suppress
from datetime import date, timedelta
from typing import assert_never

from sladsl.worktime.civil import DAY_US, FIRST_YEAR, LAST_YEAR, day_of, later_us, local_midnight_us
from sladsl.worktime.engine import PATIENCE_YEARS, Engine
from sladsl.worktime.faults import NeverOpens, OutOfRange, OutsideKnownDays
from sladsl.worktime.rules import AllOf, Always, AnyOf, Except, NamedRule, Rule, Weekly
from sladsl.worktime.spans import Spans, common, merged, without
from sladsl.worktime.table import END, known_days, openings_on

_DAY = timedelta(days=1)


class DayEngine(Engine):
    """A calendar's open time by local date. An opening past midnight belongs to the date it starts on.

    A date outside the known ones raises OutsideKnownDays, one outside 1900 to 2199 OutOfRange.
    """

    def spans_of_day(self, day: date) -> Spans:
        """The open spans that belong to a local date: those that start on it, past midnight too."""
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise OutOfRange
        return merged(_spans_of(self.rule, day))

    def is_working_day(self, day: date) -> bool:
        """Whether any opening belongs to the date."""
        return bool(self.spans_of_day(day))

    def working_day_after(self, day: date, days: int) -> date:
        """The Nth working day after a date, which does not count itself, whether it is one or not.

        Raises ValueError for fewer than one, NeverOpens where there are not so many.
        """
        if days < 1:
            raise ValueError("the first working day after a date is the one with the number 1")
        if days > (date(LAST_YEAR, 12, 31) - day).days:
            raise OutOfRange
        closed = 0
        while closed <= PATIENCE_YEARS * 366:
            day += _DAY
            closed += 1
            if self.is_working_day(day):
                days, closed = days - 1, 0
                if days == 0:
                    return day
        raise NeverOpens

    def last_close_on_us(self, day: date) -> int | None:
        """The last closing of a date; None where it has no openings."""
        spans = self.spans_of_day(day)
        return spans[-1][1] if spans else None

    def close_of_day_us(self, day: date) -> int:
        """The last closing of a date or, where it has no openings, the last closing before its end."""
        close = self.last_close_on_us(day)
        if close is not None:
            return close
        return self.previous_close_us(local_midnight_us(day + _DAY, self.zone))

    def end_of_working_day_us(self, start: int, days: int) -> int:
        """The close of the Nth working day, the day of `start` being day 0.

        The first is the first day with open time left that is not the day of the start, as periods in
        law are counted (for example Regulation (EEC, Euratom) No 1182/71, article 3): the day of the
        event does not count, whether it was a working day or not. Friday 10:00 and two working days is
        the close of Tuesday; Saturday and one is the close of Monday. A start within a night shift is
        of the day the shift began on. `days` 0 is the close of the day of the start or, where none of
        it is left, of the next working day. Raises ValueError for fewer, NeverOpens where there are not
        so many.
        """
        if days < 0:
            raise ValueError("a number of working days is not negative")
        self._number(start)  # refuses a start that is out of range before days are counted
        if days * DAY_US > END - start:
            raise OutOfRange
        day = self._day_of_start(start)
        left, closed, latest = max(days, 1), 0, start
        if days == 0:
            day -= _DAY
        while closed <= PATIENCE_YEARS * 366:
            day += _DAY
            close = self.last_close_on_us(day)
            if close is None or close <= start:
                closed += 1
                continue
            left, closed = left - 1, 0
            latest = max(latest, close)  # a long shift may end after the whole of the next day's hours
            if left == 0:
                return latest
        raise NeverOpens

    def _day_of_start(self, start: int) -> date:
        day = day_of(start, self.zone)
        if not _within(start, self.spans_of_day(day)):
            # A day that is not known has no opening that reaches a known instant.
            with suppress(OutsideKnownDays, OutOfRange):
                if _within(start, self.spans_of_day(day - _DAY)):
                    return day - _DAY
        return day

    def later_us(self, start: int, months: int, days: int, zone: str) -> int:
        """The same wall-clock time so many months and days later in a zone."""
        return later_us(start, months, days, zone)


def _within(instant: int, spans: Spans) -> bool:
    return any(opens <= instant < closes for opens, closes in spans)


def _spans_of(rule: Rule, day: date) -> Spans:
    match rule:
        case Always(zone):
            return [(local_midnight_us(day, zone), local_midnight_us(day + _DAY, zone))]
        case Weekly():
            if (rule.known_from or day) > day or (rule.known_until or day) < day:
                raise OutsideKnownDays(*known_days(rule))
            return merged(openings_on(rule, day))
        case AnyOf(parts):
            return merged(span for part in parts for span in _spans_of(part, day))
        case AllOf(parts):
            # Days are those of the part that has hours: a night shift and `always` keep the shift whole.
            whose = next((part for part in parts if not isinstance(part, Always)), parts[0])
            spans = _spans_of(whose, day)
            for part in parts:
                if part is not whose:
                    spans = common(spans, _open_within(part, spans))
            return spans
        case Except(base, less):
            spans = _spans_of(base, day)
            return without(spans, _open_within(less, spans))
        case _:
            assert_never(rule)


def _open_within(rule: Rule, spans: Spans) -> Spans:
    if not spans:
        return []
    return list(Engine(NamedRule("", "UTC", rule)).intervals_us(spans[0][0], spans[-1][1]))
