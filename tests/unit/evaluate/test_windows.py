"""Where windows begin and end."""

from itertools import pairwise

import pytest
from attrs import evolve

from sladsl.evaluate.windows import TooManyWindows, windows_between, windows_of
from sladsl.policy.model import Window
from tests.unit.evaluate.policies import AGREEMENT, DAY, HOUR, at

ATHENS = evolve(AGREEMENT, zone="Europe/Athens", begins=at("2025-12-31 22:00"))


def listed(window: Window, first: str, last: str, agreement: object = AGREEMENT) -> list[tuple[int, int]]:
    return windows_between(window, agreement, at(first), at(last))  # type: ignore[arg-type]


def days(*dates: str) -> list[tuple[int, int]]:
    instants = [at(f"{day} 00:00") for day in dates]
    return list(pairwise(instants))


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("day", days("2026-03-30", "2026-03-31", "2026-04-01", "2026-04-02")),
        ("week", days("2026-03-30", "2026-04-06")),
        ("month", days("2026-03-01", "2026-04-01", "2026-05-01")),
        ("quarter", days("2026-01-01", "2026-04-01", "2026-07-01")),
        ("year", days("2026-01-01", "2027-01-01")),
    ],
)
def test_calendar_windows(unit: str, expected: list[tuple[int, int]]) -> None:
    window = Window("calendar", unit)  # type: ignore[arg-type]
    assert listed(window, "2026-03-30 12:00", "2026-04-01 12:00") == expected


def test_local_midnights_make_a_day_of_23_hours() -> None:
    # Athens moves from UTC+2 to UTC+3 in the night to Sunday 2026-03-29
    found = listed(Window("calendar", "day"), "2026-03-28 12:00", "2026-03-30 12:00", ATHENS)
    assert [(end - begin) // HOUR for begin, end in found] == [24, 23, 24]
    assert found[1] == (at("2026-03-28 22:00"), at("2026-03-29 21:00"))


def test_a_midnight_that_is_skipped_or_repeated() -> None:
    # In Cairo 2024-04-26 begins at 01:00, which is 23 hours before it ends
    cairo = evolve(AGREEMENT, zone="Africa/Cairo", begins=at("2020-01-01 00:00"))
    found = listed(Window("calendar", "day"), "2024-04-26 12:00", "2024-04-26 12:00", cairo)
    assert found == [(at("2024-04-25 22:00"), at("2024-04-26 21:00"))]
    # Havana falls back from 01:00 to 00:00 on 2024-11-03: the first midnight is at UTC-4
    havana = evolve(cairo, zone="America/Havana")
    found = listed(Window("calendar", "day"), "2024-11-03 12:00", "2024-11-03 12:00", havana)
    assert found == [(at("2024-11-03 04:00"), at("2024-11-04 05:00"))]


def test_windows_are_cut_at_the_term() -> None:
    agreement = evolve(AGREEMENT, begins=at("2026-01-15 06:00"), ends=at("2026-03-10 18:00"))
    found = listed(Window("calendar", "month"), "2025-06-01 00:00", "2027-01-01 00:00", agreement)
    assert found == [
        (at("2026-01-15 06:00"), at("2026-02-01 00:00")),
        (at("2026-02-01 00:00"), at("2026-03-01 00:00")),
        (at("2026-03-01 00:00"), at("2026-03-10 18:00")),
    ]


def test_contract_months_keep_the_day_of_the_month() -> None:
    agreement = evolve(AGREEMENT, begins=at("2026-01-31 00:00"))
    found = listed(Window("contract", "month"), "2026-01-31 00:00", "2026-04-30 00:00", agreement)
    assert found == days("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31")
    assert listed(Window("contract", "month"), "2026-02-27 23:00", "2026-02-27 23:00", agreement) == found[:1]
    assert (
        listed(Window("contract", "month"), "2026-02-28 00:00", "2026-02-28 00:00", agreement) == found[1:2]
    )


def test_contract_years() -> None:
    agreement = evolve(AGREEMENT, begins=at("2024-02-29 00:00"))
    found = listed(Window("contract", "year"), "2025-03-01 00:00", "2028-02-29 00:00", agreement)
    assert found == days("2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29", "2029-02-28")


def test_rolling_windows_end_at_each_midnight() -> None:
    found = listed(Window("rolling", "day", 3), "2026-03-05 12:00", "2026-03-06 12:00")
    assert found == [
        (at("2026-03-03 00:00"), at("2026-03-06 00:00")),
        (at("2026-03-04 00:00"), at("2026-03-07 00:00")),
    ]
    first_days = listed(Window("rolling", "day", 3), "2026-01-01 00:00", "2026-01-04 00:00")
    assert [(end - begin) // DAY for begin, end in first_days] == [1, 2, 3, 3]


def test_which_windows_an_instant_falls_in() -> None:
    months = days("2026-01-01", "2026-02-01", "2026-03-01")
    assert list(windows_of(months, at("2026-01-31 23:59"))) == [0]
    assert list(windows_of(months, at("2026-02-01 00:00"))) == [1]
    assert list(windows_of(months, at("2026-03-01 00:00"))) == []
    rolling = listed(Window("rolling", "day", 3), "2026-03-05 12:00", "2026-03-09 12:00")
    assert list(windows_of(rolling, at("2026-03-06 10:00"))) == [1, 2, 3]
    assert list(windows_of([], at("2026-03-06 10:00"))) == []


def test_nothing_outside_the_term() -> None:
    assert listed(Window("calendar", "day"), "2025-01-01 00:00", "2025-12-31 00:00") == []


def test_too_many_windows() -> None:
    with pytest.raises(TooManyWindows, match="more than 100,000 windows"):
        listed(Window("calendar", "day"), "2026-01-01 00:00", "2400-01-01 00:00")
