"""What the worked examples inside an agreement say of windows, tried."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from sladsl.evaluate.clause_windows import clause_windows
from sladsl.evaluate.reference import judge
from sladsl.evaluate.trials import events_of
from sladsl.evaluate.truth import folded
from sladsl.evaluate.verdicts import Result, WindowVerdict
from sladsl.evaluate.windows import windows_between
from sladsl.policy.model import Agreement, Clause, Example, Policy, Window, WindowClause, WindowExpectation
from sladsl.policy.versions import stretch
from sladsl.records import frozen
from sladsl.worktime.civil import local_midnight_us


@frozen
class WindowTrial:
    """One expectation of a window, and what came out.

    `verdict` is None where the clause says nothing of such a window and group. `differs` names what is
    otherwise than expected: "status", "value"; empty where all is as said.
    """

    example: Example
    clause: Clause | WindowClause
    expected: WindowExpectation
    window: tuple[int, int]
    verdict: WindowVerdict | None
    differs: tuple[str, ...]
    result: Result


def window_trials(policy: Policy) -> Iterator[WindowTrial]:
    """Every expectation of a window, as written. Raises what `judge` raises."""
    every: tuple[Clause | WindowClause, ...] = (*policy.clauses, *policy.window_clauses)
    for example in policy.examples:
        agreement = next(each for each in policy.agreements if each.id == example.agreement)
        versions = [c for c in every if (c.agreement, c.id) == (example.agreement, example.clause)]
        own = evolve(
            policy,
            agreements=(agreement,),
            clauses=tuple(each for each in policy.clauses if each.agreement == agreement.id),
            window_clauses=tuple(each for each in policy.window_clauses if each.agreement == agreement.id),
        )
        for expected in example.windows:
            at = max(local_midnight_us(expected.day, agreement.zone), agreement.begins)
            clause = next((each for each in versions if _holds(each, agreement, at)), versions[0])
            window = windows_between(_window_of(clause), agreement, at, at)[0]
            result = judge(own, events_of(example, clause), window[1] if expected.at is None else expected.at)
            verdict = _found(result, clause, window, at, expected)
            yield WindowTrial(example, clause, expected, window, verdict, _differs(expected, verdict), result)


def _window_of(clause: Clause | WindowClause) -> Window:
    if isinstance(clause, WindowClause):
        return clause.window
    if clause.share is None:
        raise ValueError(f"clause `{clause.id}` has no windows")
    return clause.share.window


def _holds(version: Clause | WindowClause, agreement: Agreement, instant: int) -> bool:
    """Whether this version of the clause is in force."""
    begins, ends = stretch(version, agreement)
    return begins <= instant and (ends is None or instant < ends)


def _found(
    result: Result,
    clause: Clause | WindowClause,
    window: tuple[int, int],
    at: int,
    expected: WindowExpectation,
) -> WindowVerdict | None:
    """The verdict on the window, wherever a change of the text cut it: of the group that is named, or of the
    only one."""
    rolls = _window_of(clause).kind == "rolling"
    own = [
        each
        for each in clause_windows(result.windows)
        if (each.agreement, each.clause) == (clause.agreement, clause.id)
        and (each.end == window[1] if rolls else each.begin <= at < each.end)
    ]
    wanted = {folded(text) for text in expected.group}
    if not wanted:
        return own[0] if len(own) == 1 else None
    return next(
        (each for each in own if {folded(f"{name} {value}") for name, value in each.group} == wanted), None
    )


def _differs(expected: WindowExpectation, verdict: WindowVerdict | None) -> tuple[str, ...]:
    if verdict is None:
        return ("status",)
    differs: tuple[str, ...] = ("status",) if expected.status != verdict.status else ()
    if expected.value is not None:
        found = None if verdict.value is None else round(verdict.value / expected.step) * expected.step
        differs += ("value",) if found != Fraction(expected.value) else ()
    return differs
