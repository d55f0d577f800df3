"""What the passes say of fees, credits, caps, claims and rights."""

from collections.abc import Iterable

from sladsl.diagnostics import Diagnostic, Label
from sladsl.diagnostics.did_you_mean import suggestion
from sladsl.meaning.name_errors import listed
from sladsl.policy import model, words
from sladsl.policy.currencies import PLACES
from sladsl.policy.money import Base
from sladsl.source import Span
from sladsl.syntax import tree
from sladsl.syntax.tree import money as written


def unknown_currency(raw: tree.Raw) -> Diagnostic:
    """E1001."""
    return Diagnostic(
        "E1001",
        f"there is no currency `{raw.text}`",
        raw.span,
        suggestion(raw.text, list(PLACES)),
        help="a currency is said by its three letters: `EUR 500`, `USD 500`, `GBP 500`",
    )


def too_fine(money: written.Money, places: int) -> Diagnostic:
    """E1001."""
    code = money.currency.text
    smallest = f"1 {code}" if not places else f"{code} 0.{'0' * (places - 1)}1"
    return Diagnostic(
        "E1001",
        f"`{money.amount.text}` is finer than the smallest amount of {code}",
        money.amount.span,
        f"that is {smallest}",
        help="write an amount that can be paid",
    )


def other_currency(money: written.Money, first: written.Money) -> Diagnostic:
    """E1002."""
    return Diagnostic(
        "E1002",
        f"this is in {money.currency.text}, and the agreement speaks of {first.currency.text}",
        money.span,
        others=(Label(first.span, "the first amount"),),
        notes=["no rate of exchange is agreed, so amounts of two currencies cannot be added or compared"],
        help=f"write all amounts of one agreement in {first.currency.text}",
    )


def no_fee(span: Span, base: Base) -> Diagnostic:
    """E1003."""
    if base == "amount at risk":
        return Diagnostic(
            "E1003",
            "the agreement does not say how much is at risk",
            span,
            help="say it in the agreement: `10% of the monthly fee is at risk per calendar month.`",
        )
    return Diagnostic(
        "E1003",
        f"the agreement does not say what its {base} is",
        span,
        help="say it in the agreement: `fee EUR 12000 per calendar month.`",
    )


def at_risk_of_itself(span: Span) -> Diagnostic:
    """E1003: 10% of the amount at risk is at risk."""
    return Diagnostic(
        "E1003",
        "the amount at risk cannot be a part of itself",
        span,
        help="say it as an amount, or as a part of the fee: `10% of the monthly fee is at risk per ...`",
    )


def no_such_period(window: tree.Window) -> Diagnostic:
    """E1004."""
    return Diagnostic(
        "E1004",
        "fees and caps are per month, quarter or year",
        window.span,
        help="write `per calendar month`, `per calendar quarter`, `per contract year`",
    )


def part_of_what(part: written.PartOf) -> Diagnostic:
    """E1005: `Credit 5% when below 95%`."""
    return Diagnostic(
        "E1005",
        f"`{part.share.text}` of what is not said",
        part.span,
        help=f"say it in the first step: `{part.share.text} of the monthly fee`",
    )


def said_how_long(cap: written.Cap, in_clause: bool) -> Diagnostic:
    """E1005: a clause's cap is per its own window, an agreement's needs one."""
    if in_clause:
        return Diagnostic(
            "E1005",
            "the cap of a clause is per window of that clause",
            cap.span,
            help="end the sentence after the amount, or say the cap in the agreement",
        )
    return Diagnostic(
        "E1005",
        "the cap does not say how much may be credited in which time",
        cap.span,
        help="add `per calendar month`, `per contract year` or `over the term`",
    )


def whole_number(raw: tree.Raw, what: str, least: int, most: int) -> Diagnostic:
    """E1006."""
    return Diagnostic("E1006", f"{what} are a whole number from {least} to {most:,}", raw.span)


def no_step(span: Span) -> Diagnostic:
    """E1006: for every full 0 points."""
    return Diagnostic(
        "E1006", "a step is more than nothing", span, help="write how far it goes: `0.1 points`, `30 minutes`"
    )


