"""What is said of warnings of a window's budget."""

from fractions import Fraction
from typing import Literal

from sladsl.diagnostics import Diagnostic
from sladsl.policy import words
from sladsl.policy.budgets import Lack
from sladsl.syntax import tree

_WHY: dict[Lack | Literal["no share"], tuple[str, str]] = {
    "nothing is used up": (
        "nothing of this promise is used up bit by bit",
        "take the warning away: only shares, counts and totals have a budget",
    ),
    "nothing is allowed": (
        "a promise of 100% leaves nothing that could be used up",
        "take the warning away, or promise less than 100%",
    ),
    "no share": (
        "without a share there is no budget",
        "promise one, `for at least 95% of cases per calendar month`, or warn `of the time` of each case",
    ),
}


def no_budget(warn: tree.WarnBudget | tree.WarnBurn, lack: Lack | Literal["no share"]) -> Diagnostic:
    """E0341."""
    headline, help_ = _WHY[lack]
    note = "the budget is what a promise about a window allows to go wrong: of 99% of the time, 1% of it"
    return Diagnostic("E0341", headline, warn.span, notes=[note], help=help_)


def warning_of_budget_out_of_range(warn: tree.WarnBudget) -> Diagnostic:
    """E0505."""
    return Diagnostic(
        "E0505",
        f"a warning at `{warn.at.text}` is no warning",
        warn.at.span,
        help="warn above 0% and below 100% of the budget: `at 75% of the budget`",
    )


def no_rate(warn: tree.WarnBurn) -> Diagnostic:
    """E0346: at most three outages a quarter burn at no rate."""
    return Diagnostic(
        "E0346",
        "only a share burns as fast as allowed, or faster",
        warn.span,
        notes=["a number or a total has no pace: three outages a quarter may as well be in one week"],
        help=f"warn of what is used up: `Warn {warn.who.text} at 75% of the budget.`",
    )


def rate_never_reached(warn: tree.WarnBurn, allowed: Fraction) -> Diagnostic:
    """E0346: 25 times 5% is more than there is."""
    if not Fraction(warn.rate.text.replace(" ", "")):
        return Diagnostic(
            "E0346",
            "every budget burns more than `0` times as fast as allowed as soon as anything goes wrong",
            warn.rate.span,
            help="say how many times as fast: `more than 14.4 times as fast as allowed`",
        )
    return Diagnostic(
        "E0346",
        f"no budget of {words.percent(allowed)} burns more than `{warn.rate.text}` times as fast as allowed",
        warn.rate.span,
        notes=[f"where everything goes wrong it burns {_times(1 / allowed)} times as fast"],
        help="say a lower rate",
    )


def _times(rate: Fraction) -> str:
    return words.percent(rate / 100).removesuffix("%")


def stretches_that_say_nothing(warn: tree.WarnBurn) -> Diagnostic:
    """E0346: over no time, or twice over the same."""
    return Diagnostic(
        "E0346",
        "the stretches of a burn rate are of different lengths above zero, at most eight",
        warn.span,
        help="say, for example, `over 1 hour and over 5 minutes`",
    )
