"""The way in: every clause that rests on others, by the first rule that is for it."""

from collections.abc import Iterator

from sladsl.policy.model import Policy
from sladsl.underpinning.answers import Answer, CannotTell, ClauseCoverage, Coverage, Key, NotCovered
from sladsl.underpinning.recorded import told_alike
from sladsl.underpinning.rules import rules_for
from sladsl.underpinning.setting import AnyClause, Judge, Setting


def cover(policy: Policy, judge: Judge) -> Coverage:
    """Whether the clauses can be kept. `judge` is the evaluator; what it does not confirm is not shown."""
    return Coverage(tuple(_answers(Setting(policy, judge))))


def _answers(setting: Setting) -> Iterator[ClauseCoverage]:
    clauses: tuple[AnyClause, ...] = (*setting.policy.clauses, *setting.policy.window_clauses)
    order = {agreement.id: index for index, agreement in enumerate(setting.policy.agreements)}
    for clause in sorted(clauses, key=lambda each: order.get(each.agreement, len(order))):
        if setting.is_asked(clause) and _is_a_promise(clause):
            answer, supporting = cover_clause(setting, clause)
            answer = told_alike(setting.agreements, clause.agreement, supporting, answer)
            yield ClauseCoverage(
                clause.agreement, clause.id, answer, supporting, clause.place, clause.version
            )


def _is_a_promise(clause: AnyClause) -> bool:
    """An outcome is what the customer wants; it is kept by the clauses it watches."""
    return getattr(clause, "kind", "clause") == "clause"


def cover_clause(setting: Setting, clause: AnyClause) -> tuple[Answer, tuple[Key, ...]]:
    """The answer for one text of a clause, and the clauses below it that were looked at."""
    for rule in rules_for(clause):
        found = rule(setting, clause)
        if found is None:
            continue
        answer, supporting = found
        if isinstance(answer, NotCovered):
            why_not = setting.replay((clause.agreement, clause.id), answer.counterexample)
            if why_not:
                reason = f"it seems not to be covered ({answer.why}), but played back {why_not}"
                return CannotTell(reason, fault=True), supporting
        return answer, supporting
    return CannotTell("there is no rule for promises of this kind"), ()
