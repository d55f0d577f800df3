"""What the passes say of how credits are settled."""

from sladsl.diagnostics import Diagnostic, Label
from sladsl.policy.settlement_words import FEES
from sladsl.source import Span
from sladsl.syntax.tree import money as written


def no_such_fee(said: written.SetAgainst, fee: written.Fee) -> Diagnostic:
    """E1040: against the next monthly fee, where the fee is due each year."""
    other = next((unit for unit in FEES if unit == fee.per.unit), None)
    mended = f", or set credits against the next {FEES[other]}" if other else ""
    return Diagnostic(
        "E1040",
        f"no {FEES[said.unit]} is ever due that credits could be set against",
        said.span,
        others=(Label(fee.span, "what is due, and how often"),),
        help=f"say a fee `per calendar {said.unit}`{mended}",
    )


def never_another_fee(said: written.SetAgainst) -> Diagnostic:
    """W1010: a yearly fee, for a year."""
    comes = "lapses" if said.never_paid_out else "is paid out when it ends"
    return Diagnostic(
        "W1010",
        f"the agreement ends before another {FEES[said.unit]} is due, so every credit {comes}",
        said.span,
        help="set credits against a fee that is due more often, or say when they are paid: "
        "`credits are paid within 30 days of the statement.`",
    )


def two_ways(again: Span, first: Span) -> Diagnostic:
    """E1041."""
    return Diagnostic(
        "E1041",
        "credits are paid within a time, and set against fees to come",
        again,
        others=(Label(first, "the other way"),),
        notes=["the one gives the customer money, the other a cheaper bill: of one credit only one can be"],
        help="take one of the two away; an amendment may change the way from its date on",
    )


def nothing_is_claimed(said: written.PaidWithin) -> Diagnostic:
    """E1042."""
    return Diagnostic(
        "E1042",
        "credits are paid so long after the claim, and none has to be claimed",
        said.span,
        help="say by when they are, `credits are claimed within 30 days of the end of the month.`, "
        "or write `of the statement`",
    )


def time_to_pay(said: written.PaidWithin) -> Diagnostic:
    """E1043: hours."""
    return Diagnostic(
        "E1043",
        "the time to pay is counted in days, months, years or working days",
        said.within.span,
        help="write `within 30 days`, or `within 10 working days` and at the end `, counting office hours`",
    )


def working_days_of_what(said: written.PaidWithin) -> Diagnostic:
    """E1043: whose working days?"""
    return Diagnostic(
        "E1043",
        "the sentence does not say which days are working days",
        said.within.span,
        "counted on which calendar?",
        help="add `, counting office hours`, or count days: `within 30 days`",
    )
