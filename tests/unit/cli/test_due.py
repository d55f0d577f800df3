"""`sladsl due`: instants worked out by hand, and the closed hours before them."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.desk import AGREEMENT, fine, sladsl

pytestmark = pytest.mark.usefixtures("desk")

P1 = ("--field", "priority=P1")


def due(clause: str, start: str, *words: str) -> Any:
    (row,) = json.loads(fine("due", "desk.sla", clause, "--start", start, "--format", "json", *words))
    return row


@pytest.mark.parametrize(
    ("start", "instant"),
    [
        pytest.param("2026-03-02 09:00", "2026-03-02T11:00:00Z", id="within a day"),
        pytest.param("2026-03-02 06:00", "2026-03-02T10:00:00Z", id="before the day begins: from 08:00"),
        pytest.param("2026-03-02 13:00", "2026-03-02T15:00:00Z", id="to the minute the day ends"),
        pytest.param("2026-03-02 14:30", "2026-03-03T07:30:00Z", id="2 h 30 today, 1 h 30 tomorrow"),
        pytest.param("2026-03-06 16:00", "2026-03-09T09:00:00Z", id="over a weekend"),
        pytest.param("2026-03-07 12:00", "2026-03-09T10:00:00Z", id="on a Saturday"),
        pytest.param("2026-03-27 16:00", "2026-03-30T08:00:00Z", id="into summer time: 11:00 is 08:00Z"),
        pytest.param("2026-03-02T09:00+00:00", "2026-03-02T13:00:00Z", id="an offset: 11:00 in Athens"),
        pytest.param("2026-03-02", "2026-03-02T10:00:00Z", id="a date is its midnight"),
    ],
)
def test_four_hours(start: str, instant: str) -> None:
    row = due("FIX", start)
    assert row["due"] == instant
    assert (row["agreement"], row["clause"], row["target_s"]) == ("DESK", "FIX", 4 * 3600)


def test_where_due_and_breach_differ() -> None:
    # 13:00 and four hours are 17:00, when the desk closes: answered before it opens again is still in time
    row = due("FIX", "2026-03-02 13:00")
    assert (row["due"], row["breach_at"]) == ("2026-03-02T15:00:00Z", "2026-03-03T06:00:00Z")
    text = fine("due", "desk.sla", "FIX", "--start", "2026-03-02 13:00")
    assert "  breach     after 2026-03-03 08:00: no open time lies between\n" in text


def test_the_closed_hours() -> None:
    assert due("FIX", "2026-03-06 16:00")["closed"] == [
        {"from": "2026-03-06T15:00:00Z", "to": "2026-03-06T22:00:00Z", "why": "closed: outside 08:00-17:00"},
        {"from": "2026-03-06T22:00:00Z", "to": "2026-03-07T22:00:00Z", "why": "closed: Saturday"},
        {"from": "2026-03-07T22:00:00Z", "to": "2026-03-08T22:00:00Z", "why": "closed: Sunday"},
        {"from": "2026-03-08T22:00:00Z", "to": "2026-03-09T06:00:00Z", "why": "closed: outside 08:00-17:00"},
    ]
    assert due("FIX", "2026-03-02 09:00")["closed"] == []


def test_the_text() -> None:
    assert (
        fine("due", "desk.sla", "answer", "--start", "2026-03-06 16:45", *P1)
        == """\
DESK/ANSWER  desk.sla:13
  Every incident where priority is P1 shall be responded to within 30 minutes, counting desk hours,
  for at least 50% of incidents per calendar month and site.

  started    2026-03-06 16:45
  due        2026-03-09 08:15
  breach     after 2026-03-09 08:15
  allowed    30 min of desk hours
  times are  Europe/Athens

  from              until             counts  why
  2026-03-06 16:45  2026-03-06 17:00  15 min  desk hours open
  2026-03-06 17:00  2026-03-07 00:00          closed: outside 08:00-17:00
  2026-03-07 00:00  2026-03-08 00:00          closed: Saturday
  2026-03-08 00:00  2026-03-09 00:00          closed: Sunday
  2026-03-09 00:00  2026-03-09 08:00          closed: outside 08:00-17:00
  2026-03-09 08:00  2026-03-09 08:15  15 min  desk hours open
