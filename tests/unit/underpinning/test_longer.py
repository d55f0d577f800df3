"""Deadlines on calendars compared for every start: against trying starts one by one, and figures by hand."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sladsl.policy.model import CalendarUnits, Deadline, EndOf, Whichever, Within, WorkingDays
from sladsl.underpinning.comparison.hours import Hours, gap_of
from sladsl.underpinning.comparison.longer import longer
from sladsl.underpinning.comparison.stories import Stage
from sladsl.worktime.civil import local_midnight_us
from sladsl.worktime.rules import Always, NamedRule, Opening, Weekly
from tests.effort import examples

HOUR = 3_600_000_000
ATHENS = "Europe/Athens"
WEEK = (*[(Opening(8 * 3600, 17 * 3600),)] * 5, (), ())
OFFICE = NamedRule("", ATHENS, Weekly(ATHENS, WEEK))
ALWAYS = NamedRule("", ATHENS, Always(ATHENS))
NIGHT = NamedRule("", ATHENS, Weekly(ATHENS, ((Opening(22 * 3600, 30 * 3600),),) * 7))
EASTERN = NamedRule("", "America/New_York", Weekly("America/New_York", WEEK))


def midnight(year: int, month: int, day: int) -> int:
    return local_midnight_us(date(year, month, day), ATHENS)


def hours(deadline: Deadline, named: NamedRule = OFFICE) -> Hours:
    return Hours(deadline, named, ATHENS)


SPRING = midnight(2026, 3, 16), midnight(2026, 4, 20)  # the clocks go forward on 29 March
AUTUMN = midnight(2026, 10, 12), midnight(2026, 11, 9)  # and back on 25 October

deadlines = st.one_of(
    st.integers(1, 40).map(lambda n: Within(n * HOUR // 2)),
    st.integers(0, 3).map(WorkingDays),
    st.builds(CalendarUnits, st.integers(0, 1), st.integers(0, 3)),
)
both = st.tuples(st.sampled_from(["later", "earlier"]), st.lists(deadlines, min_size=2, max_size=3))
any_deadline = st.one_of(deadlines, both.map(lambda pair: Whichever(pair[0], tuple(pair[1]))))
calendars = st.sampled_from([OFFICE, ALWAYS, NIGHT, EASTERN])
many = st.builds(Hours, any_deadline, calendars, st.just(ATHENS))


@given(many, many, st.sampled_from([SPRING, AUTUMN]), st.lists(st.integers(0, 10**12), max_size=30))
@examples(120)
def test_no_start_has_more_than_the_worst(
    long: Hours, short: Hours, stage: tuple[int, int], others: list[int]
) -> None:
    begin, end = stage
    found = gap_of(long, short, begin, end)
    worst = found.worst.us if found else 0
    grid = range(begin, end, 97 * 60_000_000)
    edges = [at + d for span in OFFICE_SPANS[stage] for at in span for d in (-1, 0, 1)]
    for start in (*grid, *edges, *(begin + each * 3 for each in others)):
        if begin <= start < end and short.last(start, end) < end:
            assert long.last(start, end) - short.last(start, end) <= worst
    if found:
        for each in (found.worst, found.plain):
            assert (
                long.last(each.start, end) == each.long_last > each.short_last == short.last(each.start, end)
            )


OFFICE_SPANS = {stage: list(hours(Within(HOUR)).calendar.intervals_us(*stage)) for stage in (SPRING, AUTUMN)}


@pytest.mark.parametrize(
    ("long", "short", "stage", "worst"),
    [
        # Friday 13:00: four hours are used up at 17:00 and not exceeded before Monday 08:00; by the clock on the
        # wall they end on Friday at 17:00
        pytest.param(hours(Within(4 * HOUR)), hours(Within(4 * HOUR), ALWAYS), SPRING, 63, id="a weekend"),
        pytest.param(
            hours(Within(4 * HOUR)), hours(Within(4 * HOUR), ALWAYS), AUTUMN, 64, id="25 hours of Sunday"
        ),
        # Thursday 16:00 to Friday 12:00 or to 16:00 of Thursday's hour and seven of Friday
        pytest.param(hours(Within(8 * HOUR)), hours(Within(4 * HOUR)), SPRING, 67, id="Friday 09:00"),
        pytest.param(hours(Within(4 * HOUR)), hours(Within(8 * HOUR)), SPRING, None, id="never"),
        # Monday 08:00: nine hours are in time up to Tuesday 08:00; one working day up to Wednesday 08:00
        pytest.param(hours(Within(9 * HOUR)), hours(WorkingDays(1)), SPRING, None, id="a day in hours"),
    ],
)
def test_figures_by_hand(long: Hours, short: Hours, stage: tuple[int, int], worst: int | None) -> None:
    found = gap_of(long, short, *stage)
    assert (None if found is None else found.worst.us) == (None if worst is None else worst * HOUR)


def test_what_is_open_in_one_calendar_alone_piles_up_where_a_case_can_be_paused() -> None:
    stage = Stage(*SPRING, ATHENS)
    # without pauses four hours by the clock end before nine of office hours, wherever they start
    assert longer(hours(Within(4 * HOUR), ALWAYS), hours(Within(9 * HOUR)), stage, False).never
    assert longer(hours(Within(4 * HOUR), ALWAYS), hours(Within(4 * HOUR)), stage, True).never
    nights = longer(hours(Within(4 * HOUR), NIGHT), hours(Within(9 * HOUR)), stage, True)
    assert not nights.never
    for course in nights.courses:
        counted = sum(hours(Within(HOUR)).calendar.elapsed_us(*span) for span in course.counted)
        at_night = sum(hours(Within(HOUR), NIGHT).calendar.elapsed_us(*span) for span in course.counted)
        assert counted > 9 * HOUR
        assert at_night <= 4 * HOUR
        assert course.gaps


def test_by_a_date_field_the_structure_decides() -> None:
    stage = Stage(*SPRING, ATHENS)
    end, two = EndOf("last day"), Within(2 * HOUR)
    later, earlier = Whichever("later", (end, two)), Whichever("earlier", (end, two))
    assert longer(hours(end), hours(end), stage, True).never
    for short, long in product((earlier, end, two), (later,)):
        assert longer(hours(short), hours(long), stage, True).never
        assert longer(hours(long), hours(earlier), stage, True).courses
    assert longer(hours(end), hours(two), stage, True).courses
