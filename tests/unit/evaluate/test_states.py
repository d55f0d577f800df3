"""How states combine in three values, and what each kind of state makes of its events. Times in whole numbers."""

import pytest

from sladsl.evaluate import WindowVerdict
from sladsl.evaluate.state_spans import Held, all_of, any_of, bridged, capped, except_for, lasting
from sladsl.policy.conditions import Compared
from sladsl.policy.measures import StateOf, TimeShare
from sladsl.policy.model import Window
from sladsl.policy.states import (
    Announced,
    Buckets,
    EventCount,
    FieldRatio,
    FieldValue,
    FromUntil,
    Lasting,
    Spans,
    StateRule,
    WhileReading,
)
from sladsl.policy.values import Length
from tests.unit.evaluate.measured import happened, outage, promise, spans_of, target, the_first
from tests.unit.evaluate.policies import HOUR, MINUTE

A = Held([(0, 10), (20, 30)], [(40, 50)], {})
B = Held([(5, 25)], [(28, 45)], {})


def parts(held: Held) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    return held.holds, held.unknown


def test_three_values() -> None:
    assert parts(any_of([A, B])) == ([(0, 30)], [(30, 50)])
    # 28-30: holds and unknown; 40-45: both unknown
    assert parts(all_of([A, B])) == ([(5, 10), (20, 25)], [(28, 30), (40, 45)])
    assert parts(except_for(A, B)) == ([(0, 5), (25, 28)], [(28, 30), (40, 50)])


@pytest.mark.parametrize(
    ("holds", "unknown", "found"),
    [
        ([(0, 5)], [], ([(0, 5)], [])),  # exactly so long
        ([(0, 4)], [], ([], [])),
        ([(0, 4)], [(4, 5)], ([], [(0, 5)])),  # perhaps five
        ([(0, 3), (4, 6)], [(3, 4)], ([], [(0, 6)])),  # perhaps six in a row
        ([(0, 2)], [(2, 4)], ([], [])),  # four at most
        ([(10, 16)], [(8, 10)], ([(10, 16)], [(8, 10)])),
        ([(98, 100)], [], ([], [(98, 100)])),  # still going on
        ([(94, 100)], [], ([(94, 100)], [])),
    ],
)
def test_lasting_five(holds: object, unknown: object, found: object) -> None:
    assert parts(lasting(Held(holds, unknown, {}), 5, as_of=100)) == found  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("holds", "unknown", "found"),
    [
        ([(0, 5), (10, 15)], [], ([(0, 15)], [])),
        ([(0, 5), (11, 15)], [], ([(0, 5), (11, 15)], [])),
        ([(0, 5)], [(8, 12)], ([(0, 5)], [(5, 12)])),
        ([(0, 5), (90, 97)], [], ([(0, 5), (90, 97)], [(97, 100)])),  # it may go on again
        ([(0, 5), (90, 94)], [], ([(0, 5), (90, 94)], [])),
    ],
)
def test_bridged_by_five(holds: object, unknown: object, found: object) -> None:
    assert parts(bridged(Held(holds, unknown, {}), 5, as_of=100)) == found  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("holds", "unknown", "found"),
    [
        ([(0, 3), (10, 18)], [], ([(0, 3), (10, 12)], [])),
        ([(10, 14), (58, 70)], [], ([(10, 14), (58, 59), (60, 65)], [])),  # windows 0-60 and 60-120
        ([(10, 18)], [(0, 2)], ([(10, 13)], [(0, 2), (13, 15)])),
        ([], [(0, 20)], ([], [(0, 20)])),  # five of these, wherever they begin
        ([(0, 5)], [(10, 20)], ([(0, 5)], [])),
    ],
)
def test_capped_at_five(holds: object, unknown: object, found: object) -> None:
    held = Held(holds, unknown, {})  # type: ignore[arg-type]
    assert parts(capped(held, 5, [(0, 60), (60, 120)])) == found


def day(rule: StateRule, *events: object, as_of: str = "2026-03-03 00:00") -> WindowVerdict:
    """Monday 2 March, and how much of it the state held."""
    rules = promise(measure=TimeShare(StateOf("state", rule), True, "so"), window=Window("calendar", "day"))
    return the_first(rules, *events, as_of=as_of)  # type: ignore[arg-type]


def test_spans_overlap_and_count_once() -> None:
    two = Spans(
        (FromUntil(("failed",), ("restored",)), FromUntil(("work began",), ("work ended", "dropped")))
    )
    events = [
        *outage("2026-03-02 10:00", "2026-03-02 12:00"),
        happened("2026-03-02 11:00", "work began"),
        happened("2026-03-02 13:00", "dropped"),
        happened("2026-03-02 14:00", "restored", id="again"),
    ]
    monday = day(two, *events)
    assert spans_of(monday) == [("02 10:00", "02 13:00")]
    assert monday.measured is not None
    assert monday.measured.evidence[0].events == (events[0].id, events[3].id)


def test_a_reading_stands_until_it_is_stale() -> None:
    slow = WhileReading(Compared("latency", "above", Length(5 * MINUTE)), 2 * HOUR)
    monday = day(
        slow,
        happened("2026-03-02 08:00", "measured", latency="6 min"),
        happened("2026-03-02 09:30", "measured", latency="7 min"),
        happened("2026-03-02 12:00", "measured", latency="5 min"),
        happened("2026-03-02 13:00", "failed"),  # no reading
    )
    assert spans_of(monday) == [("02 08:00", "02 11:30")]
    assert spans_of(monday, "unknown") == [
        ("02 00:00", "02 08:00"),
        ("02 11:30", "02 12:00"),
        ("02 14:00", "03 00:00"),
    ]


