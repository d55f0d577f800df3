"""What a clause says of one case: elapsed, due, breach, pauses, reopening. Monday 2026-03-02, hours 08-17, target 4 h."""

import pytest

from sladsl.evaluate.verdicts import Segment
from tests.unit.evaluate.policies import HOUR, MINUTE, at, event, policy, verdict, verdicts, warn

P = policy()
OPENED = event("09:00", "opened")


def test_met_at_its_stop() -> None:
    v = verdict(P, OPENED, event("12:00", "resolved"))
    assert (v.agreement, v.clause, v.case, v.cycle) == ("ACME", "RESOLUTION", "INC-1", 1)
    assert (v.status, v.reason, v.decided_at) == ("met", "", at("12:00"))
    assert (v.started, v.due, v.breach_at, v.stopped) == (at("09:00"), at("13:00"), at("13:00"), at("12:00"))
    assert (v.elapsed_us, v.paused_us, v.target_us, v.margin_us) == (3 * HOUR, 0, 4 * HOUR, HOUR)
    assert v.segments == (
        Segment(at("09:00"), at("12:00"), "counted", (), ("INC-1 09:00 opened", "INC-1 12:00 resolved")),
    )


def test_equality_meets_and_a_microsecond_more_does_not() -> None:
    assert verdict(P, OPENED, event("13:00", "resolved")).status == "met"
    v = verdict(P, OPENED, event("13:00:00.000001", "resolved"))
    assert (v.status, v.decided_at, v.breach_at) == ("breached", at("13:00"), at("13:00"))
    assert v.elapsed_us == 4 * HOUR + 1


def test_over_a_weekend() -> None:
    v = verdict(P, event("2026-03-06 16:00", "opened"), event("2026-03-09 10:00", "resolved"))
    assert (v.status, v.elapsed_us, v.due) == ("met", 3 * HOUR, at("2026-03-09 11:00"))


def test_used_up_at_closing_is_due_at_closing_and_breached_after_the_next_opening() -> None:
    opened = event("13:00", "opened")
    v = verdict(P, opened, as_of="2026-03-02 20:00")
    assert (v.status, v.elapsed_us) == ("running", 4 * HOUR)
    assert (v.due, v.breach_at) == (at("17:00"), at("2026-03-03 08:00"))
    assert verdict(P, opened, event("2026-03-03 08:00", "resolved")).status == "met"
    v = verdict(P, opened, event("2026-03-03 08:01", "resolved"))
    assert (v.status, v.decided_at, v.elapsed_us) == ("breached", at("2026-03-03 08:00"), 4 * HOUR + MINUTE)


def test_started_in_a_closed_hour() -> None:
    v = verdict(P, event("2026-03-01 22:00", "opened"), event("08:30", "resolved"))
    assert (v.started, v.elapsed_us, v.due) == (at("2026-03-01 22:00"), 30 * MINUTE, at("12:00"))


def test_running_as_of() -> None:
    v = verdict(P, OPENED, as_of="11:00")
    assert (v.status, v.elapsed_us, v.stopped, v.decided_at) == ("running", 2 * HOUR, None, None)
    assert (v.due, v.breach_at) == (at("13:00"), at("13:00"))
    assert v.segments == (Segment(at("09:00"), None, "counted", (), ("INC-1 09:00 opened",)),)


def test_breached_while_running() -> None:
    assert verdict(P, OPENED, as_of="13:00").status == "running"
    v = verdict(P, OPENED, as_of="13:01")
    assert (v.status, v.decided_at, v.elapsed_us, v.stopped) == (
        "breached",
        at("13:00"),
        4 * HOUR + MINUTE,
        None,
    )


def test_only_the_first_start_and_the_first_stop_count() -> None:
    v = verdict(
        P,
        OPENED,
        event("09:30", "opened"),
        event("12:00", "resolved"),
        event("12:30", "opened"),
        event("16:00", "resolved"),
    )
    assert (v.cycle, v.started, v.stopped, v.elapsed_us) == (1, at("09:00"), at("12:00"), 3 * HOUR)


def test_no_row_without_a_start() -> None:
    assert verdicts(P, event("09:00", "held"), event("10:00", "resolved"), event("11:00", "reopened")) == ()


def test_a_pause_does_not_count_and_pushes_due_on() -> None:
    v = verdict(P, OPENED, event("10:00", "held"), event("11:30", "released"), event("14:00", "resolved"))
    assert (v.status, v.elapsed_us, v.paused_us) == ("met", 3 * HOUR + 30 * MINUTE, 90 * MINUTE)
    assert (v.due, v.breach_at) == (at("14:30"), at("14:30"))
    assert [(s.kind, s.states) for s in v.segments] == [
        ("counted", ()),
        ("paused", ("waiting for customer",)),
        ("counted", ()),
    ]


def test_paused_time_is_open_time() -> None:
    v = verdict(P, event("16:00", "opened"), event("16:30", "held"), event("2026-03-03 09:00", "released"))
    assert (v.elapsed_us, v.paused_us) == (30 * MINUTE, 30 * MINUTE + HOUR)
    assert v.due == at("2026-03-03 12:30")


def test_overlapping_pauses_count_once() -> None:
    v = verdict(
        P,
        OPENED,
        event("10:00", "held"),
        event("10:30", "parked"),
        event("11:00", "released"),
        event("12:00", "unparked"),
        event("13:00", "resolved"),
    )
    assert (v.elapsed_us, v.paused_us) == (2 * HOUR, 2 * HOUR)
    assert [s.states for s in v.segments] == [
        (),
        ("waiting for customer",),
        ("waiting for customer", "parked"),
        ("parked",),
        (),
    ]


