"""What the passes say of whose cases an agreement is about."""

from sladsl.diagnostics import Diagnostic
from sladsl.policy import model, words
from sladsl.policy.conditions import fields_of
from sladsl.policy.covers import Covered
from sladsl.syntax import tree


def all_of_another(said: tree.Covers, covered: Covered, subject: model.Subject, clause: str) -> Diagnostic:
    """W1004: a subject of which the agreement takes all cases, though they could be told apart."""
    cases = next(iter(subject.plurals), subject.name)
    fields = " and ".join(f"`{name}`" for name in fields_of(covered.where))
    return Diagnostic(
        "W1004",
        f"clause `{clause}` is about {cases}, and all of them count",
        said.span,
        notes=[f"{cases} have {fields} too, by which the agreement takes only some {covered.subject}s"],
        help=f"let it cover them as well: `covers ... and {cases} where {words.condition(covered.where)}`",
    )
