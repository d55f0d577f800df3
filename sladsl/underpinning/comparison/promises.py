"""A clause about cases in a form that can be compared: names folded, everything it rests on in it.

Two clauses with equal promises say the same, whatever their policies call things.
"""

from fractions import Fraction
from typing import Literal

from attrs import evolve, field, fields

from sladsl.policy.conditions import Condition
from sladsl.policy.exclusions import Exclusion
from sladsl.policy.model import (
    Agreement,
    Clause,
    Clock,
    Deadline,
    Field,
    FromUntil,
    Policy,
    Share,
    Subject,
    Transition,
)
from sladsl.policy.names import fold
from sladsl.records import frozen
from sladsl.underpinning.comparison.folding import (
    folded_condition,
    folded_deadline,
    folded_field,
    folded_span,
    plain_calendar,
)
from sladsl.underpinning.comparison.hours import Hours
from sladsl.underpinning.comparison.meanings import Meaning, meaning_of


@frozen
class Offer:
    """What is promised of some cases. `hours` None: nothing. `at_least` and `label` as in `policy.Row`."""

    where: Condition | None
    hours: Hours | None
    at_least: Fraction | None = None
    label: tuple[tuple[str, str], ...] = ()


@frozen
class Excluded:
    """A state whose time is left out of the clock, the subject it is of, and what it means."""

    meaning: Meaning
    exclusion: Exclusion = field(eq=False)
    subject: Subject = field(eq=False)


@frozen
class Turn:
    """What an event does to the clock; `within` bounds how long after a stop it still may."""

    event: str
    action: str
    within: Deadline | None


@frozen
class Promise:
    """A clause about cases. `pauses` are the spans of its pausing states, `kinds` and `names`
    how the subject's events and fields are spelled, by folded name."""

    subject: str
    spelled: str  # the subject's name
    fields: tuple[Field, ...]  # names folded
    names: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    turns: frozenset[Turn]
    pauses: frozenset[FromUntil]
    where: Condition | None
    offers: tuple[Offer, ...]
    fields_as: Literal["current", "opening"]
    share: Share | None
    zone: str
    begins: int
    ends: int | None
    excluding: tuple[Excluded, ...] = ()
    least: int = 0  # a window of fewer cases is as one without any
    beside: tuple[tuple[str, Meaning], ...] = ()  # what else the clause says, by name

    @property
    def continues(self) -> bool:
        """Whether the clock may go on after a stop."""
        return any(turn.action == "continue" for turn in self.turns)

    @property
    def bounded(self) -> bool:
        """Whether it may do so only within some time, which is counted on the clause's calendar."""
        return any(turn.within is not None for turn in self.turns)

    @property
    def own_shares(self) -> bool:
        """Whether the rows of its table have shares of their own."""
        return any(offer.at_least is not None for offer in self.offers)

    @property
    def hours(self) -> tuple[Hours, ...]:
        """All its deadlines."""
        return tuple(offer.hours for offer in self.offers if offer.hours is not None)


def promise_of(policy: Policy, agreement: Agreement, clause: Clause) -> Promise:
    """The clause in comparable form. ValueError where the policy lacks what it names."""
    subject = _subject(policy, clause.subject)
    clock = _clock(policy, clause)
    pausing = {fold(name) for name in clause.pauses}
    spans = frozenset(
        folded_span(span)
        for state in policy.states
        if fold(state.name) in pausing and fold(state.subject) == fold(clause.subject)
        for span in state.spans
    )
    rows = tuple(
        Offer(
            folded_condition(row.where),
            None if row.deadline is None else _hours(policy, row.calendar, row.deadline, agreement.zone),
            row.at_least,
            tuple((fold(name), fold(value)) for name, value in row.label) if row.at_least is not None else (),
        )
        for row in clause.rows
    )
    share = clause.share
    return Promise(
        subject=fold(clause.subject),
        spelled=subject.name,
        fields=tuple(map(folded_field, subject.fields)),
        names=tuple((fold(field.name), field.name) for field in subject.fields),
        kinds=tuple((fold(kind), kind) for kind in (*subject.events, "updated")),
        turns=frozenset(map(_turn, clock.transitions)),
        pauses=spans,
        where=None if clause.where is None else folded_condition(clause.where),
        offers=rows or (Offer(None, _hours(policy, clause.calendar, clause.deadline, agreement.zone)),),
        fields_as=clause.fields,
        share=None if share is None else evolve(share, group=tuple(map(fold, share.group))),
        zone=agreement.zone,
        begins=agreement.begins,
        ends=agreement.ends,
        excluding=_excluded(policy, clause),
        least=clause.least,
        beside=tuple(
            (each.name, meaning_of(object.__getattribute__(clause, each.name), policy.calendars))
            for each in fields(Clause)
            if each.name not in _COMPARED
        ),
    )


# what the parts of a promise stand for, and what no verdict rests on
_COMPARED = {
    "agreement", "id", "title", "subject", "where", "clock", "deadline", "calendar", "pauses", "fields",
    "share", "warnings", "budget_warnings", "burn_warnings", "place", "rows", "excluding",
    "since", "until", "version", "origin", "least", "escalations",
}  # fmt: skip


def _excluded(policy: Policy, clause: Clause) -> tuple[Excluded, ...]:
    found = (
        Excluded(
            (meaning_of(each.state.rule, policy.calendars), fold(each.subject), fold(each.field or "")),
            each,
            _subject(policy, each.subject),
        )
        for each in clause.excluding
    )
    return tuple(sorted(found, key=lambda each: repr(each.meaning)))


def _turn(transition: Transition) -> Turn:
    within = transition.within
    return Turn(
        fold(transition.event), transition.action, None if within is None else folded_deadline(within)
    )


def _hours(policy: Policy, calendar: str, deadline: Deadline, zone: str) -> Hours:
    if calendar not in policy.calendars:
        raise ValueError(f"the policy has no calendar `{calendar}`")
    return Hours(folded_deadline(deadline), plain_calendar(policy.calendars[calendar]), zone)


def _subject(policy: Policy, name: str) -> Subject:
    for subject in policy.subjects:
        if fold(subject.name) == fold(name):
            return subject
    raise ValueError(f"the policy has no subject `{name}`")


def _clock(policy: Policy, clause: Clause) -> Clock:
    for clock in policy.clocks:
        if (fold(clock.name), fold(clock.subject)) == (fold(clause.clock), fold(clause.subject)):
            return clock
    raise ValueError(f"the policy has no clock `{clause.clock}` of `{clause.subject}`")
