"""The promises that advice is about: as their last version has them, once each."""

from collections import defaultdict
from collections.abc import Iterator

from sladsl.policy.model import Agreement, Clause, Policy, WindowClause
from sladsl.policy.money import Terms
from sladsl.policy.names import fold
from sladsl.policy.versions import by_clause

Promise = Clause | WindowClause
SLAS = ("customer SLA", "internal SLA")


def with_promises(policy: Policy) -> Iterator[tuple[Agreement, list[Promise]]]:
    """The agreements that promise anything, each with the promises it has not from another one.

    What it inherits is told where it is written.
    """
    own: defaultdict[str, list[Promise]] = defaultdict(list)
    promising: set[str] = set()
    last: list[Promise] = [versions[-1] for versions in by_clause(policy.clauses)]
    last += [versions[-1] for versions in by_clause(policy.window_clauses)]
    for promise in last:
        promising.add(promise.agreement)
        if not is_inherited(promise):
            own[promise.agreement].append(promise)
    for agreement in policy.agreements:
        if agreement.id in promising:
            yield agreement, own[agreement.id]


def cases_of(promises: list[Promise]) -> list[Clause]:
    """Those about cases."""
    return [each for each in promises if isinstance(each, Clause)]


def windows_of(promises: list[Promise]) -> list[WindowClause]:
    """Those about windows, outcomes with them."""
    return [each for each in promises if isinstance(each, WindowClause)]


def is_inherited(promise: Promise) -> bool:
    """Whether its text stands in an agreement that this one builds on."""
    made, _, of = promise.origin.partition(" of ")
    return made.startswith("agreement ") or bool(of)


def terms_by_agreement(policy: Policy) -> dict[str, list[Terms]]:
    """What agreements say of money, by their folded names."""
    found: dict[str, list[Terms]] = {}
    for terms in policy.money:
        found.setdefault(fold(terms.agreement), []).append(terms)
    return found
