"""Verdicts as rows: instants, seconds and ratios as other programs read them."""

from fractions import Fraction

import pytest
from attrs import evolve

from sladsl.evaluate import EventCounts, judge
from sladsl.evaluate.instants import timestamp
from sladsl.evaluate.rows import case_rows, counts_row, ratio, result_tree, seconds, window_rows
from sladsl.policy.measures import Episodes
from sladsl.policy.model import Window
from sladsl.policy.states import FieldValue
from tests.unit.evaluate.measured import CLAUSE, DOWN, WORK, happened, outage, promise, target
from tests.unit.evaluate.policies import MINUTE, at, event, policy, result, share, warn


@pytest.mark.parametrize(
    ("instant", "text"),
    [
        (None, None),
        (0, "1970-01-01T00:00:00Z"),
        (at("2026-03-02 09:00"), "2026-03-02T09:00:00Z"),
        (at("2026-03-02 09:00") + 1, "2026-03-02T09:00:00.000001Z"),
        (at("2026-03-02 09:00") + 250_000, "2026-03-02T09:00:00.250000Z"),
        (-1, "1969-12-31T23:59:59.999999Z"),
        (at("1901-01-01 00:00"), "1901-01-01T00:00:00Z"),
    ],
)
def test_timestamp(instant: int | None, text: str | None) -> None:
    assert timestamp(instant) == text


@pytest.mark.parametrize(
    ("us", "number"),
    [
        (None, None),
        (0, 0),
        (60_000_000, 60),
        (1, 0.000001),
        (1_500_000, 1.5),
        (-900_000_000, -900),
        (-1_500_000, -1.5),
        # a thousand years and a microsecond: a float still holds all six decimals
        (31_556_952_000 * 1_000_000 + 1, 31556952000.000001),
    ],
)
def test_seconds(us: int | None, number: float | None) -> None:
    found = seconds(us)
    assert found == number
    assert type(found) is type(number)


@pytest.mark.parametrize(
    ("share_", "text"),
    [
        (None, None),
        (Fraction(0), "0"),
        (Fraction(1), "1"),
        (Fraction(19, 20), "0.95"),
        (Fraction(99_999, 100_000), "0.99999"),
        (Fraction(1, 8), "0.125"),
        (Fraction(1, 3), "0.333333333333"),
        (Fraction(2, 3), "0.666666666667"),
    ],
)
def test_ratio(share_: Fraction | None, text: str | None) -> None:
    assert ratio(share_) == text


def test_a_case() -> None:
    # four office hours from 09:00; half of them are over at 11:00; solved at 12:00
    given = policy(warnings=(warn(50),), share=share(90, group=("site",)))
    judged = result(given, event("09:00", "opened", site="Athens"), event("12:00", "resolved"))
    assert case_rows(judged.cases) == [
        {
            "agreement": "ACME",
            "clause": "RESOLUTION",
            "case": "INC-1",
            "cycle": 1,
            "group": {"site": "Athens"},
            "status": "met",
            "reason": "",
            "started": "2026-03-02T09:00:00Z",
            "due": "2026-03-02T13:00:00Z",
            "breach_at": "2026-03-02T13:00:00Z",
            "stopped": "2026-03-02T12:00:00Z",
            "decided_at": "2026-03-02T12:00:00Z",
            "elapsed_s": 3 * 3600,
            "paused_s": 0,
            "excluded_s": 0,
            "target_s": 4 * 3600,
            "margin_s": 3600,
            "row": None,
            "version": "1.0",
            "warned": [{"who": "manager", "at": "2026-03-02T11:00:00Z"}],
        }
    ]
    assert window_rows(judged.windows) == [
        {
            "agreement": "ACME",
            "clause": "RESOLUTION",
            "window": {"from": "2026-03-01T00:00:00Z", "to": "2026-04-01T00:00:00Z"},
            "group": {"site": "Athens"},
            "status": "pending",
            "value": "1",
            "target": "0.9",
            "met": 1,
            "breached": 0,
            "unknown": 0,
            "open": 0,
            "warned": [],
            "burned": [],
            "forecast": {"budget_used": "0", "pace_since": "2026-03-01T00:00:00Z", "used_up_at": None},
            "version": "1.0",
        }
    ]


def test_the_whole_counts_what_was_read_and_not_what_was_judged() -> None:
    judged = result(policy(), event("09:00", "opened"))
    counts = EventCounts(read=5, used=1, duplicate=2, unknown=1, rejected=1)
    tree = result_tree(judged, counts, "sha256:00")
    assert list(tree) == [
        "format",
        "as_of",
        "policy",
        "cases",
        "windows",
        "credits",
        "rights",
        "watermelons",
        "escalations",
        "passed_over",
        "events",
    ]
    assert (tree["format"], tree["as_of"]) == (1, "2026-03-02T09:00:00Z")
    assert tree["policy"] == {"hash": "sha256:00"}
    assert tree["events"] == counts_row(counts)
    assert tree["events"] == {"read": 5, "used": 1, "duplicate": 2, "unknown": 1, "rejected": 1}
    assert tree["cases"][0]["stopped"] is None
    assert (tree["windows"], tree["credits"]) == ([], [])


def test_measured_windows() -> None:
    week = Window("calendar", "week")
    rules = promise(
        evolve(CLAUSE, id="UP", excluding=(WORK,), window=week),
        evolve(CLAUSE, id="LONGEST", measure=Episodes("longest", DOWN), unit="time",
               target=target("between", 0, 90 * MINUTE), window=week),
        evolve(CLAUSE, id="LOAD", measure=FieldValue("average", "load"), unit="points",
               target=target("above", "-0.5"), window=week),
    )  # fmt: skip
    events = [
        *outage("2026-03-02 10:00", "2026-03-02 11:30"),
        happened("2026-03-02 12:00", "work began"),
        happened("2026-03-02 13:00", "work ended", load=-1),
    ]
    as_of = at("2026-03-09 00:00")
    uptime, _, longest, _, load, _ = window_rows(judge(rules, events, as_of).windows)
    # 167 h of the week are eligible
    assert uptime["value"] == ratio(Fraction(331, 334))
    assert uptime["target"] == "0.99"
    assert (uptime["good_s"], uptime["counted_s"]) == (165 * 3600 + 1800, 167 * 3600)
    assert (uptime["unknown_s"], uptime["excluded_s"]) == (0, 3600)
    assert uptime["evidence"] == [
        {
            "from": "2026-03-02T10:00:00Z",
            "to": "2026-03-02T11:30:00Z",
            "kind": "state",
            "state": "down",
            "case": "Email",
            "events": ["Email 2026-03-02 10:00 failed", "Email 2026-03-02 11:30 restored"],
        },
        {
            "from": "2026-03-02T12:00:00Z",
            "to": "2026-03-02T13:00:00Z",
            "kind": "excluded",
            "state": "maintenance",
            "case": "Email",
            "events": ["Email 2026-03-02 12:00 work began", "Email 2026-03-02 13:00 work ended"],
        },
    ]
    told = ("value", "order", "target", "upper", "unit", "samples", "status")
    assert [longest[key] for key in told] == ["5400", "between", "0", "5400", "time", 1, "met"]
    assert [load[key] for key in told] == ["-1", "above", "-0.5", None, "points", 1, "breached"]


def test_numbers_beyond_what_a_decimal_holds_by_default() -> None:
    assert ratio(Fraction(10**40 + 1, 10)) == f"{10**39}.1"
    assert ratio(Fraction(-1, 3)) == "-0.333333333333"
