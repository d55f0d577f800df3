"""A clause with all it rests on, looked up once."""

from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache

from attrs import frozen

from sladsl.evaluate.life import Score, score_of, subject_of
from sladsl.evaluate.truth import folded
from sladsl.policy.model import Agreement, Clause, Field, Policy
from sladsl.worktime import Calendar
from sladsl.worktime.civil import day_of, local_midnight_us
from sladsl.worktime.rules import NamedRule
from sladsl.worktime.table import known_days

# A calendar is its rule and tables made from it as needed: worth keeping from one judgement to the next.
calendar_of = lru_cache(maxsize=64)(Calendar.of)


@frozen
class Terms:
    """What judging a clause needs."""

    clause: Clause
    agreement: Agreement
    subject: str  # as declared
    fields: dict[str, Field]  # by folded name
    calendar: Calendar
    score: Score
    known_until: int | None  # up to here the calendar knows its holidays; None: no limit

    def out_of_force(self, started: int, by: str) -> str:
        """Why a clock started then, by this kind of event, is not the agreement's to judge; "" if it is."""
        agreement = self.agreement
        if started < agreement.begins:
            day = day_of(agreement.begins, agreement.zone)
            return f"{by} before {agreement.id} was in force ({day})"
        if agreement.ends is not None and started >= agreement.ends:
            day = day_of(agreement.ends, agreement.zone)
            return f"{by} after {agreement.id} had ended ({day})"
        return ""


def terms_of(policy: Policy) -> Iterator[Terms]:
    """The clauses by agreement, then as written. ValueError if a clause names what the policy lacks."""
    agreements = {agreement.id for agreement in policy.agreements}
    for clause in policy.clauses:
        if clause.agreement not in agreements:
            raise ValueError(f"clause `{clause.id}` belongs to no agreement of the policy")
        if clause.calendar not in policy.calendars:
            raise ValueError(f"the policy has no calendar `{clause.calendar}` for clause `{clause.id}`")
    calendars = {clause.calendar: calendar_of(policy.calendars[clause.calendar]) for clause in policy.clauses}
    for agreement in policy.agreements:
        for clause in policy.clauses:
            if clause.agreement == agreement.id:
                subject = subject_of(policy, clause)
                fields = {folded(field.name): field for field in subject.fields}
                calendar = calendars[clause.calendar]
                known = _known_until(policy.calendars[clause.calendar])
                score = score_of(policy, clause)
                yield Terms(clause, agreement, subject.name, fields, calendar, score, known)


def _known_until(named: NamedRule) -> int | None:
    _, last = known_days(named.rule)
    return None if last is None else local_midnight_us(last + timedelta(days=1), named.zone)
