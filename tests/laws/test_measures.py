"""What holds of every measured window, whatever the events: and another, slow way to the same numbers."""

import random
from collections.abc import Collection, Sequence
from fractions import Fraction
from itertools import groupby
from math import ceil

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sladsl.evaluate import Event, judge
from sladsl.evaluate.samples import Sample, value_of
from sladsl.policy.conditions import Compared, Either, IsOneOf
from sladsl.policy.measures import Episodes, TimeShare
from sladsl.policy.model import Policy, StateOf, Window
from sladsl.policy.states import (
    AllStates,
    AnyState,
    Bridged,
    Capped,
    CappedCount,
    During,
    ExceptState,
    FieldValue,
    FromUntil,
    Lasting,
    Spans,
    StateRule,
    Successive,
    WhileReading,
)
from sladsl.policy.values import Length, Text
from tests.effort import examples
from tests.unit.evaluate.measured import CLAUSE, DOWN_RULE, WORK, promise, target
from tests.unit.evaluate.measured import given as value_given
from tests.unit.evaluate.policies import DAY, HOUR, MINUTE, at

# Three days from Thursday midnight, in steps that meet office hours, midnights and each other.
BEGIN = at("2026-03-05 00:00")
STEP = 30 * MINUTE
TICKS = 3 * DAY // STEP
KINDS = ("failed", "restored", "failed", "restored", "work began", "work ended", "measured")

SLOW = WhileReading(Compared("latency", "above", Length(5 * MINUTE)), 4 * STEP)
WIDE = WhileReading(
    Either((Compared("latency", "above", Length(5 * MINUTE)), IsOneOf("tier", (Text("Gold"),)))), None
)
leaves = st.sampled_from(
    [DOWN_RULE, WORK.rule, SLOW, WIDE, During("office hours"), Successive(SLOW, 2), Successive(WIDE, 3)]
)
lengths = st.integers(1, 8).map(lambda n: n * STEP)


def larger(inner: st.SearchStrategy[StateRule]) -> st.SearchStrategy[StateRule]:
    pairs = st.tuples(inner, inner)
    return st.one_of(
        pairs.map(AnyState),
        pairs.map(AllStates),
        pairs.map(lambda pair: ExceptState(*pair)),
        st.builds(Lasting, inner, lengths),
        st.builds(Bridged, inner, lengths),
        st.builds(Capped, inner, lengths, st.just(Window("calendar", "day"))),
        st.builds(CappedCount, inner, st.integers(1, 3), st.just(Window("calendar", "day"))),
    )


rules = st.recursive(leaves, larger, max_leaves=4)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    events = []
    for index in range(draw(st.integers(1, 12))):
        kind = draw(st.sampled_from(KINDS))
        given_fields: dict[str, object] = {}
        if kind == "measured":
            given_fields["latency"] = f"{draw(st.sampled_from([1, 5, 6, 9]))} min"
            if draw(st.booleans()):
                given_fields["tier"] = draw(st.sampled_from(["Gold", "Silver", "Tin"]))
        values = {name: value_given(name, each) for name, each in given_fields.items()}
        instant = BEGIN + draw(st.integers(0, TICKS - 1)) * STEP
        events.append(Event(instant, "service", "Email", kind, values, f"e{index}", index))
    return events


instants = st.integers(1, TICKS).map(lambda n: BEGIN + n * STEP)


def share_of(rule: StateRule, inside: bool = False, unknown: str = "left out", unit: str = "day") -> Policy:
    measure = TimeShare(StateOf("state", rule), inside, "so")
    return promise(
        evolve(CLAUSE, measure=measure, unknown=unknown, window=Window("calendar", unit))  # type: ignore[arg-type]
    )


Ticks = list[bool | None]  # whether the state holds in each step; None: unknown
AHEAD = 20  # steps before the begin that are looked at as well


