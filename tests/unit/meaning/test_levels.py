"""Promises about windows, from the sentence to the clause: of what, per what, and what belongs to what."""

from fractions import Fraction

import pytest

from sladsl.policy import measures as m
from sladsl.policy.conditions import IsOneOf
from sladsl.policy.model import WindowClause
from sladsl.policy.values import Text
from tests.unit.meaning.programs import AGREEMENT, codes
from tests.unit.meaning.services import GOLD, HOUR, OUTAGE, SERVICES, WORKS, level, policy


def test_a_whole_promise() -> None:
    lowered = policy(
        'clause UP "Availability": Every service where tier is Gold shall be available for at least 99.9% of the'
        " time per contract month and site and region and site, counting weekdays, excluding works and outages,"
        " unknown time counts against the provider."
    )
    (clause,) = lowered.window_clauses
    assert lowered.clauses == ()
    assert clause == WindowClause(
        agreement="DESK",
        id="UP",
        title="Availability",
        kind="clause",
        subject="service",
        case=None,
        each=True,
        where=GOLD,
        measure=m.TimeShare(OUTAGE, False, "available"),
        target=m.Target("at least", Fraction(999, 1000)),
        unit="%",
        calendar="weekdays",
        excluding=(WORKS, OUTAGE),
        unknown="against",
        window=m.Window("contract", "month"),
        group=("site", "region"),
        watches=(),
        place=clause.place,
        version="1.0",
    )
    assert (clause.place.file, clause.place.line) == ("desk.sla", (AGREEMENT + SERVICES).count("\n") + 1)


@pytest.mark.parametrize(
    ("sentence", "subject", "case", "each", "where"),
    [
        ("Email shall be available for at least 99% of the time per month.", "service", "Email", False, None),
        ("The email shall be outage for at most 1% of the time per month.", "service", "Email", False, None),
        (
            "Every service shall be available for at least 99% of the time per month.",
            "service",
            None,
            True,
            None,
        ),
        ("The average load of Email shall be below 3 kW per month.", "service", "Email", False, None),
        ("The average load of services shall be below 3 kW per month.", "service", None, False, None),
        (
            "The average load of every service where tier is Gold shall be below 3 kW per month.",
            "service",
            None,
            True,
            GOLD,
        ),
        ("The average rating of surveys shall be above 3 points per month.", "survey", None, False, None),
        ("There shall be at most 3 surveys per month.", "survey", None, False, None),
        (
            "There shall be at most 3 surveys where site is Athens per month.",
            "survey",
            None,
            False,
            IsOneOf("site", (Text("Athens"),)),
        ),
        ("No outage of the services shall last more than 4 hours per month.", "service", None, False, None),
    ],
)
def test_of_what(sentence: str, subject: str, case: str | None, each: bool, where: object) -> None:
    clause = level(sentence)
    assert (clause.subject, clause.case, clause.each, clause.where) == (subject, case, each, where)


def test_a_sentence_that_says_two_things_is_two_clauses() -> None:
    lowered = policy(
        "clause C: There shall be at most 3 outages of Email per calendar quarter, and no outage shall last more"
        " than 4 hours, excluding works."
    )
    number, longest = lowered.window_clauses
    assert (number.id, number.measure, number.target) == (
        "C",
        m.Episodes("number", OUTAGE),
        m.Target("at most", Fraction(3)),
    )
    assert (longest.id, longest.measure, longest.target) == (
        "C (longest)",
        m.Episodes("longest", OUTAGE),
        m.Target("at most", Fraction(4 * HOUR)),
    )
    assert (number.unit, longest.unit) == ("", "time")
    assert number.window == longest.window == m.Window("calendar", "quarter")
    assert number.excluding == longest.excluding == (WORKS,)


def test_none_longer_alone() -> None:
    alone = level("No outage of every service shall last longer than 4 hours per calendar year.")
    assert (alone.id, alone.each) == ("C", True)
    assert (alone.measure, alone.target) == (
        m.Episodes("longest", OUTAGE),
        m.Target("at most", Fraction(4 * HOUR)),
    )


