"""Episodes, statistics, counts and runs of windows, by numbers worked out by hand."""

from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from sladsl.evaluate import Event, WindowVerdict
from sladsl.evaluate.samples import Sample, value_of
from sladsl.policy.conditions import IsKnown, IsOneOf
from sladsl.policy.measures import CaseCount, CaseShare, Episodes, InARow
from sladsl.policy.model import Policy, Window
from sladsl.policy.states import EventCount, FieldRatio, FieldValue
from sladsl.policy.values import Text
from tests.unit.evaluate.measured import (
    CLAUSE,
    DOWN,
    WORK,
    happened,
    outage,
    promise,
    spans_of,
    target,
    the_first,
    windows,
)
from tests.unit.evaluate.policies import HOUR, MINUTE, at

GOLD = IsOneOf("tier", (Text("Gold"),))
APRIL = "2026-04-01 00:00"
DAYS = Window("calendar", "day")


def episodes(what: Any, bound: object, order: Any = "at most", **change: Any) -> Policy:
    return promise(measure=Episodes(what, DOWN), target=target(order, bound), unit="time", **change)


def said(verdicts: list[WindowVerdict]) -> list[tuple[str, Fraction | None]]:
    return [(verdict.status, verdict.value) for verdict in verdicts]


# --- episodes -------------------------------------------------------------------------------------

ONE_TWO_THREE = [
    *outage("2026-03-02 10:00", "2026-03-02 11:00"),
    *outage("2026-03-03 10:00", "2026-03-03 12:00"),
    *outage("2026-03-05 10:00", "2026-03-05 13:00"),
]


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("number", 3),
        ("longest", 3 * HOUR),
        ("total", 6 * HOUR),
        ("average", 2 * HOUR),
        ("between", (23 + 46) * HOUR // 2),
    ],
)
def test_three_outages(what: str, value: int) -> None:
    march = the_first(episodes(what, value), *ONE_TWO_THREE)
    assert march.measured is not None
    assert (march.status, march.value) == ("met", value)
    assert march.measured.samples == (2 if what == "between" else 3)
    assert the_first(episodes(what, value - 1), *ONE_TWO_THREE).status == "breached"


def test_none_is_a_number_and_no_average() -> None:
    up = happened("2026-03-02 10:00", "restored")
    for what, value, status in (
        ("number", 0, "met"),
        ("longest", 0, "met"),
        ("total", 0, "met"),
        ("average", None, "no data"),
        ("between", None, "no data"),
    ):
        assert said([the_first(episodes(what, 0), up)]) == [(status, value)]


def test_an_episode_is_of_the_window_it_begins_in() -> None:
    night = outage("2026-03-02 22:00", "2026-03-03 03:00")
    whole = windows(episodes("longest", HOUR, window=DAYS), *night, as_of="2026-03-04 00:00")
    assert said(whole[:2]) == [("breached", 5 * HOUR), ("met", 0)]
    parts = windows(episodes("total", HOUR, window=DAYS), *night, as_of="2026-03-04 00:00")
    assert said(parts[:2]) == [("breached", 2 * HOUR), ("breached", 3 * HOUR)]
    assert spans_of(parts[1]) == [("03 00:00", "03 03:00")]


def test_a_window_waits_for_an_episode_that_goes_on() -> None:
    down = happened("2026-03-02 22:00", "failed")
    rules = episodes("longest", 4 * HOUR, window=DAYS)
    assert said(windows(rules, down, as_of="2026-03-03 02:00")[:1]) == [("pending", 4 * HOUR)]
    assert said(windows(rules, down, as_of="2026-03-03 02:01")[:1]) == [("breached", 241 * MINUTE)]
    number = episodes("number", 1, window=DAYS)
    assert said(windows(number, down, as_of="2026-03-03 02:00")[:1]) == [("met", 1)]


def test_what_only_grows_is_breached_at_once() -> None:
    for what, bound, status in (
        ("number", 2, "breached"),
        ("longest", 2 * HOUR, "breached"),
        ("total", 5 * HOUR, "breached"),
        ("average", HOUR, "at risk"),
        ("number", 3, "pending"),
    ):
        assert windows(episodes(what, bound), *ONE_TWO_THREE, as_of="2026-03-06 00:00")[0].status == status
    few = windows(episodes("number", 4, "at least"), *ONE_TWO_THREE, as_of="2026-03-06 00:00")
    assert few[0].status == "at risk"


