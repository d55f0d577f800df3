"""What the passes say of parties and roles."""

from collections.abc import Iterable, Sequence

from sladsl.diagnostics import Diagnostic
from sladsl.diagnostics.did_you_mean import suggestion
from sladsl.meaning.name_errors import listed
from sladsl.policy.model import Agreement, Source
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


def records_not_kept(
    written: tree.JudgedBy, agreement: Agreement, subject: str, sources: Sequence[Source]
) -> Diagnostic:
    """E1209: all logs of what is promised are kept by others."""
    who = written.party.text
    named = {"provider": agreement.provider, "customer": agreement.customer}.get(written.party.key, who)
    return Diagnostic(
        "E1209",
        f"no log of `{subject}` is kept by `{named}`, by whose records `{agreement.id}` is judged",
        written.party.span,
        notes=[f"the source `{each.name}` is kept by `{each.kept_by}`" for each in sources[:5]],
        help=f"say in the source that reads it: `the log is kept by {named}.`",
    )
