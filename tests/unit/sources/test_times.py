"""Times and dates, exactly, in every style. Expected instants come from `calendar.timegm` or are worked out."""

import calendar
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sladsl.policy.model import TimeFormat
from sladsl.sources.errors import Unreadable
from sladsl.sources.times import Times


def utc(*parts: int, us: int = 0) -> int:
    return calendar.timegm((*parts, 0, 0, 0)[:6]) * 1_000_000 + us


def times(style: str, zone: str | None = None) -> Times:
    return Times(TimeFormat(style, zone))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("style", "zone", "text", "expected"),
    [
        ("iso", None, "2026-03-02T09:00:00Z", utc(2026, 3, 2, 9)),
        ("iso", None, "2026-03-02 09:00z", utc(2026, 3, 2, 9)),
        ("iso", None, "2026-03-02T09:00:00.5+02:00", utc(2026, 3, 2, 7, us=500_000)),
        ("iso", None, "2026-03-02T09:00:00,123456789-0330", utc(2026, 3, 2, 12, 30, us=123_456)),
        ("iso", None, "2026-03-02T00:30+14", utc(2026, 3, 1, 10, 30)),
        ("iso", "Europe/Athens", "2026-03-02T09:00", utc(2026, 3, 2, 7)),
        ("iso", "Europe/Athens", "2026-07-02 09:00:01.000001", utc(2026, 7, 2, 6, 0, 1, us=1)),
        ("iso", "Europe/Athens", "2026-07-02", utc(2026, 7, 1, 21)),
        ("iso", "Europe/Athens", "2026-03-02T24:00", utc(2026, 3, 2, 22)),
        ("iso", "UTC", "1969-12-31T23:59:59.999999", -1),
        ("day first", "Europe/Athens", "2/3/2026 9:05", utc(2026, 3, 2, 7, 5)),
        ("day first", "UTC", "02-03-2026 09:05:07", utc(2026, 3, 2, 9, 5, 7)),
        ("day first", "UTC", "02.03.2026", utc(2026, 3, 2)),
        ("day first", "UTC", " 29/2/2016 01:16 ", utc(2016, 2, 29, 1, 16)),
        ("month first", "UTC", "02/03/2026 09:05:07.25", utc(2026, 2, 3, 9, 5, 7, us=250_000)),
        ("month first", "UTC", "2/3/2026 12:05 AM", utc(2026, 2, 3, 0, 5)),
        ("month first", "UTC", "2/3/2026 12:05 pm", utc(2026, 2, 3, 12, 5)),
        ("month first", "UTC", "2/3/2026 1:05PM", utc(2026, 2, 3, 13, 5)),
        ("seconds", None, "1772442000", 1_772_442_000_000_000),
        ("seconds", None, "1772442000.1234567", 1_772_442_000_123_456),
        ("seconds", None, "-0.0000001", -1),
        ("milliseconds", None, "1772442000123.4", 1_772_442_000_123_400),
    ],
)
def test_instant(style: str, zone: str | None, text: str, expected: int) -> None:
    assert times(style, zone).instant(text) == expected