def test_an_interrupted_episode_is_one() -> None:
    # Friday 16:00 to Monday 09:00 is two office hours; less an hour of work on Monday, one
    weekend = outage("2026-03-06 16:00", "2026-03-09 09:00")
    work = [happened("2026-03-09 07:30", "work began"), happened("2026-03-09 08:30", "work ended")]
    rules = episodes("longest", 0, calendar="office hours", excluding=(WORK,))
    march = the_first(rules, *weekend, *work)
    assert march.measured is not None
    assert (march.value, march.measured.samples) == (90 * MINUTE, 1)
    # one that is excluded as a whole, or falls into closed hours, is none
    closed = outage("2026-03-07 10:00", "2026-03-07 12:00", "CRM")
    excluded = outage("2026-03-09 08:00", "2026-03-09 08:30")
    number = episodes("number", 0, calendar="office hours", excluding=(WORK,))
    assert the_first(number, *closed, *excluded, *work).value == 0


def test_an_episode_counts_by_the_fields_at_its_begin() -> None:
    events = [
        *outage("2026-03-02 10:00", "2026-03-02 11:00", tier="Gold"),
        happened("2026-03-02 12:00", "measured", tier="Silver"),
        *outage("2026-03-03 10:00", "2026-03-03 11:00"),
        *outage("2026-03-03 10:00", "2026-03-03 11:00", "CRM"),  # nobody knows its tier
    ]
    march = the_first(episodes("number", 1, where=GOLD), *events)
    assert (march.value, march.unknown) == (1, 1)


def test_unknown_time_may_hold_episodes() -> None:
    rules = episodes("number", 1, where=GOLD)
    march = the_first(rules, happened("2026-03-02 10:00", "restored"))
    assert said([march]) == [("unknown", None)]


# --- statistics -----------------------------------------------------------------------------------


def value(measure: FieldValue, *numbers: int) -> Fraction | None:
    return value_of(measure, [Sample(0, Fraction(number)) for number in numbers])


@pytest.mark.parametrize(
    ("percent", "nearest", "linear"),
    [
        (0, 15, 15),
        (5, 15, 16),  # rank 0.2 between 15 and 20
        (30, 20, 23),  # rank 1.2 between 20 and 35
        (40, 20, 29),
        (50, 35, 35),
        (95, 50, 48),  # rank 3.8 between 40 and 50
        (100, 50, 50),
    ],
)
def test_percentiles_of_five(percent: int, nearest: int, linear: int) -> None:
    at_ = Fraction(percent, 100)
    numbers = (35, 15, 50, 20, 40)
    assert value(FieldValue("percentile", "load", at_), *numbers) == nearest
    assert value(FieldValue("percentile", "load", at_, "linear"), *numbers) == linear


def test_other_statistics() -> None:
    assert value(FieldValue("median", "load"), 4, 1, 3, 2) == Fraction(5, 2)
    assert value(FieldValue("median", "load"), 5, 1, 3) == 3
    assert value(FieldValue("average", "load"), 1, 2, 2) == Fraction(5, 3)
    assert value(FieldValue("least", "load"), 3, -1, 2) == -1
    assert value(FieldValue("most", "load"), 3, -1, 2) == 3
    assert value(FieldValue("total", "load"), 3, -1, 2) == 4
    assert value(FieldValue("total", "load")) is None


def test_readings_count_each_and_fields_once_a_case() -> None:
    events = [
        happened("2026-03-02 10:00", "rated", "S-1", load=1, rating=1),
        happened("2026-03-02 11:00", "rated", "S-1", load=2, rating=5),
        happened("2026-03-02 11:00", "rated", "S-2", load=6, rating=4),
    ]
    loads = promise(measure=FieldValue("average", "load"), target=target("at most", 3), unit="points")
    assert the_first(loads, *events).value == 3
    rating = promise(measure=FieldValue("average", "rating"), target=target("at least", 4), unit="points")
    march = the_first(rating, *events)
    assert march.measured is not None
    assert (march.value, march.measured.samples) == (Fraction(9, 2), 2)


def test_what_is_no_number_of_the_unit_is_unknown() -> None:
    events = [
        happened("2026-03-02 10:00", "measured", load=2),
        happened("2026-03-02 11:00", "measured", load="much"),
    ]
    rules = promise(measure=FieldValue("most", "load"), target=target("at most", 3), unit="points")
    march = the_first(rules, *events)
    assert (march.value, march.unknown, march.status) == (2, 1, "met")
    assert said([the_first(rules, events[1])]) == [("unknown", None)]


