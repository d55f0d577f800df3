"""Shares of cases in windows. Cases are opened at 09:00 with 4 h to go, by calendar month of 2026."""

from fractions import Fraction

import pytest

from sladsl.evaluate import Event, TooManyWindows, WindowVerdict
from sladsl.policy.conditions import IsKnown, IsOneOf, Not
from sladsl.policy.model import Share, Window
from sladsl.policy.values import Text
from tests.unit.evaluate.policies import at, event, policy, result, share, warn


def met(case: str, day: str, **fields: object) -> list[Event]:
    return [event(f"{day} 09:00", "opened", case, **fields), event(f"{day} 10:00", "resolved", case)]


def missed(case: str, day: str, **fields: object) -> list[Event]:
    return [event(f"{day} 09:00", "opened", case, **fields), event(f"{day} 16:00", "resolved", case)]


def windows(given: object, *events: Event, as_of: str) -> tuple[WindowVerdict, ...]:
    return result(given, *events, as_of=as_of).windows  # type: ignore[arg-type]


def rows(given: object, *events: Event, as_of: str) -> list[tuple[str, int, int, int, int]]:
    return [(w.status, w.met, w.breached, w.unknown, w.open) for w in windows(given, *events, as_of=as_of)]


P75 = policy(share=share(75))


def test_a_share_is_compared_exactly() -> None:
    three = [e for n in range(3) for e in met(f"INC-{n}", "2026-03-02")]
    fourth = missed("INC-9", "2026-03-03")
    (march,) = windows(P75, *three, *fourth, as_of="2026-04-01 00:00")[:1]
    assert (march.begin, march.end) == (at("2026-03-01 00:00"), at("2026-04-01 00:00"))
    assert (march.status, march.met, march.breached, march.value) == ("met", 3, 1, Fraction(3, 4))
    (march,) = windows(policy(share=share(76)), *three, *fourth, as_of="2026-04-01 00:00")[:1]
    assert (march.status, march.target) == ("breached", Fraction(76, 100))


def test_95_percent_of_7_needs_7() -> None:
    cases = [e for n in range(6) for e in met(f"INC-{n}", "2026-03-02")]
    assert rows(policy(share=share(95)), *cases, *missed("INC-7", "2026-03-02"), as_of="2026-04-01 00:00")[
        0
    ] == (
        "breached",
        6,
        1,
        0,
        0,
    )


def test_windows_without_cases_have_no_data() -> None:
    found = rows(P75, *met("INC-1", "2026-01-05"), *met("INC-2", "2026-03-02"), as_of="2026-04-01 00:00")
    assert found == [
        ("met", 1, 0, 0, 0),
        ("no data", 0, 0, 0, 0),
        ("met", 1, 0, 0, 0),
        ("pending", 0, 0, 0, 0),
    ]
    assert windows(P75, *met("INC-1", "2026-01-05"), as_of="2026-02-02 00:00")[1].value is None


def test_a_window_that_is_not_over() -> None:
    good, bad = met("INC-1", "2026-03-02"), missed("INC-2", "2026-03-03")
    assert rows(P75, *good, as_of="2026-03-31 23:59") == [("pending", 1, 0, 0, 0)]
    assert rows(P75, *good, *bad, as_of="2026-03-31 23:59") == [("at risk", 1, 1, 0, 0)]
    warned = policy(share=share(75), warnings=(warn(50),))
    opened = event("2026-03-04 09:00", "opened", "INC-3")
    assert rows(warned, *good, opened, as_of="2026-03-04 10:59") == [("pending", 1, 0, 0, 1)]
    assert rows(warned, *good, opened, as_of="2026-03-04 11:00") == [("at risk", 1, 0, 0, 1)]


def test_an_unclosed_case_cannot_hide_a_breach() -> None:
    forgotten = event("2026-03-02 09:00", "opened")
    assert rows(P75, forgotten, as_of="2026-04-01 00:00")[0] == ("breached", 0, 1, 0, 0)


def test_a_case_counts_in_the_window_of_its_decision() -> None:
    over_the_month = [event("2026-03-31 16:00", "opened"), event("2026-04-01 09:00", "resolved")]
    assert [(m, b) for _, m, b, _, _ in rows(P75, *over_the_month, as_of="2026-05-01 00:00")] == [
        (0, 0),
        (1, 0),
        (0, 0),
    ]
    by_opening = policy(share=share(75, by="opening"))
    assert [(m, b) for _, m, b, _, _ in rows(by_opening, *over_the_month, as_of="2026-05-01 00:00")] == [
        (1, 0),
        (0, 0),
        (0, 0),
    ]


def test_reopened_and_breached_it_leaves_the_earlier_window() -> None:
    events = met("INC-1", "2026-01-05")
    assert rows(P75, *events, as_of="2026-02-02 00:00")[0] == ("met", 1, 0, 0, 0)
    reopened = event("2026-02-02 09:00", "reopened")
    assert rows(P75, *events, reopened, as_of="2026-02-03 00:00") == [
        ("no data", 0, 0, 0, 0),
        ("at risk", 0, 1, 0, 0),
    ]


