"""Which declaration a name means. A file sees its own declarations first, then those of what it uses."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from attrs import Factory

from sladsl.diagnostics import Diagnostic
from sladsl.diagnostics.lookalikes import mixed_scripts
from sladsl.meaning import name_errors
from sladsl.meaning.modules import Unit
from sladsl.policy.names import fold
from sladsl.records import define, frozen
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
        """The calendar of that name; declared again under one of its names, it is so under all of them."""
        keys = self._calendar_keys(name)
        return next((n.calendars[key] for n in self.layers for key in keys if key in n.calendars), None)

    def _calendar_keys(self, name: str) -> list[str]:
        """Every form of the calendar that `name` is one of, the other declarations of it included."""
        keys = {fold(name): None}
        for key in (waiting := list(keys)):
            for layer in self.layers:
                forms = _forms_in(layer, key)
                waiting += [form.key for form in forms if form.key not in keys]
                keys |= {form.key: None for form in forms}
        return list(keys)

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
        keys = self._calendar_keys(name)
        found = next(
            (n.calendars_by[key] for n in self.layers for key in keys if key in n.calendars_by), None
        )
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
        tables = ((names.calendars, names.calendars_by) for names in self.layers)
        keys = {key: None for pair in tables for table in pair for key in table}
        forms = [form for key in keys for layer in self.layers for form in _forms_in(layer, key)]
        return list(dict.fromkeys(form.text for form in forms))

    def subject_names(self) -> list[str]:
        """For did-you-mean."""
        return [form for names in self.layers for d in names.subjects.values() for form in forms_of(d.item)]


def _forms_in(layer: Names, key: str) -> tuple[tree.Name, ...]:
    """The names of the calendar that goes by `key` in one file, if there is one."""
    if (hours := layer.calendars.get(key)) is not None:
        return calendar_names(hours.item)
    chosen = layer.calendars_by.get(key)
    return () if chosen is None else calendar_names(chosen.item)


def calendar_names(calendar: tree.Calendar | tree.CalendarBy) -> tuple[tree.Name, ...]:
    """A calendar's name and its other forms."""
    return (calendar.name, *calendar.forms)


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
            for name in (item.name, *getattr(item, "forms", ())):
                found.extend(name_errors.mixed_alphabets(name, why) for why in mixed_scripts(name.text))
        match item:
            case tree.Calendar():
                for form in calendar_names(item):
                    _put(names.calendars, form.key, item, "calendar", unit, found)
                    if by_field := names.calendars_by.get(form.key):
                        found.append(name_errors.declared_twice("calendar", form, by_field.item.name))
            case tree.Subject():
                for text in forms_of(item):
                    _put(names.subjects, fold(text), item, "subject", unit, found)
            case tree.State():
                _put(names.states, (item.subject.key, item.name.key), item, "state", unit, found)
            case tree.CalendarBy():
                for form in calendar_names(item):
                    _put(names.calendars_by, form.key, item, "calendar", unit, found)
                    if first := names.calendars.get(form.key):
                        found.append(name_errors.declared_twice("calendar", form, first.item.name))
            case tree.Service():
                _put(names.things, item.name.key, item, "service", unit, found)
                for form in item.forms:
                    first_of = names.things.setdefault(form.key, Declared(item, unit.name))
                    if first_of.item is not item:
                        found.append(name_errors.declared_twice("service", form, first_of.item.name))
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
