"""Rows of tables: which one a case has, on which calendar it counts, with which share; two limits. Monday, UTC."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve

from sladsl.evaluate.counting import Countings
from sladsl.evaluate.deadlines import Undecided, allowance_us, follows_fields
from sladsl.evaluate.terms import RowTerms, Terms, calendar_of, terms_of
from sladsl.evaluate.truth import Unknown
from sladsl.evaluate.verdicts import Segment
from sladsl.policy.conditions import Both, Compared, Condition, IsOneOf, Not
from sladsl.policy.model import Deadline, EndOf, Policy, Row, Transition, Whichever, Within, WorkingDays
from sladsl.policy.values import Day, Number, Text
from sladsl.worktime.rules import Always, NamedRule, Opening, Weekly
from tests.unit.evaluate.policies import (
    HOUR,
    OFFICE,
    PLACE,
    RESOLUTION,
    WEEK,
    at,
    event,
    policy,
    result,
    share,
    value,
    verdict,
    verdicts,
    warn,
)

P1, P2, P3 = (IsOneOf("priority", (Text(name),)) for name in ("P1", "P2", "P3"))
SMALL = Compared("size", "below", Number(Decimal(10), "GB"))


def row(
    where: Condition,
    deadline: Deadline | None,
    calendar: str = "office hours",
    at_least: Fraction | None = None,
    said: str = "",
) -> Row:
    return Row(where, deadline, calendar, at_least, (("priority", said),) if said else (), PLACE)


# four hours of the clock, eight of the office, nothing
ROWS = (row(P1, Within(4 * HOUR), "always"), row(P2, Within(8 * HOUR)), row(P3, None, "always"))
TABLE = policy(rows=ROWS)


def terms(given: Policy) -> Terms:
    ((only,),) = terms_of(given)
    return only


def row_of(given: Policy, **fields: object) -> int | str | None:
    """The number of the row that such a case has, or why that cannot be said."""
    found = terms(given).row_for({name: value(each) for name, each in fields.items()})
    return found.reason if isinstance(found, Unknown) else found.number


# --- which row ---------------------------------------------------------------------------------------


def test_a_clause_without_rows_has_one_for_every_case() -> None:
    found = terms(policy()).row_for({})
    assert isinstance(found, RowTerms)
    assert (found.number, found.deadline, found.calendar_id) == (None, Within(4 * HOUR), "office hours")


def test_the_row_that_fits() -> None:
    assert [row_of(TABLE, priority=name) for name in ("P1", "P2", "P3")] == [0, 1, 2]


def test_a_row_that_fits_is_enough_whatever_is_not_known_of_others() -> None:
    given = policy(
        rows=(row(Both((P1, SMALL)), Within(HOUR)), row(P2, Within(HOUR)), row(Both((P3, SMALL)), None))
    )
    assert row_of(given, priority="P2") == 1
    assert row_of(given, priority="P1", size=5) == 0
    assert row_of(given, priority="P1") == "size is not stated"
    assert row_of(given) == "priority is not stated"


def test_no_row() -> None:
    given = policy(rows=(row(Both((P1, SMALL)), Within(HOUR)), row(P2, Within(HOUR))))
    assert row_of(given, priority="P3") == "no row of the table is for priority P3"
    assert row_of(given, priority="P3", site="A") == "no row of the table is for priority P3", (
        "site is not asked"
    )
    assert row_of(given, priority="P1", size=10) == "no row of the table is for priority P1, size 10 GB"
    assert row_of(given, priority="P7") == "priority `P7` is not one of P1, P2, P3"


def test_every_case() -> None:
    given = policy(rows=(row(Both(()), Within(HOUR)),))
    assert row_of(given) == 0


# --- countings ---------------------------------------------------------------------------------------


def test_countings_on_different_calendars_are_made_once_each() -> None:
    office = calendar_of(NamedRule("office hours", "UTC", OFFICE))
    always = calendar_of(NamedRule("always", "UTC", Always("UTC")))
    segments = (
        Segment(at("16:00"), at("18:00"), "counted", (), ()),
        Segment(at("18:00"), at("2026-03-03 09:00"), "paused", ("waiting",), ()),
        Segment(at("2026-03-03 09:00"), None, "counted", (), ()),
    )
    made = Countings(segments, at("16:00"), at("2026-03-03 10:00"))
    # the office: an hour of Monday, an hour of Tuesday; paused one of Tuesday
    one, other = made.on(office, {}), made.on(always, {})
    assert (one.elapsed_us, one.paused_us) == (2 * HOUR, HOUR)
    assert (other.elapsed_us, other.paused_us) == (3 * HOUR, 15 * HOUR)
    assert made.on(office, {}) is one
    assert made.on(always, {}) is other
    assert one.due(2 * HOUR) == at("2026-03-03 10:00")
    assert other.due(2 * HOUR) == at("18:00")
    assert (one.elapsed_at(at("17:30")), other.elapsed_at(at("17:30"))) == (HOUR, 3 * HOUR // 2)


def test_a_calendar_that_does_not_know_its_days_is_named() -> None:
    short = Weekly("UTC", WEEK, (), date(2026, 1, 1), date(2026, 3, 2))
    known, unknown = (
        calendar_of(NamedRule("office hours", "UTC", OFFICE)),
        calendar_of(NamedRule("short hours", "UTC", short)),
    )
    made = Countings((Segment(at("16:00"), None, "counted", (), ()),), at("16:00"), at("2026-03-04 09:00"))
    assert made.on(known, {}).elapsed_us == HOUR + 9 * HOUR + HOUR
    with pytest.raises(Undecided, match="calendar `short hours`"):
        made.on(unknown, {})


# --- two limits --------------------------------------------------------------------------------------

TWELVE, NEXT, LAST = Within(12 * HOUR), WorkingDays(1), EndOf("last day")


def allowed(deadline: Deadline, start: str, last_day: date | None = None) -> int:
    office = calendar_of(NamedRule("office hours", "UTC", OFFICE))
    values = {} if last_day is None else {"last day": Day(last_day)}
    return allowance_us(deadline, at(start), office, "UTC", values) // HOUR


@pytest.mark.parametrize(
    ("start", "later", "earlier"),
    [
        # the next working day ends after 7 + 9 hours, 1 + 9, 9 (from Friday evening), 2 + 9, 9 + 9
        ("2026-03-02 10:00", 16, 12),
        ("2026-03-02 16:00", 12, 10),
        ("2026-03-06 18:00", 12, 9),
        ("2026-03-06 15:00", 12, 11),
        ("2026-03-02 06:00", 18, 12),
        # Good Friday: two hours of Thursday the 9th, and Monday
        ("2026-04-09 15:00", 12, 11),
    ],
)
def test_the_later_and_the_earlier(start: str, later: int, earlier: int) -> None:
    assert allowed(Whichever("later", (TWELVE, NEXT)), start) == later
    assert allowed(Whichever("earlier", (NEXT, TWELVE)), start) == earlier


def test_limits_of_a_date() -> None:
    later, earlier = Whichever("later", (TWELVE, LAST)), Whichever("earlier", (TWELVE, LAST))
    assert allowed(later, "10:00", date(2026, 3, 4)) == 7 + 9 + 9
    assert allowed(earlier, "10:00", date(2026, 3, 2)) == 7
    assert allowed(later, "10:00", date(2026, 3, 1)) == 12
    assert allowed(earlier, "10:00", date(2026, 3, 1)) == 0
    with pytest.raises(Undecided, match="last day is not stated"):
        allowed(earlier, "10:00")
    assert follows_fields(later)
    assert not follows_fields(Whichever("later", (TWELVE, NEXT)))


def test_a_date_is_followed_within_a_row() -> None:
    given = policy(rows=(row(P1, Whichever("later", (Within(HOUR), LAST)), "office hours"),))
    events = (
        event("09:00", "opened", priority="P1", last_day=date(2026, 3, 1)),
        event("09:30", "updated", last_day=date(2026, 3, 3)),
        event("2026-03-03 16:00", "resolved"),
    )
    assert verdict(given, *events, as_of="09:15").due == at("10:00")
    found = verdict(given, *events)
    assert (found.status, found.due) == ("met", at("2026-03-03 17:00"))


# --- verdicts ----------------------------------------------------------------------------------------


def test_each_row_counts_on_its_calendar() -> None:
    opened = event("16:00", "opened", priority="P1"), event("16:00", "opened", "INC-2", priority="P2")
    one, other = verdicts(TABLE, *opened, as_of="19:00")
    assert (one.row, one.calendar, one.elapsed_us, one.due) == (0, "always", 3 * HOUR, at("20:00"))
    assert (other.row, other.calendar, other.elapsed_us) == (1, "office hours", HOUR)
    assert other.due == at("2026-03-03 15:00")


def test_of_a_row_not_promised_there_is_no_verdict_whatever_becomes_of_it() -> None:
    opened = event("09:00", "opened", priority="P3")
    assert verdicts(TABLE, opened) == ()
    assert verdicts(TABLE, opened, event("10:00", "cancelled")) == ()
    # not even that it is void, opened before the agreement was in force
    early = event("2025-12-30 09:00", "opened", priority="P3")
    assert verdicts(TABLE, early) == ()
    (void,) = verdicts(TABLE, event("2025-12-30 09:00", "opened", priority="P1"))
    assert (void.status, void.row) == ("void", 0)


def test_where_the_row_is_not_known_nothing_is_counted_unless_all_count_alike() -> None:
    opened, resolved = event("16:00", "opened"), event("19:00", "resolved")
    found = verdict(TABLE, opened, resolved)
    assert (found.status, found.reason, found.row) == ("unknown", "priority is not stated", None)
    assert (found.elapsed_us, found.segments, found.calendar) == (0, (), "")
    assert found.stopped == at("19:00")
    alike = policy(rows=tuple(evolve(each, calendar="office hours") for each in ROWS))
    found = verdict(alike, opened, resolved)
    assert (found.elapsed_us, found.calendar, found.row) == (HOUR, "office hours", None)


def test_warnings_are_of_the_rows_time() -> None:
    given = policy(rows=ROWS, warnings=(warn(50),))
    one, other = verdicts(
        given,
        event("09:00", "opened", priority="P1"),
        event("09:00", "opened", "INC-2", priority="P2"),
        as_of="14:00",
    )
    assert (one.status, one.warned) == ("breached", (("manager", at("11:00")),))
    assert (other.status, other.warned) == ("at risk", (("manager", at("13:00")),))
    # raised at 10:00, when nothing of eight hours' half was used up: half of the four is at 11:00
    (raised,) = verdicts(
        given,
        event("09:00", "opened", priority="P2"),
        event("12:00", "updated", priority="P1"),
        as_of="12:30",
    )
    assert raised.warned == (("manager", at("12:00")),), "it fell due when the row was the case's"


def test_a_reopening_within_is_bounded_on_the_calendar_of_the_row() -> None:
    moves = tuple(
        evolve(each, within=Within(2 * HOUR)) if each == Transition("reopened", "continue") else each
        for each in RESOLUTION.transitions
    )
    given = policy(rows=ROWS, clock=evolve(RESOLUTION, transitions=moves))

    def cycles(priority: str) -> int:
        events = (
            event("16:00", "opened", priority=priority),
            event("16:30", "resolved"),
            event("19:00", "reopened"),
        )
        return len(verdicts(given, *events))

    # two and a half hours by the clock, and so a new case; half an hour of the office
    assert (cycles("P1"), cycles("P2")) == (2, 1)


# --- shares ------------------------------------------------------------------------------------------

SHARED = policy(
    rows=(
        row(P1, Within(HOUR), "always", Fraction(1), "P1"),
        row(P2, Within(HOUR), "always", Fraction(1, 2), "P2"),
        row(P3, None, "always", None, "P3"),
    ),
    share=share(100),
)


def test_each_row_has_its_windows_and_its_share() -> None:
    events = [
        event(when, kind, case, priority=priority)
        for case, priority, end in (
            ("A", "P1", "10:00"),
            ("B", "P2", "10:00"),
            ("C", "P2", "11:00"),
            ("D", "P3", "11:00"),
        )
        for when, kind in (("09:00", "opened"), (end, "resolved"))
    ]
    windows = result(SHARED, *events, as_of="2026-04-01 00:00").windows
    march = [w for w in windows if w.begin == at("2026-03-01 00:00")]
    assert [(w.group, w.status, w.met, w.breached, w.target) for w in march] == [
        ((("priority", "P1"),), "met", 1, 0, Fraction(1)),
        ((("priority", "P2"),), "met", 1, 1, Fraction(1, 2)),
    ]


def test_cases_of_no_known_row_are_counted_with_those_that_state_the_same() -> None:
    windows = result(
        SHARED,
        event("09:00", "opened", "A"),
        event("10:00", "resolved", "A"),
        event("09:00", "opened", "B", priority="P1"),
        event("10:00", "resolved", "B"),
        as_of="2026-04-01 00:00",
    ).windows
    march = [w for w in windows if w.begin == at("2026-03-01 00:00")]
    assert [(w.group, w.status, w.unknown) for w in march] == [
        ((("priority", "(not stated)"),), "unknown", 1),
        ((("priority", "P1"),), "met", 0),
    ]


def test_a_case_is_counted_with_the_row_it_was_breached_by() -> None:
    given = policy(rows=tuple(each for each in SHARED.clauses[0].rows), share=share(100))
    windows = result(
        given,
        event("09:00", "opened", priority="P1"),
        event("10:30", "updated", priority="P2"),
        event("10:45", "resolved"),
        as_of="2026-04-01 00:00",
    ).windows
    march = [w for w in windows if w.begin == at("2026-03-01 00:00")]
    assert [(w.group, w.breached) for w in march] == [((("priority", "P1"),), 1)]


# --- calendars that know their days for some time ----------------------------------------------------


def test_a_row_whose_calendar_knows_its_days_is_judged_beside_one_that_does_not() -> None:
    short = NamedRule("short", "UTC", Weekly("UTC", WEEK, (), date(2026, 1, 1), date(2026, 3, 2)))
    given = policy(rows=(row(P1, Within(4 * HOUR), "always"), row(P2, Within(8 * HOUR), "short")))
    given = evolve(given, calendars={**given.calendars, "short": short})
    one, other = verdicts(
        given,
        event("16:00", "opened", priority="P1"),
        event("16:00", "opened", "INC-2", priority="P2"),
        as_of="2026-03-03 12:00",
    )
    assert (one.status, one.due) == ("breached", at("20:00"))
    assert other.status == "unknown"
    assert "calendar `short`" in other.reason


def test_days_of_a_row_are_told_apart_from_its_neighbours() -> None:
    evening = NamedRule("evening", "UTC", Weekly("UTC", ((Opening(18 * 3600, 20 * 3600),),) * 7))
    given = policy(rows=(row(P1, Within(4 * HOUR), "evening"), row(P2, Within(4 * HOUR), "office hours")))
    given = evolve(given, calendars={**given.calendars, "evening": evening})
    # raised to P1 at 17:30: none of the evening has passed
    found = verdict(
        given,
        event("09:00", "opened", priority="P2"),
        event("12:30", "updated", priority="P1"),
        as_of="19:00",
    )
    assert (found.status, found.elapsed_us, found.due) == ("running", HOUR, at("2026-03-03 20:00"))
    # left as P2 a little longer it is breached at 13:00, and stays so
    found = verdict(
        given,
        event("09:00", "opened", priority="P2"),
        event("13:30", "updated", priority="P1"),
        as_of="19:00",
    )
    assert (found.status, found.row, found.breach_at) == ("breached", 1, at("13:00"))


def test_negation_in_a_row_is_kleenes() -> None:
    given = policy(rows=(row(Not(P1), Within(HOUR)),))
    assert row_of(given) == "priority is not stated"
    assert row_of(given, priority="P1") == "no row of the table is for priority P1"
