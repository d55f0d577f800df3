"""`sladsl trace`: requirements, clauses, what supports them and their verdicts, in text, JSON and CSV."""

import csv
import io
import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import sladsl as package
from tests.unit.cli.desk import sladsl

PROGRAM = """\
use itil.

agreement DESK "Service desk":
  is a customer SLA, version 1.0.
  between Our Company as provider and Our Customer as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone Europe/Athens.

clause FIX "It works again":
  Every incident shall be resolved within 4 hours, counting always,
  for at least 50% of incidents per calendar month and site.

clause ANSWER:
  Every incident shall be responded to within 1 hour, counting always.

clause SPARE:
  Every incident where priority is P5 shall be responded to within 1 hour, counting always.

plan for resolution of incident under DESK:
  repair by Workshop under SHOP/REPAIR.

requirement R-1 of Our Customer: "=it works again", met by FIX.
  Every incident shall be resolved within 5 hours, counting always, for at least 50% of incidents per calendar month and site.
requirement R-2 of Our Customer: "at once", met by ANSWER.
  Every incident shall be responded to within 30 minutes, counting always.
requirement R-3 of Our Customer: "kindness", met by FIX and ANSWER.
requirement R-4 of Our Customer: "Sundays".

agreement SHOP:
  is an OLA, version 1.0.
  between Workshop as provider and Our Company as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone Europe/Athens.
  supports DESK.

clause REPAIR:
  Every incident shall be resolved within 4 hours, counting always.
"""
LOG = """\
at,event,case,site
2026-03-02 10:00,opened,I-1,Athens
2026-03-02 10:20,responded,I-1,
2026-03-02 12:00,resolved,I-1,
2026-03-03 10:00,opened,I-2,Patras
2026-03-03 15:00,resolved,I-2,
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "SLADSL_TRACE", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    Path("desk.sla").write_text(PROGRAM, encoding="utf-8")
    Path("log.csv").write_text(LOG, encoding="utf-8")
    return tmp_path


def test_the_text(folder: Path) -> None:
    done = sladsl("trace", "desk.sla")
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert '  R-1 of Our Customer  satisfied  "=it works again"' in lines
    assert '  R-2 of Our Customer  not satisfied  "at once"' in lines
    assert "      not satisfied: deadline: within 30 minutes is required, within 1 hour is promised" in lines
    assert '  R-3 of Our Customer  in words  "kindness"' in lines
    assert '  R-4 of Our Customer  unmet  "Sundays"' in lines
    assert "  nobody asked for" in lines
    assert lines[-1] == (
        "4 requirements: 1 unmet, 1 not satisfied, 1 in words, 1 satisfied; 1 clause nobody asked for"
    )


def test_with_a_log(folder: Path) -> None:
    # Athens took two hours of four, Patras five: one of one, and none of one
    done = sladsl("trace", "desk.sla", "--events", "log.csv", "--as-of", "2026-04-01", "--requirement", "r-1")
    assert done.exit_code == 0
    text = " ".join(done.stdout.split())
    assert "breached from 2026-03-01 until 2026-04-01: 0%, promised at least 50% for site Patras" in text
    assert "(1 breached, 1 met)" in text
    assert "SHOP/REPAIR breached: 1 breached, 1 met" in text
    assert "R-2" not in text


def test_json(folder: Path) -> None:
    done = sladsl("trace", "desk.sla", "--events", "log.csv", "--as-of", "2026-04-01", "--format", "json")
    tree = json.loads(done.stdout)
    assert (tree["format"], tree["as_of"]) == (1, "2026-03-31T21:00:00Z")
    assert [each["answer"] for each in tree["requirements"]] == [
        "satisfied", "not satisfied", "in words", "unmet",
    ]  # fmt: skip
    (fix,) = tree["requirements"][0]["clauses"]
    assert fix["kept"] == "covered"
    assert fix["latest"] == {
        "status": "breached",
        "window": {"from": "2026-02-28T22:00:00Z", "to": "2026-03-31T21:00:00Z"},
        "group": {"site": "Patras"},
        "value": "0%",
        "promised": "at least 50%",
        "counts": {"breached": 1, "met": 1},
    }
    (repair,) = fix["supporting"]
    assert (repair["agreement"], repair["clause"]) == ("SHOP", "REPAIR")
    assert repair["latest"]["counts"] == {"breached": 1, "met": 1}
    (part,) = tree["requirements"][1]["required"]
    assert part["shown"][-1].startswith("and ANSWER is met, due ")
    assert [each["clause"] for each in tree["unasked"]] == ["SPARE"]


def test_python_says_the_same(folder: Path) -> None:
    policy = package.load("desk.sla")
    done = sladsl("trace", "desk.sla", "--format", "json")
    assert policy.trace() == json.loads(done.stdout)
    april = datetime(2026, 4, 1, tzinfo=ZoneInfo("Europe/Athens"))
    traced = policy.trace(policy.run("log.csv", as_of=april))
    assert traced["requirements"][0]["clauses"][0]["latest"]["status"] == "breached"


def test_csv(folder: Path) -> None:
    done = sladsl("trace", "desk.sla", "--events", "log.csv", "--as-of", "2026-04-01", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    told = [(row["requirement"], row["clause"], row["supporting"], row["status"]) for row in rows]
    assert told == [
        ("R-1", "FIX", "", "breached"),
        ("R-1", "FIX", "SHOP/REPAIR", "breached"),
        ("R-2", "ANSWER", "", "breached"),
        ("R-3", "FIX", "", "breached"),
        ("R-3", "FIX", "SHOP/REPAIR", "breached"),
        ("R-3", "ANSWER", "", "breached"),
        ("R-4", "", "", ""),
        ("", "SPARE", "", "unknown"),  # no case says its priority
    ]
    assert rows[0]["words"] == "'=it works again"  # no spreadsheet runs what a customer said


def test_without_requirements(folder: Path) -> None:
    text = PROGRAM.split("plan for")[0]
    Path("plain.sla").write_text(text, encoding="utf-8")
    done = sladsl("trace", "plain.sla")
    assert done.exit_code == 0
    assert done.stdout.startswith("no agreement says what was asked for")


def test_wrong_usage(folder: Path) -> None:
    assert sladsl("trace", "desk.sla", "--as-of", "2026-04-01").exit_code == 2
    done = sladsl("trace", "desk.sla", "--requirement", "R-5")
    assert done.exit_code == 2
    assert "R-5" in done.stderr
