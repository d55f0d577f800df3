"""The versions of an agreement as written: its text, and what each amendment makes of it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from attrs import evolve

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import level_rules, name_errors, version_errors
from sladsl.meaning.renumbering import renumbered
from sladsl.meaning.texts import Part, Text
from sladsl.records import frozen
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


_NOTHING: Mapping[str, Written] = MappingProxyType({})


@frozen
class Edition:
    """One version of an agreement, and the clauses by folded name that it has; the first has `since` None."""

    version: str
    since: int | None
    text: Text
    clauses: dict[str, Written]
    own: bool = True  # False: what it builds on changes here, not its own text


def first_edition(
    text: Text, since: int | None, found: list[Diagnostic], inherited: Mapping[str, Written] = _NOTHING
) -> Edition:
    """The clauses of an agreement's text, on top of those that it inherits."""
    own: dict[str, Written] = {}
    changes: list[Part] = []
    for part in text.parts:
        if not isinstance(part, tree.Clause) or part.how != "says":
            changes.append(part)
            continue
        if part.name.key in inherited:
            found.append(level_rules.inherited_already(part, inherited[part.name.key].clause.name))
            continue
        other = own.setdefault(part.name.key, Written(part, text.file, ""))
        if other.clause is not part:
            found.append(name_errors.declared_twice("clause", part.name, other.clause.name))
    edition = Edition(text.version, since, text, {**inherited, **own})
    if not changes:
        return edition
    changed = amended(edition, evolve(text, parts=tuple(changes)), since, found, "")
    return evolve(changed, version=text.version, text=text)


def amended(
    before: Edition, text: Text, since: int | None, found: list[Diagnostic], origin: str | None = None
) -> Edition:
    """The version that an amendment makes of the one before it."""
    origin = f"amendment {text.heading.name.text}" if origin is None else origin
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
            case tree.Misses(clauses=clauses):
                names.update(name.key for name in clauses)
            case _:
                pass
    return names
