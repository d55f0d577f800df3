"""Public holidays by country, part of a country, kind and year, from the `holidays` package."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from sladsl.records import frozen

# Names in daily use that the package does not list.
_ALSO_CALLED = {"czech republic": "CZ", "great britain": "GB", "türkiye": "TR", "holland": "NL"}

_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])|_")


class UnknownRegion(Exception):  # noqa: N818  (it says what is so, not that the code failed)
    """A country, subdivision or kind of holiday that is not known; `candidates` for did-you-mean."""

    def __init__(self, what: str, name: str, candidates: list[str]) -> None:
        self.what, self.name, self.candidates = what, name, candidates
        super().__init__(f"unknown {what} {name!r}")


@frozen
class Known:
    """The holidays of those of the years that the package knows, sorted by date; and its release."""

    first_year: int
    last_year: int
    days: tuple[tuple[date, str], ...]
    release: str


Ask = Callable[[str, str | None, str, int, int], Known]
"""Country, subdivision, category, first and last year. Raises UnknownRegion."""


def known(country: str, subdivision: str | None, category: str, first_year: int, last_year: int) -> Known:
    """The holidays of a range of years, as far as they are known. Raises UnknownRegion."""
    first, last = known_years(country)
    first, last = max(first, first_year), min(last, last_year)
    days = resolve(country, subdivision, category, first, last)
    return Known(first, last, tuple(days), package_release())


def package_release() -> str:
    """The package and its release, as stored beside the holidays it gave."""
    from importlib.metadata import version

    return f"holidays {version('holidays')}"


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Folded names and codes to ISO codes: `united states`, `us`, `usa`."""
    from holidays.registry import COUNTRIES

    known: dict[str, str] = {}
    for module, (name, *codes) in COUNTRIES.items():
        for alias in (module.replace("_", " "), _WORDS.sub(" ", name), *codes):
            known[alias.casefold()] = codes[0]
    return {name: code for name, code in _ALSO_CALLED.items() if code in known.values()} | known


def country_names() -> list[str]:
    """The countries that are known, by English name."""
    from holidays.registry import COUNTRIES

    return sorted(_WORDS.sub(" ", name) for name, *_ in COUNTRIES.values())


def _code(country: str) -> str:
    code = _countries().get(" ".join(country.casefold().removeprefix("the ").split()))
    if code is None:
        raise UnknownRegion("country", country, country_names())
    return code


def _kind_of(country: str) -> Any:
    import holidays

    return getattr(holidays, _class_name(_code(country)))


@lru_cache(maxsize=256)
def _class_name(code: str) -> str:
    from holidays.registry import COUNTRIES

    return next(name for name, *codes in COUNTRIES.values() if codes[0] == code)


def known_years(country: str) -> tuple[int, int]:
    """The first and last year for which the package knows the country's holidays."""
    kind = _kind_of(country)
    return int(kind.start_year), min(int(kind.end_year), 2199)


def resolve(
    country: str, subdivision: str | None, category: str, first_year: int, last_year: int
) -> list[tuple[date, str]]:
    """The holidays of a range of years, sorted by date; names in English where the package has them.

    `country` is an English name or an ISO 3166 code, `subdivision` a name or code that the package knows
    ("California", "CA", "US-CA"), `category` one of its kinds ("public", "half-day", "bank").
    Raises UnknownRegion for a country, subdivision or category the package does not know.
    """
    kind = _kind_of(country)
    chosen = category.casefold().replace("-", "_").replace(" ", "_")
    if chosen not in kind.supported_categories:
        known = sorted(each.replace("_", "-") for each in kind.supported_categories)
        raise UnknownRegion("category", category, known)
    part = None if subdivision is None else _subdivision(kind, subdivision)
    language = next((each for each in ("en_US", "en_GB", "en") if each in kind.supported_languages), None)
    found = kind(  # and not `country_holidays`, which loads the calendars of all countries
        subdiv=part,
        years=range(first_year, last_year + 1),
        language=language,
        categories=(chosen,),
    )
    return sorted((day, name) for day, name in found.items() if first_year <= day.year <= last_year)


def _subdivision(kind: Any, name: str) -> str:
    aliases = {alias.casefold(): code for alias, code in getattr(kind, "subdivisions_aliases", {}).items()}
    known = {code.casefold(): code for code in kind.subdivisions} | aliases
    written = " ".join(name.casefold().split())
    code = known.get(written) or known.get(written.removeprefix(f"{kind.country.casefold()}-"))
    if code is None:
        names = sorted(getattr(kind, "subdivisions_aliases", {})) or sorted(kind.subdivisions)
        raise UnknownRegion("subdivision", name, names)
    return str(code)
