"""Field values by type."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from sladsl.policy.model import Field, FieldType, Means, TimeFormat
from sladsl.policy.values import Day, Instant, Length, Number, Text, Value
from sladsl.sources.cells import Cell, cell_of
from sladsl.sources.errors import Unreadable
from sladsl.sources.times import Times
from sladsl.sources.values import FieldReader

MINUTE = 60_000_000


def reader(type: FieldType, *means: Means) -> FieldReader:
    field = Field("cost", type, ("P1", "P2"), "EUR")
    return FieldReader(field, means, frozenset({"?"}), Times(TimeFormat("day first", "Europe/Athens")))


@pytest.mark.parametrize(
    ("type", "cell", "expected"),
    [
        ("one of", " p1 ", Text("P1")),
        ("one of", "Other", Text("Other")),
        ("one of", "1 - HIGH", Text("P2")),
        ("text", "  Main  street ", Text("Main  street")),
        ("number", "-12.50", Number(Decimal("-12.50"), "EUR")),
        ("number", "12 000", Number(Decimal(12000), "EUR")),
        ("number", "1e3", Number(Decimal(1000), "EUR")),
        ("length", "PT2H30M", Length(150 * MINUTE)),
        ("length", "P1DT0.5S", Length(1440 * MINUTE + 500_000)),
        ("length", "90 minutes", Length(90 * MINUTE)),
        ("length", "2h 30m", Length(150 * MINUTE)),
        ("length", "1 hour, 1.5 seconds", Length(60 * MINUTE + 1_500_000)),
        ("length", timedelta(minutes=3), Length(3 * MINUTE)),
        ("date", "31/03/2026", Day(date(2026, 3, 31))),
        ("date", date(2026, 3, 31), Day(date(2026, 3, 31))),
        ("time", "01/01/1970 02:00", Instant(0)),
        ("time", datetime(1970, 1, 1, tzinfo=UTC), Instant(0)),
        ("text", "", None),
        ("text", "  ", None),
        ("number", "?", None),
        ("number", None, None),
    ],
)
def test_value(type: FieldType, cell: Cell, expected: Value | None) -> None:
    read = reader(type, Means("1 - High", "P2"))
    assert read.value(cell) == expected
    assert read.value(cell) == expected  # the second time from what is remembered


@pytest.mark.parametrize(
    ("type", "cell", "why"),
    [
        ("number", "12,000", "has a comma"),
        ("number", "1 0000", "not a number"),
        ("number", "NaN", "not a number"),
        ("number", "1_000", "not a number"),
        ("number", "9" * 41, "not a number"),
        ("length", "90", "not a length"),
        ("length", "P1M", "not a length"),
        ("length", "P", "not a length"),
        ("length", "1 fortnight", "not a length"),
        ("length", "0.0000001 s", "finer than a microsecond"),
        ("date", "2026-03-31", "not a time written day first"),
        ("time", "31/02/2026", "no such day"),
    ],
)
def test_refused_with_the_field_named(type: FieldType, cell: Cell, why: str) -> None:
    with pytest.raises(Unreadable, match=why) as refused:
        reader(type).value(cell)
    assert refused.value.why.startswith("`cost`: ")


def test_a_meaning_that_is_no_value_rejects_the_row_only() -> None:
    with pytest.raises(Unreadable, match="`dear` is not a number"):
        reader("number", Means("high", "dear")).value("high")


def test_cells_of_python_values() -> None:
    assert [cell_of(v) for v in (True, 7, 0.1, Decimal("1.50"), None)] == ["true", "7", "0.1", "1.50", None]
    for nested in ([1], {"a": 1}, b"x", object()):
        with pytest.raises(Unreadable):
            cell_of(nested)
