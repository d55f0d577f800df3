"""What holds of time that is left out of a case's clock, whatever happens to the case and to its service."""

import random
from fractions import Fraction
from itertools import pairwise

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sladsl.evaluate import CaseVerdict, Event, judge
from sladsl.evaluate.timeline import timeline
from sladsl.policy.exclusions import Exclusion
from sladsl.policy.model import Field, Policy, Share, StateOf, Window
from sladsl.policy.states import (
    Bridged,
    Capped,
    CappedCount,
    ExceptState,
    FromUntil,
    Lasting,
    Spans,
    StateRule,
)
from sladsl.policy.values import Text
from tests.effort import examples
from tests.laws.test_evaluate import BEGIN, STEP
from tests.laws.test_evaluate import histories as case_histories
from tests.laws.test_measures import DOWN_RULE, lengths
from tests.unit.evaluate.measured import SERVICE, WORK
from tests.unit.evaluate.policies import INCIDENT, warn
from tests.unit.evaluate.policies import policy as policy_of

DAY = Window("calendar", "day")
PARKED = Spans((FromUntil(("parked",), ("unparked",)),))
SUBJECT = evolve(INCIDENT, fields=(*INCIDENT.fields, Field("service", "text")))
leaves = st.sampled_from([DOWN_RULE, WORK.rule])
rules = st.one_of(
    leaves,
    st.builds(ExceptState, leaves, leaves),
    st.builds(Lasting, leaves, lengths),
    st.builds(Bridged, leaves, lengths),
    st.builds(Capped, leaves, lengths, st.just(DAY)),
    st.builds(CappedCount, leaves, st.integers(1, 2), st.just(DAY)),
)
instants = st.integers(1, 3 * 48).map(lambda n: BEGIN + n * STEP)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Two cases, mostly of one service, and what happened to that."""
    events = draw(case_histories())
    for index, event in enumerate(events):
        first = event.kind == "opened"
        name = draw(st.sampled_from(["Email"] * 6 + ["CRM", ""] if first else ["", "", "", "Email", "CRM"]))
        if name:
            events[index] = evolve(event, fields={**event.fields, "service": Text(name)})
    for index in range(draw(st.integers(2, 8))):
        kind = draw(
            st.sampled_from(["failed", "work began", "failed", "work began", "restored", "work ended"])
        )
        at = BEGIN + draw(st.integers(0, 2 * 48)) * STEP
        events.append(Event(at, "service", "Email", kind, {}, f"s{index}", index))
    return events


def leaving_out(rule: StateRule, calendar: str, own: bool) -> Policy:
    """A clause that leaves out a state of the service, and perhaps one of the case."""
    exclusions = [Exclusion(StateOf("state", rule), "service", "service")]
    if own:
        exclusions.append(Exclusion(StateOf("aside", PARKED), "incident", None))
    given_policy = policy_of(
        calendar=calendar,
        pauses=("waiting for customer",),
        share=Share(Fraction(3, 4), DAY, (), "decision"),
        warnings=(warn(50),),
        excluding=tuple(exclusions),
    )
    return evolve(given_policy, subjects=(SUBJECT, SERVICE))


def without_exclusions(given_policy: Policy) -> Policy:
    (clause,) = given_policy.clauses
    return evolve(given_policy, clauses=(evolve(clause, excluding=()),))


def by_case(verdicts: tuple[CaseVerdict, ...]) -> dict[tuple[str, int], CaseVerdict]:
    return {(each.case, each.cycle): each for each in verdicts}


calendars = st.sampled_from(["office hours", "always"])


@given(histories(), rules, calendars, st.booleans(), instants)
@examples(150)
def test_what_is_excluded_is_what_counted_before(
    events: list[Event], rule: StateRule, calendar: str, own: bool, as_of: int
) -> None:
    given_policy = leaving_out(rule, calendar, own)
    plain = by_case(judge(without_exclusions(given_policy), events, as_of).cases)
    found = by_case(judge(given_policy, events, as_of).cases)
    assert found.keys() == plain.keys()
    for key, verdict in found.items():
        before = plain[key]
        assert verdict.elapsed_us + verdict.excluded_us == before.elapsed_us
        assert verdict.paused_us == before.paused_us
        if verdict.status == "breached":  # nothing is breached that would not be without
            assert before.status == "breached"
            assert before.decided_at is not None
            assert verdict.decided_at is not None
            assert before.decided_at <= verdict.decided_at
        if before.status == "met":
            assert verdict.status == "met"


@given(histories(), rules, calendars, st.booleans(), instants)
@examples(150)
def test_the_timeline_has_no_gap_and_adds_up(
    events: list[Event], rule: StateRule, calendar: str, own: bool, as_of: int
) -> None:
    given_policy = leaving_out(rule, calendar, own)
    (clause,) = given_policy.clauses
    for verdict in judge(given_policy, events, as_of).cases:
        for brief in (False, True):
            intervals = timeline(given_policy, clause, verdict, as_of, brief=brief)
            assert sum(each.counted_us for each in intervals) == verdict.elapsed_us
            assert all(one.end == other.begin for one, other in pairwise(intervals))


@given(histories(), rules, calendars, instants, st.randoms(use_true_random=False))
@examples(100)
def test_the_order_of_delivery_decides_nothing(
    events: list[Event], rule: StateRule, calendar: str, as_of: int, rng: random.Random
) -> None:
    given_policy = leaving_out(rule, calendar, True)
    delivered = [*events, *rng.choices(events, k=3)]
    rng.shuffle(delivered)
    one, other = judge(given_policy, events, as_of), judge(given_policy, delivered, as_of)
    assert (one.cases, one.windows) == (other.cases, other.windows)


def soon_after(events: list[Event], which: int, steps: int) -> int:
    """An instant at which something has just happened, and what it means may not be known yet."""
    return events[which % len(events)].at + steps * STEP


late = st.one_of(rules, st.builds(Lasting, leaves, lengths), st.builds(Bridged, leaves, lengths))


@given(histories(), late, calendars, st.integers(0, 20), st.integers(0, 6), st.integers(1, 48))
@examples(300)
def test_what_is_decided_stays_when_only_time_goes_by(
    events: list[Event], rule: StateRule, calendar: str, which: int, steps: int, later: int
) -> None:
    first = soon_after(events, which, steps)
    given_policy = leaving_out(rule, calendar, True)
    seen = [event for event in events if event.at <= first]
    before, after = (judge(given_policy, seen, at) for at in (first, first + later * STEP))
    found = by_case(after.cases)
    for key, verdict in by_case(before.cases).items():
        if verdict.decided_at is not None and verdict.waits_from is None:
            now = found[key]
            assert (now.status, now.decided_at) == (verdict.status, verdict.decided_at)
    windows = {each.begin: each for each in after.windows}
    for window in before.windows:
        if window.end <= first and window.status in ("met", "breached", "no data", "unknown"):
            now_window = windows[window.begin]
            assert (now_window.status, now_window.met, now_window.breached) == (
                window.status,
                window.met,
                window.breached,
            )


long = st.integers(6, 20).map(lambda n: n * STEP)


@st.composite
def outages_before_midnight(draw: st.DrawFn) -> list[Event]:
    """A case opened in the last hours of a day, an outage soon after, and what may come of both."""
    opened = BEGIN + draw(st.integers(34, 40)) * STEP
    failed = opened + draw(st.integers(3, 9)) * STEP
    events = [
        Event(opened, "incident", "INC-1", "opened", {"service": Text("Email")}, "o", 0),
        Event(failed, "service", "Email", "failed", {}, "f", 0),
    ]
    if draw(st.booleans()):
        restored = failed + draw(st.integers(1, 12)) * STEP
        events.append(Event(restored, "service", "Email", "restored", {}, "r", 0))
    if draw(st.booleans()):
        resolved = opened + draw(st.integers(1, 24)) * STEP
        events.append(Event(resolved, "incident", "INC-1", "resolved", {}, "s", 0))
    return events


@given(
    outages_before_midnight(),
    st.one_of(st.builds(Lasting, st.just(DOWN_RULE), long), st.builds(Bridged, st.just(DOWN_RULE), long)),
    st.integers(0, 12),
    st.integers(1, 24),
)
@examples(300)
def test_a_day_waits_for_what_time_will_tell(
    events: list[Event], rule: StateRule, steps: int, later: int
) -> None:
    given_policy = leaving_out(rule, "always", False)
    first = BEGIN + (44 + steps) * STEP
    # further things happen, none of them late
    before, after = (judge(given_policy, events, at).windows for at in (first, first + later * STEP))
    later_ones = {each.begin: each for each in after}
    for window in before:
        if window.end <= first and window.status in ("met", "breached", "no data", "unknown"):
            now = later_ones[window.begin]
            assert (now.status, now.met, now.breached) == (window.status, window.met, window.breached)
