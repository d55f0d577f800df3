"""What calendars mean: hours a day, dates before weekdays, holidays resolved over the term, combinations."""

from datetime import date

import pytest

from sladsl.compile import compile_texts
from sladsl.policy.model import Policy
from sladsl.source import SourceText
from sladsl.worktime.rules import AllOf, Always, AnyOf, Except, NamedRule, Rule, Weekly
from tests.unit.meaning.programs import AGREEMENT, codes, policy_of

HOUR = 3600


def named(body: str, name: str = "c") -> NamedRule:
    """The calendar `c` of a program in which a clause counts it."""
    clause = "clause FIX: Every incident shall be resolved within 4 hours, counting c."
    return policy_of(f"{body} {clause}").calendars[name]


def weekly(body: str) -> Weekly:
    rule = named(f"calendar c: {body}").rule
    assert isinstance(rule, Weekly)
    return rule


def hours(rule: Weekly, day: int) -> list[tuple[float, float]]:
    """The openings of a weekday (Monday 0), in hours after its midnight."""
    return [(each.opens / HOUR, each.closes / HOUR) for each in rule.week[day]]


def dated(rule: Weekly) -> dict[date, list[tuple[float, float]]]:
    return {each.day: [(o.opens / HOUR, o.closes / HOUR) for o in each.openings] for each in rule.days}


@pytest.mark.parametrize(
    ("body", "monday", "sunday"),
    [
        ("open Monday to Friday 08:00 to 17:00.", [(8, 17)], []),
        ("open every day 08:00 to 12:00, 13:30 to 17:00.", [(8, 12), (13.5, 17)], [(8, 12), (13.5, 17)]),
        ("open Monday 13:00 to 17:00. open Monday 08:00 to 12:00.", [(8, 12), (13, 17)], []),
        ("open Monday 12:00 to 13:00, 08:00 to 12:00. open Monday 13:00 to 14:00.", [(8, 14)], []),
        # across midnight belongs to the day it begins on
        ("open Sunday 22:00 to 06:00.", [], [(22, 30)]),
        ("open Monday 00:00 to 24:00.", [(0, 24)], []),
        ("open Monday 16:00 to 00:00.", [(16, 24)], []),
        ("open always. closed on Sunday.", [(0, 24)], []),
        ("open always. closed on Sunday from 12:00 to 13:00.", [(0, 24)], [(0, 12), (13, 24)]),
        ("closed on Sunday. open Saturday to Monday 09:00 to 10:00.", [(9, 10)], []),
    ],
)
def test_weekly_hours(
    body: str, monday: list[tuple[float, float]], sunday: list[tuple[float, float]]
) -> None:
    rule = weekly(body)
    assert (hours(rule, 0), hours(rule, 6)) == (monday, sunday)


def test_dates_come_before_weekdays() -> None:
    rule = weekly(
        "open Monday to Friday 08:00 to 17:00. open 2026-04-11 09:00 to 13:00."
        " closed 2026-12-24 from 13:00 to 24:00. closed on 2026-12-30 to 2026-12-31."
    )
    assert dated(rule) == {
        date(2026, 4, 11): [(9, 13)],  # a Saturday
        date(2026, 12, 24): [(8, 13)],  # a Thursday
        date(2026, 12, 30): [],
        date(2026, 12, 31): [],
    }


@pytest.mark.parametrize("first", ["open", "closed"])
def test_hours_of_a_date_stand_on_a_holiday_whichever_is_said_first(first: str) -> None:
    sentences = [
        "closed on public holidays of Greece.",
        "open Monday to Friday 08:00 to 17:00. open 2026-05-01 10:00 to 12:00.",
    ]
    rule = weekly(" ".join(reversed(sentences) if first == "open" else sentences))
    assert dated(rule)[date(2026, 5, 1)] == [(10, 12)]


def test_holidays_are_resolved_over_the_term_and_a_year_on_either_side() -> None:
    rule = weekly("open Monday to Friday 08:00 to 17:00. closed on public holidays of Greece.")
    closed = {each.day: each for each in rule.days}
    # Orthodox Easter was on 20 April 2025 and is on 12 April 2026 and 2 May 2027; the Monday after is a holiday
    for monday in (date(2025, 4, 21), date(2026, 4, 13), date(2027, 5, 3)):
        assert closed[monday].openings == ()
    assert {day.year for day in closed} == {2025, 2026, 2027}
    assert (rule.known_from, rule.known_until) == (date(2025, 1, 1), date(2027, 12, 31))
    assert "Christmas" in closed[date(2026, 12, 25)].why


