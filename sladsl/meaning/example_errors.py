"""What is said of worked examples of windows."""

from sladsl.diagnostics import Diagnostic
from sladsl.policy import model
from sladsl.syntax import tree


def clause_without_windows(written: tree.WindowExpectation, clause: str) -> Diagnostic:
    """E0342: a clause that promises no share."""
    return Diagnostic(
        "E0342",
        f"clause `{clause}` has no windows",
        written.span,
        help="say what becomes of a case, or promise a share: "
        "`, for at least 95% of cases per calendar month`",
    )


def other_windows(written: tree.WindowExpectation, clause: str, window: model.Window) -> Diagnostic:
    """E0342: the week of a clause that is judged by the month."""
    shown = f"{window.count} days that roll" if window.kind == "rolling" else f"{window.kind} {window.unit}s"
    unit = "window" if window.kind == "rolling" else window.unit
    return Diagnostic(
        "E0342",
        f"the windows of `{clause}` are {shown}",
        written.span,
        notes=["of days that roll it is the window that ends with the day named"] if unit == "window" else [],
        help=f"say `the {unit} of {written.day.text}`",
    )


def not_in_force(written: tree.WindowExpectation, agreement: str) -> Diagnostic:
    """E0342: a day outside the agreement's term."""
    return Diagnostic(
        "E0342",
        f"`{agreement}` is not in force on {written.day.text}",
        written.day.span,
        help="name a day of its term",
    )
