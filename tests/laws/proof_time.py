"""Calendars and deadlines of a policy's JSON, for the checkers of proofs: plain, and nobody else's code.

A deadline is a function that says, for every instant at which a clock may start, up to when it may run. Functions
are kept as pieces on which they stand still or go on with the clock; where they bend is found by halving.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from json import dumps
from typing import Any
from zoneinfo import ZoneInfo

Json = dict[str, Any]
Span = tuple[int, int]
Spans = list[Span]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


class Refused(Exception):  # noqa: N818 (it says what became of the proof)
    """The proof does not prove it; the message says what is wrong."""


class NotKnown(Refused):
    """The proof is of a kind that the checkers do not know."""


def fold(name: str) -> str:
    """A name as it is compared (the tests have no Greek ones)."""
    return " ".join(name.casefold().split())


# --- functions of instants ------------------------------------------------------------------------


class Late:
    """A function of whole instants from `at[0]` to `end`, both included; piece i begins at `at[i]`."""

    def __init__(self, at: list[int], value: list[int], moves: list[bool], end: int) -> None:
        self.at, self.value, self.moves, self.end = at, value, moves, end

    def __call__(self, instant: int) -> int:
        number = bisect_right(self.at, instant) - 1
        return self.value[number] + (instant - self.at[number] if self.moves[number] else 0)

    def pieces(self) -> Iterable[tuple[int, int]]:
        """From where to where (included) it does not bend."""
        return zip(self.at, [each - 1 for each in self.at[1:]] + [self.end])


def made(function: Callable[[int], int], marks: Iterable[int], begin: int, end: int) -> Late:
    """The pieces of a function that bends at some of the marks, or else where halving finds it."""
    at, value, moves = list[int](), list[int](), list[bool]()
    known = sorted({begin, *(mark for mark in marks if begin < mark <= end), end + 1})
    waiting = [(first, after - 1) for first, after in reversed(list(pairwise(known)))]
    while waiting:
        first, last = waiting.pop()
        low, high, middle = function(first), function(last), (first + last) // 2
        between = function(middle)
        if low == high == between:
            at.append(first), value.append(low), moves.append(False)
        elif (high - low, between - low) == (last - first, middle - first):
            at.append(first), value.append(low), moves.append(True)
        else:
            waiting += [(middle + 1, last), (first, middle)]
    return Late(at, value, moves, end)


def then(first: Late, second: Late) -> Late:
    """The second at the value of the first."""
    marks = set(first.at)
    for number, (begin, last) in enumerate(first.pieces()):
        if first.moves[number]:
            value = first.value[number]
            low, high = bisect_right(second.at, value), bisect_right(second.at, value + last - begin)
            marks.update(begin + mark - value for mark in second.at[low:high])
    return made(lambda instant: second(first(instant)), marks, first.at[0], first.end)


def chosen(one: Late, other: Late, which: Callable[[int, int], int]) -> Late:
    """The earlier (`min`) or the later (`max`) of two at every instant."""
    marks = {*one.at, *other.at}
    for begin, last in pairwise(sorted({*marks, one.end})):
        apart = one(begin) - other(begin)  # of the two at most one moves on, a microsecond in each
        marks |= {begin + abs(apart) + step for step in (0, 1) if begin + abs(apart) + step <= last}
    return made(lambda instant: which(one(instant), other(instant)), marks, one.at[0], one.end)


def never_earlier(function: Late) -> Late:
    """The latest value so far: whoever starts by then may have had it."""
    at, value, moves = list[int](), list[int](), list[bool]()
    best = function.value[0]
    for number, (begin, last) in enumerate(function.pieces()):
        low = function.value[number]
        high = low + (last - begin if function.moves[number] else 0)
        if high <= best or not function.moves[number]:
            best = max(best, low)
            at.append(begin), value.append(best), moves.append(False)
            continue
        if low < best:
            at.append(begin), value.append(best), moves.append(False)
            begin += best - low
            low = best
        at.append(begin), value.append(low), moves.append(True)
        best = high
    return Late(at, value, moves, function.end)


def greatest(upper: Late, lower: Late, before: int) -> int:
    """The greatest difference at any instant before one."""
    marks = sorted({each for each in (*upper.at, *lower.at) if each < before} | {before})
    return max(
        upper(instant) - lower(instant) for first, after in pairwise(marks) for instant in (first, after - 1)
    )


def itself(begin: int, end: int) -> Late:
    """The instant itself."""
    return Late([begin], [begin], [True], end)


# --- calendars ------------------------------------------------------------------------------------


def at(day: date, seconds: int, zone: ZoneInfo, second: bool = False) -> int:
    """A wall-clock time of a date as an instant; of one that comes twice the first, or the `second`."""
    wall = datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)  # noqa: DTZ001
    before = wall.replace(tzinfo=zone, fold=0).utcoffset()
    after = wall.replace(tzinfo=zone, fold=1).utcoffset()
    assert before is not None
    assert after is not None
    offset = after if second and after < before else before  # what is skipped is read before the change
    since = wall - offset - datetime(1970, 1, 1)  # noqa: DTZ001 (both are UTC without saying so)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def day_at(us: int, zone: ZoneInfo) -> date:
    """The local date of an instant."""
    return (EPOCH + timedelta(microseconds=us)).astimezone(zone).date()


def joined(spans: Iterable[Span]) -> Spans:
    """In order, and one where they touch."""
    found: Spans = []
    for begin, end in sorted(span for span in spans if span[0] < span[1]):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found


def common(one: Spans, other: Spans) -> Spans:
    """What lies in both; both are in order."""
    found: Spans = []
    i = j = 0
    while i < len(one) and j < len(other):
        begin, end = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if begin < end:
            found.append((begin, end))
        if one[i][1] <= other[j][1]:
            i += 1
        else:
            j += 1
    return found


def less(one: Spans, other: Spans) -> Spans:
    """What of the one does not lie in the other."""
    if not one:
        return []
    first, last = one[0][0], one[-1][1]
    edges = [first, *(edge for span in other for edge in span), last]
    gaps = [(edges[n], edges[n + 1]) for n in range(0, len(edges), 2) if edges[n] < edges[n + 1]]
    return common(one, gaps)


def openings(rule: Json, begin: int, end: int) -> Spans:
    """The open time of a rule between two instants."""
    return list(_openings(dumps(rule), begin, end)) if begin < end else []


@lru_cache(maxsize=256)
def _openings(text: str, begin: int, end: int) -> tuple[Span, ...]:
    from json import loads

    rule = loads(text)
    parts = [openings(each, begin, end) for each in rule.get("parts", ())]
    match rule["type"]:
        case "always":
            spans = [(begin, end)]
        case "weekly":
            spans = _weekly(rule, begin, end)
        case "any of":
            spans = [span for part in parts for span in part]
        case "all of":
            spans = parts[0]
            for part in parts[1:]:
                spans = common(spans, part)
        case "except":
            spans = less(openings(rule["base"], begin, end), openings(rule["less"], begin, end))
        case other:
            raise NotKnown(f"calendars of {other}")
    return tuple(common(joined(spans), [(begin, end)]))


def _weekly(rule: Json, begin: int, end: int) -> Spans:
    zone, dated = ZoneInfo(rule["zone"]), {each["day"]: each["openings"] for each in rule["days"]}
    day, last = day_at(begin, zone), day_at(end - 1, zone)
    known = [rule.get("known_from") or day.isoformat(), rule.get("known_until") or last.isoformat()]
    if not known[0] <= day.isoformat() <= last.isoformat() <= known[1]:
        raise Refused(f"the calendar is known from {known[0]} to {known[1]} only")
    spans: Spans = []
    day -= DAY
    while day <= last:
        for each in dated.get(day.isoformat(), rule["week"][day.weekday()]):
            spans.append((at(day, each["opens"], zone), at(day, each["closes"], zone, second=True)))
        day += DAY
    return spans


def counted(spans: Spans, begin: int, end: int) -> Late:
    """How much is open from the begin up to an instant."""
    total, marks, sums = 0, [begin], [0]
    for opens, closes in spans:
        marks += [opens, closes]
        sums += [total, total + closes - opens]
        total += closes - opens

    def until(instant: int) -> int:
        number = bisect_right(marks, instant) - 1
        return sums[number] + (instant - marks[number] if number % 2 else 0)

    return made(until, marks, begin, end)


def finished(spans: Spans, length: int, begin: int, end: int) -> Late:
    """The last instant up to which no more than the length is open since a start; `end` if that is never over."""
    time = counted(spans, begin, end)
    sums = [time(opens) for opens, _ in spans]

    def latest(start: int) -> int:
        used = time(start) + length
        number = bisect_right(sums, used) - 1
        if number < 0 or used - sums[number] >= spans[number][1] - spans[number][0]:
            return end
        return spans[number][0] + used - sums[number]

    marks = {edge for span in spans for edge in span}
    for total in (*sums, time(end)):  # the starts from which it is over as one of them opens
        number = bisect_right(sums, total - length) - 1
        if number >= 0:
            opens, closes = spans[number]
            marks |= {min(opens + total - length - sums[number], closes)}
    return made(latest, marks, begin, end)


# --- deadlines ------------------------------------------------------------------------------------


def allowed(deadline: Json, named: Json, zone: str, begin: int, end: int, seen_until: int) -> Late:
    """Up to when a clock that starts at an instant may run, or until the calendar opens again after that.

    Past `seen_until` nothing is promised: `end`.
    """
    spans = openings(named["rule"], begin, min(seen_until, end))
    match deadline["type"]:
        case "within":
            return finished(spans, deadline["us"], begin, end)
        case "whichever":
            which = {"later": max, "earlier": min}[deadline["which"]]
            first, *others = [allowed(each, named, zone, begin, end, seen_until) for each in deadline["of"]]
            for other in others:
                first = chosen(first, other, which)
            return first
        case "working days":
            due = _working_days(deadline["days"], named, begin, end)
        case "calendar units":
            due = _calendar_units(deadline["months"], deadline["days"], ZoneInfo(zone), begin, end)
        case other:
            raise NotKnown(f"deadlines of {other}")
    return then(due, finished(spans, 0, begin, end))


def _working_days(days: int, named: Json, begin: int, end: int) -> Late:
    """The last close of the Nth day that has open time left, the day of the start not being one of them."""
    zone, rule = ZoneInfo(named["zone"]), named["rule"]
    if rule["type"] not in ("always", "weekly"):
        raise NotKnown("working days of calendars made of others")
    by_day: dict[date, Spans] = {}
    day, last = day_at(begin, zone) - DAY, day_at(end, zone)
    dated = {each["day"]: each["openings"] for each in rule.get("days", ())}
    whole = [{"opens": 0, "closes": 86_400}]
    while day <= last:
        own = whole if rule["type"] == "always" else dated.get(day.isoformat(), rule["week"][day.weekday()])
        by_day[day] = joined((at(day, o["opens"], zone), at(day, o["closes"], zone, True)) for o in own)
        day += DAY

    def close(start: int) -> int:
        today = day_at(start, zone)
        inside = {d for d in (today - DAY, today) if any(a <= start < b for a, b in by_day.get(d, ()))}
        own = today if today in inside or not inside else today - DAY
        following = [d for d in by_day if d > own or (days == 0 and d == own)]
        closes = [by_day[d][-1][1] for d in following if by_day[d] and by_day[d][-1][1] > start]
        number = max(days, 1)
        return min(max(closes[:number]), end) if len(closes) >= number else end

    marks = {at(day, 0, zone) for day in by_day} | {e for spans in by_day.values() for s in spans for e in s}
    return made(close, marks, begin, end)


def _calendar_units(months: int, days: int, zone: ZoneInfo, begin: int, end: int) -> Late:
    """The same time of day so many months and then days later."""

    def due(start: int) -> int:
        wall = (EPOCH + timedelta(microseconds=start)).astimezone(zone).replace(tzinfo=None)
        year, month = divmod(wall.year * 12 + wall.month - 1 + months, 12)
        first_after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
        day = min(wall.day, (first_after - DAY).day)
        moved = date(year, month + 1, day) + timedelta(days=days)
        seconds = wall.hour * 3600 + wall.minute * 60 + wall.second
        return min(at(moved, seconds, zone, second=True) + wall.microsecond, end)

    marks, day = set[int](), day_at(begin, zone)
    while day <= day_at(end, zone):
        marks |= {at(day, hour * 3600, zone) for hour in (0, 2, 3, 4, 5)}
        day += DAY
    return made(due, marks, begin, end)
