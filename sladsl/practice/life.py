"""Is an agreement about what the customer is after, and is it kept true while it lasts?"""

from collections.abc import Collection, Iterator

from sladsl.policy.model import Agreement, Policy
from sladsl.policy.names import fold
from sladsl.practice import life_errors
from sladsl.practice.promises import SLAS, promises_of, with_promises
from sladsl.practice.told import Told

# what lasts no longer than a quarter, an hour of the clocks included, is reviewed when it is made anew
SHORT_US = (92 * 24 + 1) * 3_600_000_000


def no_outcome(policy: Policy) -> Iterator[Told]:
    """Service level agreements with targets and without an outcome; not again of those that build on one."""
    with_outcome = {each.agreement for each in policy.window_clauses if each.kind == "outcome"}
    lacking = [
        agreement
        for agreement in with_promises(policy)
        if agreement.kind in SLAS and agreement.id not in with_outcome
    ]
    for agreement in _not_built_on(lacking):
        targets = promises_of(policy, agreement)
        yield life_errors.no_outcome(agreement, targets[0].id if targets else "")


def no_review(policy: Policy) -> Iterator[Told]:
    """Agreements that promise something, last longer than a quarter, and are reviewed neither themselves nor
    together with one that they build on."""
    reviewed = [each for each in policy.agreements if each.life.reviews is not None]
    lacking = []
    for agreement in with_promises(policy):
        short = agreement.ends is not None and agreement.ends - agreement.begins <= SHORT_US
        if agreement.life.reviews is None and not short and not _builds_on(policy, agreement, reviewed):
            lacking.append(agreement)
    yield from map(life_errors.no_review, _not_built_on(lacking))


def _not_built_on(agreements: list[Agreement]) -> Iterator[Agreement]:
    """Those that do not build on another of them."""
    names = {fold(each.id) for each in agreements}
    return (each for each in agreements if names.isdisjoint(map(fold, each.builds_on)))


def _builds_on(policy: Policy, agreement: Agreement, bases: Collection[Agreement]) -> bool:
    """Whether it builds on one of these, at first hand or through others."""
    by_name = {fold(each.id): each for each in policy.agreements}
    wanted = {fold(each.id) for each in bases}
    seen: set[str] = set()
    todo = [*map(fold, agreement.builds_on)]
    while todo:
        name = todo.pop()
        if name in wanted:
            return True
        if name in by_name and name not in seen:
            seen.add(name)
            todo += map(fold, by_name[name].builds_on)
    return False
