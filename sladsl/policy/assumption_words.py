"""What agreements assume, in words, and that it fits the policy."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, assert_never

from sladsl.policy import words
from sladsl.policy.assumptions import (
    Assumption,
    ExcludedAlike,
    ExcludedAtMost,
    IndependentFailures,
    MonitoredAlways,
)
from sladsl.policy.names import fold

if TYPE_CHECKING:
    from sladsl.policy.model import Policy


def assumed(of: Assumption) -> str:
    """As the agreement says it."""
    match of:
        case IndependentFailures(services=services):
            return f"independent failures of {' and '.join(services)}" if services else "independent failures"
        case ExcludedAlike():
            return "the same exclusions for all services"
        case ExcludedAtMost(state=state, us=us, window=window):
            return f"at most {words.length(us)} of {state} per {words.window(window)}"
        case MonitoredAlways():
            return "complete monitoring"
        case _:
            assert_never(of)


def assumption_faults(policy: "Policy") -> Iterator[str]:
    """Names that nothing answers to, and lengths that cannot be."""
    agreements = {agreement.id for agreement in policy.agreements}
    services = {fold(service.name) for service in policy.services}
    for each in policy.assumptions:
        if each.agreement not in agreements:
            yield f"something is assumed by an agreement `{each.agreement}` that is not there"
        if isinstance(each, IndependentFailures):
            for service in each.services:
                if fold(service) not in services:
                    yield f"independent failures are assumed of a service `{service}` that is not there"
        if isinstance(each, ExcludedAtMost) and (each.us < 0 or each.window.count < 1):
            yield f"at most a negative length of `{each.state}`, or one in no days, is assumed"
