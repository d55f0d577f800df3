"""What is said of credit tables that are not sound: gaps and overlaps, credits for what is kept."""

from sladsl.diagnostics import Diagnostic, Label
from sladsl.source import Span


def inside_the_target(span: Span, witness: str, target: str) -> Diagnostic:
    """E1011."""
    return Diagnostic(
        "E1011",
        f"at {witness} this is credited although the target is met",
        span,
        f"the target is {target}",
        help="let the step begin where the target is missed, or change the target",
    )


def gap(span: Span, witness: str, better: str, point: bool) -> Diagnostic:
    """E1012, and E1018 for a hole of a single value."""
    if point:
        return Diagnostic(
            "E1018",
            f"at exactly {witness} nothing is credited, although better service is",
            span,
            "neither step includes its own bound",
            help=f"let one of the two include it: `at least {witness}` or `at most {witness}`",
        )
    return Diagnostic(
        "E1012",
        f"at {witness} nothing is credited, although better service ({better}) is",
        span,
        notes=["a table that is printed with gaps has to say how it is read"],
        help="let each step begin where the one before it ends; or say `Credits go by the percentage rounded "
        "to 0.1 points.`, or, if it is meant, `Nothing is credited between the steps.`",
    )


def overlap(second: Span, first: Span, witness: str) -> Diagnostic:
    """E1013."""
    return Diagnostic(
        "E1013",
        f"at {witness} two steps apply",
        second,
        others=(Label(first, "the other one"),),
        help="let one of them end before the other begins: `at least 95% and below 99%`",
    )


def reversed_band(span: Span) -> Diagnostic:
    """E1014."""
    return Diagnostic(
        "E1014",
        "no value lies between these two bounds",
        span,
        help="write the lower bound with `at least` or `above`, the upper with `below` or `at most`",
    )


def not_monotone(span: Span, worse: str, less: str, better: str, more: str) -> Diagnostic:
    """E1015."""
    return Diagnostic(
        "E1015",
        f"at {worse} {less} is credited, and for the better {better} more: {more}",
        span,
        help="let the credit grow as the service gets worse",
    )


def beyond_the_cap(span: Span, amount: str, cap: str, place: Span) -> Diagnostic:
    """E1016."""
    return Diagnostic(
        "E1016",
        f"{amount} is never credited: credits are capped at {cap}",
        span,
        others=(Label(place, "the cap"),),
        help="raise the cap, or credit no more than it",
    )


def no_such_value(span: Span) -> Diagnostic:
    """E1017."""
    return Diagnostic(
        "E1017",
        "no window can have such a value",
        span,
        help="a share lies between 0% and 100%, a length or a count is not negative",
    )


def not_comparable(span: Span, first: Span) -> Diagnostic:
    """E1019."""
    return Diagnostic(
        "E1019",
        "which of these two is more cannot be said",
        span,
        others=(Label(first, "the other one"),),
        notes=["one is an amount and one a part of a fee, or they are parts of different things"],
        help="write both as amounts, or both as parts of the same fee",
    )


def missed_for_nothing(span: Span, witness: str) -> Diagnostic:
    """W1001."""
    return Diagnostic(
        "W1001",
        f"at {witness} the target is missed and nothing is credited",
        span,
        help="let the first step begin at the target; if it is meant, say so with a step of 0%",
    )


def length_for_nothing(span: Span) -> Diagnostic:
    """W1003."""
    return Diagnostic(
        "W1003",
        "where only the length is missed nothing is credited",
        span,
        notes=["this goes by the number of them, and one that lasts too long may be the only one"],
        help="add `Credit EUR 500 when missed.`; if it is meant, let that be `EUR 0`",
    )


def meant_gap(span: Span, witness: str, better: str) -> Diagnostic:
    """W1020: nothing is credited between the steps, as the text says."""
    return Diagnostic(
        "W1020",
        f"at {witness} nothing is credited, although better service ({better}) is",
        span,
        notes=["the text says that nothing is credited between the steps"],
        help='if it is meant, say so in the agreement: `W1020 of clause ... is meant, because "...".`',
    )


def no_gap(span: Span) -> Diagnostic:
    """W1021."""
    return Diagnostic(
        "W1021",
        "there is nothing between these steps",
        span,
        notes=["each begins where the one before it ends, as the values are rounded if they are"],
        help="take the sentence away",
    )


def never_rounded_into(span: Span, to: str) -> Diagnostic:
    """E1068."""
    return Diagnostic(
        "E1068",
        "no value as rounded lies in this step",
        span,
        notes=[f"values go by {to}"],
        help="let the step end at rounded values, or round more finely",
    )


def no_steps(span: Span) -> Diagnostic:
    """E1069: a rounding, or a gap, of no steps."""
    return Diagnostic(
        "E1069",
        "nothing is credited here by steps of what is measured",
        span,
        notes=["rounding, and what is said of gaps, is of steps by value: `Credit 5% ... when below 99%`"],
        help="take the sentence away, or credit by steps",
    )
