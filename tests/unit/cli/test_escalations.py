"""Who is told of what, and how they are reached: in `run`, `why`, the JSON and the lines."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.unit.cli.desk import AGREEMENT, LOG, fine

ROLES = """\

role Service Desk Manager is Maria Pappa of Our Company, mail m.pappa@our.example, phone +30 210 1234567.
role Director, of Our Company.
"""


@pytest.fixture(autouse=True)
def told_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    escalates = "  Escalate to the Director on breach.\n  Escalate to Our Customer on a missed window.\n"
    text = AGREEMENT.replace("at 50% of the time.\n", "at 50% of the time.\n" + escalates)
    (tmp_path / "desk.sla").write_text(text + ROLES, encoding="utf-8")
    log = LOG + "2026-03-10 11:00,opened,INC-4,P1,Athens\n2026-03-10 12:00,responded,INC-4,P1,Athens\n"
    log += "2026-03-10 13:00,opened,INC-5,P1,Athens\n2026-03-10 14:00,responded,INC-5,P1,Athens\n"
    (tmp_path / "log.csv").write_text(log, encoding="utf-8")


def test_the_text_says_how_many_and_to_whom() -> None:
    # INC-2 of Patras is late too; of Athens one of three is in time in March: less than half
    text = fine("run", "desk.sla", "--events", "log.csv", "--as-of", "2026-04-01")
    told = " ".join(text.split())
    assert "escalated to Director (Our Company): 3 breached cases, the last at 2026-03-10 13:30" in told
    assert "escalated to Our Customer: 2 missed windows, the last at 2026-04-01 00:00" in told


def test_why_says_who_is_meant() -> None:
    told = " ".join(fine("why", "desk.sla", "--events", "log.csv", "INC-4").split())
    manager = "Service Desk Manager (Maria Pappa of Our Company, m.pappa@our.example, +30 210 1234567)"
    assert f"warned {manager} at 2026-03-10 11:15 (50% of the time)" in told
    assert "escalated to Director (Our Company) at 2026-03-10 11:30" in told


def test_the_json_says_how_they_are_reached() -> None:
    tree = json.loads(
        fine("run", "desk.sla", "--events", "log.csv", "--as-of", "2026-04-01", "--format", "json")
    )
    cases, window = tree["escalations"][:3], tree["escalations"][3]
    assert [(each["case"], each["at"]) for each in cases] == [
        ("INC-2", "2026-03-09T06:15:00Z"),
        ("INC-4", "2026-03-10T09:30:00Z"),
        ("INC-5", "2026-03-10T11:30:00Z"),
    ]
    assert cases[0]["contact"] == {"name": "Our Company", "party": "Our Company"}
    assert (window["who"], window["case"], window["group"]) == ("Our Customer", None, {"site": "Athens"})
    assert window["window"] == {"from": "2026-02-28T22:00:00Z", "to": "2026-03-31T21:00:00Z"}
    warned = next(case for case in tree["cases"] if case["case"] == "INC-4" and case["clause"] == "ANSWER")
    assert warned["warned"][0]["contact"]["mail"] == "m.pappa@our.example"


def test_one_clause_and_one_case() -> None:
    lines = fine("run", "desk.sla", "--events", "log.csv", "--case", "INC-4", "--format", "jsonl")
    told = [json.loads(line) for line in lines.splitlines()]
    assert [each["case"] for each in told if each["type"] == "escalation"] == ["INC-4"]
    tree = json.loads(fine("run", "desk.sla", "--events", "log.csv", "--clause", "FIX", "--format", "json"))
    assert tree["escalations"] == []


def test_the_escalations_as_a_table() -> None:
    rows = list(
        csv.DictReader(
            io.StringIO(
                fine("run", "desk.sla", "--events", "log.csv", "--as-of", "2026-04-01", "--format", "csv",
                     "--table", "escalations")
            )
        )
    )  # fmt: skip
    told = [(row["who"], row["name"], row["at"], row["case"], row["from"], row["group"]) for row in rows[:4]]
    assert told[0] == ("Director", "Our Company", "2026-03-09T06:15:00Z", "INC-2", "", "site=Patras")
    assert told[3] == (
        "Our Customer", "", "2026-03-31T21:00:00Z", "", "2026-02-28T22:00:00Z", "site=Athens",
    )  # fmt: skip


def test_the_json_says_how_one_warned_of_a_budget_is_reached() -> None:
    text = Path("desk.sla").read_text(encoding="utf-8")
    warning = "  Warn the Service Desk Manager at 50% of the budget.\n  Escalate to the Director"
    Path("desk.sla").write_text(text.replace("  Escalate to the Director", warning, 1), encoding="utf-8")
    tree = json.loads(
        fine("run", "desk.sla", "--events", "log.csv", "--as-of", "2026-04-01", "--format", "json")
    )
    warned = [each for window in tree["windows"] for each in window["warned"]]
    assert warned
    assert {each["contact"]["mail"] for each in warned} == {"m.pappa@our.example"}
