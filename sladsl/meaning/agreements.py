"""Agreements: who, what kind, in force when, in which zone."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from attrs import evolve

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import calendar_errors, name_errors, readings, version_errors
from sladsl.meaning.calendars import Term
from sladsl.meaning.places import Places
from sladsl.policy import model
from sladsl.policy.conditions import Condition
from sladsl.policy.names import fold
from sladsl.records import frozen
from sladsl.syntax import tree
from sladsl.worktime.civil import day_of

OPEN_ENDED_YEARS = 10
YEARS_AROUND = 1  # cases opened before the term or still open after it

S = TypeVar("S", tree.KindIs, tree.Between, tree.InForce, tree.TimeZone)
Once = TypeVar("Once", tree.LevelIs, tree.JudgedBy)


@frozen
class Agreed:
    """An agreement with the years its calendars must know."""

    agreement: model.Agreement
    term: Term

    def covered(self, subject: str) -> Condition | None:
        """Of which cases of a subject it is; None: of all."""
        return next(
            (each.where for each in self.agreement.covers if fold(each.subject) == fold(subject)), None
        )


def lower_agreement(written: tree.Agreement, places: Places, found: list[Diagnostic]) -> Agreed | None:
    """The agreement; None with diagnostics where one of its four sentences is missing or wrong."""
    kind = _only(written, tree.KindIs, "is a customer SLA, version 1.0", found)
    between = _only(written, tree.Between, "between Hellas IT as provider and Acme SA as customer", found)
    in_force = _only(written, tree.InForce, "in force from 2026-01-01 to 2026-12-31", found)
    zone_said = _only(written, tree.TimeZone, "time zone Europe/Athens", found)
    zone = readings.a_zone(zone_said.zone, found) if zone_said else None
    parties = parties_of(between, found) if between else None
    begins = readings.a_date(in_force.begins, found) if in_force else None
    ends = readings.a_date(in_force.ends, found) if in_force and in_force.ends else None
    if in_force and begins and ends and ends < begins:
        found.append(calendar_errors.ends_before_begins(in_force))
        return None
    if kind is None or in_force is None or zone is None or parties is None or begins is None:
        return None
    if in_force.ends and ends is None:
        return None
    agreement = model.Agreement(
        id=written.name.text,
        title=written.title.text if written.title else "",
        kind=kind.kind,
        version=kind.version.text if kind.version else "1",
        provider=parties[0],
        customer=parties[1],
        zone=zone,
        begins=readings.day_begin(begins, zone),
        ends=None if ends is None else readings.day_end(ends, zone),
        place=places.of(written.name.span),
        level=_level(written, found),
        builds_on=tuple(
            dict.fromkeys(
                base.text
                for said in written.sentences
                if isinstance(said, tree.BuildsOn)
                for base in said.bases
            )
        ),
        suppliers=tuple(
            dict.fromkeys(
                name.text for s in written.sentences if isinstance(s, tree.Suppliers) for name in s.names
            )
        ),
        may_declare=tuple(
            model.MayDeclare(tuple(role.text for role in said.roles), said.state.text, places.of(said.span))
            for said in written.sentences
            if isinstance(said, tree.MayDeclare)
        ),
        judged_by=judging.party.text if (judging := _said_once(written, tree.JudgedBy, found)) else "",
    )
    first = model.Version(
        version=agreement.version,
        since=agreement.begins,
        amendment="",
        retroactive=False,
        provider=agreement.provider,
        customer=agreement.customer,
        ends=agreement.ends,
        signed=signings(written.sentences, (between,) if between else (), zone, places, found),
        changes=(),
        place=agreement.place,
    )
    return Agreed(evolve(agreement, versions=(first,)), _term(begins, ends))


def _level(written: tree.Agreement, found: list[Diagnostic]) -> model.Level:
    said = _said_once(written, tree.LevelIs, found)
    return said.level if said else ""


def _said_once(written: tree.Agreement, kind: type[Once], found: list[Diagnostic]) -> Once | None:
    """The one sentence of a kind that need not be there."""
    said = [sentence for sentence in written.sentences if isinstance(sentence, kind)]
    for again in said[1:]:
        found.append(name_errors.said_twice(again.span, said[0].span))
    return said[0] if said else None


def _term(begins: date, ends: date | None) -> Term:
    last = ends.year if ends else begins.year + OPEN_ENDED_YEARS
    return Term(begins.year - YEARS_AROUND, last + YEARS_AROUND)


def later_term(agreed: Agreed, ends: date | None) -> Agreed:
    """The agreement with another last day (None: none), the years of its calendars widened to it."""
    agreement = evolve(
        agreed.agreement, ends=None if ends is None else readings.day_end(ends, agreed.agreement.zone)
    )
    begins = day_of(agreement.begins, agreement.zone)
    last = _term(begins, ends).last_year
    return Agreed(agreement, Term(agreed.term.first_year, max(last, agreed.term.last_year)))


def signings(
    sentences: Iterable[object],
    parties: Iterable[tree.Between],
    zone: str,
    places: Places,
    found: list[Diagnostic],
) -> tuple[model.Signing, ...]:
    """Who signed, for whom and when; a party that somebody signs for has to be one of the agreement's."""
    known = {party.name.key: party.name.text for between in parties for party in between.parties}
    signed: list[model.Signing] = []
    for said in sentences:
        if not isinstance(said, tree.Signed):
            continue
        on = readings.a_date(said.on, found)
        for signer in said.signers:
            if signer.party is not None and signer.party.key not in known:
                found.append(version_errors.signs_for_nobody(signer.party, known.values()))
            elif on is not None:
                of = "" if signer.party is None else known[signer.party.key]
                place = places.of(said.span)
                signed.append(model.Signing(signer.name.text, of, readings.day_begin(on, zone), place))
    return tuple(signed)


def _only(written: tree.Agreement, kind: type[S], form: str, found: list[Diagnostic]) -> S | None:
    said = [sentence for sentence in written.sentences if isinstance(sentence, kind)]
    if not said:
        found.append(calendar_errors.agreement_lacks(written, form))
        return None
    for again in said[1:]:
        found.append(name_errors.said_twice(again.span, said[0].span))
    return said[0]


def parties_of(between: tree.Between, found: list[Diagnostic]) -> tuple[str, str] | None:
    """Provider and customer; None with a diagnostic."""
    roles = {party.role: party.name.text for party in between.parties}
    if len(roles) < 2:
        found.append(calendar_errors.two_of_one_role(between))
        return None
    return roles["provider"], roles["customer"]
