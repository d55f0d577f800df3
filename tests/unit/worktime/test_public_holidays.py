"""Public holidays by the names a contract uses."""

from datetime import date

import pytest

from sladsl.worktime.public_holidays import (
    UnknownRegion,
    country_names,
    known_years,
    package_release,
    resolve,
)


def names(
    country: str, subdivision: str | None = None, kind: str = "public", year: int = 2026
) -> dict[date, str]:
    return dict(resolve(country, subdivision, kind, year, year))


def test_the_orthodox_easter_of_greece() -> None:
    greece = names("Greece")
    assert greece[date(2026, 4, 10)] == "Good Friday"
    assert greece[date(2026, 4, 13)] == "Easter Monday"
    assert date(2026, 4, 3) not in greece
    assert date(2026, 12, 24) not in greece
    assert date(2026, 12, 24) in names("Greece", kind="half-day")


@pytest.mark.parametrize("written", ["Greece", "greece", "GR", "gr", "GRC", " Greece "])
def test_a_country_by_name_or_code(written: str) -> None:
    assert names(written) == names("Greece")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *[
            ("the Netherlands", "NL"),
            ("Holland", "NL"),
            ("United States", "US"),
            ("the United  States", "US"),
        ],
        *[("UK", "GB"), ("Great Britain", "GB"), ("Czech Republic", "CZ"), ("South Korea", "KR")],
    ],
)
def test_names_as_people_write_them(written: str, code: str) -> None:
    assert names(written) == names(code)


@pytest.mark.parametrize("written", ["California", "california", "CA", "US-CA"])
def test_a_part_of_a_country(written: str) -> None:
    assert date(2026, 3, 31) in names("United States", written)  # Cesar Chavez Day
    assert date(2026, 3, 31) not in names("United States")


def test_years_are_both_included_and_sorted() -> None:
    days = [day for day, _ in resolve("Greece", None, "public", 2025, 2027)]
    assert days == sorted(days)
    assert {day.year for day in days} == {2025, 2026, 2027}
    assert resolve("Greece", None, "public", 2027, 2025) == []


def test_what_is_not_known_comes_with_candidates() -> None:
    with pytest.raises(UnknownRegion, match="unknown country 'Grece'") as country:
        resolve("Grece", None, "public", 2026, 2026)
    assert (country.value.what, "Greece" in country.value.candidates) == ("country", True)
    with pytest.raises(UnknownRegion) as part:
        resolve("United States", "Californa", "public", 2026, 2026)
    assert (part.value.what, "California" in part.value.candidates) == ("subdivision", True)
    with pytest.raises(UnknownRegion) as kind:
        resolve("Greece", None, "half", 2026, 2026)
    assert (kind.value.what, kind.value.candidates) == ("category", ["half-day", "public"])


def test_the_package_and_its_years_are_stated() -> None:
    first, last = known_years("Greece")
    assert first <= 2012 < 2100 <= last <= 2199
    assert package_release().startswith("holidays ")
    assert {"Greece", "United States", "Netherlands"} <= set(country_names())
