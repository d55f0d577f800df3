"""What the passes say of agreements that build on others."""

from collections.abc import Iterable, Sequence

from sladsl.diagnostics import Diagnostic, Label
from sladsl.diagnostics.did_you_mean import suggestion
from sladsl.meaning.name_errors import listed
from sladsl.policy import model
from sladsl.policy.strictness import Difference
from sladsl.policy.version_words import day
from sladsl.source import Span
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


def weakened(place: Span, name: str, base: tree.Name, found: Sequence[Difference]) -> Diagnostic:
    """E1144: or it cannot be told whether it is."""
    weaker = [each.part for each in found if each.answer == "weaker"]
    doubtful = [each.part for each in found if each.answer != "weaker"]
    if weaker:
        headline = f"clause `{name}` cannot be weakened, and is"
        notes = [f"weaker than before: {', '.join(weaker)}"]
    else:
        headline = f"clause `{name}` cannot be weakened, and it cannot be told whether it is"
        notes = [f"not to be compared: {', '.join(doubtful)}"]
    return Diagnostic(
        "E1144",
        headline,
        place,
        others=[Label(base.span, "it stands here, and cannot be weakened")],
        notes=notes,
        help="promise at least as much in every part, or take `It cannot be weakened.` out of the base",
    )


def removed_though_protected(place: Span, name: str, base: tree.Name) -> Diagnostic:
    """E1144."""
    return Diagnostic(
        "E1144",
        f"clause `{name}` cannot be weakened, and is removed",
        place,
        others=[Label(base.span, "it stands here, and cannot be weakened")],
        help="keep it",
    )
