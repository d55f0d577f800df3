"""What the passes say of parties and roles."""

from collections.abc import Iterable

from sladsl.diagnostics import Diagnostic
from sladsl.diagnostics.did_you_mean import suggestion
from sladsl.meaning.name_errors import listed
from sladsl.syntax import tree


def unknown_role(name: tree.Name, known: Iterable[str]) -> Diagnostic:
    """E1205."""
    names = list(known)
    return Diagnostic(
        "E1205",
        f"unknown role `{name.text}`",
        name.span,
        suggestion(name.text, names),
        notes=[f"roles of this agreement: {listed(names)}"],
        help=f"declare it: `role {name.text} is ... of ..., mail ... .`",
    )


def unknown_party(name: tree.Name, known: Iterable[str]) -> Diagnostic:
    """E1206."""
    names = list(known)
    return Diagnostic(
        "E1206",
        f"unknown party `{name.text}`",
        name.span,
        suggestion(name.text, names),
        notes=[f"parties of this program: {listed(names)}"] if names else [],
        help=f"declare it: `party {name.text}.`",
    )


def no_state_to_declare(name: tree.Name, known: Iterable[str]) -> Diagnostic:
    """E1207."""
    names = list(known)
    return Diagnostic(
        "E1207",
        f"no state is called `{name.text}`, so nobody can declare it",
        name.span,
        suggestion(name.text, names),
        notes=[f"known states: {listed(names)}"] if names else [],
        help="name a state that a clause can exclude: `use availability.` brings `force majeure`",
    )


def escalates_windows_without(written: tree.Escalate, clause: tree.Clause) -> Diagnostic:
    """E1208: a missed window of a clause that has none."""
    return Diagnostic(
        "E1208",
        f"clause `{clause.name.text}` has no windows that could be missed",
        written.span,
        help="say `on breach`, which is of each case, or give the clause a share: "
        "`, for at least 95% of incidents per calendar month`",
    )