def test_a_ratio_is_of_totals() -> None:
    events = [
        happened("2026-03-02 10:00", "measured", failures=1, requests=10),
        happened("2026-03-02 11:00", "measured", failures=2, requests=990),
        happened("2026-03-02 12:00", "measured", requests=500),
    ]
    rules = promise(measure=FieldRatio("failures", "requests"), target=target("at most", "0.2%"))
    assert said([the_first(rules, *events)]) == [("met", Fraction(3, 1500))]
    assert said([the_first(rules, happened("2026-03-02 10:00", "measured", failures=0, requests=0))]) == [
        ("no data", None)
    ]


def test_samples_in_closed_excluded_and_foreign_time_do_not_count() -> None:
    events = [
        happened("2026-03-02 08:00", "failed"),
        happened("2026-03-02 17:00", "failed"),  # the closing instant
        happened("2026-03-02 12:00", "work began"),
        happened("2026-03-02 12:00", "failed", id="first of the work"),
        happened("2026-03-02 13:00", "work ended"),
        happened("2026-03-02 13:00", "failed", id="after the work"),
        happened("2026-03-03 12:00", "failed"),  # the agreement's end
    ]
    rules = promise(
        measure=EventCount(("failed",)),
        target=target("at most", 2),
        unit="",
        calendar="office hours",
        excluding=(WORK,),
        agreement={"ends": at("2026-03-03 12:00")},
    )
    assert said([the_first(rules, *events)]) == [("met", 2)]


# --- counts ---------------------------------------------------------------------------------------


def test_counts_by_window_case_and_group() -> None:
    events = [
        happened("2026-03-02 10:00", "failed", tier="Gold"),
        happened("2026-03-03 10:00", "failed"),
        happened("2026-03-03 11:00", "failed", "CRM", tier="Silver"),
        happened("2026-03-03 12:00", "restored", "Wiki"),
    ]
    count = {"measure": EventCount(("failed",)), "target": target("at most", 1), "unit": "", "window": DAYS}
    found = windows(promise(each=True, **count), *events, as_of="2026-03-04 00:00")
    assert [(w.group[0][1], w.value) for w in found] == [
        *[("CRM", 0), ("Email", 1), ("Wiki", 0)],
        *[("CRM", 1), ("Email", 1), ("Wiki", 0)],
        *[("CRM", 0), ("Email", 0), ("Wiki", 0)],
    ]
    by_tier = windows(promise(group=("tier",), **count), *events, as_of="2026-03-04 00:00")
    assert [(w.group[0][1], w.value) for w in by_tier[2:4]] == [("Gold", 1), ("Silver", 1)]
    gold = windows(promise(where=GOLD, **count), *events, as_of="2026-03-04 00:00")
    assert said(gold[:2]) == [("met", 1), ("met", 1)]
    cases = windows(promise(**{**count, "measure": CaseCount()}), *events, as_of="2026-03-04 00:00")
    assert said(cases[:2]) == [("met", 1), ("breached", 2)]


def test_an_event_count_that_is_exceeded_is_breached_before_the_end() -> None:
    events = [happened(f"2026-03-02 1{n}:00", "failed") for n in range(3)]
    rules = promise(measure=EventCount(("failed",)), target=target("below", 3), unit="")
    assert said(windows(rules, *events, as_of="2026-03-02 11:30")) == [("pending", 2)]
    assert said(windows(rules, *events, as_of="2026-03-02 12:00")) == [("breached", 3)]


def test_a_share_of_cases_counts_each_at_the_last_event_that_says() -> None:
    events = [
        happened("2026-03-02 10:00", "rated", "S-1", tier="Silver"),
        happened("2026-04-02 10:00", "rated", "S-1", id="later", tier="Gold"),
        happened("2026-03-02 10:00", "rated", "S-2", tier="Gold"),
        happened("2026-04-02 10:00", "measured", "S-2"),  # says nothing of the tier
        happened("2026-03-02 10:00", "rated", "S-3", tier="Silver"),
        happened("2026-03-02 10:00", "rated", "S-4"),  # never said
    ]
    rules = promise(measure=CaseShare(GOLD), target=target("at least", "50%"))
    found = windows(rules, *events, as_of="2026-05-01 00:00")
    assert said(found[:2]) == [("met", Fraction(1, 2)), ("met", 1)]


