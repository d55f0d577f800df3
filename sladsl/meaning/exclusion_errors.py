"""What is said of time that a clause leaves out of its clocks, and of caps on what may be left out."""

from collections.abc import Sequence

from sladsl.diagnostics import Diagnostic, Label
from sladsl.meaning.clause_errors import type_of
from sladsl.policy import model
from sladsl.syntax import tree


def whose_state(state: tree.Name, whose: Sequence[str], one: str) -> Diagnostic:
    """E0331: a state of the case and of the thing it names."""
    return Diagnostic(
        "E0331",
        f"`{state.text}` is a state of {' and of '.join(whose)}",
        state.span,
        "which of them is excluded?",
        help=f"say whose it is: `{state.text} of its {one}`",
    )


def names_no_subject(of: tree.Name, field: model.Field) -> Diagnostic:
    """E0332: `of its site`, and there is no subject `site`."""
    a_word = field.type in ("text", "one of")
    return Diagnostic(
        "E0332",
        f"the field `{field.name}` names no subject that could have states"
        if a_word
        else f"the field `{field.name}` is {type_of(field)}, and names nothing that could have states",
        of.span,
        notes=["a field names a case of the subject that it is called by: `has service.`"] if a_word else [],
        help="name a field that is called as a subject is, or declare one with the state",
    )


def exclusion_cannot_move_a_date(excluding: tree.ExcludingTime, by: tree.ByEndOf) -> Diagnostic:
    """E0309."""
    return Diagnostic(
        "E0309",
        "time that is excluded cannot move a date",
        excluding.span,
        "this would have to move it",
        [Label(by.span, "this is a fixed day")],
        help="take it away, or promise a length of time: `within 2 working days`",
    )


def cap_out_of_range(capped: tree.CappedCount) -> Diagnostic:
    """E0333: at most 0 times, at most 1.5 times."""
    return Diagnostic(
        "E0333",
        "how often a state may hold is a whole number from 1 to 1000",
        capped.count.span,
        help="say, for example, `, at most 2 times per calendar month`",
    )


def cap_that_rolls(window: tree.Window) -> Diagnostic:
    """E0333: `for at most 4 hours per rolling 30 days`."""
    return Diagnostic(
        "E0333",
        "a cap needs windows that follow each other",
        window.span,
        "these overlap, so that time would lie in several of them",
        help="cap it per calendar month, quarter or year, or per contract month or year",
    )
