"""What a file has to do with others: what it declares for all of them, and whom it speaks of.

Told from the tree alone, so that of ten thousand files only those have to be checked again that an edit
concerns. Rather too much is taken for a mention than too little: a name is one wherever it stands.
"""

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from attrs import fields, has

from sladsl.records import frozen

if TYPE_CHECKING:
    from sladsl.syntax import tree


@frozen
class Mentions:
    """Names are folded.

    `declares` are those that other files may speak of, `words` those that no other file may declare; `relies`
    are the agreements, or their clauses (`net/repair`), that a plan rests on, `names` all else that is named.
    """

    declares: tuple[str, ...]
    words: tuple[str, ...]
    uses: tuple[str, ...]  # files, as written
    relies: tuple[str, ...]
    names: tuple[str, ...]
    named: tuple[str, ...]  # the agreements it declares, as written
    agreements: int
    clauses: int
    examples: int


def mentions_of(module: "tree.Module") -> Mentions:
    """What the file's tree says of others."""
    from sladsl.syntax import tree

    # What is known only in its own file and those that use it, or has no name of its own. The name of any
    # other heading is taken for one that every file may speak of.
    local = (
        tree.Use, tree.Calendar, tree.CalendarBy, tree.Clause, tree.Source, tree.Example, tree.Plan,
        tree.Amendment, tree.Removes, tree.Renumbers, tree.Requirement,
    )  # fmt: skip
    declares: dict[str, None] = {}
    words: dict[str, None] = {}
    for item in module.items:
        match item:
            case tree.State(name, subject) | tree.Clock(name, subject):
                words[f"{type(item).__name__} {subject.key} {name.key}"] = None
            case tree.Subject(name):
                words[f"Subject {name.key}"] = None
            case _ if not isinstance(item, local):
                declares.update((name.key, None) for name in _parts(item)[:1] if isinstance(name, tree.Name))
    relies: dict[str, None] = {}
    names: dict[str, None] = {}
    for node in _nodes(module):
        match node:
            case tree.Relied(clause):
                relies[clause.key] = None
            # what is offered to customers has to be promised to them
            case tree.Party(name, "customer"):
                declares.update({f"customer {name.key}": None, "every customer": None})
            case tree.Offered(parties):
                offered = [f"customer {name.key}" for name in parties] or ["every customer"]
                names.update(dict.fromkeys(offered))
            case tree.Name():
                names[node.key] = None
                names[node.key.partition("/")[0]] = None
            case _:
                pass
    return Mentions(
        declares=tuple(declares),
        words=tuple(words),
        uses=tuple(item.module.text for item in module.items if isinstance(item, tree.Use) and item.is_file),
        relies=tuple(relies),
        names=tuple(names),
        named=tuple(item.name.text for item in module.items if isinstance(item, tree.Agreement)),
        agreements=sum(isinstance(item, tree.Agreement) for item in module.items),
        clauses=sum(isinstance(item, tree.Clause) for item in module.items),
        examples=sum(isinstance(item, tree.Example) for item in module.items),
    )


class _Getters(dict[type, "Callable[[Any], tuple[Any, ...]] | None"]):
    """By kind of node what reads all its parts; None of what is no node."""

    def __missing__(self, kind: type) -> Callable[[Any], tuple[Any, ...]] | None:
        names = [each.name for each in fields(kind)] if has(kind) else []
        if len(names) > 1:
            self[kind] = attrgetter(*names)
        else:
            self[kind] = (lambda node: tuple(attrgetter(name)(node) for name in names)) if has(kind) else None
        return self[kind]


_getters = _Getters()


def _parts(node: Any) -> tuple[Any, ...]:
    parts = _getters[type(node)]
    return parts(node) if parts else ()


def _nodes(node: Any) -> Iterator[Any]:
    """A node and all below it; a clause that is relied on is one with its name."""
    from sladsl.syntax import tree

    todo = [node]
    while todo:
        each = todo.pop()
        if isinstance(each, tuple):
            todo.extend(each)
        elif (parts := _getters[type(each)]) is not None:
            yield each
            if isinstance(each, tree.Relied):
                todo.append(each.where)
            else:
                todo.extend(parts(each))