def test_a_state_that_the_clause_does_not_name_does_not_pause() -> None:
    given = policy(pauses=("waiting for customer",))
    assert verdict(given, OPENED, event("10:00", "parked"), event("11:00", "resolved")).elapsed_us == 2 * HOUR


def test_a_pause_over_before_the_start_has_no_effect() -> None:
    v = verdict(P, event("08:00", "held"), event("08:30", "released"), OPENED, event("10:00", "resolved"))
    assert (v.elapsed_us, v.paused_us) == (HOUR, 0)


def test_a_pause_still_on_at_the_start_pauses_from_there() -> None:
    v = verdict(P, event("08:00", "held"), OPENED, event("10:00", "released"), event("11:00", "resolved"))
    assert (v.elapsed_us, v.paused_us, v.due) == (HOUR, HOUR, at("14:00"))


def test_a_pause_still_open_at_the_stop_ends_there() -> None:
    v = verdict(P, OPENED, event("10:00", "held"), event("12:00", "resolved"))
    assert (v.elapsed_us, v.paused_us) == (HOUR, 2 * HOUR)
    # had the clock gone on from its stop, three hours would have been left
    assert (v.due, v.breach_at) == (at("15:00"), at("15:00"))


def test_a_pause_still_open_as_of_now_is_treated_as_ending_now() -> None:
    v = verdict(P, OPENED, event("10:00", "held"), as_of="12:00")
    assert (v.status, v.elapsed_us, v.paused_us, v.due) == ("running", HOUR, 2 * HOUR, at("15:00"))


def test_reopening_continues_the_same_clock() -> None:
    events = [OPENED, event("11:00", "resolved"), event("14:00", "reopened")]
    v = verdict(P, *events, as_of="15:00")
    assert (v.status, v.cycle, v.elapsed_us, v.stopped, v.decided_at) == ("running", 1, 3 * HOUR, None, None)
    assert v.due == at("16:00")
    assert [s.kind for s in v.segments] == ["counted", "stopped", "counted"]
    v = verdict(P, *events, event("15:30", "resolved"))
    assert (v.status, v.elapsed_us, v.decided_at) == ("met", 3 * HOUR + 30 * MINUTE, at("15:30"))
    assert verdict(P, *events, as_of="16:01").decided_at == at("16:00")


def test_an_allowance_used_up_at_the_stop_is_breached_by_the_reopening() -> None:
    v = verdict(P, OPENED, event("13:00", "resolved"), event("15:00", "reopened"), as_of="15:10")
    assert (v.status, v.due, v.breach_at, v.elapsed_us) == (
        "breached",
        at("13:00"),
        at("15:00"),
        4 * HOUR + 10 * MINUTE,
    )


def test_a_state_that_still_holds_at_the_reopening_pauses_again() -> None:
    v = verdict(
        P,
        OPENED,
        event("10:00", "held"),
        event("11:00", "resolved"),
        event("13:00", "reopened"),
        as_of="14:00",
    )
    assert (v.elapsed_us, v.paused_us) == (HOUR, 2 * HOUR)


@pytest.mark.parametrize("order", [0, 9])
def test_events_of_one_instant(order: int) -> None:
    """A stop comes before a reopening, and a pause's begin before its end, whatever their source order."""
    stop_first = verdict(
        P, OPENED, event("11:00", "reopened", order=order), event("11:00", "resolved", order=5)
    )
    assert (stop_first.status, stop_first.stopped) == ("running", None)
    both = verdict(
        P,
        OPENED,
        event("10:00", "released", order=order),
        event("10:00", "held", order=5),
        event("11:00", "resolved"),
    )
    assert (both.elapsed_us, both.paused_us) == (2 * HOUR, 0)
    # the first start comes before everything else: opened and resolved in one minute of a log is resolved
    at_once = verdict(
        P, event("09:00", "resolved", order=order), event("09:00", "opened", order=5), as_of="10:00"
    )
    assert (at_once.status, at_once.elapsed_us) == ("met", 0)


def test_source_order_decides_between_stop_and_void() -> None:
    stop_then_void = verdict(
        P, OPENED, event("10:00", "resolved", order=1), event("10:00", "cancelled", order=2)
    )
    assert (stop_then_void.status, stop_then_void.stopped) == ("void", at("10:00"))


def test_warnings() -> None:
    given = policy(warnings=(warn(75), warn(50, "owner")))
    assert verdict(given, OPENED, as_of="10:59").status == "running"
    v = verdict(given, OPENED, as_of="11:00")
    assert (v.status, v.warned) == ("at risk", (("owner", at("11:00")),))
    v = verdict(given, OPENED, as_of="12:30")
    assert (v.status, v.warned) == ("at risk", (("manager", at("12:00")), ("owner", at("11:00"))))
    assert verdict(given, OPENED, event("12:00", "resolved")).warned == (("owner", at("11:00")),)
    assert verdict(given, OPENED, as_of="16:00").warned == v.warned
    assert verdict(policy(), OPENED, as_of="12:59").status == "running"


def test_a_case_is_judged_by_itself_and_rows_come_in_natural_order() -> None:
    rows = verdicts(
        P,
        event("09:00", "opened", "INC-10"),
        event("09:00", "opened", "INC-2"),
        event("09:00", "opened", "INC-02"),
        event("10:00", "resolved", "INC-10"),
    )
    assert [(v.case, v.status) for v in rows] == [
        ("INC-02", "running"),
        ("INC-2", "running"),
        ("INC-10", "met"),
    ]


def test_events_later_than_as_of_are_not_seen() -> None:
    v = verdict(P, OPENED, event("12:00", "resolved"), as_of="11:00")
    assert (v.status, v.elapsed_us) == ("running", 2 * HOUR)
    assert verdicts(P, OPENED, as_of="08:59") == ()
