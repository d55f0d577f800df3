"""What holds of clauses that were amended, whatever the events and the day of the amendment."""

import random
from fractions import Fraction
from itertools import pairwise

from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from sladsl.evaluate import CaseVerdict, Event, WindowVerdict, judge
from sladsl.policy.measures import Episodes, FieldValue, TimeShare
from sladsl.policy.model import Clause, Policy, Share, StateOf, Window, Within, WorkingDays
from tests.effort import examples
from tests.laws.test_evaluate import BEGIN, STEP, histories, instants, policies
from tests.laws.test_measures import histories as readings
from tests.laws.test_measures import instants as ticks
from tests.laws.test_measures import rules
from tests.unit.evaluate.measured import CLAUSE, happened, promise
from tests.unit.evaluate.policies import HOUR, policy, share, warn

since = st.integers(0, 6 * 48).map(lambda n: BEGIN + n * STEP)
shares = st.one_of(
    st.none(),
    st.builds(
        share,
        st.sampled_from([50, 75, 100]),
        st.sampled_from(["day", "week", "month"]),
        st.sampled_from(["decision", "opening"]),
        st.sampled_from([(), ("site",)]),
    ),
    st.just(Share(Fraction(2, 3), Window("rolling", "day", 2), (), "decision")),
)
texts = st.builds(
    lambda deadline, calendar, share, pauses: evolve(
        policy(warnings=(warn(50),)).clauses[0],
        deadline=deadline,
        calendar=calendar,
        share=share,
        pauses=pauses,
    ),
    st.sampled_from([Within(2 * HOUR), Within(9 * HOUR), WorkingDays(1)]),
    st.sampled_from(["office hours", "always"]),
    shares,
    st.sampled_from([(), ("waiting for customer",), ("waiting for customer", "parked")]),
)


def amended(rules: Policy, *versions: tuple[int, Clause]) -> Policy:
    """The policy whose clause has these texts, each from an instant on."""
    (first,) = rules.clauses
    starts = [None, *(since for since, _ in versions)]
    texts = [first, *(text for _, text in versions)]
    return evolve(
        rules,
        clauses=tuple(
            evolve(text, since=begins, until=ends, version=f"1.{number}")
            for number, (text, begins, ends) in enumerate(zip(texts, starts, [*starts[1:], None]))
        ),
    )


def plain(verdict: CaseVerdict | WindowVerdict) -> CaseVerdict | WindowVerdict:
    """A verdict without the version it is by."""
    return evolve(verdict, version="")


def unbounded(verdict: WindowVerdict) -> WindowVerdict:
    """A verdict without the events at the ends of unknown stretches: one that comes at the very instant from
    which a text is looked at is told as what such a stretch begins with."""
    if verdict.measured is None:
        return verdict
    shown = (
        evolve(each, events=()) if each.kind == "unknown" else each for each in verdict.measured.evidence
    )
    return evolve(verdict, measured=evolve(verdict.measured, evidence=tuple(shown)))


def placed(verdict: WindowVerdict) -> tuple[object, ...]:
    return verdict.begin, verdict.end, verdict.group


@given(policies, histories(), since, instants)
@examples(150)
def test_the_same_text_again_changes_no_verdict(
    rules: Policy, events: list[Event], at: int, as_of: int
) -> None:
    before, after = judge(rules, events, as_of), judge(amended(rules, (at, rules.clauses[0])), events, as_of)
    assert [*map(plain, after.cases)] == [*map(plain, before.cases)]
    assert [*map(plain, after.windows)] == [*map(plain, before.windows)]


