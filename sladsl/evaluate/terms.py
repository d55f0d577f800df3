"""A clause with all it rests on, looked up once."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from functools import lru_cache

from sladsl.evaluate.life import Score, score_of, subject_of
from sladsl.evaluate.suspensions import name_of, spans_of
from sladsl.evaluate.tiers import Tiers
from sladsl.evaluate.truth import Unknown, Values, folded, said, truth
from sladsl.evaluate.versions import InForce, stretches
from sladsl.policy.conditions import Condition, fields_of
from sladsl.policy.model import Agreement, Clause, Deadline, Field, Policy
from sladsl.policy.versions import by_clause
from sladsl.records import frozen
from sladsl.worktime import Calendar
from sladsl.worktime.civil import day_of, local_midnight_us
from sladsl.worktime.rules import NamedRule
from sladsl.worktime.table import known_days

# A calendar is its rule and tables made from it as needed: worth keeping from one judgement to the next.
calendar_of = lru_cache(maxsize=64)(Calendar.of)


@frozen
class RowTerms:
    """A row of a clause's table; the only one, without a condition and a number, where it has none.

    So is the row of a case of which it is not known which it has: with the clause's calendar.
    """

    number: int | None
    where: Condition | None
    deadline: Deadline | None  # None: of such cases nothing is promised
    calendar: Calendar
    calendar_id: str
    at_least: Fraction | None
    label: tuple[tuple[str, str], ...]


@frozen
class Terms:
    """What judging a clause needs."""

    clause: Clause
    agreement: Agreement
    subject: str  # as declared
    fields: dict[str, Field]  # by folded name
    calendar: Calendar
    score: Score
    known_until: int | None  # up to here its calendars know their holidays; None: no limit
    rows: tuple[RowTerms, ...]
    no_row: RowTerms
    in_force: InForce
    tiers: Tiers

    @property
    def one_calendar(self) -> bool:
        """Whether the time counts alike, whichever row a case has."""
        return len({row.calendar_id for row in self.rows}) == 1

    def row_for(self, values: Values) -> RowTerms | Unknown:
        """The row that such a case has, or why that cannot be said."""
        unknown: Unknown | None = None
        for row in self.rows:
            fits = truth(row.where, values, self.fields)
            if fits is True:
                return row
            if isinstance(fits, Unknown):
                unknown = unknown or fits
        if unknown is not None:
            return unknown
        asked = (fields_of(row.where) for row in self.rows if row.where is not None)
        names = dict.fromkeys(name for fields in asked for name in fields)
        stated = ((name, values.get(folded(name))) for name in names)
        case = ", ".join(f"{name} {said(value)}" for name, value in stated if value is not None)
        return Unknown(f"no row of the table is for {case or 'such a case'}")

    def out_of_force(self, started: int, by: str) -> str:
        """Why a clock started then, by this kind of event, is not the agreement's to judge; "" if it is."""
        agreement = self.agreement
        if started < agreement.begins:
            day = day_of(agreement.begins, agreement.zone)
            return f"{by} before {agreement.id} was in force ({day})"
        if agreement.ends is not None and started >= agreement.ends:
            day = day_of(agreement.ends, agreement.zone)
            return f"{by} after {agreement.id} had ended ({day})"
        for begin, end in spans_of(agreement):
            if begin <= started < end:
                return f"{by} in the {name_of(agreement, begin)}"
        in_force = self.in_force
        if started < in_force.begins:
            day = day_of(in_force.begins, agreement.zone)
            return f"{by} before {self.clause.id} was in force ({day})"
        if in_force.ends is not None and started >= in_force.ends:
            day = day_of(in_force.ends, agreement.zone)
            return f"{by} after {self.clause.id} was removed ({day})"
        return ""

    def judges(self, started: int) -> bool:
        """Whether a clock started then is this version's to judge; outside of all, the nearest says void."""
        in_force = self.in_force
        after = in_force.until is not None and started >= in_force.until
        if started < in_force.since:
            return in_force.earliest
        return not after or in_force.latest


def terms_of(policy: Policy) -> Iterator[tuple[Terms, ...]]:
    """The clauses by agreement, then as written, each with its versions in order of time.

    ValueError if a clause names what the policy lacks.
    """
    agreements = {agreement.id for agreement in policy.agreements}
    for clause in policy.clauses:
        if clause.agreement not in agreements:
            raise ValueError(f"clause `{clause.id}` belongs to no agreement of the policy")
        for id in (clause.calendar, *(row.calendar for row in clause.rows)):
            if id not in policy.calendars:
                raise ValueError(f"the policy has no calendar `{id}` for clause `{clause.id}`")
    calendars = {id: calendar_of(named) for id, named in policy.calendars.items()}
    for agreement in policy.agreements:
        for versions in by_clause(each for each in policy.clauses if each.agreement == agreement.id):
            when = stretches(versions, agreement)
            yield tuple(
                _terms(policy, agreement, clause, each, calendars) for clause, each in zip(versions, when)
            )


def _terms(
    policy: Policy, agreement: Agreement, clause: Clause, in_force: InForce, calendars: dict[str, Calendar]
) -> Terms:
    subject = subject_of(policy, clause)
    fields = {folded(field.name): field for field in subject.fields}
    rows = tuple(_rows(clause, calendars))
    ids = {clause.calendar, *(row.calendar_id for row in rows)}
    known = [until for id in ids if (until := _known_until(policy.calendars[id])) is not None]
    return Terms(
        clause=clause,
        agreement=agreement,
        subject=subject.name,
        fields=fields,
        calendar=calendars[clause.calendar],
        score=score_of(policy, clause),
        known_until=min(known, default=None),
        rows=rows,
        no_row=_whole(clause, calendars, None),
        in_force=in_force,
        tiers=Tiers.of(policy, agreement.id, subject.name, fields),
    )


def _rows(clause: Clause, calendars: dict[str, Calendar]) -> Iterator[RowTerms]:
    if not clause.rows:
        yield _whole(clause, calendars, clause.deadline)
    for number, row in enumerate(clause.rows):
        id = row.calendar
        yield RowTerms(number, row.where, row.deadline, calendars[id], id, row.at_least, row.label)


def _whole(clause: Clause, calendars: dict[str, Calendar], deadline: Deadline | None) -> RowTerms:
    return RowTerms(None, None, deadline, calendars[clause.calendar], clause.calendar, None, ())


def _known_until(named: NamedRule) -> int | None:
    _, last = known_days(named.rule)
    return None if last is None else local_midnight_us(last + timedelta(days=1), named.zone)
