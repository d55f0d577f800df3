"""Fields that change: which values count, and what a breach keeps. Target 4 h from 09:00, so 13:00."""

from datetime import date

from sladsl.policy.conditions import IsOneOf
from sladsl.policy.model import EndOf
from sladsl.policy.values import Text
from tests.unit.evaluate.policies import HOUR, at, event, policy, result, share, verdict, verdicts, warn

P1 = IsOneOf("priority", (Text("P1"),))
CURRENT = policy(where=P1)
OPENING = policy(where=P1, fields="opening")
OPENED_P1 = event("09:00", "opened", priority="P1")
OPENED_P2 = event("09:00", "opened", priority="P2")


def test_no_row_where_the_clause_does_not_apply() -> None:
    assert verdicts(CURRENT, OPENED_P2, event("16:00", "resolved")) == ()


def test_unknown_with_its_reason() -> None:
    v = verdict(CURRENT, event("09:00", "opened"), event("10:00", "resolved"))
    assert (v.status, v.reason, v.elapsed_us, v.target_us) == (
        "unknown",
        "priority is not stated",
        HOUR,
        None,
    )
    assert (v.due, v.decided_at) == (None, None)
    v = verdict(CURRENT, event("09:00", "opened", priority="P9"), as_of="16:00")
    assert (v.status, v.reason) == ("unknown", "priority `P9` is not one of P1, P2, P3")


def test_the_target_found_later_applies_from_the_original_start() -> None:
    v = verdict(CURRENT, OPENED_P2, event("11:00", "updated", priority="P1"), event("12:00", "resolved"))
    assert (v.status, v.started, v.elapsed_us, v.due) == ("met", at("09:00"), 3 * HOUR, at("13:00"))


def test_a_breach_that_only_an_event_brings_falls_on_that_event() -> None:
    v = verdict(CURRENT, OPENED_P2, event("15:00", "updated", priority="P1"))
    assert (v.status, v.due, v.breach_at, v.decided_at) == ("breached", at("13:00"), at("15:00"), at("15:00"))
    v = verdict(CURRENT, OPENED_P2, event("15:00", "resolved", priority="P1"))
    assert (v.status, v.decided_at, v.stopped) == ("breached", at("15:00"), at("15:00"))


def test_the_value_at_the_stop_decides() -> None:
    assert verdicts(CURRENT, OPENED_P1, event("12:00", "resolved", priority="P2")) == ()
    v = verdict(CURRENT, OPENED_P1, event("12:00", "resolved"), event("14:00", "updated", priority="P2"))
    assert (v.status, v.decided_at) == ("met", at("12:00"))


def test_a_breach_that_happened_stays_one() -> None:
    v = verdict(CURRENT, OPENED_P1, event("14:00", "updated", priority="P2"), event("15:00", "resolved"))
    assert (v.status, v.breach_at, v.elapsed_us, v.stopped) == (
        "breached",
        at("13:00"),
        6 * HOUR,
        at("15:00"),
    )
    in_time = event("13:00", "updated", priority="P2")
    assert verdicts(CURRENT, OPENED_P1, in_time, event("15:00", "resolved")) == ()


def test_a_breached_case_keeps_the_group_it_was_breached_in() -> None:
    given = policy(share=share(90, group=("site",)))
    v = verdict(
        given,
        event("09:00", "opened", site="Athens"),
        event("12:00", "updated", site="Volos"),
        event("14:00", "updated", site="Patra"),
    )
    assert (v.status, v.group) == ("breached", (("site", "Volos"),))
    assert verdict(given, event("09:00", "opened")).group == (("site", "(not stated)"),)


def test_changes_while_stopped_count_from_the_reopening() -> None:
    events = [OPENED_P1, event("12:00", "resolved"), event("14:00", "updated", priority="P2")]
    assert verdict(CURRENT, *events).status == "met"
    assert verdicts(CURRENT, *events, event("15:00", "reopened")) == ()
    back = event("15:30", "updated", priority="P1")
    v = verdict(CURRENT, *events, event("15:00", "reopened"), back, as_of="15:40")
    assert (v.status, v.elapsed_us, v.due) == ("running", 3 * HOUR + 40 * HOUR // 60, at("16:00"))


def test_as_opened_sees_the_values_of_the_start() -> None:
    assert verdicts(OPENING, OPENED_P2, event("09:01", "updated", priority="P1"), as_of="16:00") == ()
    v = verdict(OPENING, OPENED_P1, event("09:01", "updated", priority="P2"), as_of="16:00")
    assert (v.status, v.decided_at) == ("breached", at("13:00"))
    v = verdict(OPENING, event("09:00", "opened"), event("09:01", "updated", priority="P1"))
    assert (v.status, v.reason) == ("unknown", "priority is not stated")


def test_all_values_of_an_instant_count_at_that_instant() -> None:
    later_in_order = event("09:00", "updated", order=7, priority="P1")
    v = verdict(OPENING, event("09:00", "opened", order=3, priority="P2"), later_in_order, as_of="10:00")
    assert v.status == "running"
    earlier_in_order = event("09:00", "updated", order=1, priority="P1")
    assert verdicts(OPENING, event("09:00", "opened", order=3, priority="P2"), earlier_in_order) == ()


def test_values_before_the_start_are_known() -> None:
    assert (
        verdict(OPENING, event("08:00", "updated", priority="P1"), event("09:00", "opened")).status
        == "running"
    )


def test_a_field_that_names_the_deadline() -> None:
    given = policy(deadline=EndOf("last day"))
    missing = verdict(given, event("09:00", "opened"), as_of="12:00")
    assert (missing.status, missing.reason, missing.target_us) == ("unknown", "last day is not stated", None)
    v = verdict(given, event("09:00", "opened", last_day=date(2026, 3, 3)), as_of="12:00")
    assert (v.status, v.due, v.target_us) == ("running", at("2026-03-03 17:00"), 17 * HOUR)
    wrong = verdict(given, event("09:00", "opened", last_day="soon"))
    assert (wrong.status, wrong.reason) == ("unknown", "last day `soon` is not a date")


def test_a_deadline_moved_into_the_past_is_breached_by_that_event() -> None:
    given = policy(deadline=EndOf("last day"), warnings=(warn(50),))
    v = verdict(
        given,
        event("09:00", "opened", last_day=date(2026, 3, 5)),
        event("2026-03-03 10:00", "updated", last_day=date(2026, 3, 2)),
    )
    # from 09:00 eight hours were left on Monday; those and two on Tuesday are used
    assert (v.status, v.target_us, v.elapsed_us) == ("breached", 8 * HOUR, 10 * HOUR)
    assert (v.due, v.breach_at) == (at("17:00"), at("2026-03-03 10:00"))
    assert v.warned == ()


def test_a_warning_falls_due_no_earlier_than_the_target_it_warns_of() -> None:
    given = policy(where=P1, warnings=(warn(50),))
    v = verdict(given, OPENED_P2, event("12:00", "updated", priority="P1"))
    assert (v.status, v.warned) == ("at risk", (("manager", at("12:00")),))


def test_unknown_kinds_are_reported_and_nothing_is_lost() -> None:
    given = result(CURRENT, OPENED_P1, event("09:30", "sneezed"), OPENED_P1)
    assert given.unknown_kinds == (("sneezed", 1),)
    assert (given.events.read, given.events.used, given.events.duplicate, given.events.unknown) == (
        3,
        1,
        1,
        1,
    )
    assert given.as_of == at("09:00")
