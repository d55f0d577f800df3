"""A group of services as a value: `where service is Messaging` asks for each of its services.

The words are replaced before anything is read, so that all that is asked of conditions and tables (do rows
overlap, is a case left out) is asked of the services themselves. A text in quotes is that text.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import asdict, evolve, has

from sladsl.meaning.modules import Unit
from sladsl.records import frozen
from sladsl.syntax import tree

SERVICE = "service"  # the field of a case that names the service it is of


def with_groups(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The units with the services in place of their groups; the same where there is none."""
    items = [item for unit in units for item in unit.module.items]
    groups = {item.name.key: item for item in items if isinstance(item, tree.ServiceGroup)}
    if not groups:
        return units
    named = {SERVICE} | {
        form.key
        for item in items
        if isinstance(item, tree.Subject)
        for said in item.sentences
        if isinstance(said, tree.HasField) and said.name.key == SERVICE
        for form in said.forms
    }
    words = _Words({key: _services(key, groups) for key in groups}, frozenset(named))
    return tuple(evolve(unit, module=evolve(unit.module, items=words.items(unit))) for unit in units)


def _services(key: str, groups: Mapping[str, tree.ServiceGroup]) -> tuple[str, ...]:
    """The names in a group and in those that it holds, each once."""
    found: dict[str, str] = {}
    todo, seen = [key], {key}
    while todo:
        for said in groups[todo.pop()].sentences:
            for name in said.members if isinstance(said, tree.HasServices) else ():
                if name.key not in groups:
                    found.setdefault(name.key, name.text)
                elif name.key not in seen:
                    seen.add(name.key)
                    todo.append(name.key)
    return tuple(found.values())


@frozen
class _Words:
    services: dict[str, tuple[str, ...]]  # by the key of their group
    fields: frozenset[str]

    def items(self, unit: Unit) -> tuple[tree.Item, ...]:
        """The headings of a file; only clauses, plans and tiers have conditions on cases."""
        return tuple(
            self._of(item) if isinstance(item, tree.Clause | tree.Plan | tree.Tier) else item
            for item in unit.module.items
        )

    def _of(self, node: Any) -> Any:
        """The node, itself where nothing below it changes."""
        match node:
            case tuple():
                parts = tuple(map(self._of, node))
                return node if all(a is b for a, b in zip(parts, node)) else parts
            case tree.Test(name, _, values) if name.key in self.fields:
                return self._with(node, values)
            case tree.Table(columns, rows):
                return evolve(node, rows=tuple(self._row(columns, row) for row in rows))
            case _ if has(type(node)):
                parts_of = asdict(node, recurse=False)
                changed = {
                    name: new for name, part in parts_of.items() if (new := self._of(part)) is not part
                }
                return evolve(node, **changed) if changed else node
            case _:
                return node

    def _row(self, columns: tuple[tree.Column, ...], row: tree.TableRow) -> tree.TableRow:
        cells = tuple(
            self._with(cell, cell.values)
            if isinstance(cell, tree.CellTest) and column.kind == "field" and column.name.key in self.fields
            else cell
            for column, cell in zip(columns, row.cells)
        )
        return evolve(row, cells=(*cells, *row.cells[len(cells) :]))

    def _with(self, test: Any, values: Iterable[tree.Value]) -> Any:
        """A test or cell with each group's services in its place, each once."""
        found: dict[object, tree.Value] = {}
        for value in values:
            if isinstance(value, tree.Word) and not value.quoted and value.name.key in self.services:
                for text in self.services[value.name.key]:
                    name = tree.Name(text, span=value.name.span)
                    found.setdefault(name, tree.Word(name, False, span=value.span))
            else:
                found.setdefault(value.name if isinstance(value, tree.Word) else value, value)
        return evolve(test, values=tuple(found.values())) if found else test
