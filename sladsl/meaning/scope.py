"""Which declaration a name means. A file sees its own declarations first, then those of what it uses."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from attrs import Factory, define, frozen

from sladsl.diagnostics import Diagnostic
from sladsl.diagnostics.lookalikes import mixed_scripts
from sladsl.meaning import name_errors
from sladsl.meaning.modules import Unit
from sladsl.policy.names import fold
from sladsl.syntax import tree

T = TypeVar("T")


@frozen
class Declared(Generic[T]):
    """A declaration and the file it stands in."""

    item: T
    file: str


@define
class Names:
    """What one file declares, by folded name. A state is known under (subject, name)."""

    calendars: dict[str, Declared[tree.Calendar]] = Factory(dict)
    subjects: dict[str, Declared[tree.Subject]] = Factory(dict)  # under every form
    states: dict[tuple[str, str], Declared[tree.State]] = Factory(dict)
    clocks: dict[tuple[str, str], Declared[tree.Clock]] = Factory(dict)
    calendars_by: dict[str, Declared[tree.CalendarBy]] = Factory(dict)
    things: dict[str, Declared[tree.Service]] = Factory(dict)


@frozen
class Scope:
    """The names one file sees: its own shadow those of the modules it uses, the last used first."""

    file: str
    layers: tuple[Names, ...]

    def calendar(self, name: str) -> Declared[tree.Calendar] | None:
        """The calendar of that name."""
        return next((n.calendars[fold(name)] for n in self.layers if fold(name) in n.calendars), None)

    def subject(self, name: str) -> Declared[tree.Subject] | None:
        """The subject that goes by that name or form."""
        return next((n.subjects[fold(name)] for n in self.layers if fold(name) in n.subjects), None)

    def states(self) -> Iterable[Declared[tree.State]]:
        """Every state in sight, the nearest first."""
        return (state for names in self.layers for state in names.states.values())

    def clocks(self) -> Iterable[Declared[tree.Clock]]:
        """Every clock in sight, the nearest first."""
        return (clock for names in self.layers for clock in names.clocks.values())

    def calendar_by(self, name: str) -> tree.CalendarBy | None:
        """The calendar of that name that a field of the case chooses."""
        found = next((n.calendars_by[fold(name)] for n in self.layers if fold(name) in n.calendars_by), None)
        return None if found is None else found.item

    def thing(self, name: str) -> str | None:
        """The name of the thing (a service) that is called so, as declared."""
        found = next((n.things[fold(name)] for n in self.layers if fold(name) in n.things), None)
        return None if found is None else found.item.name.text

    def thing_names(self) -> list[str]:
        """For did-you-mean."""
        return [d.item.name.text for names in self.layers for d in names.things.values()]

    def calendar_names(self) -> list[str]:
        """For did-you-mean."""
        found = [d.item.name.text for names in self.layers for d in names.calendars.values()]
        return found + [d.item.name.text for names in self.layers for d in names.calendars_by.values()]

    def subject_names(self) -> list[str]:
        """For did-you-mean."""
        return [form for names in self.layers for d in names.subjects.values() for form in forms_of(d.item)]


def forms_of(subject: tree.Subject) -> list[str]:
    """A subject's name and its other forms."""
    return [subject.name.text, *(form.text for form in subject.forms)]


def scopes(units: Iterable[Unit]) -> tuple[dict[str, Scope], list[Diagnostic]]:
    """The scope of every file, with names declared twice and look-alike letters reported."""
    found: list[Diagnostic] = []
    names = {unit.name: _declare(unit, found) for unit in units}
    known = {unit.name: unit for unit in units}
    return {
        name: Scope(name, (names[name], *(names[used] for used in reversed(unit.uses))))
        for name, unit in known.items()
    }, found


def _declare(unit: Unit, found: list[Diagnostic]) -> Names:
    names = Names()
    for item in unit.module.items:
        if isinstance(
            item,
            tree.Calendar
            | tree.CalendarBy
            | tree.Subject
            | tree.Service
            | tree.State
            | tree.Clock
            | tree.Agreement
            | tree.Amendment
            | tree.Clause,
        ):
            for word in mixed_scripts(item.name.text):
                found.append(name_errors.mixed_alphabets(item.name, word))
        match item:
            case tree.Calendar():
                _put(names.calendars, item.name.key, item, "calendar", unit, found)
                if by_field := names.calendars_by.get(item.name.key):
                    found.append(name_errors.declared_twice("calendar", item.name, by_field.item.name))
            case tree.Subject():
                for form in forms_of(item):
                    _put(names.subjects, fold(form), item, "subject", unit, found)
            case tree.State():
                _put(names.states, (item.subject.key, item.name.key), item, "state", unit, found)
            case tree.CalendarBy():
                _put(names.calendars_by, item.name.key, item, "calendar", unit, found)
                if first := names.calendars.get(item.name.key):
                    found.append(name_errors.declared_twice("calendar", item.name, first.item.name))
            case tree.Service():
                _put(names.things, item.name.key, item, "service", unit, found)
            case tree.Clock():
                _put(names.clocks, (item.subject.key, item.name.key), item, "clock", unit, found)
            case _:
                pass
    return names


K = TypeVar("K")
Item = TypeVar("Item", tree.Calendar, tree.CalendarBy, tree.Subject, tree.Service, tree.State, tree.Clock)


def _put(
    table: dict[K, Declared[Item]], key: K, item: Item, kind: str, unit: Unit, found: list[Diagnostic]
) -> None:
    first = table.get(key)
    if first is None:
        table[key] = Declared(item, unit.name)
    elif first.item is not item:
        found.append(name_errors.declared_twice(kind, item.name, first.item.name))
