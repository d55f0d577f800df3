"""What is measured over a window, and what it is held to, from the sentence to the policy."""

from decimal import Decimal
from fractions import Fraction

import pytest

from sladsl.policy import measures as m
from sladsl.policy.conditions import Both, Compared
from sladsl.policy.model import WindowClause
from sladsl.policy.values import Length, Number
from tests.unit.meaning.services import HOUR, OUTAGE, level

MS = 1_000


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
