"""Tiers: a field that each agreement fills in by itself, whatever a log or another agreement says of it.

Which tier a case has is known from its other fields, as long as that does not change (`stretch_by_stretch`).
Where no tier applies, or it is not stated what decides it, the log's own word stands.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from sladsl.policy.conditions import Condition, fields_of
from sladsl.policy.model import Policy
from sladsl.policy.names import fold
from sladsl.policy.regions import Case, holds
from sladsl.policy.tiers import Tier, TierCases
from sladsl.policy.values import Text
from sladsl.underpinning.setting import Setting


@lru_cache(maxsize=4096)
def _of(tiers: tuple[Tier, ...], agreement: str, subject: str) -> tuple[TierCases, ...]:
    return tuple(
        each
        for tier in tiers
        if fold(tier.agreement) == fold(agreement)
        for each in tier.cases
        if fold(each.subject) == fold(subject)
    )


def tiers_of(policy: Policy, agreement: str, subject: str) -> tuple[TierCases, ...]:
    """What an agreement says of the tiers of a subject's cases, in order: the first that applies does."""
    return _of(policy.tiers, agreement, subject) if policy.tiers else ()


def seen_by(setting: Setting, agreement: str, subject: str, case: Case) -> Case:
    """The case as an agreement sees it, of the tier that it gives it."""
    for each in tiers_of(setting.policy, agreement, subject):
        if each.where is None or (_stated(each.where, case) and holds(each.where, case) is True):
            name = next((name for name in case if fold(name) == fold(each.field)), None)
            return case if name is None else {**case, name: Text(each.value)}
    return case


def _stated(where: Condition, case: Case) -> bool:
    return all(name in case for name in fields_of(where))


def deciding(policy: Policy, asked: Iterable[tuple[str, Condition]], subject: str) -> Iterator[Condition]:
    """The conditions by which agreements give tiers of which their own conditions, `asked`, ask."""
    names: dict[str, set[str]] = {}
    for agreement, condition in asked:
        names.setdefault(agreement, set()).update(map(fold, fields_of(condition)))
    for agreement, own in names.items():
        for each in tiers_of(policy, agreement, subject):
            if fold(each.field) in own and each.where is not None:
                yield each.where


def filled_in(policy: Policy, agreements: Iterable[str], subject: str) -> frozenset[str]:
    """The folded fields that some of the agreements fill in."""
    every = (each for agreement in agreements for each in tiers_of(policy, agreement, subject))
    return frozenset(fold(each.field) for each in every)
