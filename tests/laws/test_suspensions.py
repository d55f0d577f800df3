"""What holds of suspended and terminated agreements, whatever the events."""

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sladsl.evaluate import Event, judge
from sladsl.evaluate.timeline import timeline
from sladsl.policy.life import Life, Suspension
from sladsl.policy.model import Policy
from tests.effort import examples
from tests.laws.test_evaluate import BEGIN, STEP, histories, instants, policies
from tests.unit.evaluate.policies import PLACE

spans = st.tuples(st.integers(0, 250), st.integers(1, 60)).map(
    lambda pair: (BEGIN + pair[0] * STEP, BEGIN + (pair[0] + pair[1]) * STEP)
)


def suspended(rules: Policy, span: tuple[int, int]) -> Policy:
    (agreement,) = rules.agreements
    life = Life(suspensions=(Suspension(*span, "works", PLACE),))
    return evolve(rules, agreements=(evolve(agreement, life=life),))


@given(policies, histories(), spans, instants)
@examples(150)
def test_no_time_counts_while_suspended(
    rules: Policy, events: list[Event], span: tuple[int, int], as_of: int
) -> None:
    held = suspended(rules, span)
    result = judge(held, events, as_of)
    for verdict in result.cases:
        if verdict.started is not None and span[0] <= verdict.started < span[1]:
            assert verdict.status == "void"
        intervals = timeline(held, held.clauses[0], verdict, as_of)
        assert sum(each.counted_us for each in intervals) == verdict.elapsed_us
        for each in intervals:
            assert not (each.counted and each.begin < span[1] and span[0] < each.end)
    for window in result.windows:
        assert not (span[0] <= window.begin and window.end <= span[1])


@given(policies, histories(), spans, instants)
@examples(150)
def test_what_is_over_before_a_suspension_is_as_without_it(
    rules: Policy, events: list[Event], span: tuple[int, int], as_of: int
) -> None:
    plain, held = judge(rules, events, as_of).cases, judge(suspended(rules, span), events, as_of).cases
    by_key = {(each.case, each.cycle): each for each in held}
    for each in plain:
        if each.status != "met" or each.stopped is None or each.started is None:
            continue
        if each.started < span[0] and each.stopped <= span[0]:
            assert by_key[each.case, each.cycle].status == "met"


@given(policies, histories(), instants, instants)
@examples(150)
def test_past_its_end_nothing_of_an_agreement_changes(
    rules: Policy, events: list[Event], end: int, later: int
) -> None:
    (agreement,) = rules.agreements
    ended = evolve(rules, agreements=(evolve(agreement, begins=min(agreement.begins, end), ends=end),))
    at_end, afterwards = judge(ended, events, end), judge(ended, events, max(end, later))
    known = {(each.case, each.cycle): each for each in afterwards.cases}
    for each in at_end.cases:
        if each.started is not None and each.started < end:
            assert known[each.case, each.cycle] == each
