"""What always holds of working time, and that it is what a slow clock of quarter hours counts."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import assert_never
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sladsl import Calendar
from sladsl.worktime import NeverOpens
from sladsl.worktime.civil import us_of
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
from tests.effort import exactly, examples

ZONES = ("UTC", "Europe/Athens", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "America/Havana")
QUARTER = timedelta(minutes=15)
QUARTER_S = 900
QUARTER_US = QUARTER_S * 1_000_000
HOUR = 3_600_000_000

# Days about which a clock changes in one of the zones (Cairo and Havana at midnight), or a year ends.
TURNS = [
    date(2024, 3, 31), date(2024, 10, 27), date(2024, 3, 10), date(2024, 11, 3), date(2024, 4, 7),
    date(2024, 10, 6), date(2024, 4, 26), date(2024, 10, 31), date(2024, 12, 31), date(2024, 2, 29),
]  # fmt: skip

# --- calendars at random --------------------------------------------------------------------------

openings = st.builds(
    lambda opens, length: Opening(opens * QUARTER_S, (opens + length) * QUARTER_S),
    st.integers(0, 95),
    st.one_of(st.integers(1, 40), st.integers(1, 96)),
)
hours = st.lists(openings, max_size=3).map(tuple)


@st.composite
def weekly(draw: st.DrawFn) -> Weekly:
    turn = draw(st.sampled_from(TURNS))
    days = draw(st.dictionaries(st.integers(-3, 3), hours, max_size=3))
    return Weekly(
        draw(st.sampled_from(ZONES)),
        tuple(draw(hours) for _ in range(7)),
        tuple(DayRule(turn + timedelta(days=each), days[each], "of its own") for each in sorted(days)),
    )


rules: st.SearchStrategy[Rule] = st.recursive(
    st.one_of(weekly(), weekly(), st.builds(Always, st.sampled_from(ZONES))),
    lambda inner: st.one_of(
        st.builds(lambda *parts: AnyOf(parts), inner, inner),
        st.builds(lambda *parts: AllOf(parts), inner, inner),
        st.builds(Except, inner, inner),
    ),
    max_leaves=3,
)
calendars = rules.map(lambda rule: Calendar.of(NamedRule("any", "UTC", rule)))
starts = st.builds(
    lambda turn, us: us_of(datetime(turn.year, turn.month, turn.day, tzinfo=UTC)) + us,
    st.sampled_from(TURNS),
    st.one_of(st.integers(-72 * HOUR, 72 * HOUR), st.integers(-288, 288).map(lambda each: each * QUARTER_US)),
)
lengths = st.one_of(
    st.integers(0, 400).map(lambda each: each * QUARTER_US), st.integers(0, 600 * HOUR), st.just(1)
)


def answered(ask: Callable[..., int], *given_: int) -> int:
    """The answer; a calendar that does not open for so long gives none and is passed over."""
    try:
        return ask(*given_)
    except NeverOpens:
        assume(False)
        raise


# --- laws -----------------------------------------------------------------------------------------


@given(calendars, st.lists(starts, min_size=3, max_size=3).map(sorted))
def test_elapsed_is_additive_and_never_more_than_time(calendar: Calendar, instants: list[int]) -> None:
    a, b, c = instants
    assert calendar.elapsed_us(a, b) + calendar.elapsed_us(b, c) == calendar.elapsed_us(a, c)
    assert 0 <= calendar.elapsed_us(a, c) <= c - a
    assert calendar.elapsed_us(c, a) == 0


@given(calendars, starts, lengths)
def test_due_is_the_first_instant_that_uses_the_allowance_up(
    calendar: Calendar, start: int, allowance: int
) -> None:
    due = answered(calendar.due_us, start, allowance)
    assert calendar.elapsed_us(start, due) == allowance
    assert due == start or calendar.elapsed_us(start, due - 1) == allowance - 1


@given(calendars, st.tuples(starts, starts).map(sorted), st.tuples(lengths, lengths).map(sorted))
def test_due_and_breach_are_monotone(calendar: Calendar, when: list[int], how_long: list[int]) -> None:
    (early, late), (short, long) = when, how_long
    for ask in (calendar.due_us, calendar.breach_us):
        assert answered(ask, early, short) <= answered(ask, early, long)
        assert answered(ask, early, short) <= answered(ask, late, short)


@given(calendars, starts, lengths)
def test_breach_is_the_last_instant_within_the_allowance(
    calendar: Calendar, start: int, allowance: int
) -> None:
    breach = answered(calendar.breach_us, start, allowance)
    assert calendar.elapsed_us(start, breach) == allowance
    assert calendar.elapsed_us(start, breach + 1) == allowance + 1
    assert breach == calendar.next_open_us(calendar.due_us(start, allowance))


@given(calendars, starts, lengths)
def test_subtract_is_the_last_instant_from_which_the_allowance_passes(
    calendar: Calendar, end: int, allowance: int
) -> None:
    start = answered(calendar.subtract_us, end, allowance)
    assert calendar.elapsed_us(start, end) == allowance
    assert start == end or calendar.elapsed_us(start + 1, end) == allowance - 1
    if allowance and calendar.is_open_us(end - 1):
        assert calendar.due_us(start, allowance) == end


@given(calendars, st.tuples(starts, starts).map(sorted))
def test_intervals_are_disjoint_and_add_up(calendar: Calendar, bounds: list[int]) -> None:
    begin, end = bounds
    spans = list(calendar.intervals_us(begin, end))
    assert sum(closes - opens for opens, closes in spans) == calendar.elapsed_us(begin, end)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(set(edges))
    assert all(begin <= edge <= end for edge in edges)


@given(calendars, starts)
def test_openings_and_closings_stand_where_it_opens_and_closes(calendar: Calendar, at: int) -> None:
    opens = answered(calendar.next_open_us, at)
    assert calendar.is_open_us(opens)
    assert calendar.elapsed_us(at, opens) == 0
    closes = calendar.next_close_us(at)
    if closes is not None:
        assert calendar.elapsed_us(opens, closes) == closes - opens > 0
        assert not calendar.is_open_us(closes)
    before = answered(calendar.previous_close_us, at)
    assert before <= at
    assert calendar.is_open_us(before - 1)
    assert calendar.elapsed_us(before, at) == 0


@given(calendars, starts)
def test_it_says_why_exactly_while_closed(calendar: Calendar, at: int) -> None:
    assert (calendar.why_closed(at) is None) == calendar.is_open_us(at)


@given(calendars, starts, st.integers(0, 5))
@examples(40)
def test_a_working_day_ends_at_one_of_its_closings(calendar: Calendar, start: int, days: int) -> None:
    close = answered(calendar.end_of_working_day_us, start, days)
    assert close > start
    assert close <= answered(calendar.end_of_working_day_us, start, days + 1)
    assert calendar.is_open_us(close - 1)


# --- the slow clock -------------------------------------------------------------------------------


@cache
def walls(zone: str, day: date) -> dict[datetime, list[datetime]]:
    """The UTC quarter hours at which a wall clock of the zone shows each time, from a day before to three after."""
    begin = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=1)
    found: dict[datetime, list[datetime]] = {}
    for step in range(4 * 96):
        at = begin + step * QUARTER
        found.setdefault(at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0), []).append(at)
    return found


def bound(zone: str, day: date, seconds: int, which: int) -> datetime:
    """The instant a wall clock shows a time: the first (0) or last (-1) such; if skipped, the gap later."""
    shown = walls(zone, day)
    wall = datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)  # noqa: DTZ001
    gap = timedelta()
    while wall not in shown:
        wall += QUARTER
        gap += QUARTER
    if (
        gap
    ):  # `wall` is where the clock went on: what was skipped ends there and began a quarter after the last
        last = max(each for each in shown if each < wall)
        wall += (wall - last - QUARTER) - gap
    return shown[wall][which]


def open_quarters(rule: Rule, first: date, days: int) -> set[datetime]:
    """The UTC quarter hours in which it is open, of openings that start from `first` on."""
    match rule:
        case Always():
            begin = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(days=2)
            return {begin + step * QUARTER for step in range((days + 4) * 96)}
        case Weekly():
            dated = {each.day: each.openings for each in rule.days}
            found: set[datetime] = set()
            for day in (first + timedelta(days=step) for step in range(days)):
                for each in dated.get(day, rule.week[day.weekday()]):
                    at = bound(rule.zone, day, each.opens, 0)
                    closes = bound(rule.zone, day, each.closes, -1)
                    while at < closes:
                        found.add(at)
                        at += QUARTER
            return found
        case AnyOf(parts):
            return set().union(*(open_quarters(part, first, days) for part in parts))
        case AllOf(parts):
            return set.intersection(*(open_quarters(part, first, days) for part in parts))
        case Except(base, less):
            return open_quarters(base, first, days) - open_quarters(less, first, days)
        case _:
            assert_never(rule)


@given(rules, st.sampled_from(TURNS), st.integers(0, 384), st.integers(0, 384), st.integers(0, 200))
@examples(150)
def test_it_counts_what_a_slow_clock_counts(
    rule: Rule, turn: date, one: int, other: int, allowance: int
) -> None:
    calendar = Calendar.of(NamedRule("any", "UTC", rule))
    begin = datetime(turn.year, turn.month, turn.day, tzinfo=UTC) - timedelta(days=2)
    opened = open_quarters(rule, turn - timedelta(days=5), 11)
    start, end = sorted((begin + one * QUARTER, begin + other * QUARTER))
    quarters = [start + step * QUARTER for step in range((end - start) // QUARTER)]
    assert calendar.elapsed(start, end) == QUARTER * sum(each in opened for each in quarters)
    assert calendar.is_open(start) == (start in opened)
    left, at = allowance, start
    while left and at < end:
        left -= at in opened
        at += QUARTER
    if not left:
        assert calendar.due(start, allowance * QUARTER) == at
        while at < end and at not in opened:
            at += QUARTER
        if at in opened:
            assert calendar.breach(start, allowance * QUARTER) == at


pause_lists = st.lists(st.tuples(starts, starts).map(sorted), max_size=4)


@given(calendars, starts, st.integers(0, 60).map(lambda each: each * HOUR), pause_lists)
def test_due_with_pauses_is_where_elapsed_with_pauses_reaches_it(
    calendar: Calendar, start: int, allowance: int, paused: list[list[int]]
) -> None:
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    at = epoch + timedelta(microseconds=start)
    spans = [(epoch + timedelta(microseconds=a), epoch + timedelta(microseconds=b)) for a, b in paused]
    length = timedelta(microseconds=allowance)
    tick = timedelta(microseconds=1)
    try:
        due, breach = calendar.due(at, length, spans), calendar.breach(at, length, spans)
    except NeverOpens:
        assume(False)
        raise
    assert calendar.elapsed(at, due, spans) == length
    assert not allowance or calendar.elapsed(at, due - tick, spans) == length - tick
    assert calendar.elapsed(at, breach, spans) == length
    assert calendar.elapsed(at, breach + tick, spans) == length + tick


def test_the_slow_clock_is_right_about_the_changes() -> None:
    """Worked out by hand: Athens, 31 March 2024 03:00 to 04:00 is skipped, 27 October 03:00 to 04:00 is twice."""
    spring, autumn = date(2024, 3, 31), date(2024, 10, 27)
    assert bound("Europe/Athens", spring, 3 * 3600 + 1800, 0) == datetime(2024, 3, 31, 1, 30, tzinfo=UTC)
    assert bound("Europe/Athens", autumn, 3 * 3600, 0) == datetime(2024, 10, 27, 0, 0, tzinfo=UTC)
    assert bound("Europe/Athens", autumn, 3 * 3600, -1) == datetime(2024, 10, 27, 1, 0, tzinfo=UTC)
    assert bound("Africa/Cairo", date(2024, 4, 26), 0, 0) == datetime(2024, 4, 25, 22, 0, tzinfo=UTC)
    assert bound("UTC", spring, DAY_S, -1) == datetime(2024, 4, 1, tzinfo=UTC)


@pytest.mark.slow
@given(calendars, starts, lengths)
@exactly(3000)
def test_due_breach_and_subtract_at_length(calendar: Calendar, start: int, allowance: int) -> None:
    due = answered(calendar.due_us, start, allowance)
    breach = answered(calendar.breach_us, start, allowance)
    assert calendar.elapsed_us(start, due) == calendar.elapsed_us(start, breach) == allowance
    assert calendar.elapsed_us(answered(calendar.subtract_us, start, allowance), start) == allowance
