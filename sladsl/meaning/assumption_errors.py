"""What the passes say of what agreements assume."""

from collections.abc import Iterable

from sladsl.diagnostics import Diagnostic
from sladsl.diagnostics.did_you_mean import suggestion
from sladsl.meaning.name_errors import listed
from sladsl.syntax import tree


def not_excluded(state: tree.Name, excluded: Iterable[str]) -> Diagnostic:
    """E1350."""
    names = list(excluded)
    return Diagnostic(
        "E1350",
        f"no clause excludes `{state.text}`",
        state.span,
        suggestion(state.text, names),
        notes=[f"excluded are: {listed(names)}" if names else "no clause of this program excludes anything"],
        help="an assumption limits what clauses leave out of the count: name such a state",
    )