def test_by_opening_an_open_case_keeps_its_window_pending() -> None:
    given = policy(share=share(75, by="opening"))
    late = event("2026-03-31 16:00", "opened", "INC-2")
    assert rows(given, *met("INC-1", "2026-03-02"), late, as_of="2026-04-01 08:00") == [
        ("pending", 1, 0, 0, 1),
        ("pending", 0, 0, 0, 1),
    ]
    # by decision the same window is over, and the case will count in April
    assert rows(P75, *met("INC-1", "2026-03-02"), late, as_of="2026-04-01 08:00")[0] == ("met", 1, 0, 0, 1)


def test_unknown_cases_leave_the_window_unknown_only_if_they_could_turn_it() -> None:
    given = policy(where=IsOneOf("priority", (Text("P1"),)), share=share(75))
    known = [e for n in range(3) for e in met(f"INC-{n}", "2026-03-02", priority="P1")]
    one = met("INC-8", "2026-03-02")
    two = met("INC-9", "2026-03-02")
    assert rows(given, *known, *one, as_of="2026-04-01 00:00")[0] == ("met", 3, 0, 1, 0)
    assert rows(given, *known, *one, *two, as_of="2026-04-01 00:00")[0] == ("unknown", 3, 0, 2, 0)
    assert rows(given, *one, as_of="2026-04-01 00:00")[0] == ("unknown", 0, 0, 1, 0)


def test_where_unknown_cases_count() -> None:
    def months(by: str) -> list[int]:
        given = policy(where=IsOneOf("priority", (Text("P1"),)), share=share(75, by=by))
        events = [
            event("2026-01-30 09:00", "opened", "INC-1"),
            event("2026-02-02 09:00", "resolved", "INC-1"),
            event("2026-01-30 09:00", "opened", "INC-2"),
            event("2026-03-02 09:00", "updated", "INC-2"),
        ]
        return [w.unknown for w in windows(given, *events, as_of="2026-04-01 00:00")]

    assert months("decision") == [0, 1, 1, 0]  # the stop of one, the last event of the other
    assert months("opening") == [2, 0, 0, 0]


def test_void_cases_do_not_count() -> None:
    cancelled = [*missed("INC-1", "2026-03-02"), event("2026-03-03 09:00", "cancelled")]
    assert rows(P75, *cancelled, as_of="2026-04-01 00:00")[0] == ("no data", 0, 0, 0, 0)


def test_every_group_has_a_row_in_every_window() -> None:
    given = policy(share=share(75, group=("site", "priority")))
    events = [
        *met("INC-1", "2026-02-02", site="Volos", priority="P1"),
        *missed("INC-2", "2026-03-02", site="Athens"),
    ]
    found = [(w.begin, w.group, w.status) for w in windows(given, *events, as_of="2026-04-01 00:00")[:4]]
    athens = (("site", "Athens"), ("priority", "(not stated)"))
    volos = (("site", "Volos"), ("priority", "P1"))
    february, march = at("2026-02-01 00:00"), at("2026-03-01 00:00")
    assert found == [
        (february, athens, "no data"),
        (february, volos, "met"),
        (march, athens, "breached"),
        (march, volos, "no data"),
    ]


def test_windows_start_with_the_agreement_or_the_first_event_of_the_subject() -> None:
    early = event("2025-06-02 09:00", "updated", "INC-0")
    found = windows(P75, early, *met("INC-1", "2026-02-02"), as_of="2026-02-03 00:00")
    assert [w.begin for w in found] == [at("2026-01-01 00:00"), at("2026-02-01 00:00")]
    nothing_matches = policy(where=Not(IsKnown("site")), share=share(75))
    assert rows(nothing_matches, *met("INC-1", "2026-02-02", site="Volos"), as_of="2026-03-01 00:00")[0] == (
        "no data",
        0,
        0,
        0,
        0,
    )
    assert windows(P75, as_of="2026-03-01 00:00") == ()


def test_a_decision_at_the_very_end_of_the_agreement_counts_in_its_last_window() -> None:
    given = policy(share=share(75), agreement={"ends": at("2026-03-02 10:00")})
    (march,) = windows(given, *met("INC-1", "2026-03-02"), as_of="2026-06-01 00:00")
    assert (march.status, march.end, march.met) == ("met", at("2026-03-02 10:00"), 1)


def test_rolling_windows_each_count_the_case() -> None:
    given = policy(share=Share(Fraction(3, 4), Window("rolling", "day", 3), (), "decision"))
    found = windows(given, *met("INC-1", "2026-03-02"), as_of="2026-03-06 00:00")
    assert [(w.met, w.status) for w in found] == [
        (1, "met"),
        (1, "met"),
        (1, "met"),
        (0, "no data"),
        (0, "pending"),
    ]


def test_too_many_groups_are_refused_in_words() -> None:
    given = policy(share=share(75, unit="day", group=("site",)))
    events = [e for n in range(400) for e in met(f"INC-{n}", "2026-01-05", site=f"S{n}")]
    with pytest.raises(TooManyWindows, match=r"`RESOLUTION` would have 400 groups in 2\d\d windows"):
        windows(given, *events, as_of="2026-09-30 00:00")
