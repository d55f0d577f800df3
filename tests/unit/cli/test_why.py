"""`sladsl why`: the timeline adds up to what was elapsed, and every stretch says why."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.desk import AGREEMENT, LOG, fine, sladsl

pytestmark = pytest.mark.usefixtures("desk")

WHY = ("why", "desk.sla", "--events", "log.csv")


def told(*words: str) -> Any:
    return json.loads(fine(*WHY, "--format", "json", *words))


def test_the_text() -> None:
    # a case that waited for an hour: 1 h before, 2 h after
    assert (
        fine(*WHY, "INC-1", "--clause", "FIX")
        == """\
INC-1 under DESK/FIX  desk.sla:20
  Every incident shall be resolved within 4 hours, counting desk hours, paused while waiting for
  customer.

  verdict    met, 1 h left
  started    2026-03-02 09:00
  due        2026-03-02 14:00
  stopped    2026-03-02 13:00
  allowed    4 h
  elapsed    3 h
  paused     1 h of open time
  times are  Europe/Athens

  from              until             counts  why
  2026-03-02 09:00  2026-03-02 10:00     1 h  desk hours open
                                              from opened, log.csv:2
                                              until held, log.csv:4
  2026-03-02 10:00  2026-03-02 11:00          paused: waiting for customer
                                              from held, log.csv:4
                                              until released, log.csv:5
  2026-03-02 11:00  2026-03-02 13:00     2 h  desk hours open
                                              from released, log.csv:5
                                              until resolved, log.csv:6
                    elapsed              3 h
"""
    )


def test_a_weekend_by_the_day_and_in_brief() -> None:
    (fix,) = told("INC-2", "--clause", "FIX")
    stretches = [(each["from"], each["to"], each["counted_s"], each["why"]) for each in fix["timeline"]]
    assert stretches == [
        ("2026-03-06T14:45:00Z", "2026-03-06T15:00:00Z", 900, "desk hours open"),
        ("2026-03-06T15:00:00Z", "2026-03-06T22:00:00Z", 0, "closed: outside 08:00-17:00"),
        ("2026-03-06T22:00:00Z", "2026-03-07T22:00:00Z", 0, "closed: Saturday"),
        ("2026-03-07T22:00:00Z", "2026-03-08T22:00:00Z", 0, "closed: Sunday"),
        ("2026-03-08T22:00:00Z", "2026-03-09T06:00:00Z", 0, "closed: outside 08:00-17:00"),
        ("2026-03-09T06:00:00Z", "2026-03-09T10:00:00Z", 4 * 3600, "desk hours open"),
    ]
    (brief,) = told("INC-2", "--clause", "FIX", "--brief")
    assert len(brief["timeline"]) == 1
    assert brief["timeline"][0]["counted_s"] == 4 * 3600 + 900


@pytest.mark.parametrize("case", ["INC-1", "INC-2", "INC-3"])
@pytest.mark.parametrize("brief", [[], ["--brief"]], ids=["by the day", "brief"])
@pytest.mark.parametrize("as_of", ["2026-03-10 10:00", "2026-04-02 11:11:11.5"])
def test_it_adds_up(case: str, brief: list[str], as_of: str) -> None:
    rows = told(case, "--as-of", as_of, *brief)
    run = json.loads(
        fine("run", "desk.sla", "--events", "log.csv", "--as-of", as_of, "--case", case, "--format", "json")
    )
    assert rows
    assert [{key: row[key] for key in run["cases"][0]} for row in rows] == run["cases"]
    for row in rows:
        stretches = row["timeline"]
        assert sum(each["counted_s"] for each in stretches) == row["elapsed_s"]
        assert all(before["to"] == after["from"] for before, after in pairwise(stretches))
        if stretches:
            assert stretches[0]["from"] == row["started"]


def test_what_the_json_says_of_its_grounds() -> None:
    (fix,) = told("inc-1", "--clause", "FIX")
    assert fix["written"] == {
        "file": "desk.sla",
        "line": 20,
        "text": "Every incident shall be resolved within 4 hours, counting desk hours, "
        "paused while waiting for customer.",
    }
    waiting = fix["timeline"][1]
    assert waiting["states"] == ["waiting for customer"]
    assert waiting["calendar"] == "desk hours" or waiting["calendar"] is None
    assert waiting["events"][0] == {
        "id": "log.csv:4",
        "event": "held",
        "at": "2026-03-02T08:00:00Z",
        "file": "log.csv",
        "line": 4,
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["INC-9"], "there is no case `INC-9`; did you mean `INC-"),
        (["INC-1", "--clause", "FXI"], "there is no clause `FXI`; did you mean `FIX`?"),
        (["INC-1", "--as-of", "then"], "--as-of `then` is not a time"),
        (
            ["INC-3", "--clause", "ANSWER"],
            "DESK/ANSWER is for where priority is P1, or its clock did not start",
        ),
    ],
)
def test_wrong_words(words: list[str], said: str) -> None:
    result = sladsl(*WHY, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_a_case_alone_is_no_agreement() -> None:
    result = sladsl("why", "INC-1", "--events", "log.csv")
    assert result.exit_code == 2
    assert "name the agreement's files and then the case" in result.stderr


def test_a_case_that_no_clause_judges(desk: Path) -> None:
    orders = """\
subject order, plural orders:
  identified by number.
  has events placed, delivered.

clock delivery of order, said "delivered":
  starts when placed. stops when delivered.

agreement DESK"""
    clause = "\nclause BRING:\n  Every order shall be delivered within 2 hours, counting always.\n"
    (desk / "desk.sla").write_text(AGREEMENT.replace("agreement DESK", orders) + clause, encoding="utf-8")
    log = "at,event,case,subject\n2026-03-02 09:00,delivered,O-1,order\n"
    (desk / "log.csv").write_text(log, encoding="utf-8")
    result = sladsl(*WHY, "O-1")
    assert result.exit_code == 2
    assert result.stderr == (
        "no clause judges O-1:\n"
        "  DESK/ANSWER is about another subject, incident\n"
        "  DESK/FIX is about another subject, incident\n"
        "  DESK/BRING has a clock, delivery, that did not start\n"
    )


def test_a_clock_that_ran_twice(desk: Path) -> None:
    again = "2026-03-03 09:00,reopened,INC-1,P1,Athens\n2026-03-03 10:30,resolved,INC-1,P1,Athens\n"
    (desk / "log.csv").write_text(LOG + again, encoding="utf-8")
    (fix,) = told("INC-1", "--clause", "FIX")
    # 3 h up to the first solution, 1 h 30 min after it was taken back
    assert fix["elapsed_s"] == 4 * 3600 + 1800
    assert sum(each["counted_s"] for each in fix["timeline"]) == fix["elapsed_s"]
    assert fix["status"] == "breached"
