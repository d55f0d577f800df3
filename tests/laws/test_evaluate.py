"""What holds of every judgement, whatever the events."""

import random
from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sladsl.evaluate import CaseVerdict, Event, judge
from sladsl.evaluate.timeline import timeline
from sladsl.policy.conditions import IsOneOf
from sladsl.policy.model import EndOf, Policy, Share, Transition, Window, Within, WorkingDays
from sladsl.policy.values import Text
from tests.effort import exactly, examples
from tests.unit.evaluate.policies import (
    HOUR,
    MINUTE,
    PARKED,
    RESOLUTION,
    WAITING,
    at,
    event,
    policy,
    value,
    warn,
)

# Thursday to Wednesday over a weekend, in steps that meet office hours, midnights and each other.
BEGIN = at("2026-03-05 00:00")
STEP = 30 * MINUTE
OFTEN = ("resolved",) * 6 + ("reopened",) * 4 + ("opened", "held", "released", "parked", "unparked") * 2
KINDS = (*OFTEN, "updated", "resubmitted", "cancelled")

instants = st.integers(0, 6 * 48).map(lambda n: BEGIN + n * STEP)
texts = st.sampled_from(["P1", "P2", "P3", "p1", "P9"])
fields = st.fixed_dictionaries({}, optional={"priority": texts, "site": st.sampled_from(["Athens", "Volos"])})


@st.composite
def histories(draw: st.DrawFn, cases: int = 2) -> list[Event]:
    count = draw(st.integers(1, 14))
    events = []
    now = BEGIN
    for index in range(count):
        now += draw(st.one_of(st.integers(0, 4), st.integers(0, 40))) * STEP
        case = f"INC-{index + 1 if index < cases else draw(st.integers(1, cases))}"
        kind = draw(st.sampled_from(KINDS)) if index >= cases else "opened"
        named = {name: value(text) for name, text in draw(fields).items()}
        order = draw(st.integers(0, 3))
        events.append(Event(now, "incident", case, kind, named, f"e{index}", order))
    return events


P1_OR_P2 = IsOneOf("priority", (Text("P1"), Text("P2")))
BOUNDED = evolve(
    RESOLUTION,
    transitions=(
        *(t for t in RESOLUTION.transitions if t.action != "continue"),
        Transition("reopened", "continue", Within(6 * HOUR)),
    ),
)
PLAIN = policy(warnings=(warn(50), warn(75, "owner")))
BY_PRIORITY = policy(
    where=P1_OR_P2, share=Share(Fraction(3, 4), Window("calendar", "day"), ("site",), "decision")
)
POLICIES = (
    PLAIN,
    BY_PRIORITY,
    policy(
        where=P1_OR_P2,
        fields="opening",
        share=Share(Fraction(3, 4), Window("calendar", "week"), (), "opening"),
    ),
    policy(deadline=WorkingDays(1), clock=BOUNDED),
    policy(calendar="always", agreement={"begins": BEGIN + 4 * HOUR, "ends": BEGIN + 90 * HOUR}),
    policy(deadline=EndOf("last day")),
)
policies = st.sampled_from(POLICIES)


@given(policies, histories(), st.randoms(use_true_random=False), instants)
@examples(150)
def test_the_order_of_delivery_and_repetition_decide_nothing(
    rules: Policy, events: list[Event], rng: random.Random, as_of: int
) -> None:
    delivered = [*events, *rng.choices(events, k=3)]
    rng.shuffle(delivered)
    once, again = judge(rules, events, as_of), judge(rules, delivered, as_of)
    assert (once.cases, once.windows, once.unknown_kinds) == (again.cases, again.windows, again.unknown_kinds)
    assert again.events.used == once.events.used
    assert again.events.duplicate == 3


@given(policies, histories(), instants)
@examples(150)
def test_later_events_are_not_seen(rules: Policy, events: list[Event], as_of: int) -> None:
    whole = judge(rules, events, as_of)
    part = judge(rules, [event for event in events if event.at <= as_of], as_of)
    assert (whole.cases, whole.windows) == (part.cases, part.windows)


def by_cycle(verdicts: Iterable[CaseVerdict]) -> dict[tuple[str, int], CaseVerdict]:
    return {(verdict.case, verdict.cycle): verdict for verdict in verdicts}


@given(policies, histories(), instants, instants)
@examples(300)
def test_a_decided_verdict_changes_only_by_an_event_that_says_so(
    rules: Policy, events: list[Event], one: int, other: int
) -> None:
    earlier, later = min(one, other), max(one, other)
    after = by_cycle(judge(rules, events, later).cases)
    for key, before in by_cycle(judge(rules, events, earlier).cases).items():
        between = {e.kind for e in events if e.case == key[0] and earlier < e.at <= later}
        now = after.get(key)
        if before.status == "breached" and "cancelled" not in between:
            assert now is not None
            assert (now.status, now.decided_at, now.breach_at) == (
                "breached",
                before.decided_at,
                before.breach_at,
            )
            assert (now.target_us, now.group, now.due) == (before.target_us, before.group, before.due)
        if before.status == "met" and not between & {"cancelled", "reopened"}:
            assert now == before


