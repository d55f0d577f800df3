"""Are the requirements of a policy complete in themselves?"""

from collections.abc import Callable, Iterator

from attrs import evolve

from sladsl.policy.conditions import Condition
from sladsl.policy.model import Policy
from sladsl.policy.names import fold
from sladsl.policy.sound_exclusions import exclusion_faults
from sladsl.policy.sound_levels import level_faults
from sladsl.policy.sound_money import money_faults


def levels_required(policy: Policy) -> Policy:
    """The policy with the levels that requirements require in place of its clauses."""
    return evolve(
        policy, clauses=policy.required_clauses, window_clauses=policy.required_windows, money=(), examples=()
    )


def requirement_faults(policy: Policy, depth: Callable[[Condition], int]) -> Iterator[str]:
    """What comparing them would stumble on."""
    agreements = {agreement.id for agreement in policy.agreements}
    clauses = {(each.agreement, fold(each.id)) for each in policy.clauses}
    clauses |= {(each.agreement, fold(each.id)) for each in policy.window_clauses}
    known = {(each.agreement, each.id) for each in policy.requirements}
    if len(known) < len(policy.requirements):
        yield "a requirement is there twice"
    for each in policy.requirements:
        called = f"the requirement `{each.agreement}/{each.id}`"
        if each.agreement not in agreements:
            yield f"{called} is of an agreement that is not there"
        for clause in each.met_by:
            # two promises of one clause have ids of their own
            if not {(each.agreement, fold(clause)), (each.agreement, fold(f"{clause} (longest)"))} & clauses:
                yield f"{called} is met by a clause `{clause}` that is not there"
        if each.money is not None:
            yield from money_faults(evolve(policy, money=(each.money,)))
    levels = {(each.agreement, each.id) for each in policy.required_clauses}
    levels |= {(each.agreement, each.id.removesuffix(" (longest)")) for each in policy.required_windows}
    for agreement, id in sorted(levels - known):
        yield f"a level is required by `{agreement}/{id}`, which is not there"
    asked = levels_required(policy)
    yield from level_faults(asked, depth)
    yield from exclusion_faults(asked, depth)
