"""Are the tiers of a policy complete in themselves?"""

from collections.abc import Callable, Iterator

from sladsl.policy.conditions import Condition, fields_of
from sladsl.policy.model import Policy
from sladsl.policy.names import fold

MAX_DEPTH = 100


def tier_faults(policy: Policy, depth: Callable[[Condition], int]) -> Iterator[str]:
    """What judging would stumble on."""
    agreements = {fold(agreement.id) for agreement in policy.agreements}
    subjects = {fold(subject.name): subject for subject in policy.subjects}
    for tier in policy.tiers:
        called = f"the tier `{tier.name}`"
        if fold(tier.agreement) not in agreements:
            yield f"{called} is of an agreement `{tier.agreement}` that is not there"
        for cases in tier.cases:
            subject = subjects.get(fold(cases.subject))
            if subject is None:
                yield f"{called} is of cases of `{cases.subject}`, which is not there"
                continue
            if cases.where is not None and depth(cases.where) > MAX_DEPTH:
                yield f"{called} has a condition nested more than {MAX_DEPTH} deep"
                continue
            known = {fold(field.name) for field in subject.fields}
            for name in (cases.field, *(() if cases.where is None else fields_of(cases.where))):
                if fold(name) not in known:
                    yield f"{called} asks for a field `{name}` that `{subject.name}` does not have"
            if cases.ends is not None and cases.ends < cases.begins:
                yield f"{called} ends before it begins"
        if any(end is not None and end < begin for begin, end in tier.applies):
            yield f"{called} ends before it begins"
