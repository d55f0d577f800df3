"""What checking coverage would stumble on in a policy that was not compiled by this package."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from sladsl.policy.conditions import Condition, fields_of
from sladsl.policy.names import fold
from sladsl.policy.plans import ArrivalShare, AtMost, AtOnce, Plan, Steady

if TYPE_CHECKING:
    from sladsl.policy.model import Policy

MAX_DEPTH = 100


def plan_faults(policy: "Policy", depth: Callable[[Condition], int]) -> Iterator[str]:
    """Names without an owner, numbers that cannot be; `depth` is that of a condition."""
    agreements = {agreement.id for agreement in policy.agreements}
    for each in policy.supports:
        for name in (each.agreement, each.supported):
            if name not in agreements:
                yield f"an agreement `{name}` supports or is supported that is not there"
    for plan in policy.plans:
        called = f"the plan for `{plan.clock}` under `{plan.agreement}`"
        for fault in _of_plan(plan, policy, depth):
            yield f"{called} {fault}"


def _of_plan(plan: Plan, policy: "Policy", depth: Callable[[Condition], int]) -> Iterator[str]:
    clauses = {(clause.agreement, clause.id): clause for clause in policy.clauses}
    if plan.agreement not in {agreement.id for agreement in policy.agreements}:
        yield "is of an agreement that is not there"
    subject = next((each for each in policy.subjects if fold(each.name) == fold(plan.subject)), None)
    if subject is None:
        yield f"is about a subject `{plan.subject}` that is not there"
        return
    clocks = {(fold(clock.subject), fold(clock.name)) for clock in policy.clocks}
    if (fold(subject.name), fold(plan.clock)) not in clocks:
        yield "is for a clock that is not there"
    fields = {fold(field.name) for field in subject.fields}
    asked: list[str] = []
    if not plan.stages or not all(plan.stages):
        yield "has a stage without a step"
    for relied in (each for stage in plan.stages for step in stage for each in step.under):
        clause = clauses.get((relied.agreement, relied.clause))
        if clause is None:
            yield f"rests on a clause `{relied.agreement}/{relied.clause}` that is not there"
        elif fold(clause.subject) != fold(subject.name):
            yield f"rests on a clause `{relied.agreement}/{relied.clause}` of another subject"
        if relied.where is not None:
            if depth(relied.where) > MAX_DEPTH:
                yield f"has a condition nested more than {MAX_DEPTH} deep"
            else:
                asked += fields_of(relied.where)
    events = {fold(event) for event in (*subject.events, "updated")}
    for assumed in plan.assumptions:
        match assumed:
            case AtOnce(event, after):
                for name in (event, *after):
                    if fold(name) not in events:
                        yield f"assumes something of an event `{name}` that is not there"
            case Steady(names):
                asked += names
            case AtMost(_, count):
                if count < 0:
                    yield "assumes less than nothing"
            case ArrivalShare(agreement, clause_id, share):
                if (agreement, clause_id) not in clauses:
                    yield f"assumes something of a clause `{agreement}/{clause_id}` that is not there"
                if not 0 < share <= 1:
                    yield "assumes a share that is not between 0% and 100%"
            case _:
                pass
    for name in asked:
        if fold(name) not in fields:
            yield f"asks for a field `{name}` that the subject `{subject.name}` does not have"
