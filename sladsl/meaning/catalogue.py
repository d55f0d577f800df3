"""The service catalogue: which services there are in a program, and what each needs."""

from collections.abc import Iterable, Iterator

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import catalogue_errors, name_errors, readings
from sladsl.meaning.modules import Unit
from sladsl.meaning.offers import described, offer
from sladsl.meaning.places import Places
from sladsl.policy import catalogue
from sladsl.records import frozen
from sladsl.syntax import tree


@frozen
class Catalogue:
    """Lowers the services of a program; a service is one thing in all its files."""

    places: Places
    found: list[Diagnostic]

    def services(self, units: Iterable[Unit]) -> tuple[catalogue.Service, ...]:
        """The services in the order of the text.

        A heading that says nothing but the name is the same service as one in another file that says more.
        """
        said: dict[str, tree.Service] = {}
        items = (item for unit in units for item in unit.module.items)
        for service in (item for item in items if isinstance(item, tree.Service)):
            first = said.get(service.name.key)
            if first is None or (_is_bare(first) and not _is_bare(service)):
                said[service.name.key] = service
            elif not _is_bare(service) and first.name.span.file != service.name.span.file:
                self.found.append(name_errors.declared_twice("service", service.name, first.name))
        names = {form.key: service.name.text for service in said.values() for form in service.forms}
        names |= {key: service.name.text for key, service in said.items()}
        lowered = tuple(self._service(service, names) for service in said.values())
        self._circles(said)
        return lowered

    def _service(self, service: tree.Service, names: dict[str, str]) -> catalogue.Service:
        needs = self._one(service)
        return catalogue.Service(
            name=service.name.text,
            title=service.title.text if service.title else "",
            needs=None if needs is None else self._need(needs.needed, service, names),
            needs_place=None if needs is None else self.places.of(needs.span),
            place=self.places.of(service.name.span),
            description=described(service.sentences, self.found),
            offer=offer(service.sentences, self.places, self.found),
            forms=tuple(form.text for form in service.forms),
        )

    def _one(self, service: tree.Service) -> tree.Needs | None:
        said = [sentence for sentence in service.sentences if isinstance(sentence, tree.Needs)]
        for again in said[1:]:
            self.found.append(name_errors.said_twice(again.span, said[0].span))
        return said[0] if said else None

    def _need(
        self, needed: tree.Needed, service: tree.Service, names: dict[str, str]
    ) -> catalogue.Need | None:
        if isinstance(needed, tree.NeededService):
            if needed.name.key in names:
                return catalogue.NeedsService(names[needed.name.key])
            others = [name for key, name in names.items() if key != service.name.key]
            self.found.append(catalogue_errors.unknown_service(needed.name, others))
            return None
        self._repeated(needed)
        parts = [self._need(part, service, names) for part in needed.parts]
        known = tuple(part for part in parts if part is not None)
        if isinstance(needed, tree.NeededAll):
            return known[0] if len(known) == 1 else catalogue.NeedsAll(_flat(known))
        if needed.least is None:
            return known[0] if len(known) == 1 else catalogue.NeedsAny(known)
        least = readings.a_number(needed.least)
        if least != int(least) or not 1 <= least <= len(needed.parts):
            self.found.append(catalogue_errors.not_so_many(needed.least, len(needed.parts)))
            return None
        return catalogue.NeedsSome(int(least), known)

    def _repeated(self, needed: tree.NeededAll | tree.NeededSome) -> None:
        first: dict[str, tree.Name] = {}
        for name in (part.name for part in needed.parts if isinstance(part, tree.NeededService)):
            if name.key in first:
                self.found.append(catalogue_errors.needed_twice(name, first[name.key]))
            first.setdefault(name.key, name)

    def _circles(self, said: dict[str, tree.Service]) -> None:
        """E1202, each circle once, from the service that stands first in the text."""
        needs = {key: {name.key: name for name in _names(service)} for key, service in said.items()}
        done: set[str] = set()
        for start in said:
            path: list[str] = [start]
            ways = [iter(needs[start].items())]
            while path:
                key, name = next(ways[-1], (None, None))
                if key is None or name is None:
                    done.add(path.pop())
                    ways.pop()
                elif key in path:
                    circle = [said[each].name.text for each in path[path.index(key) :]]
                    self.found.append(catalogue_errors.needs_itself(name, circle))
                elif key in said and key not in done:
                    path.append(key)
                    ways.append(iter(needs[key].items()))


def _is_bare(service: tree.Service) -> bool:
    return service.title is None and not service.sentences and not service.forms


def _flat(parts: tuple[catalogue.Need, ...]) -> tuple[catalogue.Need, ...]:
    """`A and all of (B, C)` is all of three."""
    return tuple(
        each for part in parts for each in (part.of if isinstance(part, catalogue.NeedsAll) else (part,))
    )


def _names(service: tree.Service) -> Iterator[tree.Name]:
    for sentence in service.sentences:
        if isinstance(sentence, tree.Needs):
            yield from _names_in(sentence.needed)


def _names_in(needed: tree.Needed) -> Iterator[tree.Name]:
    if isinstance(needed, tree.NeededService):
        yield needed.name
        return
    for part in needed.parts:
        yield from _names_in(part)
