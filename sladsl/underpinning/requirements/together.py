"""Several clauses about the cases of one clock as one clause with a table: a row for the cases of each."""

from collections.abc import Sequence
from itertools import combinations

from attrs import evolve

from sladsl.policy.conditions import Both, Condition
from sladsl.policy.model import Clause, Row
from sladsl.policy.names import fold
from sladsl.underpinning.comparison.sides import Side
from sladsl.underpinning.requirements.hours import meet
from sladsl.underpinning.requirements.stretches import AnyClause, Stretch

_EVERY = Both(())


def together(over: Stretch, clauses: Sequence[AnyClause]) -> Side | None:
    """What these clauses promise as one clause that is kept whenever all of them are; None: there is none.

    Where two are for the same cases the table takes the first, which is no more than both promise. Where they
    are shares, each is a share of its own cases, and no case may be of two.
    """
    if len(clauses) < 2 or not all(isinstance(each, Clause) for each in clauses):
        return None
    own = [each for each in clauses if isinstance(each, Clause)]
    first = own[0]
    if any(_apart(each) != _apart(first) for each in own):
        return None
    if first.share is not None and (any(each.rows for each in own) or not _disjoint(over, own)):
        return None
    rows = [row for each in own for row in _rows(each)]
    rest = Row(_EVERY, None, first.calendar, None, (), first.place)
    name = " and ".join(each.id for each in own)
    table = evolve(first, id=name, where=None, rows=(*rows, rest))
    return Side(evolve(over.policy, clauses=(table,), window_clauses=()), over.agreement, table)


def _apart(of: Clause) -> object:
    """What rows cannot differ in."""
    share = None if of.share is None else (of.share.window, of.share.group, of.share.by, of.share.empty)
    return fold(of.subject), fold(of.clock), of.pauses, of.fields, of.excluding, share


def _rows(of: Clause) -> list[Row]:
    if of.rows:
        return [evolve(row, where=_both(of.where, row.where)) for row in of.rows]
    least = None if of.share is None else of.share.at_least
    label = () if of.share is None else (("clause", of.id),)
    return [Row(of.where or _EVERY, of.deadline, of.calendar, least, label, of.place)]


def _both(one: Condition | None, other: Condition) -> Condition:
    return other if one is None else Both((one, other))


def _disjoint(over: Stretch, clauses: Sequence[Clause]) -> bool:
    subject = next(each for each in over.policy.subjects if fold(each.name) == fold(clauses[0].subject))
    return not any(
        meet(one.where or _EVERY, other.where or _EVERY, subject) for one, other in combinations(clauses, 2)
    )