"""
    )


def test_a_holiday_is_named(desk: Path) -> None:
    hours = "open Monday to Friday 08:00 to 17:00.\n  closed on public holidays of Greece."
    (desk / "desk.sla").write_text(
        AGREEMENT.replace("open Monday to Friday 08:00 to 17:00.", hours), encoding="utf-8"
    )
    # Wednesday 25 March is Independence Day: 1 h of Tuesday, 3 h of Thursday
    row = due("FIX", "2026-03-24 16:00")
    assert row["due"] == "2026-03-26T09:00:00Z"
    (holiday,) = [each for each in row["closed"] if each["from"] == "2026-03-24T22:00:00Z"]
    assert holiday["to"] == "2026-03-25T22:00:00Z"
    assert "Independence Day" in holiday["why"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["FXI"], 2, "there is no clause `FXI`; did you mean `FIX`?"),
        (["FIX", "--field", "priority"], 2, "--field `priority` is not NAME=VALUE"),
        (["FIX", "--field", "prioriti=P1"], 2, "there is no field `prioriti`; did you mean `priority`?"),
        (["FIX", "--field", "priority="], 2, "--field `priority=` has no value"),
        (["ANSWER"], 1, "DESK/ANSWER: priority is not stated; a field is stated with `--field NAME=VALUE`"),
        (["ANSWER", "--field", "priority=P2"], 1, "DESK/ANSWER: is for cases where priority is P1"),
        (["ANSWER", "--field", "priority=P9"], 1, "priority `P9` is not one of P1"),
    ],
)
def test_what_cannot_be_said(words: list[str], code: int, said: str) -> None:
    result = sladsl("due", "desk.sla", *words, "--start", "2026-03-02 09:00")
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr


@pytest.mark.parametrize(
    ("start", "code", "said"),
    [
        ("2026-03-29 03:30", 2, "--start `2026-03-29 03:30` does not exist in Europe/Athens"),
        ("soon", 2, "--start `soon` is not a time"),
        ("9998-12-31", 2, "--start `9998-12-31` lies outside the years 1901 to 2198"),
        ("2027-06-01", 1, "DESK/FIX: opened after DESK had ended (2027-01-01)"),
        ("2025-06-01", 1, "DESK/FIX: opened before DESK was in force (2026-01-01)"),
    ],
)
def test_starts_that_are_none(start: str, code: int, said: str) -> None:
    result = sladsl("due", "desk.sla", "FIX", "--start", start)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr


def test_a_clause_alone_is_no_agreement() -> None:
    result = sladsl("due", "FIX", "--start", "2026-03-02")
    assert result.exit_code == 2
    assert "name the agreement's files and then the clause" in result.stderr
    assert sladsl("due", "desk.sla", "FIX").exit_code == 2


def test_a_row_of_a_table_counts_on_its_own_calendar(desk: Path) -> None:
    rows = """
clause LEVELS:
  Every incident shall be resolved within:
    | priority       | within  | counting   |
    | P1             | 2 hours | always     |
    | P2, P3, P4, P5 | 4 hours | desk hours |
  .
"""
    (desk / "desk.sla").write_text(AGREEMENT + rows, encoding="utf-8")
    text = fine("due", "desk.sla", "LEVELS", "--start", "2026-03-06 16:00", "--field", "priority=P1")
    assert "allowed    2 h of always" in text


EXCLUDING = """use itil. use availability.
agreement DESK: is a customer SLA. between IT as provider and Acme as customer. in force from 2026-01-01 to 2026-12-31.
  time zone UTC.
clause FIX: Every incident shall be resolved within 4 hours, counting always, excluding planned maintenance of its service.
"""
LOG = """at,event,subject,case,start,finish,reference
2026-03-01 10:00,maintenance announced,service,Email,2026-03-02 11:00,2026-03-02 12:30,M-1
2026-03-02 09:00,maintenance announced,service,CRM,2026-03-02 11:00,2026-03-02 12:30,M-2
2026-03-01 10:00,opened,incident,a case of the log,,,
"""


def test_what_a_log_says_is_left_out(desk: Path) -> None:
    (desk / "left-out.sla").write_text(EXCLUDING, encoding="utf-8")
    (desk / "left-out.csv").write_text(LOG, encoding="utf-8")

    def asked(*words: str) -> Any:
        start = ("--start", "2026-03-02 10:00", "--format", "json")
        (row,) = json.loads(fine("due", "left-out.sla", "FIX", *start, *words))
        return row

    log = ("--events", "left-out.csv")
    assert asked("--field", "service=Email")["due"] == "2026-03-02T14:00:00Z"
    email = asked("--field", "service=Email", *log)
    assert email["due"] == "2026-03-02T15:30:00Z"
    (left_out,) = email["closed"]
    assert (left_out["from"], left_out["to"]) == ("2026-03-02T11:00:00Z", "2026-03-02T12:30:00Z")
    assert "planned maintenance" in left_out["why"]
    # announced two hours ahead, where 24 are asked for
    assert asked("--field", "service=CRM", *log)["due"] == "2026-03-02T14:00:00Z"
