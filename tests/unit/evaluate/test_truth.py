"""Conditions in three values."""

from datetime import date
from decimal import Decimal

import pytest

from sladsl.evaluate.truth import Unknown, said, truth
from sladsl.policy.conditions import Both, Compared, Condition, Either, IsKnown, IsOneOf, Not
from sladsl.policy.values import Day, Instant, Length, Number, Text, Value
from tests.unit.evaluate.policies import HOUR, INCIDENT, MINUTE

FIELDS = {field.name: field for field in INCIDENT.fields}
VALUES: dict[str, Value] = {
    "priority": Text("P1"),
    "site": Text("New  York"),
    "last day": Day(date(2026, 3, 9)),
    "size": Number(Decimal("2.50"), "GB"),
    "effort": Length(90 * MINUTE),
    "seen": Instant(0),
    "broken": Number(Decimal("NaN")),
}
TRUE = IsOneOf("priority", (Text("P2"), Text("P1")))
FALSE = IsOneOf("priority", (Text("P3"),))
UNKNOWN = IsOneOf("level", (Text("Gold"),))


def judged(condition: Condition | None) -> bool | None:
    result = truth(condition, VALUES, FIELDS)
    return None if isinstance(result, Unknown) else result


def reason(condition: Condition, **values: Value) -> str:
    result = truth(condition, VALUES | values, FIELDS)
    assert isinstance(result, Unknown)
    return result.reason


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (None, True),
        (TRUE, True),
        (FALSE, False),
        (UNKNOWN, None),
        (IsOneOf("SITE", (Text("new york"),)), True),
        (IsOneOf("size", (Number(Decimal("2.5"), "gb"),)), True),
        (IsOneOf("last day", (Day(date(2026, 3, 9)),)), True),
        (IsKnown("priority"), True),
        (IsKnown("level"), False),
        (Not(TRUE), False),
        (Not(UNKNOWN), None),
        (Not(IsKnown("level")), True),
    ],
)
def test_simple_conditions(condition: Condition | None, expected: bool | None) -> None:
    assert judged(condition) is expected


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (TRUE, TRUE, True, True),
        (TRUE, FALSE, False, True),
        (TRUE, UNKNOWN, None, True),
        (FALSE, FALSE, False, False),
        (FALSE, UNKNOWN, False, None),
        (UNKNOWN, UNKNOWN, None, None),
    ],
)
def test_kleene(left: Condition, right: Condition, both: bool | None, either: bool | None) -> None:
    for parts in ((left, right), (right, left)):
        assert judged(Both(parts)) is both
        assert judged(Either(parts)) is either


@pytest.mark.parametrize(
    ("name", "less", "equal", "more"),
    [
        ("size", Number(Decimal(2), "GB"), Number(Decimal("2.5"), "GB"), Number(Decimal(3), "GB")),
        ("effort", Length(HOUR), Length(90 * MINUTE), Length(2 * HOUR)),
        ("last day", Day(date(2026, 3, 8)), Day(date(2026, 3, 9)), Day(date(2026, 3, 10))),
        ("seen", Instant(-1), Instant(0), Instant(1)),
    ],
)
def test_orders(name: str, less: Value, equal: Value, more: Value) -> None:
    expected = {
        "below": [False, False, True],
        "at most": [False, True, True],
        "above": [True, False, False],
        "at least": [True, True, False],
    }
    for order, answers in expected.items():
        assert [judged(Compared(name, order, bound)) for bound in (less, equal, more)] == answers  # type: ignore[arg-type]


def test_reasons_in_words() -> None:
    assert reason(UNKNOWN) == "level is not stated"
    assert reason(TRUE, priority=Text("P9")) == "priority `P9` is not one of P1, P2, P3"
    assert reason(Compared("size", "below", Number(Decimal(1), "TB"))) == "size is in GB, not in TB"
    assert reason(Compared("site", "below", Number(Decimal(1)))) == "site `New  York` is a text, not a number"
    assert reason(IsOneOf("size", (Text("big"),))) == "size `2.50 GB` is a number, not a text"
    assert reason(Compared("broken", "below", Number(Decimal(1)))) == "broken `NaN` is not a number"
    assert reason(Both((UNKNOWN, IsOneOf("colour", (Text("red"),))))) == "level is not stated"


def test_values_as_a_reader_sees_them() -> None:
    assert [said(v) for v in VALUES.values()][2:6] == [
        "2026-03-09",
        "2.50 GB",
        "90 minutes",
        "1970-01-01T00:00:00Z",
    ]
    assert said(Length(HOUR)) == "1 hour"
    assert said(Length(1)) == "0.000001 seconds"
    assert said(Instant(10**20)) == "100000000000000000000 microseconds since 1970"
    assert said(Number(Decimal("1E+3"))) == "1000"
