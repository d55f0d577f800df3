"""What holds where a text does not say otherwise, in words: nothing that is fought over is silent."""

from sladsl.policy.model import Agreement, Clause, Policy, WindowClause
from sladsl.policy.names import fold
from sladsl.policy.states import Window
from sladsl.policy.version_words import day


def of_agreement(agreement: Agreement) -> list[str]:
    """What holds for all clauses."""
    return [
        f"days, months and years are those of {agreement.zone}, from local midnight to local midnight",
        "a case is judged by the version in force when its clock started, a window by the one when it began",
        "what happens once the agreement has ended, or while it is suspended, is not judged",
        "what the data does not say is unknown: neither met nor breached",
        "a length on a calendar counts only while it is open; a pause and another that overlap count once",
    ]


def of_clause(policy: Policy, clause: Clause | WindowClause, agreement: Agreement) -> list[str]:
    """What holds for one clause."""
    return (
        _of_cases(policy, clause, agreement) if isinstance(clause, Clause) else _of_window(clause, agreement)
    )


def _of_cases(policy: Policy, clause: Clause, agreement: Agreement) -> list[str]:
    found = ["a case that takes exactly the time is met"]
    clock = next(
        (
            each
            for each in policy.clocks
            if (fold(each.subject), fold(each.name)) == (fold(clause.subject), fold(clause.clock))
        ),
        None,
    )
    if clock is not None and not any(each.action in ("continue", "restart") for each in clock.transitions):
        found.append("once the clock has stopped nothing starts it again")
    if clause.share is None:
        found.append("each case is judged by itself; no share of them is promised")
        return found
    if clause.share.by == "opening":
        found.append("a case counts in the window in which its clock started")
    else:
        found.append(
            "a case counts in the window in which it is decided: met at its stop, breached when late"
        )
    found.append(_windows(clause.share.window, agreement))
    empty = "is met" if clause.share.empty == "met" else "has no data: it is neither met nor breached"
    found.append(f"a window without cases {empty}")
    return found


def _of_window(clause: WindowClause, agreement: Agreement) -> list[str]:
    found = [_windows(clause.window, agreement)]
    if clause.empty != "met":
        found.append("a window without data is neither met nor breached")
    if clause.excluding:
        found.append("time of which it is not known whether it is excluded is not")
    return found


def _windows(window: Window, agreement: Agreement) -> str:
    match window.kind:
        case "calendar":
            return f"a {window.unit} is the calendar's, cut where the agreement begins and ends"
        case "contract":
            return f"a contract {window.unit} is counted from {day(agreement.begins, agreement.zone)}"
        case _:
            return f"the last {window.count} days are looked at as each day ends"
