"""A clock of a policy that was edited: what bounds a transition that has no bound is refused."""

from attrs import evolve

from sladsl.policy.model import Transition, Within
from sladsl.policy.sound import faults
from tests.unit.policy.test_rows_and_caps import policy


def test_only_going_on_has_a_bound() -> None:
    given = policy()
    clock = next(each for each in given.clocks if each.name == "resolution")
    bound = Within(3_600_000_000)
    others = tuple(each for each in given.clocks if each is not clock)

    def with_transition(transition: Transition) -> list[str]:
        changed = evolve(clock, transitions=(*clock.transitions, transition))
        return faults(evolve(given, clocks=(*others, changed)))

    assert with_transition(Transition("assigned", "continue", bound)) == []
    assert with_transition(Transition("assigned", "stop", bound)) == [
        "the clock `resolution` bounds when it may stop: only going on has a bound"
    ]
