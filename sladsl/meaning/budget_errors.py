"""What is said of warnings of a window's budget."""

from typing import Literal

from sladsl.diagnostics import Diagnostic
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


def no_budget(warn: tree.WarnBudget, lack: Lack | Literal["no share"]) -> Diagnostic:
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
