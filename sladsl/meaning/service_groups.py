"""Groups of services, which may hold other groups."""

from collections.abc import Iterable

from attrs import Factory

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import catalogue_errors, name_errors
from sladsl.meaning.modules import Unit
from sladsl.meaning.offers import described, offer, once
from sladsl.meaning.places import Places
from sladsl.policy import catalogue
from sladsl.records import define
from sladsl.syntax import tree


@define
class ServiceGroups:
    """Lowers the groups of a program, whose services are known by now (by their folded names)."""

    services: dict[str, str]
    places: Places
    found: list[Diagnostic]
    _groups: dict[str, tree.ServiceGroup] = Factory(dict)
    _members: dict[str, list[tree.Name]] = Factory(dict)

    def of(self, units: Iterable[Unit]) -> tuple[catalogue.ServiceGroup, ...]:
        """In the order of the text."""
        items = [item for unit in units for item in unit.module.items]
        declared = {item.name.key: item.name for item in items if isinstance(item, tree.Service)}
        for group in (item for item in items if isinstance(item, tree.ServiceGroup)):
            first = declared.get(group.name.key)
            if first is None and group.name.key in self._groups:
                first = self._groups[group.name.key].name
            if first is not None:
                self.found.append(name_errors.declared_twice("service group", group.name, first))
            else:
                self._groups[group.name.key] = group
        self._members = {key: self._known(group) for key, group in self._groups.items()}
        self._circles()
        return tuple(self._group(key, group) for key, group in self._groups.items())

    def _known(self, group: tree.ServiceGroup) -> list[tree.Name]:
        """The members that there are."""
        said = [each for each in group.sentences if isinstance(each, tree.HasServices)]
        for again in said[1:]:
            self.found.append(name_errors.said_twice(again.span, said[0].span))
        if not said:
            self.found.append(catalogue_errors.empty_group(group.name))
        members = []
        for name in once(said[0].members, self.found) if said else ():
            if name.key in self.services or name.key in self._groups:
                members.append(name)
            else:
                groups = [each.name.text for each in self._groups.values() if each is not group]
                known = [*self.services.values(), *groups]
                self.found.append(catalogue_errors.unknown_service(name, known))
        return members

    def _group(self, key: str, group: tree.ServiceGroup) -> catalogue.ServiceGroup:
        members = self._members[key]
        return catalogue.ServiceGroup(
            name=group.name.text,
            title=group.title.text if group.title else "",
            services=tuple(self.services[name.key] for name in members if name.key in self.services),
            groups=tuple(self._groups[name.key].name.text for name in members if name.key in self._groups),
            description=described(group.sentences, self.found),
            offer=offer(group.sentences, self.places, self.found),
            place=self.places.of(group.name.span),
        )

    def _circles(self) -> None:
        """E1253, each circle once, from the group that stands first in the text."""
        done: set[str] = set()
        for start in self._groups:
            path = [] if start in done else [start]
            ways = [iter(self._members[start])]
            while path:
                name = next(ways[-1], None)
                if name is None:
                    done.add(path.pop())
                    ways.pop()
                elif name.key in path:
                    circle = [self._groups[each].name.text for each in path[path.index(name.key) :]]
                    self.found.append(catalogue_errors.group_has_itself(name, circle))
                elif name.key in self._groups and name.key not in done:
                    path.append(name.key)
                    ways.append(iter(self._members[name.key]))