@given(
    st.one_of(
        st.builds(lambda rule, inside: TimeShare(StateOf("state", rule), inside, "so"), rules, st.booleans()),
        st.builds(lambda rule, what: Episodes(what, StateOf("state", rule)), rules, st.just("number")),
        st.just(FieldValue("average", "latency")),
    ),
    st.sampled_from([(), ("tier",)]),
    st.booleans(),
    st.sampled_from([Window("calendar", "day"), Window("rolling", "day", 2)]),
    readings(),
    since,
    ticks,
)
@example(  # a tier that only the windows of the first text see
    FieldValue("average", "latency"),
    ("tier",),
    False,
    Window("calendar", "day"),
    [happened("2026-03-05 01:00", "measured", latency="5 min", tier="Gold")],
    BEGIN + 1 * STEP,
    BEGIN + 60 * STEP,
)
@examples(300)
def test_the_same_text_again_changes_nothing_measured(
    measure: TimeShare | Episodes | FieldValue,
    group: tuple[str, ...],
    each: bool,
    window: Window,
    events: list[Event],
    at: int,
    as_of: int,
) -> None:
    clause = evolve(CLAUSE, measure=measure, group=group, each=each, window=window)
    first, second = evolve(clause, until=at), evolve(clause, since=at)
    before, after = judge(promise(clause), events, as_of), judge(promise(first, second), events, as_of)
    windows = [[plain(unbounded(window)) for window in each.windows] for each in (after, before)]
    assert windows[0] == windows[1]


@given(texts, texts, histories(), since, instants)
@examples(200)
def test_a_case_is_judged_by_the_text_it_started_under(
    old: Clause, new: Clause, events: list[Event], at: int, as_of: int
) -> None:
    rules = policy()
    by_old = judge(evolve(rules, clauses=(old,)), events, as_of).cases
    by_new = judge(evolve(rules, clauses=(new,)), events, as_of).cases
    both = judge(amended(evolve(rules, clauses=(old,)), (at, new)), events, as_of).cases
    expected = [each for each in by_old if each.started is not None and each.started < at]
    expected += [each for each in by_new if each.started is not None and each.started >= at]
    key = lambda each: (each.case, each.cycle)  # noqa: E731
    assert sorted(map(plain, both), key=key) == sorted(map(plain, expected), key=key)
    assert all((each.version == "1.1") == (each.started >= at) for each in both if each.started is not None)


@given(texts, texts, histories(), since, instants)
@examples(200)
def test_a_window_is_judged_by_the_text_it_began_under(
    old: Clause, new: Clause, events: list[Event], at: int, as_of: int
) -> None:
    rules = evolve(policy(), clauses=(old,))
    both = judge(amended(rules, (at, new)), events, as_of)
    for window in both.windows:
        text = new if window.begin >= at else old
        assert window.version == ("1.1" if window.begin >= at else "1.0")
        assert text.share is not None
        assert window.target == text.share.at_least
    for one, other in pairwise(sorted({(each.begin, each.end) for each in both.windows})):
        rolling = any(s and s.window.kind == "rolling" for s in (old.share, new.share))
        assert one[1] <= other[0] or rolling
    if old.share is None or new.share is None or "opening" in (old.share.by, new.share.by):
        return
    if not any(s.window.kind == "rolling" for s in (old.share, new.share)):
        decided = sum(each.status in ("met", "breached") for each in both.cases)
        assert sum(each.met + each.breached for each in both.windows) == decided
    before = judge(rules, events, as_of).windows
    unchanged = {placed(each) for each in before if each.end <= at and each.begin < at}
    assert unchanged <= {placed(each) for each in both.windows}


@given(texts, texts, texts, histories(), since, since, st.randoms(use_true_random=False), instants)
@examples(100)
def test_order_and_later_events_decide_nothing(
    one: Clause,
    two: Clause,
    three: Clause,
    events: list[Event],
    at: int,
    then: int,
    rng: random.Random,
    as_of: int,
) -> None:
    if at == then:
        then += STEP
    rules = evolve(policy(), clauses=(one,))
    rules = amended(rules, *sorted([(at, two), (then, three)], key=lambda version: version[0]))
    delivered = [*events, *rng.choices(events, k=3)]
    rng.shuffle(delivered)
    once, again = judge(rules, events, as_of), judge(rules, delivered, as_of)
    part = judge(rules, [event for event in events if event.at <= as_of], as_of)
    assert (once.cases, once.windows) == (again.cases, again.windows) == (part.cases, part.windows)
    keys = [(each.case, each.cycle) for each in once.cases]
    assert len(keys) == len(set(keys))