def asked(rule: StateRule, events: Sequence[Event], as_of: int) -> Ticks:
    """Ask of every step whether the state holds in it."""
    ticks = range(BEGIN - AHEAD * STEP, as_of, STEP)
    match rule:
        case Spans(spans):
            return [_between_events(spans, events, tick) for tick in ticks]
        case WhileReading():
            return [_read(rule, events, tick) for tick in ticks]
        case Successive(of, least):
            return [_in_a_row(of, least, events, tick, as_of) for tick in ticks]
        case During():
            return [_office_hours(tick) for tick in ticks]
        case AnyState((one, other)):
            return [_either(a, b) for a, b in zip(asked(one, events, as_of), asked(other, events, as_of))]
        case AllStates((one, other)):
            return [_both(a, b) for a, b in zip(asked(one, events, as_of), asked(other, events, as_of))]
        case ExceptState(base, less):
            pairs = zip(asked(base, events, as_of), asked(less, events, as_of))
            return [_both(a, None if b is None else not b) for a, b in pairs]
        case Lasting(of, us):
            return _lasting(asked(of, events, as_of), us // STEP)
        case Bridged(of, us):
            return _bridged(asked(of, events, as_of), us // STEP)
        case Capped(of, us):
            return _capped(asked(of, events, as_of), us // STEP)
        case CappedCount(of, count):
            return _capped_count(asked(of, events, as_of), count)
        case _:
            raise AssertionError(rule)


def _between_events(spans: Sequence[FromUntil], events: Sequence[Event], tick: int) -> bool:
    (span,) = spans
    past = [
        (e.at, e.kind in span.ends) for e in events if e.at <= tick and e.kind in (*span.begins, *span.ends)
    ]
    return bool(past) and not max(past)[1]


def _read(rule: WhileReading, events: Sequence[Event], tick: int) -> bool | None:
    names = ("latency",) if rule is SLOW else ("latency", "tier")
    past = [e for e in sorted(events, key=lambda e: (e.at, e.order)) if e.at <= tick]
    readings = [e for e in past if any(name in e.fields for name in names)]
    if not readings or (rule.stale_us is not None and tick - readings[-1].at >= rule.stale_us):
        return None
    fields = {name: value for event in past for name, value in event.fields.items()}
    latency, tier = fields.get("latency"), fields.get("tier")
    slow = latency.us > 5 * MINUTE if isinstance(latency, Length) else None
    if rule is SLOW:
        return slow
    known = isinstance(tier, Text) and tier.text in ("Gold", "Silver")
    return _either(slow, tier == Text("Gold") if known else None)


def _in_a_row(of: WhileReading, least: int, events: Sequence[Event], tick: int, as_of: int) -> bool | None:
    """Read on and back from the reading that stands, once with nothing taken for granted and once with all."""
    names = ("latency",) if of is SLOW else ("latency", "tier")
    read = sorted({e.at for e in events if e.at <= as_of and any(name in e.fields for name in names)})
    past = [at for at in read if at <= tick]
    if not past or (of.stale_us is not None and tick - past[-1] >= of.stale_us):
        return None
    answers = [_read(of, events, at) for at in read]

    def enough(good: Collection[bool | None], more: int) -> bool:
        here = len(past) - 1
        if answers[here] not in good:
            return False
        first = last = here
        while first > 0 and answers[first - 1] in good:
            first -= 1
        while last + 1 < len(answers) and answers[last + 1] in good:
            last += 1
        return last - first + 1 + (more if last + 1 == len(answers) else 0) >= least

    if enough((True,), 0):
        return True
    return None if enough((True, None), least) else False


def _office_hours(tick: int) -> bool:
    weekday, minutes = (tick // DAY + 3) % 7, tick % DAY // MINUTE  # 1970-01-01 was a Thursday
    return weekday < 5 and 8 * 60 <= minutes < 17 * 60


def _either(one: bool | None, other: bool | None) -> bool | None:
    return True if one or other else None if None in (one, other) else False


def _both(one: bool | None, other: bool | None) -> bool | None:
    return False if False in (one, other) else None if None in (one, other) else True


def _lasting(ticks: Ticks, least: int) -> Ticks:
    found: Ticks = []
    for possible, run in groupby(ticks, key=lambda tick: tick is not False):
        steps = list(run)
        at_end = len(found) + len(steps) == len(ticks)
        if not possible or (len(steps) < least and not at_end):
            found += [False] * len(steps)
            continue
        for holds, part in groupby(steps):
            size = len(list(part))
            found += [True if holds and size >= least else None] * size
    return found


def _bridged(ticks: Ticks, most: int) -> Ticks:
    found = list(ticks)
    for index, tick in enumerate(ticks):
        if tick is not False:
            continue
        before = next((at for at in range(index, -1, -1) if ticks[at] is not False), None)
        after = next((at for at in range(index, len(ticks)) if ticks[at] is not False), len(ticks))
        if before is not None and after - before - 1 <= most:
            sure = ticks[before] and after < len(ticks) and ticks[after]
            found[index] = True if sure else None
    return found


def _capped(ticks: Ticks, most: int) -> Ticks:
    found: Ticks = []
    surely = possibly = 0
    for index, tick in enumerate(ticks):
        if (BEGIN + (index - AHEAD) * STEP) % DAY == 0:
            surely = possibly = 0
        if tick is False or surely >= most:
            found.append(False)
        else:
            found.append(True if tick and possibly < most else None)
        surely += tick is True
        possibly += tick is not False
    return found


def _capped_count(ticks: Ticks, most: int) -> Ticks:
    """By runs of steps in which the state holds or may hold: the least and the most episodes before each."""
    found: Ticks = []
    surely = possibly = 0
    day = None
    for possible, run in groupby(ticks, key=lambda tick: tick is not False):
        steps = list(run)
        if not possible:
            found += steps
            continue
        today = (BEGIN + (len(found) - AHEAD) * STEP) // DAY
        if today != day:
            surely, possibly, day = 0, 0, today
        parts = [(holds, len(list(part))) for holds, part in groupby(steps)]
        nth = possibly
        for holds, size in parts:
            nth += holds is True
            answer = False if surely >= most else True if holds and nth <= most else None
            found += [answer] * size
        surely += any(holds for holds, _ in parts)
        possibly += max(sum(holds is True for holds, _ in parts), 1)
    return found


@given(rules, histories(), instants, st.booleans())
@examples(200)
def test_a_share_equals_asking_every_half_hour(
    rule: StateRule, events: list[Event], as_of: int, office: bool
) -> None:
    seen = [event for event in events if event.at <= as_of]
    rules_of = share_of(rule)
    (clause,) = rules_of.window_clauses
    excluding = evolve(clause, excluding=(WORK,), calendar="office hours" if office else "always")
    found = judge(evolve(rules_of, window_clauses=(excluding,)), events, as_of).windows
    if not seen:
        assert found == ()
        return
    ticks, work = asked(rule, seen, as_of)[AHEAD:], asked(WORK.rule, seen, as_of)[AHEAD:]
    for window in found:
        assert window.measured is not None
        counts = {True: 0, False: 0, None: 0}
        excluded = 0
        for index in range((window.begin - BEGIN) // STEP, min(window.end - BEGIN, as_of - BEGIN) // STEP):
            if office and not _office_hours(BEGIN + index * STEP):
                continue
            if work[index]:
                excluded += 1
            else:
                counts[ticks[index]] += 1
        assert window.measured.good_us == counts[False] * STEP
        assert window.measured.counted_us == (counts[False] + counts[True]) * STEP
        assert window.measured.unknown_us == counts[None] * STEP
        assert window.measured.excluded_us == excluded * STEP


@given(rules, histories(), instants)
@examples(100)
def test_a_state_and_its_complement_make_up_what_is_known(
    rule: StateRule, events: list[Event], as_of: int
) -> None:
    outside, inside = (judge(share_of(rule, inside), events, as_of).windows for inside in (False, True))
    for one, other in zip(outside, inside, strict=True):
        assert one.measured is not None
        assert other.measured is not None
        assert one.measured.counted_us == other.measured.counted_us
        assert one.measured.good_us + other.measured.good_us == one.measured.counted_us
        if one.value is not None and other.value is not None:
            assert one.value + other.value == 1


@given(rules, histories(), instants, st.sampled_from(["left out", "against", "in favour"]))
@examples(100)
def test_days_add_up_to_the_week_and_no_share_is_beyond_its_bounds(
    rule: StateRule, events: list[Event], as_of: int, unknown: str
) -> None:
    days = judge(share_of(rule, unknown=unknown), events, as_of).windows
    weeks = judge(share_of(rule, unknown=unknown, unit="week"), events, as_of).windows
    for name in ("good_us", "counted_us", "unknown_us"):
        total = sum(getattr(day.measured, name) for day in days)
        # the week has days before that of the first event, in which the state is worked out as well
        whole = sum(getattr(week.measured, name) for week in weeks)
        assert total <= whole
    for window in (*days, *weeks):
        assert window.value is None or 0 <= window.value <= 1


@given(rules, histories(), st.randoms(use_true_random=False), instants)
@examples(100)
def test_the_order_of_delivery_decides_nothing(
    rule: StateRule, events: list[Event], rng: random.Random, as_of: int
) -> None:
    delivered = [*events, *rng.choices(events, k=3)]
    rng.shuffle(delivered)
    policy = promise(
        *share_of(rule).window_clauses,
        evolve(CLAUSE, id="N", measure=Episodes("number", StateOf("state", rule)), unit=""),
        evolve(CLAUSE, id="P", measure=FieldValue("percentile", "latency"), unit="time"),
    )
    assert judge(policy, events, as_of).windows == judge(policy, delivered, as_of).windows


@given(histories(), instants)
@examples(100)
def test_the_total_of_episodes_is_the_time_in_the_state(events: list[Event], as_of: int) -> None:
    down = StateOf("down", DOWN_RULE)
    inside = judge(share_of(DOWN_RULE, inside=True), events, as_of).windows
    clause = evolve(
        CLAUSE, measure=Episodes("total", down), unit="time", window=Window("calendar", "day"),
        target=target("at most", HOUR),
    )  # fmt: skip
    totals = judge(promise(clause), events, as_of).windows
    for share, total in zip(inside, totals, strict=True):
        assert share.measured is not None
        assert total.value == (share.measured.good_us if share.measured.counted_us else None)


numbers = st.lists(st.fractions(-100, 100, max_denominator=7), min_size=1, max_size=30)


@given(numbers, st.fractions(0, 1))
@examples(200)
def test_a_percentile_is_the_least_value_that_enough_do_not_exceed(
    values: list[Fraction], at_: Fraction
) -> None:
    found = value_of(FieldValue("percentile", "load", at_), [Sample(0, value) for value in values])
    assert found in values
    enough = [each for each in values if sum(v <= each for v in values) >= at_ * len(values)]
    assert found == min(enough)
    linear = value_of(FieldValue("percentile", "load", at_, "linear"), [Sample(0, value) for value in values])
    ordered = sorted(values)
    rank = (len(values) - 1) * at_
    assert linear is not None
    assert ordered[int(rank)] <= linear <= ordered[ceil(rank)]
