"""Clauses lowered to what the evaluator judges: deadlines, shares, windows, warnings, conditions."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from sladsl.policy import conditions as c
from sladsl.policy import values as v
from sladsl.policy.model import CalendarUnits, Clause, Deadline, EndOf, Share, Window, Within, WorkingDays
from tests.unit.meaning.programs import AGREEMENT, ORDERS, codes, policy_of

MINUTE = 60 * 1_000_000
HOUR = 60 * MINUTE


def clause(promise: str) -> Clause:
    """The clause of a promise."""
    (lowered,) = policy_of(f'{ORDERS}clause C "Title": {promise}').clauses
    return lowered


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("within 4 hours, counting always", Within(4 * HOUR)),
        ("within 1 hour and 30 minutes, counting always", Within(90 * MINUTE)),
        ("within 300 ms, counting always", Within(300_000)),
        ("within 0.001 ms, counting always", Within(1)),
        ("within 1.5 seconds, counting always", Within(1_500_000)),
        ("within 1 200 minutes, counting always", Within(20 * HOUR)),
        ("within an hour, counting office hours", Within(HOUR)),
        ("within 3 working days, counting office hours", WorkingDays(3)),
        ("within a working day, counting office hours", WorkingDays(1)),
        ("within 2 days", CalendarUnits(0, 2)),
        ("within 1 week 2 days, counting always", CalendarUnits(0, 9)),
        ("within 1 year 2 months 3 days", CalendarUnits(14, 3)),
    ],
)
def test_deadlines(words: str, deadline: Deadline) -> None:
    assert clause(f"Every incident shall be resolved {words}.").deadline == deadline


def test_by_the_end_of_a_day() -> None:
    lowered = clause("Every order shall be delivered by the end of the Due Day, counting office hours.")
    assert (lowered.deadline, lowered.calendar) == (EndOf("due day"), "office hours")


def test_days_without_a_calendar_count_always() -> None:
    assert clause("Every incident shall be resolved within 2 days.").calendar == "always"


@pytest.mark.parametrize("unit", ["day", "week", "month", "year"])
def test_days_on_hours_that_close(unit: str) -> None:
    promise = f"clause C: Every incident shall be resolved within 2 {unit}s, counting office hours."
    assert codes(AGREEMENT + promise) == ["E0304"]


@pytest.mark.parametrize(
    ("words", "share"),
    [
        (
            "95% of incidents per calendar month",
            Share(Fraction(19, 20), Window("calendar", "month"), (), "decision"),
        ),
        ("99.9% of cases per week", Share(Fraction(999, 1000), Window("calendar", "week"), (), "decision")),
        ("100% of tickets per contract year", Share(Fraction(1), Window("contract", "year"), (), "decision")),
        (
            "2.5% of incidents per rolling 30 days of opening and Site and priority",
            Share(Fraction(1, 40), Window("rolling", "day", 30), ("site", "priority"), "opening"),
        ),
    ],
)
def test_shares(words: str, share: Share) -> None:
    assert clause(f"Every incident shall be resolved within 2 days, for at least {words}.").share == share


def test_the_rest_of_a_clause() -> None:
    lowered = clause(
        "Every ticket where priority is P1 as opened shall be responded to within 1 hour, paused while"
        " waiting for customer, counting office hours. Warn the Director at 87.5%. Warn Desk at 50% of the time."
    )
    assert (lowered.agreement, lowered.id, lowered.title) == ("DESK", "C", "Title")
    assert (lowered.subject, lowered.clock, lowered.fields) == ("incident", "response", "opening")
    assert lowered.pauses == ("waiting for customer",)
    assert lowered.share is None
    # in the order in which they will come
    assert [(warn.who, warn.at) for warn in lowered.warnings] == [
        ("Desk", Fraction(1, 2)),
        ("Director", Fraction(7, 8)),
    ]
    assert lowered.place.file == "desk.sla"
    assert lowered.place.text.startswith("Every ticket where priority is P1")


def test_a_state_named_twice_pauses_once() -> None:
    words = "paused while waiting for customer or Waiting for Customer"
    lowered = clause(f"Every incident shall be resolved within 1 hour, counting always, {words}.")
    assert lowered.pauses == ("waiting for customer",)


GOLD, P1, P2 = v.Text("Gold"), v.Text("P1"), v.Text("P2")
ATHENS_17 = 1_774_965_600 * 1_000_000  # 2026-03-31 14:00 UTC: summer time began on the 29th


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("level is gold", c.IsOneOf("level", (GOLD,))),  # as declared
        ("Level is not Gold", c.Not(c.IsOneOf("level", (GOLD,)))),
        ("note is Gold or Silver", c.IsOneOf("note", (GOLD, v.Text("Silver")))),
        ("note is 7", c.IsOneOf("note", (v.Text("7"),))),
        ("weight is above 12 000.50 kg", c.Compared("weight", "above", v.Number(Decimal("12000.50"), "kg"))),
        ("weight is at most 3 KG", c.Compared("weight", "at most", v.Number(Decimal(3), "kg"))),
        ("pieces is below 3", c.Compared("pieces", "below", v.Number(Decimal(3), ""))),
        ("effort is at least 1 hour 30 minutes", c.Compared("effort", "at least", v.Length(90 * MINUTE))),
        ("effort is above 2 days", c.Compared("effort", "above", v.Length(48 * HOUR))),
        ("due day is before 2026-03-31", c.Compared("due day", "below", v.Day(date(2026, 3, 31)))),
        ("call is after 2026-03-31 17:00", c.Compared("call", "above", v.Instant(ATHENS_17))),
        ("note is known", c.IsKnown("note")),
        ("note is not known", c.Not(c.IsKnown("note"))),
        (
            "level is Gold and note is known",
            c.Both((c.IsOneOf("level", (GOLD,)), c.IsKnown("note"))),
        ),
        (
            "not (level is Gold or note is known)",
            c.Not(c.Either((c.IsOneOf("level", (GOLD,)), c.IsKnown("note")))),
        ),
    ],
)
def test_conditions(words: str, condition: c.Condition) -> None:
    assert clause(f"Every order where {words} shall be delivered within 1 day.").where == condition


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("weight is above 3", "E0301"),  # no unit where there is one
        ("pieces is above 3 kg", "E0301"),  # a unit where there is none
        ("pieces is above 3%", "E0301"),
        ("due day is after 2026-03-31 17:00", "E0301"),
        ("call is after 5 hours", "E0301"),
        ("effort is above 3", "E0301"),
        ("effort is above 2026-03-31", "E0301"),
        ("level is above Silver", "E0303"),
        ("note is below 3", "E0303"),
        ("weight is before 3 kg", "E0303"),
        ("due day is before 2026-02-30", "E0401"),
        ("call is before 2026-02-28 24:01", "E0402"),
        ("level is Gold and weigth is above 3 kg", "E0206"),
    ],
)
def test_conditions_that_do_not_fit(words: str, code: str) -> None:
    text = f"{AGREEMENT}{ORDERS}clause C: Every order where {words} shall be delivered within 1 day."
    assert codes(text) == [code]


def test_the_faults_of_one_clause_are_all_told() -> None:
    text = (
        f"{AGREEMENT}clause C: Every incident where prority is P1 shall be mended within 2 days,"
        " counting ofice hours, paused while away, for at least 0% of incidents per calendar month."
        " Warn Director at 0%."
    )
    assert codes(text) == ["E0206", "E0205", "E0202", "E0204", "E0305", "E0505"]
