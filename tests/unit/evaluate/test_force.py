"""What ends a verdict or keeps one from being given: void, restart, the agreement's term, an unknown calendar."""

from datetime import date

from attrs import evolve

from sladsl.evaluate.verdicts import Segment
from sladsl.policy.conditions import IsOneOf
from sladsl.policy.model import CalendarUnits, Transition, Within, WorkingDays
from sladsl.policy.values import Text
from sladsl.worktime.rules import Weekly
from tests.unit.evaluate.policies import (
    HOUR,
    OFFICE,
    RESOLUTION,
    WEEK,
    at,
    event,
    policy,
    result,
    verdict,
    verdicts,
)

P = policy()
OPENED = event("09:00", "opened")
REOPEN_WITHIN_A_DAY = Transition("reopened", "continue", Within(9 * HOUR))


def bounded(bound: Transition) -> object:
    others = tuple(t for t in RESOLUTION.transitions if t.event != "reopened")
    return evolve(RESOLUTION, transitions=(*others, bound))


def rows(*events: object, **options: object) -> list[tuple[int, str, str]]:
    return [(v.cycle, v.status, v.reason) for v in verdicts(P, *events, **options)]  # type: ignore[arg-type]


def test_void_lifts_a_verdict_and_names_the_event() -> None:
    for before in ((), (event("10:00", "resolved"),), (event("16:00", "resolved"),)):
        v = verdict(P, OPENED, *before, event("16:30", "cancelled"), as_of="2026-03-05 00:00")
        assert (v.status, v.reason, v.decided_at) == ("void", "void by `cancelled`", None)
    v = verdict(P, OPENED, event("11:00", "cancelled"), event("12:00", "opened"), as_of="2026-03-05 00:00")
    assert (v.status, v.elapsed_us) == ("void", 2 * HOUR)
    assert v.segments[0].end == at("11:00")


def test_void_before_the_start_leaves_nothing() -> None:
    assert verdicts(P, event("08:00", "cancelled"), OPENED) == ()


def test_void_gives_no_row_where_the_clause_does_not_apply() -> None:
    given = policy(where=IsOneOf("priority", (Text("P1"),)))
    assert verdicts(given, event("09:00", "opened", priority="P2"), event("10:00", "cancelled")) == ()


def test_restart_replaces_an_undecided_cycle() -> None:
    events = [OPENED, event("11:00", "resubmitted")]
    assert rows(*events, event("12:00", "resolved")) == [
        (1, "void", "restarted by `resubmitted`"),
        (2, "met", ""),
    ]
    first, second = verdicts(P, *events, as_of="12:00")
    assert (first.elapsed_us, first.segments[0].end) == (2 * HOUR, at("11:00"))
    assert (second.started, second.elapsed_us, second.due) == (at("11:00"), HOUR, at("15:00"))


def test_restart_leaves_a_decided_cycle() -> None:
    assert rows(OPENED, event("10:00", "resolved"), event("11:00", "resubmitted")) == [
        (1, "met", ""),
        (2, "running", ""),
    ]
    first, second = verdicts(P, OPENED, event("14:00", "resubmitted"), as_of="15:00")
    assert (first.status, first.decided_at, first.elapsed_us) == ("breached", at("13:00"), 5 * HOUR)
    assert (second.status, second.elapsed_us) == ("running", HOUR)


def test_a_restart_starts_and_leaves_void() -> None:
    assert rows(event("09:00", "resubmitted"), event("10:00", "resolved")) == [(1, "met", "")]
    assert rows(OPENED, event("10:00", "cancelled"), event("11:00", "resubmitted")) == [
        (1, "void", "void by `cancelled`"),
        (2, "running", ""),
    ]


def test_void_ends_the_cycle_at_hand_alone() -> None:
    assert rows(
        OPENED, event("10:00", "resolved"), event("11:00", "resubmitted"), event("12:00", "cancelled")
    ) == [
        (1, "met", ""),
        (2, "void", "void by `cancelled`"),
    ]


def test_one_event_that_stops_and_restarts() -> None:
    beat = evolve(
        RESOLUTION,
        transitions=(
            Transition("opened", "start"),
            Transition("responded", "restart"),
            Transition("responded", "stop"),
        ),
    )
    found = verdicts(policy(clock=beat), OPENED, event("11:00", "responded"), event("16:00", "responded"))
    assert [(v.cycle, v.status, v.elapsed_us) for v in found] == [
        (1, "met", 2 * HOUR),
        (2, "breached", 5 * HOUR),
        (3, "running", 0),
    ]


def test_reopening_within_its_bound_continues_and_later_begins_anew() -> None:
    given = policy(clock=bounded(REOPEN_WITHIN_A_DAY))
    stopped = event("10:00", "resolved")
    v = verdict(
        given, OPENED, stopped, event("2026-03-03 10:00", "reopened")
    )  # 7 h + 2 h: equality is within
    assert (v.cycle, v.status, v.elapsed_us) == (1, "running", HOUR)
    first, second = verdicts(
        given, OPENED, stopped, event("2026-03-03 10:01", "reopened"), as_of="2026-03-03 12:00"
    )
    assert (first.cycle, first.status, first.decided_at) == (1, "met", at("10:00"))
    assert (second.cycle, second.started, second.status) == (2, at("2026-03-03 10:01"), "running")


