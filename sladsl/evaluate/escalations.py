"""Whom breaches and missed windows are escalated to, and when."""

from collections.abc import Sequence

from attrs import evolve

from sladsl.evaluate.clause_windows import clause_windows
from sladsl.evaluate.verdicts import Escalated, Result
from sladsl.policy.model import Clause, Policy, WindowClause
from sladsl.policy.names import fold

AnyClause = Clause | WindowClause


def escalated(policy: Policy, result: Result) -> tuple[Escalated, ...]:
    """A case goes up at its breach instant, a window at its end; by clause as written, then in time.

    As the version says by which it is judged. What is voided later was no breach, and is not told.
    """
    versions: dict[tuple[str, str], list[AnyClause]] = {}
    promises: tuple[AnyClause, ...] = (*policy.clauses, *policy.window_clauses)
    for clause in promises:
        versions.setdefault((clause.agreement, fold(clause.id)), []).append(clause)
    if not any(clause.escalations for clause in promises):
        return ()
    told: dict[tuple[str, str], list[tuple[AnyClause, Escalated]]] = {key: [] for key in versions}

    def by(agreement: str, id: str, instant: int | None) -> AnyClause:
        several: Sequence[AnyClause] = versions[agreement, fold(id)]
        if len(several) == 1:
            return several[0]
        begun = [each for each in several if instant is None or (each.since or instant) <= instant]
        return begun[-1] if begun else several[0]

    for case in result.cases:
        if case.status == "breached" and case.decided_at is not None:
            of_case = Escalated(
                case.agreement,
                case.clause,
                "",
                case.decided_at,
                case.case,
                case.cycle,
                None,
                None,
                case.group,
            )
            clause = by(case.agreement, case.clause, case.started)
            told[case.agreement, fold(case.clause)].append((clause, of_case))
    for window in clause_windows(result.windows):
        if window.status == "breached" and window.end <= result.as_of:
            of_window = Escalated(
                window.agreement,
                window.clause,
                "",
                window.end,
                None,
                None,
                window.begin,
                window.end,
                window.group,
            )
            clause = by(window.agreement, window.clause, window.begin)
            told[window.agreement, fold(window.clause)].append((clause, of_window))
    return tuple(
        evolve(each, who=escalation.who)
        for pairs in told.values()
        for on in ("case", "window")
        for clause, each in sorted(pairs, key=lambda pair: pair[1].at)
        if (each.case is None) == (on == "window")
        for escalation in clause.escalations
        if escalation.on == on
    )
