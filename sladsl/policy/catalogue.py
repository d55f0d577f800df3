"""The service catalogue in the compiled policy: services, and what each of them needs to work."""

from attrs import frozen

from sladsl.policy.place import Place


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
class Service:
    """A thing that is provided and measured, known to logs and clauses by its name.

    It works while what it `needs` does (None: nothing is said to be needed); needs make no circle.
    `needs_place` is where that is said.
    """

    name: str
    title: str
    needs: Need | None
    needs_place: Place | None
    place: Place


def needed(need: Need) -> tuple[str, ...]:
    """The names of the services that a need speaks of, in the order of the text, each once."""
    match need:
        case NeedsService(service):
            return (service,)
        case NeedsAll(of) | NeedsAny(of) | NeedsSome(_, of):
            return tuple(dict.fromkeys(name for part in of for name in needed(part)))
