"""A clause with all it rests on, looked up once."""

from collections.abc import Iterator
from datetime import timedelta
from typing import assert_never

from attrs import frozen

from sladsl.evaluate.life import Score, score_of, subject_of
from sladsl.evaluate.truth import folded
from sladsl.evaluate.windows import local_date, midnight_us
from sladsl.policy.model import Agreement, Clause, Field, Policy
from sladsl.worktime import Calendar
from sladsl.worktime.rules import AllOf, Always, AnyOf, Except, Rule, Weekly


@frozen
class Terms:
    """What judging a clause needs."""

    clause: Clause
    agreement: Agreement
    subject: str  # as declared
    fields: dict[str, Field]  # by folded name
    calendar: Calendar
    score: Score
    known_until: int | None  # the last instant whose holidays the calendar knows; None: no limit

    def out_of_force(self, started: int, by: str) -> str:
        """Why a clock started then, by this kind of event, is not the agreement's to judge; "" if it is."""
        agreement = self.agreement
        if started < agreement.begins:
            day = local_date(agreement.zone, agreement.begins)
            return f"{by} before {agreement.id} was in force ({day})"
        if agreement.ends is not None and started >= agreement.ends:
            day = local_date(agreement.zone, agreement.ends)
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
    calendars = {clause.calendar: Calendar.of(policy.calendars[clause.calendar]) for clause in policy.clauses}
    for agreement in policy.agreements:
        for clause in policy.clauses:
            if clause.agreement == agreement.id:
                subject = subject_of(policy, clause)
                fields = {folded(field.name): field for field in subject.fields}
                calendar = calendars[clause.calendar]
                known = _known_until(policy.calendars[clause.calendar].rule)
                score = score_of(policy, clause)
                yield Terms(clause, agreement, subject.name, fields, calendar, score, known)


def _known_until(rule: Rule) -> int | None:
    parts: tuple[Rule, ...]
    match rule:
        case Always():
            return None
        case Weekly():
            last = rule.known_until
            return None if last is None else midnight_us(rule.zone, last + timedelta(days=1)) - 1
        case AnyOf(parts) | AllOf(parts):
            pass
        case Except(base, less):
            parts = (base, less)
        case _:
            assert_never(rule)
    return min((known for part in parts if (known := _known_until(part)) is not None), default=None)
