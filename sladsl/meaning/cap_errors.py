"""What is said of caps for each thing."""

from collections.abc import Sequence

from sladsl.diagnostics import Diagnostic
from sladsl.diagnostics.did_you_mean import suggestion
from sladsl.meaning.name_errors import listed
from sladsl.syntax import tree


def nothing_is_judged_by(name: tree.Name, known: Sequence[str]) -> Diagnostic:
    """E1072."""
    return Diagnostic(
        "E1072",
        f"nothing that is credited is of one `{name.text}`",
        name.span,
        suggestion(name.text, known),
        notes=[f"it is told apart by: {listed(known)}"] if known else [],
        help=f"judge the clause by it, `Every {name.text} shall be ...`, or cap the credits of all together",
    )


def does_not_come_under(name: tree.Name, clause: str) -> Diagnostic:
    """W1022."""
    return Diagnostic(
        "W1022",
        f"what {clause} credits is not of one `{name.text}`, and does not come under this cap",
        name.span,
        help="add a cap of all credits together, or judge that clause by the same thing",
    )