@pytest.mark.parametrize(
    ("style", "zone", "text", "why"),
    [
        ("iso", None, "2026-03-02T09:00:00", "no offset"),
        ("iso", None, "2026-03-02", "no offset"),
        ("iso", "UTC", "2026-02-30T09:00", "no such day"),
        ("iso", "UTC", "2026-03-02T9:00", "two digits"),
        ("iso", "UTC", "2026-03-02T25:00", "no such time of day"),
        ("iso", "UTC", "2026-03-02T23:59:60Z", "no such time of day"),
        ("iso", "UTC", "2026-03-02T24:01", "no such time of day"),
        ("iso", "UTC", "2026-03-02T09:00 PM", "no such time of day"),
        ("iso", "UTC", "2026-03-02T09:00+25:00", "no such offset"),
        ("iso", "UTC", "0001-01-01T00:00+02:00", "outside the years"),
        ("iso", "UTC", "9999-12-31T24:00", "later than the year 9999"),
        ("iso", "UTC", "02/03/2026 09:00", "not a time written ISO 8601"),
        ("iso", "UTC", "٢٠٢٦-٠٣-٠٢", "not a time"),
        ("day first", "UTC", "02/13/2026", "no such day"),
        ("day first", "UTC", "02/03/26", "not a time written day first"),
        ("day first", "UTC", "02/03-2026", "not a time written day first"),
        ("month first", "UTC", "13/02/2026", "no such day"),
        ("month first", "UTC", "2/3/2026 13:05 PM", "no such time of day"),
        ("seconds", None, "2026-03-02T09:00:00Z", "number of seconds since 1970"),
        ("seconds", None, "9" * 18, "outside the years"),
        ("milliseconds", None, "NaN", "number of milliseconds"),
    ],
)
def test_refused(style: str, zone: str | None, text: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        times(style, zone).instant(text)


def test_the_skipped_hour_moves_forward_by_the_gap() -> None:
    # Athens, 2026-03-29: 03:00 became 04:00 at 01:00 UTC. 03:30 was never shown; an hour on it is 04:30 = 01:30 UTC.
    athens = times("iso", "Europe/Athens")
    assert athens.instant("2026-03-29T02:59") == utc(2026, 3, 29, 0, 59)
    assert athens.instant("2026-03-29T03:30") == athens.instant("2026-03-29T04:30") == utc(2026, 3, 29, 1, 30)


def test_the_repeated_hour_takes_the_first() -> None:
    # Athens, 2026-10-25: 04:00 became 03:00 at 01:00 UTC. 03:30 came at 00:30 UTC and again at 01:30 UTC.
    athens = times("day first", "Europe/Athens")
    assert athens.instant("25/10/2026 03:30") == utc(2026, 10, 25, 0, 30)
    assert athens.instant("25/10/2026 04:00") == utc(2026, 10, 25, 2)


def test_typed_times_of_a_table() -> None:
    athens = times("day first", "Europe/Athens")
    assert athens.instant(datetime(2026, 3, 2, 9, tzinfo=UTC)) == utc(2026, 3, 2, 9)
    assert athens.instant(datetime(2026, 3, 2, 9, tzinfo=timezone(timedelta(hours=-3)))) == utc(
        2026, 3, 2, 12
    )
    assert athens.instant(datetime(2026, 3, 2, 9)) == utc(2026, 3, 2, 7)  # noqa: DTZ001  # a table's local time
    assert athens.instant(date(2026, 3, 2)) == utc(2026, 3, 1, 22)
    with pytest.raises(Unreadable, match="not a time"):
        athens.instant(None)


def test_days() -> None:
    assert times("day first", None).day("31/03/2026") == date(2026, 3, 31)
    assert times("month first", None).day("03/31/2026 17:00") == date(2026, 3, 31)
    assert times("iso", "Europe/Athens").day("2026-03-30T23:00Z") == date(2026, 3, 31)
    assert times("seconds", None).day("2026-03-31") == date(2026, 3, 31)
    assert times("seconds", "Europe/Athens").day("1774911600") == date(2026, 3, 31)  # 2026-03-30 23:00 UTC
    with pytest.raises(Unreadable, match="depends on the zone"):
        times("iso", None).day("2026-03-30T23:00Z")
    with pytest.raises(Unreadable, match="no such time of day"):
        times("iso", "UTC").day("2026-03-30T25:00")


@given(st.datetimes(min_value=datetime(1800, 1, 1), max_value=datetime(2200, 1, 1)), st.sampled_from(  # noqa: DTZ001
    ["Europe/Athens", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca"]
))  # fmt: skip
def test_local_times_agree_with_zoneinfo(moment: datetime, zone: str) -> None:
    from zoneinfo import ZoneInfo

    expected = (
        moment.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    ) // timedelta(microseconds=1)
    reader = times("iso", zone)
    assert reader.instant(moment.isoformat()) == expected
    assert reader.instant(moment) == expected
