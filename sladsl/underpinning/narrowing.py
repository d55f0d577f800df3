"""Of many agreements those that bear on one, so that asking about it again is cheap."""

from operator import itemgetter

from attrs import evolve

from sladsl.policy.model import Clause, Policy, WindowClause
from sladsl.underpinning.setting import Setting


def below_of(setting: Setting, id: str) -> frozenset[str]:
    """The agreements on which one may rest, by support or by its plans."""
    found, waiting = set[str](), [id]
    while waiting:
        at = waiting.pop()
        below = {*setting.below.get(at, ()), *setting.planned.get(at, ())} - found
        found |= below
        waiting += below
    return frozenset(found)


def only(setting: Setting, ids: frozenset[str]) -> Policy:
    """The policy with these agreements and no others: of thousands only a few bear on a promise."""
    policy = setting.policy
    found = [pair for id in ids for pair in setting.numbered.get(id, ())]
    clauses = [each for _, each in sorted(found, key=itemgetter(0))]
    return evolve(
        policy,
        agreements=tuple(setting.agreements[id] for id in setting.agreements if id in ids),
        clauses=tuple(each for each in clauses if isinstance(each, Clause)),
        window_clauses=tuple(each for each in clauses if isinstance(each, WindowClause)),
        supports=tuple(each for each in policy.supports if {each.agreement, each.supported} <= ids),
        plans=tuple(each for each in policy.plans if each.agreement in ids),
        assumptions=tuple(each for each in policy.assumptions if each.agreement in ids),
        money=(),
        examples=(),
    )
