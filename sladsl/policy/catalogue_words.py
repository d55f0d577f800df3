"""The service catalogue in words."""

from collections.abc import Iterator
from typing import assert_never

from sladsl.policy.catalogue import Need, NeedsAll, NeedsAny, NeedsService, NeedsSome
from sladsl.policy.model import Policy


def services(policy: Policy) -> Iterator[str]:
    """A line or more a service."""
    for service in policy.services:
        title = f' "{service.title}"' if service.title else ""
        yield f"  {service.name}{title}"
        if service.needs is not None:
            yield f"    needs {need(service.needs)}"


def need(of: Need) -> str:
    """ "Mail Server and any of (ISP North, ISP South)"."""
    match of:
        case NeedsService(service):
            return service
        case NeedsAll(parts):
            return " and ".join(map(need, parts))
        case NeedsAny(parts):
            return f"any of ({', '.join(map(need, parts))})"
        case NeedsSome(least, parts):
            return f"{least} of ({', '.join(map(need, parts))})"
        case never:
            assert_never(never)
