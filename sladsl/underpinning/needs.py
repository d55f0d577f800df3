"""What the catalogue says that a service needs, as the rules reckon with it."""

from collections.abc import Callable
from typing import assert_never

from sladsl.policy.catalogue import Need, NeedsAll, NeedsAny, NeedsService, NeedsSome
from sladsl.policy.model import Policy
from sladsl.policy.names import fold
from sladsl.policy.states import Buckets, ExceptState, StateOf, StateRule, parts_of
from sladsl.underpinning.cuts import Needs


def needs_of(policy: Policy) -> Callable[[str], Needs | None]:
    """What a service (folded name) needs, the services by their folded names."""
    found = {
        fold(service.name): _needs(service.needs) for service in policy.services if service.needs is not None
    }

    def needs(service: str) -> Needs | None:
        each = found.get(service)
        return Needs(1, (each,)) if isinstance(each, str) else each

    return needs


def _needs(need: Need) -> Needs | str:
    match need:
        case NeedsService(service):
            return fold(service)
        case NeedsAll(of):
            return Needs(len(of), tuple(map(_needs, of)))
        case NeedsAny(of):
            return Needs(1, tuple(map(_needs, of)))
        case NeedsSome(least, of):
            return Needs(least, tuple(map(_needs, of)))
        case _:
            assert_never(need)


def names_of(policy: Policy) -> dict[str, str]:
    """The services as declared, by folded name."""
    return {fold(service.name): service.name for service in policy.services}


def rests_on(service: str, state: StateOf) -> str:
    """What has to be so for outages of what a service needs to bound its own, in words.

    The state is named where a service may be down and not in it: maintenance left out, shares of requests.
    """
    if _leaves_out(state.rule):
        return f"{service} is in `{state.name}` only while what it needs is"
    return f"{service} is down only while what it needs is"


def _leaves_out(rule: StateRule) -> bool:
    return isinstance(rule, ExceptState | Buckets) or any(map(_leaves_out, parts_of(rule)))
