"""What the passes say of agreements that build on others."""

from collections.abc import Iterable, Sequence

from sladsl.diagnostics import Diagnostic, Label
from sladsl.diagnostics.did_you_mean import suggestion
from sladsl.meaning.name_errors import listed
from sladsl.policy import model
from sladsl.policy.version_words import day
from sladsl.syntax import tree


def unknown_base(name: tree.Name, known: Iterable[str]) -> Diagnostic:
    """E1140."""
    names = list(known)
    return Diagnostic(
        "E1140",
        f"there is no agreement `{name.text}` to build on",
        name.span,
        suggestion(name.text, names),
        notes=[f"agreements here: {listed(names)}"] if names else [],
        help="give the file with that agreement together with this one",
    )


def builds_on_itself(name: tree.Name, path: Sequence[str]) -> Diagnostic:
    """E1141."""
    return Diagnostic(
        "E1141",
        f"agreement `{path[0]}` builds on itself",
        name.span,
        notes=[" builds on ".join(f"`{each}`" for each in (*path, path[0]))],
        help="let one of them stand by itself",
    )


def inherited_already(clause: tree.Clause, first: tree.Name) -> Diagnostic:
    """E1142."""
    return Diagnostic(
        "E1142",
        f"a clause `{clause.name.text}` is inherited already",
        clause.name.span,
        others=[Label(first.span, "it is inherited from here")],
        help=f"say `replaces clause {clause.name.text}:`, or give yours another name",
    )


def two_inherited(name: tree.Name, one: tree.Name, other: tree.Name, bases: Sequence[str]) -> Diagnostic:
    """E1142: two of the agreements it builds on have different clauses of one name."""
    return Diagnostic(
        "E1142",
        f"two different clauses `{one.text}` are inherited",
        name.span,
        others=[Label(one.span, "one is here"), Label(other.span, "the other is here")],
        notes=[f"from {listed(bases)}"],
        help=f"say which one holds: `replaces clause {one.text}:`",
    )


def base_not_in_force(name: tree.Name, base: model.Agreement) -> Diagnostic:
    """E1143."""
    until = "" if base.ends is None else f" until {day(base.ends, base.zone)}"
    return Diagnostic(
        "E1143",
        f"agreement `{base.id}` is not in force all the time that this one is",
        name.span,
        notes=[f"it is in force from {day(base.begins, base.zone)}{until}"],
        help="let the agreement that others build on outlast them",
    )
