"""The way in: every requirement of a policy."""

from sladsl.policy.model import Policy
from sladsl.underpinning.requirements.answers import RequirementAnswer


def answered(policy: Policy) -> tuple[RequirementAnswer, ...]:
    """An answer for each requirement, in the order of the policy."""
    zones = {agreement.id: agreement.zone for agreement in policy.agreements}
    return tuple(RequirementAnswer(each, zones[each.agreement], ()) for each in policy.requirements)
