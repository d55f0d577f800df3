"""Whose cases an agreement is about: those of one customer, of all that stand in one log."""

from sladsl.policy.conditions import Both, Condition
from sladsl.policy.place import Place
from sladsl.records import frozen


@frozen
class Covered:
    """Of `subject` the agreement is only about those cases of which `where` holds. What its clauses are for
    holds this condition too."""

    subject: str
    where: Condition
    place: Place


def narrowed(covered: Condition | None, where: Condition | None) -> Condition | None:
    """What is covered and what a clause is for, together."""
    if covered is None or where is None:
        return covered if where is None else where
    return Both((covered, *(where.parts if isinstance(where, Both) else (where,))))
