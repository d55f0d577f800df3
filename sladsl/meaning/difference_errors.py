"""What is said of differences of two shares."""

from sladsl.diagnostics import Diagnostic
from sladsl.meaning.clause_errors import type_of
from sladsl.policy import model
from sladsl.syntax import tree

_EXAMPLE = "`The share of surveys where likelihood is at least 9 less the share where ...`"


def not_a_share_of_cases(written: tree.ShareLess) -> Diagnostic:
    """E0330: `the average rating of surveys less the share where ...`."""
    return Diagnostic(
        "E0330",
        "a share of cases can only be taken from a share of cases",
        written.measure.span,
        "this is no share of cases",
        help=f"say {_EXAMPLE}",
    )


def not_an_answer(of: tree.Name, field: model.Field) -> Diagnostic:
    """E0330: the net promoter score of a text."""
    return Diagnostic(
        "E0330",
        f"`{of.text}` is {type_of(field)}, and a net promoter score is made of answers from 0 to 10",
        of.span,
        help="name the number field that holds the answers",
    )


def out_of_reach(bound: tree.Bound) -> Diagnostic:
    """E0330: at least 120 points."""
    return Diagnostic(
        "E0330",
        "a difference of two shares lies between -100 and 100 points",
        bound.span,
        help="all promoters and no detractors are 100 points, the contrary is `-100 points`",
    )
