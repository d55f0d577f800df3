"""Is what clauses leave out of their clocks complete in itself? Asked of a policy read from JSON."""

from collections.abc import Callable, Iterator

from sladsl.policy.conditions import Condition
from sladsl.policy.model import Policy
from sladsl.policy.names import fold
from sladsl.policy.sound_levels import state_faults


def exclusion_faults(policy: Policy, depth: Callable[[Condition], int]) -> Iterator[str]:
    """What judging excluded time would stumble on. `depth` tells how deep a condition is."""
    subjects = {fold(subject.name): subject for subject in policy.subjects}
    for clause in policy.clauses:
        called = f"the clause `{clause.agreement}/{clause.id}`"
        own = subjects.get(fold(clause.subject))
        for each in clause.excluding:
            subject = subjects.get(fold(each.subject))
            if subject is None:
                yield f"{called} excludes a state of a subject `{each.subject}` that is not there"
                continue
            if each.field is None and fold(each.subject) != fold(clause.subject):
                yield f"{called} excludes a state of `{each.subject}` and does not say of which"
            fields = None if own is None else {fold(field.name) for field in own.fields}
            if each.field is not None and fields is not None and fold(each.field) not in fields:
                yield f"{called} asks for a field `{each.field}` that `{clause.subject}` does not have"
            for fault in state_faults(subject, policy.calendars.keys(), depth, each.state):
                yield f"{called} {fault}"
