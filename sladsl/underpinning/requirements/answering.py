"""The way in: every requirement of a policy, part by part."""

from collections.abc import Iterator

from sladsl.policy.model import Policy
from sladsl.policy.requirements import Requirement
from sladsl.underpinning.comparison.replay import Judge
from sladsl.underpinning.requirements.answers import Part, RequirementAnswer
from sladsl.underpinning.requirements.levels import level_part
from sladsl.underpinning.requirements.stretches import AnyClause, Stretch, stretches
from sladsl.underpinning.requirements.terms import terms_parts


def answered(policy: Policy, judge: Judge) -> tuple[RequirementAnswer, ...]:
    """An answer for each requirement, in the order of the policy. `judge` is the evaluator: what shows that
    something is not satisfied is judged by it before it is shown."""
    zones = {agreement.id: agreement.zone for agreement in policy.agreements}
    return tuple(_answer(policy, each, zones[each.agreement], judge) for each in policy.requirements)


def _answer(policy: Policy, asked: Requirement, zone: str, judge: Judge) -> RequirementAnswer:
    over = list(stretches(policy, asked)) if asked.met_by else []
    lapses = next((each.agreement.begins for each in over if not each.clauses), None)
    parts = _parts(policy, asked, [each for each in over if each.clauses], judge)
    return RequirementAnswer(asked, zone, tuple(parts), lapses)


def _parts(policy: Policy, asked: Requirement, over: list[Stretch], judge: Judge) -> Iterator[Part]:
    if not over:
        return
    found = [level_part(level, over, judge) for level in _levels(policy, asked)]
    found += terms_parts(asked, over)
    yield from sorted(found, key=lambda part: (part.place.line, part.place.column))


def _levels(policy: Policy, asked: Requirement) -> list[AnyClause]:
    key = asked.agreement, asked.id
    found: list[AnyClause] = [each for each in policy.required_clauses if (each.agreement, each.id) == key]
    windows = policy.required_windows
    return [
        *found,
        *(each for each in windows if (each.agreement, each.id.removesuffix(" (longest)")) == key),
    ]
