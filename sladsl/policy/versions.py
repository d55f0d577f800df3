"""Which text holds when: the version of a clause, or of an agreement, in force at an instant."""

from collections.abc import Iterable
from itertools import groupby
from typing import TypeVar

from sladsl.policy.changes import Version
from sladsl.policy.model import Agreement, Clause, Policy, WindowClause
from sladsl.policy.names import fold

C = TypeVar("C", Clause, WindowClause)


def stretch(clause: Clause | WindowClause, agreement: Agreement) -> tuple[int, int | None]:
    """From when until when (None: no end) this version of the clause is in force."""
    begins = agreement.begins if clause.since is None else max(clause.since, agreement.begins)
    if clause.until is None or agreement.ends is None:
        return begins, agreement.ends if clause.until is None else clause.until
    return begins, min(clause.until, agreement.ends)


def in_force(clauses: Iterable[C], agreement: Agreement, id: str, instant: int) -> C | None:
    """The version of the clause `id` in force at an instant; None where there is none then.

    A case is judged by the one in force when its clock started, a window by the one when it began.
    """
    for clause in clauses:
        if clause.agreement == agreement.id and fold(clause.id) == fold(id):
            begins, ends = stretch(clause, agreement)
            if begins <= instant and (ends is None or instant < ends):
                return clause
    return None


def judging(clauses: Iterable[C], agreement: Agreement, id: str, instant: int | None) -> C | None:
    """The version that a verdict of this instant is by: the one in force, else the nearest.

    (Of a case whose clock started outside of all of them a verdict says only that it is void.)
    """
    versions = [each for each in clauses if each.agreement == agreement.id and fold(each.id) == fold(id)]
    begun = [each for each in versions if instant is not None and stretch(each, agreement)[0] <= instant]
    return begun[-1] if begun else next(iter(versions), None)


def by_clause(clauses: Iterable[C]) -> list[tuple[C, ...]]:
    """The versions of each clause together, as they stand in the policy."""
    return [
        tuple(versions)
        for _, versions in groupby(clauses, key=lambda clause: (clause.agreement, fold(clause.id)))
    ]


def version_at(agreement: Agreement, instant: int) -> Version | None:
    """The agreement's version in force at an instant, the first before that; None: the policy says none."""
    begun = [version for version in agreement.versions if version.since <= instant]
    return begun[-1] if begun else next(iter(agreement.versions), None)


def drafted(policy: Policy, agreement: Agreement) -> tuple[Version, ...]:
    """The versions that the agreement's draft amendments would make."""
    every = () if policy.if_agreed is None else policy.if_agreed.agreements
    held = {(each.version, each.since) for each in agreement.versions}
    agreed = next((each.versions for each in every if each.id == agreement.id), ())
    return tuple(each for each in agreed if (each.version, each.since) not in held)
