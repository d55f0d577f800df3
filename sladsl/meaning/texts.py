"""What stands under each heading: the text of an agreement, or an amendment of one."""

from collections.abc import Iterator

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import name_errors, version_errors
from sladsl.meaning.modules import Unit
from sladsl.records import frozen
from sladsl.syntax import tree

Part = tree.Clause | tree.Removes | tree.Renumbers


@frozen
class Text:
    """A heading with the clauses, changes and examples that follow it, in the order of the text."""

    file: str
    heading: tree.Agreement | tree.Amendment
    parts: tuple[Part, ...]
    examples: tuple[tree.Example, ...]
    requirements: tuple[tree.Requirement, ...] = ()

    @property
    def key(self) -> str:
        """The folded name of the agreement it belongs to."""
        of = self.heading.of if isinstance(self.heading, tree.Amendment) else self.heading.name
        return of.key

    @property
    def version(self) -> str:
        """The version that this text makes, as written; "1" where none is said."""
        match self.heading:
            case tree.Amendment(_, _, version):
                return version.text
            case tree.Agreement(_, _, sentences):
                said = (each.version for each in sentences if isinstance(each, tree.KindIs))
                return next((version.text for version in said if version is not None), "1")


def texts_of(unit: Unit, found: list[Diagnostic]) -> Iterator[Text]:
    """The headings of a file, each with what follows it up to the next."""
    heading: tree.Agreement | tree.Amendment | None = None
    parts: list[Part] = []
    examples: list[tree.Example] = []
    asked: list[tree.Requirement] = []
    for item in unit.module.items:
        match item:
            case tree.Agreement() | tree.Amendment():
                if heading is not None:
                    yield Text(unit.name, heading, tuple(parts), tuple(examples), tuple(asked))
                heading, parts, examples, asked = item, [], [], []
            case tree.Clause(name) | tree.Removes(name) | tree.Renumbers(name):
                if heading is None:
                    found.append(name_errors.outside_an_agreement("clause", name))
                elif _fits(item, heading, found):
                    parts.append(item)
            case tree.Example(_, of):
                if heading is None:
                    found.append(name_errors.outside_an_agreement("example", of))
                else:
                    examples.append(item)
            case tree.Requirement(name):
                if heading is None:
                    found.append(name_errors.outside_an_agreement("requirement", name))
                else:
                    asked.append(item)
            case _:
                pass
    if heading is not None:
        yield Text(unit.name, heading, tuple(parts), tuple(examples), tuple(asked))


def _fits(item: Part, heading: tree.Agreement | tree.Amendment, found: list[Diagnostic]) -> bool:
    """Whether an agreement states its clauses, and an amendment says what becomes of them."""
    states = isinstance(item, tree.Clause) and item.how == "says"
    if isinstance(heading, tree.Amendment) and isinstance(item, tree.Clause) and states:
        found.append(version_errors.clause_in_an_amendment(item, heading))
        return False
    builds = any(isinstance(each, tree.BuildsOn) for each in heading.sentences)
    adds = isinstance(item, tree.Clause) and item.how == "adds"
    if isinstance(heading, tree.Agreement) and not states and (adds or not builds):
        found.append(version_errors.change_in_an_agreement(item, heading))
        return False
    return True