@pytest.mark.parametrize(
    ("said", "window"),
    [
        ("day", m.Window("calendar", "day")),
        ("calendar quarter", m.Window("calendar", "quarter")),
        ("contract year", m.Window("contract", "year")),
        ("rolling 30 days", m.Window("rolling", "day", 30)),
    ],
)
def test_per_which_window(said: str, window: m.Window) -> None:
    assert level(f"There shall be at most 3 surveys per {said}.").window == window


def test_what_is_said_of_nothing_else() -> None:
    plain = level("Email shall be outage for at most 0% of the time per month.")
    assert (plain.calendar, plain.excluding, plain.unknown, plain.group) == ("always", (), "left out", ())
    assert (plain.measure, plain.target) == (
        m.TimeShare(OUTAGE, True, "outage"),
        m.Target("at most", Fraction(0)),
    )
    kind = level(
        "Email shall be outage for at most 1% of the time per month, unknown time counts for the provider."
    )
    assert kind.unknown == "in favour"


UPTIME = "clause UPTIME: Email shall be available for at least 99% of the time per calendar month. "
FIX = "clause FIX: Every survey shall be answered within 7 days, for at least 95% of surveys per month. "


def test_windows_in_a_row() -> None:
    lowered = policy(
        "clause LOW: uptime shall not be below 95% in 3 consecutive months. "
        + UPTIME
        + FIX
        + "clause AGAIN: FIX shall not be missed in 2 consecutive months."
    )
    low, uptime, again = lowered.window_clauses
    assert [low.id, uptime.id, again.id] == ["LOW", "UPTIME", "AGAIN"]  # though it names one that comes later
    assert low.measure == m.InARow("UPTIME", Fraction(19, 20))
    assert (low.subject, low.target, low.window) == (
        "service",
        m.Target("below", Fraction(3)),
        m.Window("calendar", "month"),
    )
    assert again.measure == m.InARow("FIX", None)
    assert (again.subject, again.target, again.window) == (
        "survey",
        m.Target("below", Fraction(2)),
        m.Window("calendar", "month"),
    )


def test_an_outcome_watches_clauses() -> None:
    lowered = policy(
        'outcome HAPPY "Content users": The average rating of surveys shall be at least 4 points per month.'
        " It watches uptime, FIX and LOW. It watches FIX. "
        + UPTIME
        + FIX
        + "clause LOW: UPTIME shall not be missed in 3 consecutive months."
    )
    happy = lowered.window_clauses[0]
    assert (happy.kind, happy.title, happy.watches) == ("outcome", "Content users", ("UPTIME", "FIX", "LOW"))
    assert {clause.kind for clause in lowered.window_clauses[1:]} == {"clause"}


def test_an_outcome_may_be_of_windows_in_a_row() -> None:
    lowered = policy(
        f"{UPTIME} outcome ROW: UPTIME shall not be missed in 3 consecutive months. It watches UPTIME."
    )
    row = lowered.window_clauses[1]
    assert (row.kind, row.watches) == ("outcome", ("UPTIME",))


@pytest.mark.parametrize(
    ("clause", "code"),
    [
        ("Email shall be available for at least 1% of the time per week, counting nights.", "E0202"),
        ("Every server shall be available for at least 1% of the time per week.", "E0203"),
        ("Email shall be available for at least 1% of the time per week, excluding pauses.", "E0204"),
        (
            "There shall be at most 3 outages of Email per week, and no crash shall last more than 1 hour.",
            "E0204",
        ),
        ("The average size of Email shall be below 3 per week.", "E0206"),
        ("There shall be at most 3 surveys per week and color.", "E0206"),
        ("The average load of services where teir is Gold shall be below 3 kW per week.", "E0206"),
        ("UPTIMES shall not be missed in 3 consecutive months.", "E0208"),
        ("The average load of Email shall be below 3 lb per week.", "E0301"),
        ("For at least 95% of surveys, the rating shall be at least 4 per month.", "E0301"),
        ("For at least 0% of surveys, the rating shall be at least 4 points per month.", "E0305"),
        ("There shall be at most 3 surveys per week, counting weekdays, counting always.", "E0307"),
        ("There shall be at most 3 surveys per rolling 0 days.", "E0314"),
        ("There shall be at most 3 surveys per week. There shall be at most 2 surveys per week.", "E0502"),
    ],
)
def test_what_is_wrong(clause: str, code: str) -> None:
    assert codes(f"{AGREEMENT}{SERVICES}clause C: {clause}") == [code]
