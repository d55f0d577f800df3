"""What is said of a least number by which a promise stands, and of readings that are no number."""

from collections.abc import Sequence

from sladsl.diagnostics import Diagnostic
from sladsl.diagnostics.did_you_mean import suggestion
from sladsl.syntax import tree


def least_of_other_things(said: tree.IfEnough, names: Sequence[str]) -> Diagnostic:
    """E0344."""
    if not names:
        return Diagnostic(
            "E0344",
            "this promise does not rest on a number of anything",
            said.span,
            notes=[
                "a share of requests or of cases does, and a statistic of readings; time and counts do not"
            ],
            help="take it away",
        )
    return Diagnostic(
        "E0344",
        f"the promise does not rest on `{said.of.text}`",
        said.of.span,
        suggestion(said.of.text, names),
        help=f"say of what there have to be so many: `if there are at least {said.number.text} {names[0]}`",
    )


def least_out_of_range(said: tree.IfEnough) -> Diagnostic:
    """E0344."""
    return Diagnostic(
        "E0344",
        f"`{said.number.text}` is no number of things",
        said.number.span,
        help="say a whole number from 1 on: `if there are at least 20 requests`",
    )


def no_place_for_unknown(said: tree.UnknownReadings, between: bool) -> Diagnostic:
    """E0345."""
    headline = (
        "between two bounds an unknown reading has no worst place"
        if between
        else "an unknown reading can only be put in its place among others"
    )
    return Diagnostic(
        "E0345",
        headline,
        said.span,
        notes=["a percentile, a median, a lowest or a highest reading has one: beyond all that are known"],
        help="take it away: an unknown reading is then left out, and its number is told",
    )
