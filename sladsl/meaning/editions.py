"""The versions of an agreement as written: its text, and what each amendment makes of it."""

from collections.abc import Sequence

from attrs import evolve, frozen

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import name_errors, version_errors
from sladsl.meaning.renumbering import renumbered
from sladsl.meaning.texts import Text
from sladsl.source import Span
from sladsl.syntax import tree

Renumbered = tuple[Span, Span]  # a number in the clause's own text, and the one that now stands there


@frozen
class Written:
    """A clause as one version of an agreement has it.

    `file` is the one whose names it sees, `origin` says where it comes from: "" for the agreement's own
    text, or "amendment A1".
    """

    clause: tree.Clause
    file: str
    origin: str
    numbers: tuple[Renumbered, ...] = ()


@frozen
class Edition:
    """One version of an agreement, and the clauses by folded name that it has; the first has `since` None."""

    version: str
    since: int | None
    text: Text
    clauses: dict[str, Written]


def first_edition(text: Text, since: int | None, found: list[Diagnostic]) -> Edition:
    """The clauses of an agreement's text."""
    clauses: dict[str, Written] = {}
    for part in text.parts:
        if isinstance(part, tree.Clause):
            other = clauses.setdefault(part.name.key, Written(part, text.file, ""))
            if other.clause is not part:
                found.append(name_errors.declared_twice("clause", part.name, other.clause.name))
    return Edition(text.version, since, text, clauses)


def amended(before: Edition, text: Text, since: int, found: list[Diagnostic]) -> Edition:
    """The version that an amendment makes of the one before it."""
    origin = f"amendment {text.heading.name.text}"
    clauses = dict(before.clauses)
    touched: dict[str, tree.Name] = {}
    for part in text.parts:
        name = part.clause if isinstance(part, tree.Removes | tree.Renumbers) else part.name
        if name.key in touched and not isinstance(part, tree.Renumbers):
            found.append(version_errors.changed_twice(name, touched[name.key]))
            continue
        touched.setdefault(name.key, name)
        present = clauses.get(name.key)
        match part:
            case tree.Clause(how="adds"):
                if present is not None:
                    found.append(version_errors.adds_what_is_there(part, present.clause.name))
                    continue
                clauses[name.key] = Written(part, text.file, origin)
            case _ if present is None:
                known = [each.clause.name.text for each in clauses.values()]
                found.append(version_errors.no_such_clause(name, before.version, known))
            case tree.Clause():
                clauses[name.key] = Written(part, text.file, origin)
            case tree.Removes():
                del clauses[name.key]
            case tree.Renumbers(_, changes):
                clauses[name.key] = _renumbered(present, changes, origin, found)
    for part in text.parts:
        if isinstance(part, tree.Removes) and part.clause.key not in clauses:
            users = [each.clause for each in clauses.values() if part.clause.key in _named_by(each.clause)]
            for user in users:
                found.append(version_errors.removed_but_used(part.clause, user))
                del clauses[user.name.key]
    return Edition(text.version, since, text, clauses)


def _renumbered(
    written: Written, changes: Sequence[tree.NumberChange], origin: str, found: list[Diagnostic]
) -> Written:
    for change in changes:
        after = renumbered(written.clause, change, found)
        if after is None:
            continue
        clause, place, new_place = after
        first = {new: old for old, new in written.numbers}.get(place, place)
        kept = [(old, new) for old, new in written.numbers if new != place]
        written = evolve(written, clause=clause, origin=origin, numbers=(*kept, (first, new_place)))
    return written


def _named_by(clause: tree.Clause) -> set[str]:
    """The folded names of the other clauses that this one speaks of."""
    names: set[str] = set()
    for sentence in clause.sentences:
        match sentence:
            case tree.Watches(clauses):
                names.update(name.key for name in clauses)
            case tree.InARow(name) | tree.CasesInARow(name):
                names.add(name.key)
            case _:
                pass
    return names