def test_a_field_that_was_never_given_is_not_known() -> None:
    events = [
        happened("2026-03-02 10:00", "rated", "S-1", tier="Gold"),
        happened("2026-03-02 10:00", "rated", "S-2", tier="Silver"),
        happened("2026-03-02 10:00", "rated", "S-3"),
    ]
    rules = promise(measure=CaseShare(IsKnown("tier")), target=target("at least", "75%"))
    assert said([the_first(rules, *events)]) == [("breached", Fraction(2, 3))]


def test_a_share_of_cases_that_depends_on_unknown_ones_is_unknown() -> None:
    def rated(*tiers: str) -> list[Event]:
        return [happened("2026-03-02 10:00", "rated", f"S-{n}", tier=t) for n, t in enumerate(tiers)]

    rules = promise(measure=CaseShare(GOLD), target=target("at least", "50%"))
    assert said([the_first(rules, *rated("Gold", "Tin"))]) == [("met", 1)]  # one of two at worst
    assert said([the_first(rules, *rated("Gold", "Tin", "Tin"))]) == [("unknown", 1)]
    assert said([the_first(rules, *rated("Silver", "Silver", "Tin"))]) == [("breached", 0)]
    assert said([the_first(rules, *rated("Tin"))]) == [("unknown", None)]


def test_both_ends_of_between_are_within() -> None:
    events = [happened("2026-03-02 10:00", "failed"), happened("2026-03-02 11:00", "failed")]
    for upper, status in ((2, "met"), (1, "breached")):
        rules = promise(measure=EventCount(("failed",)), target=target("between", 1, upper), unit="")
        assert the_first(rules, *events).status == status


# --- runs of windows ------------------------------------------------------------------------------


def runs(*days: str, most: int = 3, window: str = "week", below: str | None = None, **change: Any) -> Any:
    """A clause on days (`x` breached, `.` met, `?` unknown, from Monday 2 March on) and one on runs of them."""
    daily = evolve(CLAUSE, id="DAYS", window=DAYS, **change)
    measure = InARow("days", None if below is None else Fraction(below))
    run = evolve(
        CLAUSE, id="RUNS", measure=measure, unit="", target=target("below", most),
        window=Window("calendar", window),  # type: ignore[arg-type]
    )  # fmt: skip
    events = [happened("2026-03-02 00:00", "measured", tier="Gold")]
    for number, day in enumerate("".join(days)):
        if day == "x":
            events += outage(f"2026-03-{number + 2:02} 10:00", f"2026-03-{number + 2:02} 12:00")
        if day == "?":
            events.append(happened(f"2026-03-{number + 2:02} 00:00", "measured", id=f"?{number}", tier="Tin"))
            events.append(
                happened(f"2026-03-{number + 3:02} 00:00", "measured", id=f"!{number}", tier="Gold")
            )
    last = f"2026-03-{len(''.join(days)) + 2:02} 00:00"
    found = windows(promise(run, daily), *events, as_of=last)
    return [(w.status, w.value) for w in found if w.clause == "RUNS"]


def test_days_in_a_row() -> None:
    assert runs("xx.xx..") == [("met", 2), ("pending", None)]
    assert runs("xx.xxx.") == [("breached", 3), ("pending", None)]
    # a run that began in the week before counts as a whole where it goes on
    assert runs("....xxx", "x......") == [("breached", 3), ("breached", 4), ("pending", None)]
    assert runs(".....xx", "x......") == [("met", 2), ("breached", 3), ("pending", None)]


def test_a_run_that_is_too_long_is_breached_at_once() -> None:
    assert runs("xx") == [("pending", 2)]
    assert runs("xxx.") == [("breached", 3)]


def test_below_a_share_of_its_own() -> None:
    # two hours of 24 are down: 11/12, breached for 99% but not below 90%
    assert runs("xxx....", below="9/10") == [("met", 0), ("pending", None)]
    assert runs("xxx....", below="11/12") == [("met", 0), ("pending", None)]
    assert runs("xxx....", below="0.95") == [("breached", 3), ("pending", None)]


def test_an_unknown_day_may_be_one_of_the_row() -> None:
    assert runs("xx?....", where=GOLD) == [("unknown", 2), ("pending", None)]
    assert runs("x?.x...", where=GOLD) == [("met", 1), ("pending", None)]
    assert runs("xxx?...", where=GOLD) == [("breached", 3), ("pending", None)]


def test_runs_of_itself_are_refused() -> None:
    itself = evolve(CLAUSE, id="RUNS", measure=InARow("RUNS", None))
    with pytest.raises(ValueError, match="`RUNS`"):
        windows(promise(itself), happened("2026-03-02 10:00", "failed"), as_of=APRIL)