@given(policies, histories(), instants)
@examples(200)
def test_the_timeline_accounts_for_all_time(rules: Policy, events: list[Event], as_of: int) -> None:
    clause = rules.clauses[0]
    for verdict in judge(rules, events, as_of).cases:
        intervals = timeline(rules, clause, verdict, as_of)
        assert sum(i.end - i.begin for i in intervals if i.counted) == verdict.elapsed_us
        brief = timeline(rules, clause, verdict, as_of, brief=True)
        assert sum(i.counted_us for i in brief) == verdict.elapsed_us
        if not intervals:
            continue
        sums = {"counted": 0, "closed": 0, "paused": 0, "stopped": 0}
        for interval in intervals:
            kind = "counted" if interval.counted else interval.why.partition(":")[0]
            sums[kind if kind in sums else "stopped"] += interval.end - interval.begin
        assert intervals[0].begin == verdict.started
        assert sum(sums.values()) == intervals[-1].end - intervals[0].begin
        assert all(a.end == b.begin for a, b in pairwise(intervals))
        assert verdict.paused_us <= sums["paused"]


@given(histories(cases=4), instants)
@examples(150)
def test_a_share_counts_each_case_once(events: list[Event], as_of: int) -> None:
    judged = judge(BY_PRIORITY, events, as_of)
    for status in ("met", "breached", "unknown"):
        cases = sum(verdict.status == status for verdict in judged.cases)
        assert sum(getattr(window, status) for window in judged.windows) == cases
    for window in judged.windows:
        assert window.begin < window.end
        assert window.value is None or 0 <= window.value <= 1


def elapsed_by_the_minute(events: list[Event], as_of: int) -> tuple[int | None, int]:
    """Another way to the same figures: ask every half hour whether the clock ticks. Plain clock, no restart."""
    ranks = {"opened": 0, "cancelled": 1, "resolved": 1, "held": 2, "parked": 2, "released": 3, "unparked": 3}
    ordered = sorted(events, key=lambda e: (e.at, ranks.get(e.kind, 4), e.order, e.id))
    begins = {kind for state in (WAITING, PARKED) for span in state.spans for kind in span.begins}
    ends = {"released": "held", "unparked": "parked"}
    running, over, started, on, elapsed = False, False, None, set[str](), 0
    for tick in range(BEGIN, as_of + STEP, STEP):
        for e in ordered:
            if e.at != tick or over:
                continue
            on = (on | {e.kind}) if e.kind in begins else on - {ends.get(e.kind, "")}
            if e.kind == "opened" and started is None:
                started, running = tick, True
            elif e.kind == "resolved":
                running = False
            elif e.kind == "reopened" and started is not None:
                running = True
            elif e.kind == "cancelled":
                running, over = False, True
        minutes = (tick // MINUTE) % (24 * 60)
        weekday = (tick // (24 * HOUR) + 3) % 7  # 1970-01-01 was a Thursday
        is_open = weekday < 5 and 8 * 60 <= minutes < 17 * 60
        if running and not on and is_open and tick < as_of:
            elapsed += STEP
    return started, elapsed


@given(histories(cases=1).map(lambda events: [e for e in events if e.kind != "resubmitted"]), instants)
@examples(300)
def test_elapsed_equals_asking_every_half_hour(events: list[Event], as_of: int) -> None:
    started, elapsed = elapsed_by_the_minute(events, as_of)
    found = judge(PLAIN, events, as_of).cases
    if started is None:
        assert found == ()
    else:
        (verdict,) = found
        assert (verdict.started, verdict.elapsed_us) == (started, elapsed)
        if verdict.status != "void":
            assert (verdict.status == "breached") == (elapsed > 4 * HOUR)


@given(histories(cases=1), instants)
@examples(150)
def test_the_breach_instant_is_the_last_that_holds(events: list[Event], as_of: int) -> None:
    for verdict in judge(PLAIN, events, as_of).cases:
        if verdict.status != "breached" or verdict.breach_at is None:
            continue
        seen = [e for e in events if e.at <= verdict.breach_at]
        at_last = by_cycle(judge(PLAIN, seen, verdict.breach_at).cases)[verdict.case, verdict.cycle]
        a_moment_later = by_cycle(judge(PLAIN, seen, verdict.breach_at + 1).cases)[
            verdict.case, verdict.cycle
        ]
        assert at_last.status != "breached"
        assert at_last.elapsed_us == verdict.target_us
        assert a_moment_later.status == "breached"
        assert a_moment_later.elapsed_us == at_last.elapsed_us + 1


@pytest.mark.slow
@given(policies, histories(cases=3), st.lists(instants, min_size=2, max_size=12))
@exactly(1500)
def test_a_breach_found_once_is_found_ever_after(
    rules: Policy, events: list[Event], moments: list[int]
) -> None:
    breached: dict[tuple[str, int], int | None] = {}
    for as_of in sorted(moments):
        found = by_cycle(judge(rules, events, as_of).cases)
        for key, decided in breached.items():
            assert found[key].status in ("breached", "void")
            if found[key].status == "breached":
                assert found[key].decided_at == decided
        breached = {key: v.decided_at for key, v in found.items() if v.status == "breached"}


def test_a_history_as_the_laws_draw_it_can_be_breached() -> None:
    assert (
        judge(PLAIN, [event("2026-03-05 09:00", "opened")], BEGIN + 48 * HOUR).cases[0].status == "breached"
    )
