"""Whose records decide, as the commands tell it."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.desk import fine, sladsl

SOURCE = """
source {who} desk of incident:
  each row is an event.
  the log is kept by {who}.
  the case is column "{who} number".
  the event id is column "id".
  the time is column "at".
  the event is column "what".
  times are ISO 8601, in time zone Europe/Athens.
"""
TEXT = """
use itil.

agreement DESK "Service desk":
  is a customer SLA, version 1.0.
  between Hellas as provider and Acme as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone Europe/Athens.
  is judged by the records of the customer.

clause FIX "It works again":
  Every incident shall be resolved within 4 hours, counting always.
"""
# both number their records from 1
HELLAS = "id,at,what,Hellas number\n1,2026-03-02 09:00,opened,I-1\n2,2026-03-02 10:00,resolved,I-1\n"
ACME = "id,at,what,Acme number\n1,2026-03-02 09:00,opened,I-1\n2,2026-03-02 14:00,resolved,I-1\n"

RUN = ("run", "desk.sla", "--events", "hellas.csv", "--events", "acme.csv")


@pytest.fixture(autouse=True)
def _both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("desk.sla").write_text(SOURCE.format(who="Hellas") + SOURCE.format(who="Acme") + TEXT)
    Path("hellas.csv").write_text(HELLAS)
    Path("acme.csv").write_text(ACME)


def test_the_text() -> None:
    assert (
        fine(*RUN)
        == """\
DESK  Service desk
customer SLA 1.0, Hellas for Acme, as of 2026-03-02 14:00 Europe/Athens
judged by the records of the customer, Acme
not looked at: 2 events in the records of Hellas

FIX  It works again  desk.sla:30
  Every incident shall be resolved within 4 hours, counting always.
  1 case: 1 breached

  worst cases            started           due               elapsed  over
  I-1          breached  2026-03-02 09:00  2026-03-02 13:00      5 h  1 h

4 rows read: 4 used, 0 duplicate, 0 unknown, 0 rejected
"""
    )


def test_the_result() -> None:
    result = json.loads(fine(*RUN, "--format", "json"))
    assert result["passed_over"] == [{"agreement": "DESK", "kept_by": "Hellas", "events": 2}]
    assert [case["status"] for case in result["cases"]] == ["breached"]


def test_why_names_the_record_that_decided() -> None:
    told = fine("why", *RUN[1:], "I-1")
    assert "acme.csv:3" in told
    assert "hellas.csv" not in told


def test_the_compiled_policy_has_it() -> None:
    policy = json.loads(fine("compile", "desk.sla"))
    assert policy["agreements"][0]["judged_by"] == "customer"
    assert [source["kept_by"] for source in policy["sources"]] == ["Hellas", "Acme"]


def test_why_says_that_a_case_is_in_records_that_do_not_decide() -> None:
    Path("hellas.csv").write_text("id,at,what,Hellas number\n9,2026-03-02 09:00,opened,I-9\n")
    told = sladsl("why", "desk.sla", "--events", "hellas.csv", "I-9").stderr
    assert "is judged by the records of the customer, Acme, and this is in those of Hellas" in told
