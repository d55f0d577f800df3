"""Public holidays as a contract names them, resolved once over a term and then frozen."""

from datetime import date
from typing import Any

from attrs import Factory

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import calendar_errors, name_errors
from sladsl.policy.model import HolidayNote
from sladsl.records import define, frozen
from sladsl.syntax import tree
from sladsl.worktime.public_holidays import Ask, UnknownRegion


@frozen
class Resolved:
    """Dates and names, sorted, and the dates between which no holiday is missing."""

    days: tuple[tuple[date, str], ...]
    known_from: date
    known_until: date
    note: HolidayNote


@define
class Resolver:
    """Asks the holidays package once a region, kind and term."""

    ask: Ask
    _known: dict[tuple[str, str, str, Any], Resolved | None] = Factory(dict)
    _warned: set[tuple[str, Any]] = Factory(set)

    def resolve(self, written: tree.Holidays, term: Any, found: list[Diagnostic]) -> Resolved | None:
        """The holidays of the years of `term`; None with a diagnostic for an unknown region or kind."""
        subdivision = written.subdivision.key if written.subdivision else ""
        key = (written.kind.key, written.region.key, subdivision, term)
        if key not in self._known:
            self._known[key] = self._asked(written, term, found)
        resolved = self._known[key]
        if resolved is not None and (written.region.key, term) not in self._warned:
            self._warned.add((written.region.key, term))
            if resolved.note.first_year > term.first_year or resolved.note.last_year < term.last_year:
                years = term.first_year, term.last_year
                found.append(calendar_errors.holidays_outrun(written, resolved.note, *years))
        return resolved

    def _asked(self, written: tree.Holidays, term: Any, found: list[Diagnostic]) -> Resolved | None:
        subdivision = written.subdivision.text if written.subdivision else None
        country, kind = written.region.text, written.kind.text
        try:
            its = self.ask(country, subdivision, kind, term.first_year, term.last_year)
        except UnknownRegion as unknown:
            found.append(name_errors.unknown_holidays(written, unknown.what, unknown.candidates))
            return None
        region = ", ".join(name for name in (subdivision, country) if name)
        note = HolidayNote("", f"{kind} holidays of {region}", its.first_year, its.last_year, its.release)
        return Resolved(its.days, date(its.first_year, 1, 1), date(its.last_year, 12, 31), note)