def does_not_fit(span: Span, headline: str, help_: str) -> Diagnostic:
    """E1007: a credit by what the clause does not measure."""
    return Diagnostic("E1007", headline, span, help=help_)


def own_shares(span: Span) -> Diagnostic:
    """E1007."""
    return does_not_fit(
        span,
        "each row of the table has a share of its own, so one scale of steps cannot be right for all",
        "credit `when missed`, or `for every full 1 point below the target`, or in a column `credit`",
    )


# --- caps, claims, rights -------------------------------------------------------------------------


def weights_below_one(at_risk: written.AtRisk, total: str) -> Diagnostic:
    """W1002."""
    return Diagnostic(
        "W1002",
        f"the clauses credit {total} of the amount at risk at most, so a part of it never is",
        at_risk.span,
        help="let the greatest steps of the clauses add up to 100% of it or more",
    )


def claims_without_subject(claimed: written.Claimed) -> Diagnostic:
    """E1021."""
    return Diagnostic(
        "E1021",
        "credits are claimed, and no subject `credit claim` says what a claim is",
        claimed.span,
        help="write `use claims.`, whose claims are events such as `claimed`",
    )


def _runs_from(claimed: written.Claimed) -> str:
    return "the incident" if claimed.unit is None else f"the end of the {claimed.unit}"


def claim_time(claimed: written.Claimed) -> Diagnostic:
    """E1022: hours, or hours and days."""
    return Diagnostic(
        "E1022",
        "the time for a claim is counted in days, working days, weeks, months or years",
        claimed.within.span,
        help=f"write `within 30 days of {_runs_from(claimed)}`",
    )


def whose_working_days(claimed: written.Claimed, days: int) -> Diagnostic:
    """E1022: working days, and no calendar that says which those are."""
    within = f"within {words.many(days, 'working day')} of {_runs_from(claimed)}"
    return Diagnostic(
        "E1022",
        "which days are the working days for a claim is not said",
        claimed.within.span,
        help=f"name the hours: `{within}, counting office hours`",
    )


def days_that_close(claimed: written.Claimed, counting: tree.Counting) -> Diagnostic:
    """E1026: `within 30 days of the incident, counting office hours`."""
    return Diagnostic(
        "E1026",
        f"days of the calendar are not counted on `{counting.calendar.text}`, which closes",
        claimed.within.span,
        "days on which it is open, or all days?",
        others=(Label(counting.span, "the hours"),),
        help="count `working days`, or leave the calendar out",
    )


def right_time(duration: tree.Duration) -> Diagnostic:
    """E1022."""
    return Diagnostic(
        "E1022",
        "the time in which a right can be used is counted in days or weeks",
        duration.span,
        help="write `within 60 days`",
    )


def of_other_windows(raw: tree.Raw, unit: str, window: model.Window) -> Diagnostic:
    """E1023."""
    return Diagnostic(
        "E1023",
        f"the clause is judged per {words.window(window)}, and this counts {unit}s",
        raw.span,
        help=f"count {window.unit}s" if window.kind != "rolling" else "judge the clause per calendar month",
    )


def no_windows(name: tree.Name) -> Diagnostic:
    """E1023."""
    return Diagnostic(
        "E1023",
        f"clause `{name.text}` has no windows that could be missed",
        name.span,
        help="give it a share: `, for at least 95% of incidents per calendar month`",
    )


def unknown_it(name: tree.Name, known: Iterable[str]) -> Diagnostic:
    """E0208."""
    names = list(known)
    return Diagnostic(
        "E0208",
        f"unknown clause `{name.text}`",
        name.span,
        suggestion(name.text, names),
        notes=[f"the agreement has: {listed(names)}"] if names else [],
        help="a right names a clause of its own agreement",
    )


def not_a_share(span: Span) -> Diagnostic:
    """E1023."""
    return Diagnostic("E1023", "only a share can be below a share", span, help="write `is missed`")


def rights_of_more(right: written.Right) -> Diagnostic:
    """E1006: 4 of 3 months."""
    return Diagnostic(
        "E1006",
        f"there are no {right.missed.text} of {right.of.text if right.of else right.missed.text}",
        right.span,
        help="write the smaller number first: `in any 3 of 6 months`",
    )
