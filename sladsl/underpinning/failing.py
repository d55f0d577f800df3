"""What can still be proved of a promise when clauses it rests on are no more."""

from collections.abc import Callable

from attrs import evolve

from sladsl.policy.model import Policy
from sladsl.policy.plans import Plan, Step
from sladsl.underpinning.answers import Covered, Key
from sladsl.underpinning.cover import cover_clause
from sladsl.underpinning.narrowing import below_of, only
from sladsl.underpinning.setting import Judge, Setting

StillCovered = Callable[[Key, frozenset[Key]], bool]


def still_covered(policy: Policy, judge: Judge) -> StillCovered:
    """Says whether all texts of a clause are covered without some of the clauses below: proved anew."""
    setting = Setting(policy, judge)
    known: dict[tuple[Key, frozenset[Key]], bool] = {}

    def proved(key: Key, without: frozenset[Key]) -> bool:
        ids = below_of(setting, key[0])
        relevant = frozenset(each for each in without if each[0] in ids)
        if (key, relevant) not in known:
            left = Setting(_without(only(setting, ids | {key[0]}), relevant), judge)
            answers = [cover_clause(left, clause)[0] for clause in left.versions.get(key, ())]
            known[key, relevant] = bool(answers) and all(isinstance(each, Covered) for each in answers)
        return known[key, relevant]

    return proved


def _without(policy: Policy, gone: frozenset[Key]) -> Policy:
    return evolve(
        policy,
        clauses=tuple(each for each in policy.clauses if (each.agreement, each.id) not in gone),
        window_clauses=tuple(each for each in policy.window_clauses if (each.agreement, each.id) not in gone),
        plans=tuple(_plan_without(plan, gone) for plan in policy.plans),
    )


def _plan_without(plan: Plan, gone: frozenset[Key]) -> Plan:
    def left(step: Step) -> Step:
        return evolve(
            step, under=tuple(each for each in step.under if (each.agreement, each.clause) not in gone)
        )

    return evolve(plan, stages=tuple(tuple(map(left, stage)) for stage in plan.stages))
