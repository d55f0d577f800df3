"""Elapsed, due, breach and the neighbours of an instant, worked out by hand."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from sladsl import Calendar
from sladsl.worktime import NeverOpens, OutOfRange, OutsideKnownDays
from sladsl.worktime.civil import local_midnight_us, us_of
from sladsl.worktime.rules import Except, NamedRule, Opening, Rule, Weekly
from sladsl.worktime.table import year_of
from tests.work import lines_run

HOUR = 3_600_000_000
DAY = (Opening(8 * 3600, 17 * 3600),)
NIGHT = (Opening(22 * 3600, 30 * 3600),)
ROUND_THE_CLOCK = (Opening(0, 86_400),)
WORKDAYS = (DAY,) * 5 + ((), ())


def at(text: str, zone: str = "UTC") -> int:
    return us_of(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)))


def of(rule: Rule, zone: str = "UTC") -> Calendar:
    return Calendar.of(NamedRule("hours", zone, rule))


def test_due_is_the_closing_and_breach_the_next_opening() -> None:
    hours = of(Weekly("UTC", WORKDAYS))
    friday = at("2024-10-18 13:00")
    assert hours.due_us(friday, 4 * HOUR) == at("2024-10-18 17:00")
    assert hours.breach_us(friday, 4 * HOUR) == at("2024-10-21 08:00")
    assert hours.due_us(friday, 0) == friday
    assert hours.breach_us(at("2024-10-19 10:00"), 0) == at("2024-10-21 08:00")
    assert hours.subtract_us(at("2024-10-21 09:00"), HOUR) == at("2024-10-21 08:00")
    assert hours.subtract_us(at("2024-10-21 09:00"), HOUR + 1) == at("2024-10-18 17:00") - 1


@pytest.mark.parametrize(
    ("zone", "start", "closed", "span"),
    [
        ("Europe/Athens", "2024-10-18 13:00", None, 67),
        ("Europe/Athens", "2024-10-25 13:00", None, 68),  # the clock goes back on Sunday the 27th
        ("UTC", "2026-04-02 13:00", date(2026, 4, 3), 91),  # Thursday before Good Friday
    ],
)
def test_four_hours_seen_on_a_clock_that_never_stops(
    zone: str, start: str, closed: date | None, span: int
) -> None:
    hours = {day: [("08:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
    calendar = Calendar.weekly(zone, hours, closed=[closed] if closed else [])
    just_after = at(start, zone) + 1
    assert calendar.breach_us(just_after, 4 * HOUR) - just_after == span * HOUR
    assert calendar.due_us(at(start, zone), 4 * HOUR) - at(start, zone) == 4 * HOUR


@pytest.mark.parametrize(
    ("day", "opens", "closes", "hours"),
    [
        ("2024-03-31", 1, 5, 3),  # 03:00 to 04:00 is skipped
        ("2024-10-27", 1, 5, 5),  # 03:00 to 04:00 is there twice
        ("2024-03-31", 3.5, 5, 0.5),  # opens at 04:30, half an hour into the gap moved on by the gap
        ("2024-03-31", 2, 3.5, 1.5),  # closes at 04:30: 02:00 to 03:00, 04:00 to 04:30
        ("2024-10-27", 3, 3.5, 1.5),  # from the first 03:00 to the second 03:30
        ("2024-10-27", 3.5, 4, 1.5),  # from the first 03:30 to 04:00
        ("2024-10-27", 2, 3, 2),  # to the second 03:00
    ],
)
def test_the_days_on_which_the_clock_changes_in_athens(
    day: str, opens: float, closes: float, hours: float
) -> None:
    week = ((),) * 6 + ((Opening(int(opens * 3600), int(closes * 3600)),),)
    calendar = of(Weekly("Europe/Athens", week))
    begin = local_midnight_us(date.fromisoformat(day), "Europe/Athens")
    assert calendar.elapsed_us(begin, begin + 26 * HOUR) == hours * HOUR


def test_next_and_previous() -> None:
    hours = of(Weekly("UTC", WORKDAYS))
    assert hours.next_open_us(at("2024-10-18 17:00")) == at("2024-10-21 08:00")
    assert hours.next_open_us(at("2024-10-18 16:59")) == at("2024-10-18 16:59")
    assert hours.next_close_us(at("2024-10-18 17:00")) == at("2024-10-21 17:00")
    assert hours.previous_close_us(at("2024-10-21 08:00")) == at("2024-10-18 17:00")
    assert hours.previous_close_us(at("2024-10-21 08:30")) == at("2024-10-21 08:30")
    assert Calendar.always().next_close_us(at("2024-10-18 17:00")) is None


def test_what_goes_on_over_midnight_and_new_year_is_one_interval() -> None:
    calendar = of(Weekly("UTC", (ROUND_THE_CLOCK,) * 7))
    begin, end = at("2023-12-30 12:00"), at("2025-01-02 12:00")
    assert list(calendar.intervals_us(begin, end)) == [(begin, end)]
    shift = of(Weekly("UTC", (NIGHT,) * 7))
    assert list(shift.intervals_us(at("2024-12-31 12:00"), at("2025-01-01 12:00"))) == [
        (at("2024-12-31 22:00"), at("2025-01-01 06:00"))
    ]


def known(zone: str, week: tuple[tuple[Opening, ...], ...]) -> Weekly:
    return Weekly(zone, week, (), date(2025, 1, 1), date(2025, 12, 31))


def test_it_answers_to_the_edges_of_the_known_days_and_no_further() -> None:
    calendar = of(known("America/New_York", (DAY,) * 7), "Europe/Athens")
    first, after = at("2025-01-01", "America/New_York"), at("2026-01-01", "America/New_York")
    assert calendar.elapsed_us(first, after) == 365 * 9 * HOUR
    assert calendar.due_us(after - 24 * HOUR, 9 * HOUR) == at("2025-12-31 17:00", "America/New_York")
    for ask in (
        lambda: calendar.elapsed_us(first - 1, first + HOUR),
        lambda: calendar.elapsed_us(after - HOUR, after + 1),
        lambda: calendar.is_open_us(after),
        lambda: calendar.due_us(after - 24 * HOUR, 9 * HOUR + 1),
        lambda: calendar.breach_us(after - 24 * HOUR, 9 * HOUR),
        lambda: calendar.subtract_us(first + HOUR, HOUR),
        lambda: list(calendar.intervals_us(first - 1, first + HOUR)),
    ):
        with pytest.raises(OutsideKnownDays, match="known only from 2025-01-01 to 2025-12-31"):
            ask()


def test_every_part_of_a_calendar_must_know_its_days() -> None:
    calendar = of(Except(Weekly("UTC", WORKDAYS), known("UTC", ((),) * 7)))
    assert calendar.elapsed_us(at("2025-06-02"), at("2025-06-03")) == 9 * HOUR
    with pytest.raises(OutsideKnownDays) as refused:
        calendar.elapsed_us(at("2026-06-01"), at("2026-06-02"))
    assert (refused.value.first, refused.value.last) == (date(2025, 1, 1), date(2025, 12, 31))


def test_a_shift_that_an_unknown_day_lets_run_past_midnight_is_unknown() -> None:
    calendar = of(known("UTC", (NIGHT,) * 7))
    with pytest.raises(OutsideKnownDays):
        calendar.elapsed_us(at("2025-01-01 05:00"), at("2025-01-01 12:00"))
    assert calendar.elapsed_us(at("2025-01-01 06:00"), at("2025-01-02 06:00")) == 8 * HOUR


def test_a_closing_at_the_end_of_the_known_days_is_not_known() -> None:
    calendar = of(known("UTC", (ROUND_THE_CLOCK,) * 7))
    assert calendar.due_us(at("2025-12-31"), 24 * HOUR) == at("2026-01-01")
    with pytest.raises(OutsideKnownDays):
        calendar.next_close_us(at("2025-12-31 12:00"))


def test_a_calendar_that_never_opens_says_so_soon() -> None:
    never = of(Weekly("UTC", ((),) * 7))
    begin = at("2024-01-01")
    asks = [never.due_us, never.breach_us, never.subtract_us, never.end_of_working_day_us]

    def ask(question: Callable[[int, int], object]) -> None:
        with pytest.raises(NeverOpens):
            question(begin, 1)

    for question in asks:
        lines_run(lambda question=question: ask(question), most=1_000_000)
    lines_run(lambda: ask(lambda start, _: never.next_open_us(start)), most=1_000_000)


def test_instants_go_from_1900_to_2199() -> None:
    always = Calendar.always()
    first, end = at("1900-01-01"), us_of(datetime(2200, 1, 1, tzinfo=UTC))
    assert always.elapsed_us(first, end) == end - first
    assert always.due_us(end - HOUR, HOUR) == end
    for begin, finish in ((first - 1, first), (end - 1, end + 1), (-(10**20), 10**20)):
        with pytest.raises(OutOfRange, match="1900"):
            always.elapsed_us(begin, finish)
    with pytest.raises(OutOfRange):
        always.due_us(end - HOUR, HOUR + 1)
    with pytest.raises(OutOfRange):
        always.subtract_us(first + HOUR, HOUR + 1)
    assert issubclass(OutOfRange, ValueError)


def test_a_year_is_tabled_once_for_all_calendars_of_a_rule() -> None:
    rule = Weekly("Asia/Kathmandu", WORKDAYS)
    assert year_of(rule, 2031) is year_of(Weekly("Asia/Kathmandu", WORKDAYS), 2031)
    assert year_of(rule, 2031).total == 261 * 9 * HOUR  # 52 weeks and a Wednesday
