"""What the passes say of requirements."""

from collections.abc import Iterable

from sladsl.diagnostics import Diagnostic
from sladsl.diagnostics.did_you_mean import suggestion
from sladsl.meaning.name_errors import listed
from sladsl.syntax import tree


def met_by_nothing(name: tree.Name, agreement: str, known: Iterable[str]) -> Diagnostic:
    """E1261."""
    names = list(dict.fromkeys(known))
    return Diagnostic(
        "E1261",
        f"the requirement is met by a clause `{name.text}` that is not there",
        name.span,
        suggestion(name.text, names),
        notes=[f"clauses of `{agreement}`: {listed(names)}"] if names else [f"`{agreement}` has no clauses"],
        help="name a clause of the agreement it stands under; leave `met by` out where there is none yet",
    )


def no_state_to_exclude(name: tree.Name, known: Iterable[str]) -> Diagnostic:
    """E1263."""
    names = list(dict.fromkeys(known))
    return Diagnostic(
        "E1263",
        f"no state is called `{name.text}`, so nobody can exclude it",
        name.span,
        suggestion(name.text, names),
        notes=[f"known states: {listed(names)}"] if names else [],
        help="name a state that a clause can exclude: `use availability.` brings `planned maintenance`",
    )
