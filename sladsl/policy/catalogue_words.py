"""The service catalogue in words."""

from collections.abc import Iterator
from typing import assert_never

from sladsl.policy.catalogue import Need, NeedsAll, NeedsAny, NeedsService, NeedsSome, Offer
from sladsl.policy.model import Policy


def services(policy: Policy) -> Iterator[str]:
    """A line or more a service."""
    for service in policy.services:
        title = f' "{service.title}"' if service.title else ""
        also = f" (also {', '.join(service.forms)})" if service.forms else ""
        yield f"  {service.name}{also}{title}"
        yield from _said(service.description, service.offer)
        if service.needs is not None:
            yield f"    needs {need(service.needs)}"


def groups(policy: Policy) -> Iterator[str]:
    """A line or more a group of services."""
    for group in policy.service_groups:
        title = f' "{group.title}"' if group.title else ""
        yield f"  {group.name}{title}"
        yield from _said(group.description, group.offer)
        yield f"    has {', '.join((*group.groups, *group.services))}"


def _said(description: str, offer: Offer | None) -> Iterator[str]:
    if description:
        yield f"    {description}"
    if offer is not None:
        yield f"    offered to {offered_to(offer)}"


def offered_to(offer: Offer) -> str:
    """ "Acme SA and City of Athens", "all customers"."""
    return " and ".join(offer.parties) or "all customers"


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
