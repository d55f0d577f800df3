"""What one party recorded is judged as if nobody else had recorded anything."""

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sladsl.evaluate import Event, Result, judge
from sladsl.policy.model import Policy
from sladsl.policy.states import StateRule
from tests.effort import examples
from tests.laws.test_evaluate import histories, instants, policies
from tests.laws.test_measures import histories as readings
from tests.laws.test_measures import rules, share_of

keepers = st.lists(st.sampled_from(["Provider Ltd", "provider ltd", "Customer Ltd", "Observers", ""]), min_size=40, max_size=40)  # fmt: skip
judging = st.sampled_from(["provider", "Customer", "OBSERVERS"])


def kept(events: list[Event], by: list[str]) -> list[Event]:
    return [evolve(event, kept_by=by[n % len(by)]) for n, event in enumerate(events)]


def alone(policy: Policy, events: list[Event], who: str) -> list[Event]:
    (agreement,) = policy.agreements
    name = {"provider": agreement.provider, "Customer": agreement.customer}.get(who, who)
    return [each for each in events if not each.kept_by or each.kept_by.casefold() == name.casefold()]


def named(policy: Policy, who: str) -> Policy:
    (agreement,) = policy.agreements
    parties = evolve(agreement, provider="Provider Ltd", customer="Customer Ltd", judged_by=who)
    return evolve(policy, agreements=(parties,))


def verdicts(result: Result) -> tuple[object, ...]:
    return result.cases, result.windows, result.credits, result.rights, result.escalations


@given(policies, histories(cases=3), keepers, judging, instants)
@examples(150)
def test_of_cases(policy: Policy, events: list[Event], by: list[str], who: str, as_of: int) -> None:
    policy, every = named(policy, who), kept(events, by)
    own = alone(policy, every, who)
    result, of_own = judge(policy, every, as_of), judge(policy, own, as_of)
    assert verdicts(result) == verdicts(of_own)
    assert not of_own.passed_over
    seen = sum(each.at <= as_of for each in every) - sum(each.at <= as_of for each in own)
    assert sum(each.events for each in result.passed_over) == seen


@given(rules, readings(), keepers, judging, instants)
@examples(150)
def test_of_states(rule: StateRule, events: list[Event], by: list[str], who: str, as_of: int) -> None:
    policy = named(share_of(rule), who)
    every = kept(events, by)
    own = alone(policy, every, who)
    assert verdicts(judge(policy, every, as_of)) == verdicts(judge(policy, own, as_of))