def holidays_of(policy: Policy) -> list[tuple[str, str, int, int]]:
    return [(note.calendar, note.region, note.first_year, note.last_year) for note in policy.holidays]


def test_a_policy_says_which_holidays_it_holds() -> None:
    policy = policy_of("calendar c: open every day 08:00 to 17:00. closed on public holidays of Greece.")
    assert holidays_of(policy) == [("c", "public holidays of Greece", 2025, 2027)]
    assert policy.holidays[0].package.startswith("holidays ")


def test_a_term_beyond_the_known_years_is_a_warning_and_the_clause_stays() -> None:
    text = AGREEMENT.replace("to 2026-12-31", "to 2198-12-31") + (
        "calendar c: open Monday 08:00 to 17:00. closed on public holidays of Greece."
        "clause FIX: Every incident shall be resolved within 4 hours, counting c."
    )
    compiled = compile_texts([SourceText.of("a.sla", text)])
    assert [found.code for found in compiled.diagnostics] == ["W0401"]
    policy = compiled.or_raise()
    assert [clause.id for clause in policy.clauses] == ["FIX"]
    rule = policy.calendars["c"].rule
    assert isinstance(rule, Weekly)
    assert rule.known_until is not None
    ((_, _, first, last),) = holidays_of(policy)
    assert (first, rule.known_until) == (2025, date(last, 12, 31))
    assert last < 2199


def kinds(rule: Rule) -> object:
    """The shape of a rule."""
    match rule:
        case AnyOf(of):
            return ("or", *map(kinds, of))
        case AllOf(of):
            return ("and", *map(kinds, of))
        case Except(of, minus):
            return ("except", kinds(of), kinds(minus))
        case Always():
            return "always"
        case _:
            return "weekly"


@pytest.mark.parametrize(
    ("expression", "shape"),
    [
        ("always", "always"),
        ("weekdays or weekends", ("or", "weekly", "weekly")),
        ("always and weekdays or weekends", ("or", ("and", "always", "weekly"), "weekly")),
        ("always except weekends except Friday", ("except", ("except", "always", "weekly"), "weekly")),
        ("always except (weekends or Friday)", None),  # a weekday stands only right after `except`
    ],
)
def test_calendars_of_calendars(expression: str, shape: object) -> None:
    if shape is None:
        assert codes(f"calendar c is {expression}.")[:1] == ["E0202"]
    else:
        assert kinds(named(f"calendar c is {expression}.").rule) == shape


def test_a_calendar_has_the_zone_it_says_or_its_agreements() -> None:
    own = named("calendar c: open Monday 08:00 to 09:00. time zone Asia/Tokyo.")
    assert (own.zone, own.rule.zone if isinstance(own.rule, Weekly) else "") == ("Asia/Tokyo", "Asia/Tokyo")
    assert named("calendar c: open Monday 08:00 to 09:00.").zone == "Europe/Athens"


def test_one_calendar_under_two_zones_has_two_ids() -> None:
    clause = "clause FIX: Every incident shall be resolved within 4 hours, counting office hours.\n"
    other = AGREEMENT.replace("use itil.\nuse calendars.\n", "").replace("DESK", "LINE")
    policy = policy_of(clause + other.replace("Europe/Athens", "Asia/Tokyo") + clause)
    first, second = (each.calendar for each in policy.clauses)
    assert (policy.calendars[first].zone, policy.calendars[second].zone) == ("Europe/Athens", "Asia/Tokyo")
    assert first != second


@pytest.mark.parametrize("zone", ["localtime", "posixrules", "Factory", "../UTC", "Europe", "europe/nowhere"])
def test_zones_that_are_none(zone: str) -> None:
    found = codes(AGREEMENT.replace("Europe/Athens", zone))
    assert found
    assert set(found) <= {"E0213", "E0101", "E0107"}


@pytest.mark.parametrize(
    "day", ["2026-02-29", "2026-13-01", "2026-00-10", "1899-12-31", "2200-01-01", "0000-01-01"]
)
def test_dates_that_are_none(day: str) -> None:
    assert codes(f"calendar c: open {day} 08:00 to 09:00.") == ["E0401"]


@pytest.mark.parametrize("hour", ["24:01", "25:00", "08:60", "08:00:60", "08:00:00.5", "99:99"])
def test_times_that_are_none(hour: str) -> None:
    assert codes(f"calendar c: open Monday 07:00 to {hour}.") == ["E0402"]
