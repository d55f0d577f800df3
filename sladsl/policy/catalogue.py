"""The service catalogue in the compiled policy: services, what each needs, and to whom it is offered."""

from collections.abc import Iterable, Mapping

from sladsl.policy.names import fold
from sladsl.policy.place import Place
from sladsl.records import frozen


@frozen
class NeedsService:
    """This service has to work; `service` is its name as declared."""

    service: str


@frozen
class NeedsAll:
    """All of these have to work."""

    of: tuple["Need", ...]


@frozen
class NeedsAny:
    """At least one of these has to work."""

    of: tuple["Need", ...]


@frozen
class NeedsSome:
    """At least so many of these have to work."""

    least: int
    of: tuple["Need", ...]


Need = NeedsService | NeedsAll | NeedsAny | NeedsSome


@frozen
class Offer:
    """Offered to these parties; none: to all customers."""

    parties: tuple[str, ...]
    place: Place


@frozen
class Service:
    """A thing that is provided and measured, known to logs and clauses by its name and its further `forms`.

    It works while what it `needs` does (None: nothing is said to be needed); needs make no circle.
    `needs_place` is where that is said. `offer` says who may have it (None: not said).
    """

    name: str
    title: str
    needs: Need | None
    needs_place: Place | None
    place: Place
    description: str = ""
    offer: Offer | None = None
    forms: tuple[str, ...] = ()


@frozen
class ServiceGroup:
    """Services that belong together, and groups of them; groups make no circle.

    What is offered of it is offered of each service in it (`services_in`).
    """

    name: str
    title: str
    services: tuple[str, ...]
    groups: tuple[str, ...]
    description: str
    offer: Offer | None
    place: Place


def names_of_services(services: Iterable[Service]) -> dict[str, str]:
    """The services as declared, by every folded name they go by."""
    found = {fold(form): each.name for each in services for form in each.forms}
    return found | {fold(each.name): each.name for each in services}


def needed(need: Need) -> tuple[str, ...]:
    """The names of the services that a need speaks of, in the order of the text, each once."""
    match need:
        case NeedsService(service):
            return (service,)
        case NeedsAll(of) | NeedsAny(of) | NeedsSome(_, of):
            return tuple(dict.fromkeys(name for part in of for name in needed(part)))


def services_in(group: ServiceGroup, groups: Mapping[str, ServiceGroup]) -> tuple[str, ...]:
    """The services of a group and of those it holds, each once; `groups` by folded name."""
    found: dict[str, None] = {}
    todo, seen = [group], {fold(group.name)}
    while todo:
        each = todo.pop()
        found.update(dict.fromkeys(each.services))
        for name in map(fold, reversed(each.groups)):
            if name in groups and name not in seen:
                seen.add(name)
                todo.append(groups[name])
    return tuple(found)
