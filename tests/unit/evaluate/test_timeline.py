"""The timeline of a case: what counted, what did not, and why."""

from itertools import pairwise

from sladsl.evaluate import Event
from sladsl.evaluate.timeline import Interval, timeline
from sladsl.policy.model import Policy
from tests.unit.evaluate.policies import HOUR, MINUTE, at, event, policy, result

P = policy()


def told(
    given: Policy, *events: Event, as_of: str | None = None, brief: bool = False
) -> tuple[Interval, ...]:
    judged = result(given, *events, as_of=as_of)
    (verdict,) = judged.cases
    found = timeline(given, given.clauses[0], verdict, judged.as_of, brief)
    assert sum(interval.counted_us for interval in found) == verdict.elapsed_us
    return found


def lines(found: tuple[Interval, ...]) -> list[tuple[int, int, bool]]:
    return [(interval.begin, interval.end, interval.counted) for interval in found]


WEEKEND = (
    event("2026-04-09 16:00", "opened", id="a"),
    event("2026-04-13 09:00", "held", id="b"),
    event("2026-04-13 10:00", "released", id="c"),
    event("2026-04-13 10:30", "resolved", id="d"),
    event("2026-04-13 12:00", "reopened", id="e"),
)


def test_every_interval_and_its_reason() -> None:
    found = told(P, *WEEKEND, as_of="2026-04-13 12:10")
    assert lines(found)[0] == (at("2026-04-09 16:00"), at("2026-04-09 17:00"), True)
    days = {interval.why: interval for interval in found}
    assert days["closed: Good Friday"].begin == at("2026-04-10 00:00")
    assert days["closed: Good Friday"].end == at("2026-04-11 00:00")
    assert days["closed: Saturday"].begin == at("2026-04-11 00:00")
    assert days["closed: Sunday"].end == at("2026-04-13 00:00")
    tail = [(i.begin, i.end, i.counted, i.why, i.events, i.counted_us) for i in found[-5:]]
    assert tail == [
        (at("2026-04-13 08:00"), at("2026-04-13 09:00"), True, "office hours open", ("b",), HOUR),
        (
            at("2026-04-13 09:00"),
            at("2026-04-13 10:00"),
            False,
            "paused: waiting for customer",
            ("b", "c"),
            0,
        ),
        (at("2026-04-13 10:00"), at("2026-04-13 10:30"), True, "office hours open", ("c", "d"), 30 * MINUTE),
        (
            at("2026-04-13 10:30"),
            at("2026-04-13 12:00"),
            False,
            "resolved, waiting for reopening",
            ("d", "e"),
            0,
        ),
        (at("2026-04-13 12:00"), at("2026-04-13 12:10"), True, "office hours open", ("e",), 10 * MINUTE),
    ]
    assert found[0].events == ("a",)
    assert {interval.calendar for interval in found} == {"office hours"}


def test_it_has_no_gaps() -> None:
    found = told(P, *WEEKEND, as_of="2026-04-20 12:00")
    assert found[0].begin == at("2026-04-09 16:00")
    assert found[-1].end == at("2026-04-20 12:00")
    assert all(before.end == after.begin for before, after in pairwise(found))


def test_neighbouring_intervals_differ() -> None:
    found = told(P, *WEEKEND, as_of="2026-04-20 12:00")
    assert all((a.why, a.states, a.end) != (b.why, b.states, b.begin) for a, b in pairwise(found))


def test_pauses_together() -> None:
    found = told(P, event("09:00", "opened"), event("10:00", "held"), event("10:00", "parked"), as_of="11:00")
    assert (found[-1].why, found[-1].states) == (
        "paused: waiting for customer and parked",
        ("waiting for customer", "parked"),
    )


def test_briefly_one_interval_a_segment() -> None:
    found = told(P, *WEEKEND, as_of="2026-04-13 12:10", brief=True)
    assert [(i.counted, i.why, i.counted_us) for i in found] == [
        (True, "while office hours open", 2 * HOUR),
        (False, "paused: waiting for customer", 0),
        (True, "office hours open", 30 * MINUTE),
        (False, "resolved, waiting for reopening", 0),
        (True, "office hours open", 10 * MINUTE),
    ]
    (night,) = told(P, event("20:00", "opened"), as_of="22:00", brief=True)
    assert (night.counted, night.why) == (False, "closed: office hours")


def test_a_calendar_that_never_closes() -> None:
    given = policy(calendar="always")
    (only,) = told(given, event("2026-03-06 09:00", "opened"), event("2026-03-09 09:00", "resolved"))
    assert (only.counted, only.why, only.counted_us) == (True, "always open", 72 * HOUR)


def test_a_verdict_that_was_not_reckoned_has_none() -> None:
    assert told(P, event("2025-06-02 09:00", "opened")) == ()
