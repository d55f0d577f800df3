"""Promises about windows, from the sentence to what is measured, of what, and what it is held to."""

from decimal import Decimal
from fractions import Fraction

import pytest

from sladsl.policy import measures as m
from sladsl.policy.conditions import Both, Compared, IsOneOf
from sladsl.policy.model import Policy, WindowClause
from sladsl.policy.states import FromUntil, Spans
from sladsl.policy.values import Length, Number, Text
from tests.unit.meaning.programs import AGREEMENT, codes, policy_of

MS, HOUR = 1_000, 3_600_000_000
SERVICES = """subject service, plural services:
  has tier, one of Gold, Silver. has site. has region.
  has readings of latency, a length of time.
  has readings of hits, a number. has readings of bad hits, a number. has load, a number of kW.
  has events went down, came up, planned, done.
service Email.
state outage of service, plural outages, otherwise "available": from went down until came up.
state works of service, plural works: from planned until done.
subject survey, plural surveys: has rating, a number of points. has wait, a length of time. has site.
  has events answered.
clock answer of survey, said "answered": starts when answered. stops when updated.
"""
OUTAGE = m.StateOf("outage", Spans((FromUntil(("went down",), ("came up",)),)))
WORKS = m.StateOf("works", Spans((FromUntil(("planned",), ("done",)),)))
MONTH = m.Window("calendar", "month")
GOLD = IsOneOf("tier", (Text("Gold"),))


def policy(text: str) -> Policy:
    return policy_of(SERVICES + text)


def level(sentence: str) -> WindowClause:
    """The one promise of a clause."""
    (clause,) = policy(f"clause C: {sentence}").window_clauses
    return clause


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


def of_email(measure: str, target: str) -> WindowClause:
    return level(f"{measure} of Email shall be {target} per calendar month.")


LOAD, LATENCY = "load", "latency"


@pytest.mark.parametrize(
    ("measure", "target", "expected", "held_to", "unit"),
    [
        (
            "The average load",
            "at most 2.5 kW",
            m.FieldValue("average", LOAD),
            m.Target("at most", Fraction(5, 2)),
            "kW",
        ),
        (
            "The mean of load",
            "above 2 kW",
            m.FieldValue("average", LOAD),
            m.Target("above", Fraction(2)),
            "kW",
        ),
        (
            "The median hits",
            "below 1 000",
            m.FieldValue("median", "hits"),
            m.Target("below", Fraction(1000)),
            "",
        ),
        (
            "The lowest load",
            "at least 1 kW",
            m.FieldValue("least", LOAD),
            m.Target("at least", Fraction(1)),
            "kW",
        ),
        (
            "The longest latency",
            "below 1.5 seconds",
            m.FieldValue("most", LATENCY),
            m.Target("below", Fraction(1500 * MS)),
            "time",
        ),
        (
            "The total latency",
            "between 1 second and 1 minute",
            m.FieldValue("total", LATENCY),
            m.Target("between", Fraction(1000 * MS), Fraction(60_000 * MS)),
            "time",
        ),
        (
            "The 95th percentile of latency",
            "below 300 ms",
            m.FieldValue("percentile", LATENCY, Fraction(19, 20)),
            m.Target("below", Fraction(300 * MS)),
            "time",
        ),
        (
            "The interpolated 99.9th percentile of latency",
            "below 300 ms",
            m.FieldValue("percentile", LATENCY, Fraction(999, 1000), "linear"),
            m.Target("below", Fraction(300 * MS)),
            "time",
        ),
        (
            "The share of bad hits",
            "below 0.1%",
            m.FieldRatio("bad hits", "hits"),
            m.Target("below", Fraction(1, 1000)),
            "%",
        ),
        (
            "The share of hits among bad hits",
            "above 150%",
            m.FieldRatio("hits", "bad hits"),
            m.Target("above", Fraction(3, 2)),
            "%",
        ),
        (
            "The average over every 5 minutes of the share of bad hits",
            "below 0.1%",
            m.StretchAverage(300_000_000, m.FieldRatio("bad hits", "hits"), "left out"),
            m.Target("below", Fraction(1, 1000)),
            "%",
        ),
        (
            "The average over every hour of the highest load",
            "below 2 kW",
            m.StretchAverage(HOUR, m.FieldValue("most", LOAD), "left out"),
            m.Target("below", Fraction(2)),
            "kW",
        ),
        (
            "The number of went down",
            "at most 3",
            m.EventCount(("went down",)),
            m.Target("at most", Fraction(3)),
            "",
        ),
        (
            "The number of outages",
            "between 0 and 3",
            m.Episodes("number", OUTAGE),
            m.Target("between", Fraction(0), Fraction(3)),
            "",
        ),
        (
            "The longest outage",
            "at most 4 hours",
            m.Episodes("longest", OUTAGE),
            m.Target("at most", Fraction(4 * HOUR)),
            "time",
        ),
        (
            "The total outage",
            "at most 4 hours",
            m.Episodes("total", OUTAGE),
            m.Target("at most", Fraction(4 * HOUR)),
            "time",
        ),
        (
            "The average of outages",
            "below 1 hour 30 minutes",
            m.Episodes("average", OUTAGE),
            m.Target("below", Fraction(90 * 60_000 * MS)),
            "time",
        ),
        (
            "The average time between outages",
            "at least 200 hours",
            m.Episodes("between", OUTAGE),
            m.Target("at least", Fraction(200 * HOUR)),
            "time",
        ),
    ],
)
def test_what_is_measured(
    measure: str, target: str, expected: m.Measure, held_to: m.Target, unit: str
) -> None:
    clause = of_email(measure, target)
    assert (clause.measure, clause.target, clause.unit) == (expected, held_to, unit)


def test_a_stretch_without_data_counts_as_none() -> None:
    clause = level(
        "The average over every day of the number of went down of Email shall be below 3 per month,"
        " one without data counts as none."
    )
    assert clause.measure == m.StretchAverage(24 * HOUR, m.EventCount(("went down",)), "zero")


def test_cases_are_counted_or_looked_at() -> None:
    counted = level("There shall be at least 10 surveys per week.")
    assert (counted.measure, counted.target) == (m.CaseCount(), m.Target("at least", Fraction(10)))
    good = level("For at least 95% of surveys, the rating shall be at least 4 points per month.")
    condition = Compared("rating", "at least", Number(Decimal(4), "points"))
    assert (good.measure, good.target, good.unit) == (
        m.CaseShare(condition),
        m.Target("at least", Fraction(19, 20)),
        "%",
    )
    quick = level("For at least 95% of surveys, the wait shall be between 1 hour and 2 hours per month.")
    bounds = (
        Compared("wait", "at least", Length(HOUR)),
        Compared("wait", "at most", Length(2 * HOUR)),
    )
    assert quick.measure == m.CaseShare(Both(bounds))


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
        + "clause AGAIN: FIX shall not be missed in 2 consecutive quarters."
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
        m.Window("calendar", "quarter"),
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
