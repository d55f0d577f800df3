"""Is an agreement about what the customer is after, and is it kept true while it lasts?"""

from collections.abc import Iterator, Mapping

from sladsl.policy.model import Agreement, Policy
from sladsl.policy.names import fold
from sladsl.practice import life_errors
from sladsl.practice.promises import SLAS, with_promises
from sladsl.practice.told import Told

# what lasts no longer than a quarter, an hour of the clocks included, is reviewed when it is made anew
SHORT_US = (92 * 24 + 1) * 3_600_000_000


def no_outcome(policy: Policy) -> Iterator[Told]:
    """Service level agreements with targets and without an outcome; not again of those that build on one."""
    with_outcome = {each.agreement for each in policy.window_clauses if each.kind == "outcome"}
    lacking = {
        fold(agreement.id): (agreement, promises)
        for agreement, promises in with_promises(policy)
        if agreement.kind in SLAS and agreement.id not in with_outcome
    }
    for agreement, promises in lacking.values():
        if lacking.keys().isdisjoint(map(fold, agreement.builds_on)):
            yield life_errors.no_outcome(agreement, promises[0].id if promises else "")


def no_review(policy: Policy) -> Iterator[Told]:
    """Agreements that promise something, last longer than a quarter, and are reviewed neither themselves nor
    together with one that they build on."""
    by_name = {fold(each.id): each for each in policy.agreements}
    lacking = {
        fold(agreement.id): agreement
        for agreement, _ in with_promises(policy)
        if not _is_short(agreement) and not any(each.life.reviews for each in _chain(agreement, by_name))
    }
    for agreement in lacking.values():
        if lacking.keys().isdisjoint(map(fold, agreement.builds_on)):
            yield life_errors.no_review(agreement)


def _is_short(agreement: Agreement) -> bool:
    return agreement.ends is not None and agreement.ends - agreement.begins <= SHORT_US


def _chain(agreement: Agreement, by_name: Mapping[str, Agreement]) -> list[Agreement]:
    """The agreement and all it builds on, at first hand or through others."""
    found = {fold(agreement.id): agreement}
    todo = [agreement]
    while todo:
        for name in map(fold, todo.pop().builds_on):
            if name in by_name and name not in found:
                found[name] = by_name[name]
                todo.append(by_name[name])
    return list(found.values())
