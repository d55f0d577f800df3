"""Outcomes beside the clauses they watch: green outside and red inside is a watermelon."""

from collections.abc import Iterator

from sladsl.evaluate.verdicts import Result, Watermelon, WindowVerdict
from sladsl.policy.model import Policy
from sladsl.policy.names import as_written, fold
from sladsl.policy.versions import in_force


def watermelons(policy: Policy, result: Result) -> tuple[Watermelon, ...]:
    """The windows that are over in which an outcome was breached and no watched clause was.

    A watched clause is kept in such a window if none of its own windows that ends in it was breached and at
    least one was met; a clause without windows, if so of the cases decided in it. Groups are left aside: a
    breach for one site is a breach.
    """
    agreements = {agreement.id: agreement for agreement in policy.agreements}
    outcomes = [clause for clause in policy.window_clauses if clause.kind == "outcome"]
    found = []
    for window in result.windows:
        if window.agreement not in agreements:
            continue
        outcome = in_force(outcomes, agreements[window.agreement], window.clause, window.begin)
        names = None if outcome is None else outcome.watches
        if names is None or window.status != "breached" or window.end > result.as_of:
            continue
        kept = []
        for name in names:
            statuses = {*_statuses(name, window, result)}
            if "breached" in statuses:
                break
            if "met" in statuses:
                kept.append(name)
        else:
            if kept:
                found.append(
                    Watermelon(
                        window.agreement, window.clause, window.begin, window.end, window.group, tuple(kept)
                    )
                )
    return tuple(found)


def _statuses(name: str, window: WindowVerdict, result: Result) -> Iterator[str]:
    """What was said of a clause in this window."""
    wanted = fold(name)
    has_windows = False
    for each in result.windows:
        if each.agreement == window.agreement and fold(as_written(each.clause)) == wanted:
            has_windows = True
            if window.begin < each.end <= window.end:
                yield each.status
    if has_windows:
        return
    for case in result.cases:
        decided = case.decided_at
        if decided is None or not window.begin <= decided < window.end:
            continue
        if case.agreement == window.agreement and fold(case.clause) == wanted:
            yield case.status