def test_other_bounds_of_a_reopening() -> None:
    in_days = policy(clock=bounded(Transition("reopened", "continue", WorkingDays(1))))
    stopped = event("10:00", "resolved")
    assert len(verdicts(in_days, OPENED, stopped, event("2026-03-03 17:00", "reopened"))) == 1
    assert len(verdicts(in_days, OPENED, stopped, event("2026-03-04 08:01", "reopened"))) == 2
    in_weeks = policy(clock=bounded(Transition("reopened", "continue", CalendarUnits(0, 7))))
    assert len(verdicts(in_weeks, OPENED, stopped, event("2026-03-09 10:00", "reopened"))) == 1
    assert len(verdicts(in_weeks, OPENED, stopped, event("2026-03-09 10:00:01", "reopened"))) == 2


def test_started_before_the_agreement_was_in_force() -> None:
    v = verdict(P, event("2025-12-31 23:59", "opened"), event("2026-01-02 10:00", "resolved"))
    assert (v.status, v.reason) == ("void", "opened before ACME was in force (2026-01-01)")
    assert (v.elapsed_us, v.segments, v.started) == (0, (), at("2025-12-31 23:59"))
    assert verdict(P, event("2026-01-01 00:00", "opened"), as_of="2026-01-01 12:00").status == "running"


def test_monitoring_stops_where_the_agreement_ends() -> None:
    ended = policy(agreement={"ends": at("12:00")})
    v = verdict(ended, OPENED, event("15:00", "resolved"), as_of="2026-03-05 00:00")
    assert (v.status, v.elapsed_us, v.stopped) == ("running", 3 * HOUR, None)
    assert v.segments == (Segment(at("09:00"), at("12:00"), "counted", (), ("INC-1 09:00 opened",)),)
    assert verdict(ended, OPENED, event("12:00", "resolved")).status == "met"
    for late in ("12:00", "16:00"):
        v = verdict(ended, event(late, "opened"), as_of="2026-03-05 00:00")
        assert (v.status, v.reason) == ("void", "opened after ACME had ended (2026-03-02)")


def test_days_a_calendar_does_not_know_are_unknown() -> None:
    known = Weekly("UTC", WEEK, (), known_from=date(2026, 1, 1), known_until=date(2026, 12, 31))
    given = policy(office=known)
    v = verdict(given, event("2027-01-04 09:00", "opened"), as_of="2027-01-05 09:00")
    assert (v.status, v.elapsed_us, v.segments) == ("unknown", 0, ())
    assert v.reason == "calendar `office hours`: its holidays are known only from 2026-01-01 to 2026-12-31"


def test_a_breach_within_the_known_days_stays_one() -> None:
    known = Weekly("UTC", WEEK, (), known_from=date(2026, 1, 1), known_until=date(2026, 12, 31))
    opened = event("2026-12-31 09:00", "opened")
    v = verdict(policy(office=known), opened, as_of="2027-01-20 09:00")
    assert (v.status, v.decided_at, v.elapsed_us) == ("breached", at("2026-12-31 13:00"), 8 * HOUR)
    assert v.reason == "counted up to 2026-12-31, the last day its calendar knows"
    v = verdict(policy(office=known), opened, event("2027-01-20 08:00", "resolved"))
    assert (v.status, v.stopped) == ("breached", at("2027-01-20 08:00"))
    v = verdict(policy(office=known), event("2026-12-31 15:00", "opened"), as_of="2027-01-20 09:00")
    assert v.status == "unknown"


def test_a_due_time_past_the_known_days_leaves_the_verdict() -> None:
    known = Weekly("UTC", WEEK, (), known_from=date(2026, 1, 1), known_until=date(2026, 12, 31))
    v = verdict(
        policy(office=known), event("2026-12-31 15:00", "opened"), event("2026-12-31 16:00", "resolved")
    )
    assert (v.status, v.elapsed_us, v.due) == ("met", HOUR, None)
    assert v.reason.startswith("the due time is not known: ")


def test_a_calendar_that_never_opens_is_unknown() -> None:
    never = Weekly("UTC", ((),) * 7)
    v = verdict(policy(office=never, deadline=WorkingDays(2)), OPENED, as_of="2026-03-20 09:00")
    assert (v.status, v.target_us) == ("unknown", None)
    assert v.reason


def test_deadlines_in_days() -> None:
    two = verdict(policy(deadline=WorkingDays(2)), OPENED)
    assert (two.due, two.target_us) == (at("2026-03-04 17:00"), 26 * HOUR)
    month = policy(deadline=CalendarUnits(1, 0), calendar="always")
    v = verdict(month, event("2026-01-31 10:00", "opened"))
    assert v.due == at("2026-02-28 10:00")
    paused = verdict(
        policy(deadline=WorkingDays(2)), OPENED, event("10:00", "held"), event("12:00", "released")
    )
    assert paused.due == at("2026-03-05 10:00")


def test_no_events_at_all() -> None:
    given = result(P)
    assert (given.as_of, given.cases, given.windows) == (at("2026-01-01 00:00"), (), ())
    assert OFFICE.known_until is None
