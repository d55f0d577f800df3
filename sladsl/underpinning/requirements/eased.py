"""A history in which other clauses are kept too: what they ask for happens at once."""

from collections.abc import Iterable

from attrs import evolve

from sladsl.policy.model import Clause, Clock, Policy, Transition
from sladsl.policy.names import fold
from sladsl.underpinning.answers import Happening
from sladsl.underpinning.comparison.findings import Log
from sladsl.underpinning.requirements.stretches import AnyClause

_MINUTE = 60_000_000


def eased(log: Log, policy: Policy, looked_at: Iterable[AnyClause], others: Iterable[AnyClause]) -> Log:
    """The log with an event, a minute after each case begins, that stops the clock of each of the `others`.

    Only by an event that drives no clock of what is looked at.
    """
    driving = {fold(turn.event) for each in looked_at for turn in _turns(policy, each)}
    more: list[Happening] = []
    for clause in others:
        stops = [turn.event for turn in _turns(policy, clause) if turn.action == "stop"]
        kind = next((each for each in stops if fold(each) not in driving), None)
        if kind is not None:
            begun: dict[str, Happening] = {}
            for each in log.happenings:
                if fold(each.subject) == fold(clause.subject):
                    begun.setdefault(each.case, each)
            more += [Happening(each.at + _MINUTE, each.subject, each.case, kind) for each in begun.values()]
    if not more:
        return log
    return evolve(log, happenings=tuple(sorted((*log.happenings, *more), key=lambda each: each.at)))


def _turns(policy: Policy, clause: AnyClause) -> tuple[Transition, ...]:
    clock = _clock(policy, clause)
    return () if clock is None else clock.transitions


def _clock(policy: Policy, clause: AnyClause) -> Clock | None:
    if not isinstance(clause, Clause):
        return None
    key = fold(clause.subject), fold(clause.clock)
    return next((each for each in policy.clocks if (fold(each.subject), fold(each.name)) == key), None)
