"""Is the service catalogue of a policy complete in itself? Asked of one read from JSON."""

from collections.abc import Iterator

from sladsl.policy.catalogue import Need, NeedsAll, NeedsAny, NeedsService, NeedsSome, Service, needed
from sladsl.policy.model import Policy
from sladsl.policy.names import fold

MAX_DEPTH = 100  # of needs in needs, far beyond what the language admits


def catalogue_faults(policy: Policy) -> Iterator[str]:
    """Names without an owner, lists that ask for more than they have, services that need themselves."""
    services: dict[str, Service] = {}
    for service in policy.services:
        if fold(service.name) in services:
            yield f"the service `{service.name}` is there twice"
        services[fold(service.name)] = service
    shallow: dict[str, tuple[str, ...]] = {}
    for key, service in services.items():
        if service.needs is None:
            continue
        fault = _of_need(service.needs, services, 0)
        if fault:
            yield f"the service `{service.name}` {fault}"
        else:
            shallow[key] = tuple(map(fold, needed(service.needs)))
    if circle := _circle(shallow):
        yield f"the service `{services[circle].name}` needs itself"
    yield from _of_groups(policy, services)


def _of_groups(policy: Policy, services: dict[str, Service]) -> Iterator[str]:
    groups = {fold(group.name): group for group in policy.service_groups}
    for group in policy.service_groups:
        called = f"the service group `{group.name}`"
        if fold(group.name) in services or groups[fold(group.name)] is not group:
            yield f"{called} is there twice"
        if not (group.services or group.groups):
            yield f"{called} has no services"
        for name in group.services:
            if fold(name) not in services:
                yield f"{called} has a service `{name}` that is not there"
        for name in group.groups:
            if fold(name) not in groups:
                yield f"{called} has a group `{name}` that is not there"
    held = {key: tuple(map(fold, group.groups)) for key, group in groups.items() if group.groups}
    if circle := _circle(held):
        yield f"the service group `{groups[circle].name}` has itself"


def _of_need(need: Need, services: dict[str, Service], depth: int) -> str:
    """What is wrong with a need; "" where nothing is."""
    if depth > MAX_DEPTH:
        return f"has needs in needs more than {MAX_DEPTH} deep"
    match need:
        case NeedsService(service):
            return "" if fold(service) in services else f"needs a service `{service}` that is not there"
        case NeedsSome(least, of) if not 1 <= least <= len(of):
            return f"needs {least} of {len(of)}"
        case NeedsAll(of) | NeedsAny(of) | NeedsSome(_, of):
            if not of:
                return "needs a list that is empty"
            return next((fault for part in of if (fault := _of_need(part, services, depth + 1))), "")


def _circle(needs: dict[str, tuple[str, ...]]) -> str | None:
    """A service on a circle: what is left when those whose needs are all settled are taken away in turn."""
    waiting = {key: len(set(names)) for key, names in needs.items()}
    wanted: dict[str, list[str]] = {}
    for key, names in needs.items():
        for name in set(names):
            wanted.setdefault(name, []).append(key)
    settled = [name for name in wanted if name not in needs]
    while settled:
        for key in wanted.get(settled.pop(), ()):
            waiting[key] -= 1
            if waiting[key] == 0:
                settled.append(key)
    return next((key for key, count in waiting.items() if count > 0), None)
