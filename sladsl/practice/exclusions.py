"""Is what the provider announces, and then does not owe, limited?"""

from collections.abc import Iterator

from sladsl.policy.model import Clause, Policy
from sladsl.policy.states import (
    AllStates,
    Announced,
    AnyState,
    Bridged,
    ExceptState,
    Lasting,
    StateOf,
    StateRule,
)
from sladsl.practice import exclusion_errors
from sladsl.practice.promises import Promise, with_promises
from sladsl.practice.told import Told


def no_cap(policy: Policy) -> Iterator[Told]:
    """Clauses that leave out time which is announced, so much as there may be."""
    for _, promises in with_promises(policy):
        for promise in promises:
            for state, subject in excluded(promise):
                if is_boundless(state.rule):
                    yield exclusion_errors.no_cap(promise, state.name, subject)


def excluded(promise: Promise) -> list[tuple[StateOf, str]]:
    """The states whose time a promise leaves out, each with the subject it is of."""
    if isinstance(promise, Clause):
        return [(each.state, each.subject) for each in promise.excluding]
    return [(each, promise.subject) for each in promise.excluding]


def is_boundless(rule: StateRule) -> bool:
    """Whether announcing is all it takes for any amount of time to be in the state.

    What events alone bring about (force majeure, a fault of the customer's) nobody plans, and a calendar has
    bounds of its own.
    """
    match rule:
        case Announced():
            return True
        case AnyState(parts):
            return any(map(is_boundless, parts))
        case AllStates(parts):
            return all(map(is_boundless, parts))
        case ExceptState(rule) | Lasting(rule) | Bridged(rule):
            return is_boundless(rule)
        case _:
            return False
