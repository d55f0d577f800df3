"""Open spans of a rule, exact and year by year, with the open time up to each of them."""

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import lru_cache
from typing import assert_never

from sladsl.records import frozen
from sladsl.worktime.civil import FIRST_YEAR, LAST_YEAR, local_midnight_us, local_to_us
from sladsl.worktime.faults import OutOfRange
from sladsl.worktime.rules import AllOf, Always, AnyOf, DayRule, Except, Opening, Rule, Weekly
from sladsl.worktime.spans import Spans, clipped, common, merged, without

YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
_STARTS = [local_midnight_us(date(year, 1, 1), "UTC") for year in (*YEARS, LAST_YEAR + 1)]
BEGIN, END = _STARTS[0], _STARTS[-1]


@frozen
class Year:
    """The open spans within one UTC year: begins, ends, and the open time up to each end.

    `begin` and `end` are the year's, or where its holidays begin and cease to be known.
    """

    begin: int
    end: int
    begins: list[int]
    ends: list[int]
    until: list[int]

    @property
    def total(self) -> int:
        """All open time of the year."""
        return self.until[-1] if self.until else 0

    def open_before(self, instant: int) -> int:
        """Open time from the year's begin up to an instant in it, or its end."""
        index = bisect_right(self.begins, instant) - 1
        if index < 0:
            return 0
        return self.until[index] - max(self.ends[index] - instant, 0)

    def used_up(self, amount: int) -> int:
        """The earliest instant with so much open time before it; 0 < amount <= total."""
        index = bisect_left(self.until, amount)
        return self.ends[index] - (self.until[index] - amount)

    def exceeded(self, amount: int) -> int:
        """The last instant with no more than so much open time before it; 0 <= amount < total."""
        index = bisect_right(self.until, amount)
        return self.ends[index] - (self.until[index] - amount)


def year_number(instant: int) -> int:
    """The UTC year of an instant; OutOfRange outside 1900 to 2199."""
    index = bisect_right(_STARTS, instant) - 1
    if not 0 <= index < len(YEARS):
        raise OutOfRange
    return YEARS[index]


@lru_cache(maxsize=1024)
def year_of(rule: Rule, year: int) -> Year:
    """The table of one year, as far as the rule knows its holidays; kept for every calendar of the rule."""
    known_from, known_until = known_us(rule)
    begin = max(_STARTS[year - FIRST_YEAR], known_from)
    end = min(_STARTS[year - FIRST_YEAR + 1], known_until)
    spans = _spans(rule, year, begin, end)
    until: list[int] = []
    total = 0
    for opens, closes in spans:
        total += closes - opens
        until.append(total)
    return Year(begin, end, [opens for opens, _ in spans], [closes for _, closes in spans], until)


def _spans(rule: Rule, year: int, begin: int, end: int) -> Spans:
    match rule:
        case Always():
            return [(begin, end)]
        case Weekly():
            return clipped(_weekly(rule, year), begin, end)
        case AnyOf(parts):
            return merged(span for part in parts for span in _spans(part, year, begin, end))
        case AllOf(parts):
            spans = _spans(parts[0], year, begin, end)
            for part in parts[1:]:
                spans = common(spans, _spans(part, year, begin, end))
            return spans
        case Except(base, less):
            return without(_spans(base, year, begin, end), _spans(less, year, begin, end))
        case _:
            assert_never(rule)


def _weekly(rule: Weekly, year: int) -> Spans:
    """All openings that may reach into the year: local days run up to a day ahead of or behind UTC."""
    first, last = date(year, 1, 1) - timedelta(days=2), date(year + 1, 1, 2)
    days = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return merged(span for day in days for span in openings_on(rule, day))


@lru_cache(maxsize=512)
def known_us(rule: Rule) -> tuple[int, int]:
    """The instants, half-open, for which every part of the rule knows its holidays."""
    match rule:
        case Always():
            return BEGIN, END
        case Weekly():
            return _weekly_known_us(rule)
        case AnyOf(parts) | AllOf(parts):
            known = [known_us(part) for part in parts]
        case Except(base, less):
            known = [known_us(base), known_us(less)]
        case _:
            assert_never(rule)
    return max(first for first, _ in known), min(last for _, last in known)


def _weekly_known_us(rule: Weekly) -> tuple[int, int]:
    begin, end = BEGIN, END
    if rule.known_from is not None:
        # What the day before lets run past midnight may have been a holiday's: known only after it.
        spilt = openings_on(rule, rule.known_from - timedelta(days=1))
        begin = max(begin, local_midnight_us(rule.known_from, rule.zone), *(closes for _, closes in spilt))
    if rule.known_until is not None:
        end = min(end, local_midnight_us(rule.known_until + timedelta(days=1), rule.zone))
    return begin, end


def known_days(rule: Rule) -> tuple[date | None, date | None]:
    """The first and last date for which every part of the rule knows its holidays; None: no limit."""
    match rule:
        case Always():
            return None, None
        case Weekly():
            return rule.known_from, rule.known_until
        case AnyOf(parts) | AllOf(parts):
            known = [known_days(part) for part in parts]
        case Except(base, less):
            known = [known_days(base), known_days(less)]
        case _:
            assert_never(rule)
    firsts = [first for first, _ in known if first is not None]
    lasts = [last for _, last in known if last is not None]
    return max(firsts, default=None), min(lasts, default=None)


def openings_on(rule: Weekly, day: date) -> Spans:
    """The spans that start on a local date."""
    return [
        (local_to_us(day, each.opens, rule.zone), local_to_us(day, each.closes, rule.zone, closing=True))
        for each in openings_of(rule, day)
    ]


def openings_of(rule: Weekly, day: date) -> tuple[Opening, ...]:
    """The hours of a date: its own where it has some, else its weekday's."""
    dated = _dated(rule)
    return dated[day].openings if day in dated else rule.week[day.weekday()]


@lru_cache(maxsize=512)
def _dated(rule: Weekly) -> dict[date, DayRule]:
    return {each.day: each for each in rule.days}


def day_rule(rule: Weekly, day: date) -> DayRule | None:
    """What a date has instead of its weekday's hours."""
    return _dated(rule).get(day)
