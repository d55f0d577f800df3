"""One version of a policy by itself: the text as it stands from some day on."""

from attrs import evolve

from sladsl.policy.model import Agreement, Clause, Policy, WindowClause
from sladsl.policy.money import within
from sladsl.policy.names import fold
from sladsl.policy.versions import in_force

_LAST = 1 << 62


def standing(policy: Policy, version: str | None = None) -> Policy:
    """Every agreement as its version of that name has it (None: its last), as if it had been so all along.

    An agreement without a version of that name stands as its last one has it. Policies whose agreements have
    one version only come back as they are.
    """
    chosen = {agreement.id: _chosen(agreement, version) for agreement in policy.agreements}
    stretches = [(each.since, each.until) for each in policy.clauses]
    stretches += [(each.since, each.until) for each in policy.window_clauses]
    if not any(agreement.versions for agreement in policy.agreements) and set(stretches) <= {(None, None)}:
        return policy
    return evolve(
        policy,
        agreements=tuple(_agreement(each, chosen[each.id]) for each in policy.agreements),
        clauses=tuple(
            _whole(each) for each in policy.clauses if _stands(policy.clauses, each, policy, chosen)
        ),
        window_clauses=tuple(
            _whole_window(each)
            for each in policy.window_clauses
            if _stands(policy.window_clauses, each, policy, chosen)
        ),
        requirements=tuple(
            each for each in policy.requirements if each.since is None or each.since <= chosen[each.agreement]
        ),
        money=tuple(
            evolve(
                terms,
                credits=tuple(each for each in terms.credits if within(each, chosen[terms.agreement])),
                rights=tuple(each for each in terms.rights if within(each, chosen[terms.agreement])),
                since=None,
                until=None,
            )
            for terms in policy.money
            if within(terms, chosen[terms.agreement])
        ),
    )


def has_version(policy: Policy, version: str) -> bool:
    """Whether any agreement has a version of that name."""
    return any(
        version in (each.version, *(one.version for one in each.versions)) for each in policy.agreements
    )


def _chosen(agreement: Agreement, version: str | None) -> int:
    """An instant at which the version holds."""
    if not agreement.versions:
        return agreement.begins
    named = [each for each in agreement.versions if fold(each.version) == fold(version or "")]
    last = (named or list(agreement.versions))[-1]
    return max(last.since, agreement.begins)


def _agreement(agreement: Agreement, instant: int) -> Agreement:
    begun = [each for each in agreement.versions if each.since <= instant]
    if not begun:
        return agreement
    now = begun[-1]
    return evolve(
        agreement,
        version=now.version,
        provider=now.provider,
        customer=now.customer,
        ends=now.ends,
        versions=(),
    )


def _stands(
    clauses: tuple[Clause, ...] | tuple[WindowClause, ...],
    clause: Clause | WindowClause,
    policy: Policy,
    chosen: dict[str, int],
) -> bool:
    agreement = next(each for each in policy.agreements if each.id == clause.agreement)
    instant = chosen[agreement.id]
    if isinstance(clause, Clause):
        return in_force(policy.clauses, agreement, clause.id, instant) is clause
    return in_force(policy.window_clauses, agreement, clause.id, instant) is clause


def _whole(clause: Clause) -> Clause:
    return evolve(clause, since=None, until=None)


def _whole_window(clause: WindowClause) -> WindowClause:
    return evolve(clause, since=None, until=None)