def test_buckets_of_a_quarter_of_an_hour() -> None:
    slow = FieldValue("average", "latency")
    rule = Buckets(15 * MINUTE, slow, target("above", 5 * MINUTE), "unknown")
    events = [
        happened("2026-03-02 08:01", "measured", latency="4 min"),
        happened("2026-03-02 08:14", "measured", latency="8 min"),  # 6 on average
        happened("2026-03-02 08:15", "measured", latency="5 min"),  # not above
        happened("2026-03-02 08:40", "measured", latency="9 min"),
    ]
    monday = day(rule, *events)
    assert spans_of(monday) == [("02 08:00", "02 08:15"), ("02 08:30", "02 08:45")]
    assert spans_of(monday, "unknown") == [("02 00:00", "02 08:00"), ("02 08:45", "03 00:00")]
    monday = day(
        Buckets(15 * MINUTE, slow, target("above", 5 * MINUTE), "no"), *events, as_of="2026-03-02 08:41"
    )
    assert spans_of(monday) == [("02 08:00", "02 08:15")]
    assert spans_of(monday, "unknown") == [("02 08:30", "02 08:41")]  # not over


def test_silence_is_counted_without_going_through_it() -> None:
    # not one sign of life in a minute: since Monday 08:02 in one stretch, however long
    silent = Buckets(MINUTE, EventCount(("measured",)), target("below", 1), "unknown")
    events = [happened("2026-03-02 08:00", "measured"), happened("2026-03-02 08:01", "measured")]
    monday = day(silent, *events)
    assert spans_of(monday) == [("02 08:02", "03 00:00")]
    assert spans_of(monday, "unknown") == [("02 00:00", "02 08:00")]


def test_a_ratio_of_nothing_is_no_data() -> None:
    errors = Buckets(HOUR, FieldRatio("failures", "requests"), target("above", "1%"), "no")
    monday = day(
        errors,
        happened("2026-03-02 08:00", "measured", failures=1, requests=100),
        happened("2026-03-02 09:00", "measured", failures=2, requests=100),
        happened("2026-03-02 10:00", "measured", failures=0, requests=0),
    )
    assert spans_of(monday) == [("02 09:00", "02 10:00")]
    assert monday.measured is not None
    assert monday.measured.unknown_us == 0


PLAN = Announced("planned", "begin", "end", 24 * HOUR, "change", ("dropped",))


def planned(when: str, begin: str, end: str, change: str = "C-1") -> object:
    return happened(when, "planned", begin=f"2026-03-{begin}", end=f"2026-03-{end}", change=change)


@pytest.mark.parametrize(
    ("events", "found"),
    [
        ([planned("2026-03-01 10:00", "02 10:00", "02 12:00")], [("02 10:00", "02 12:00")]),
        ([planned("2026-03-01 10:01", "02 10:00", "02 12:00")], []),  # a minute too late
        (
            [
                planned("2026-03-01 01:00", "02 10:00", "02 12:00"),
                planned("2026-03-01 02:00", "02 14:00", "02 15:00", "c-1"),
            ],
            [("02 14:00", "02 15:00")],
        ),
        (
            [
                planned("2026-03-01 01:00", "02 10:00", "02 12:00"),
                planned("2026-03-01 02:00", "02 14:00", "02 15:00", "C-2"),
            ],
            [("02 10:00", "02 12:00"), ("02 14:00", "02 15:00")],
        ),
        # moved too late: the old plan is given up, the new one is none
        (
            [
                planned("2026-03-01 01:00", "02 10:00", "02 12:00"),
                planned("2026-03-02 09:00", "02 14:00", "02 15:00"),
            ],
            [],
        ),
        # it has begun: nothing replaces it any more
        (
            [
                planned("2026-03-01 01:00", "02 10:00", "02 12:00"),
                planned("2026-03-02 10:00", "02 14:00", "02 15:00"),
            ],
            [("02 10:00", "02 12:00")],
        ),
        (
            [
                planned("2026-03-01 01:00", "02 10:00", "02 12:00"),
                happened("2026-03-02 11:00", "dropped", change="C-1"),
            ],
            [("02 10:00", "02 11:00")],
        ),
        (
            [
                planned("2026-03-01 01:00", "02 10:00", "02 12:00"),
                happened("2026-03-02 11:00", "dropped", change="C-2"),
            ],
            [("02 10:00", "02 12:00")],
        ),
        ([planned("2026-03-01 01:00", "02 12:00", "02 12:00")], []),  # no length
        ([happened("2026-03-01 01:00", "planned", begin="2026-03-02 12:00", change="C-1")], []),
    ],
)
def test_announced_a_day_before(events: list[object], found: list[tuple[str, str]]) -> None:
    rules = promise(
        measure=TimeShare(StateOf("planned", PLAN), True, "so"), window=Window("calendar", "month")
    )
    assert spans_of(the_first(rules, *events)) == found  # type: ignore[arg-type]


def test_a_state_is_worked_out_from_early_enough() -> None:
    # half an hour of the last evening of 2025, and half an hour of 2026: together one hour, of which half counts
    rule = Lasting(Spans((FromUntil(("failed",), ("restored",)),)), HOUR)
    january = day(rule, *outage("2025-12-31 23:30", "2026-01-01 00:30"), as_of="2026-01-02 00:00")
    assert spans_of(january) == [("01 00:00", "01 00:30")]
