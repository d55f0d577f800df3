"""The promises that advice is about: as their last version has them, once each."""

from collections.abc import Iterator

from sladsl.policy.model import Agreement, Clause, Policy, WindowClause
from sladsl.policy.versions import by_clause

Promise = Clause | WindowClause
SLAS = ("customer SLA", "internal SLA")


def cases_of(policy: Policy, agreement: Agreement) -> list[Clause]:
    """The agreement's own clauses about cases; what it inherits is told where it is written."""
    return [
        versions[-1]
        for versions in by_clause(policy.clauses)
        if versions[-1].agreement == agreement.id and not is_inherited(versions[-1])
    ]


def windows_of(policy: Policy, agreement: Agreement) -> list[WindowClause]:
    """The agreement's own clauses and outcomes about windows."""
    return [
        versions[-1]
        for versions in by_clause(policy.window_clauses)
        if versions[-1].agreement == agreement.id and not is_inherited(versions[-1])
    ]


def promises_of(policy: Policy, agreement: Agreement) -> list[Promise]:
    """Both."""
    return [*cases_of(policy, agreement), *windows_of(policy, agreement)]


def is_inherited(promise: Promise) -> bool:
    """Whether its text stands in an agreement that this one builds on."""
    made, _, of = promise.origin.partition(" of ")
    return made.startswith("agreement ") or bool(of)


def with_promises(policy: Policy) -> Iterator[Agreement]:
    """The agreements that promise anything, in the order of the text."""
    promising = {each.agreement for each in policy.clauses}
    promising |= {each.agreement for each in policy.window_clauses}
    return (agreement for agreement in policy.agreements if agreement.id in promising)
