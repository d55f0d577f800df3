"""Whose records an agreement is judged by."""

from sladsl.policy.model import Agreement, Policy
from sladsl.policy.names import fold

ROLES = frozenset(("provider", "customer"))


def deciding(agreement: Agreement) -> frozenset[str]:
    """The parties, folded, whose records decide; none: everybody's do.

    A role stands for whoever has it in some version of the agreement.
    """
    match fold(agreement.judged_by):
        case "":
            return frozenset()
        case "provider":
            return frozenset(map(fold, (agreement.provider, *(v.provider for v in agreement.versions))))
        case "customer":
            return frozenset(map(fold, (agreement.customer, *(v.customer for v in agreement.versions))))
        case party:
            return frozenset((party,))


def called(agreement: Agreement) -> str:
    """Whose records decide, in words."""
    own = {"provider": agreement.provider, "customer": agreement.customer}
    name = own.get(fold(agreement.judged_by))
    return agreement.judged_by if name is None else f"the {fold(agreement.judged_by)}, {name}"


def counts(agreement: Agreement, kept_by: str) -> bool:
    """Whether a record decides; one that nobody is said to keep does under every agreement."""
    who = deciding(agreement)
    return not who or not kept_by or fold(kept_by) in who


def keepers(policy: Policy) -> tuple[str, ...]:
    """All who keep logs, in order."""
    return tuple(dict.fromkeys(each.kept_by for each in policy.sources if each.kept_by))


def subjects_of(policy: Policy, agreement: Agreement) -> frozenset[str]:
    """What an agreement's promises are about, and what they leave out, folded."""
    mine = [each for each in policy.clauses if each.agreement == agreement.id]
    levels = [each.subject for each in policy.window_clauses if each.agreement == agreement.id]
    excluded = [each.subject for clause in mine for each in clause.excluding]
    return frozenset(map(fold, (*(each.subject for each in mine), *levels, *excluded)))
