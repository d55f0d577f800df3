"""How `sladsl statement` and `why` tell of claims: until when, for which incident, and of those that came too late."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.unit.cli.desk import sladsl

AGREEMENT = """\
use availability.
use claims.

service Email.
service Web.

agreement DESK:
  is a customer SLA, version 1.0.
  between Our Company as provider and Our Customer as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone Europe/Athens.
  credits are claimed within 30 days of the incident.

clause ONE: There shall be at most 0 outages of Email per calendar month.
  Credit EUR 800 when missed.
clause TWO: Email shall be available for at least 99.99% of the time per calendar month.
  Credit EUR 100 when missed.
clause THREE: Web shall be available for at least 99.99% of the time per calendar month.
  Credit EUR 10 when missed.
clause FOUR: No outage of Email shall last more than 1 hour per calendar month.
  Credit EUR 50 when missed.
"""
# Email's outage ends on 10 January: 30 days later it is 9 February. Web's goes on into February: 2 March.
LOG = """\
at,event,case,subject,clause,period
2026-01-01 00:00,came up,Email,service,,
2026-01-01 00:00,came up,Web,service,,
2026-01-10 10:00,went down,Email,service,,
2026-01-10 13:00,came up,Email,service,,
2026-01-31 20:00,went down,Web,service,,
2026-02-01 01:00,came up,Web,service,,
2026-02-09 20:00,claimed,C-1,credit claim,ONE,2026-01-10
2026-02-10 08:00,claimed,C-2,credit claim,TWO,2026-01-10
"""
RUN = ("statement", "desk.sla", "--events", "log.csv", "--period", "2026-01", "--as-of")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "SLADSL_TRACE", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    Path("desk.sla").write_text(AGREEMENT, encoding="utf-8")
    Path("log.csv").write_text(LOG, encoding="utf-8")
    return tmp_path


def told(text: str) -> str:
    """All in one line, wherever lines were wrapped."""
    return " ".join(text.split())


def test_a_statement_tells_of_which_incident(folder: Path) -> None:
    text = told(sladsl(*RUN, "2026-02-15").stdout)
    assert "1 claimed on 2026-02-09 20:00, for the incident of 2026-01-10 13:00 2 lapsed" in text
    assert (
        "2 lapsed: 100.00 was claimed on 2026-02-10 08:00, a day too late; it could be until the end of "
        in text
    )
    assert "the end of 2026-02-09, for the incident of 2026-01-10 13:00 3 not claimed" in text
    assert (
        "3 not claimed; 10.00 can be until the end of 2026-03-02, for the incident of 2026-01-31 24:00"
        in text
    )
    assert (
        "4 lapsed: 50.00 was not claimed until the end of 2026-02-09, for the incident of 2026-01-10" in text
    )
    assert "total EUR 800.00" in text


def test_two_days_late(folder: Path) -> None:
    late = LOG.replace("2026-02-10 08:00", "2026-02-11 23:00")
    Path("log.csv").write_text(late, encoding="utf-8")
    assert "2 days too late" in told(sladsl(*RUN, "2026-02-15").stdout)


def test_why_tells_it_too(folder: Path) -> None:
    text = told(sladsl("why", "desk.sla", "--events", "log.csv", "Email", "--as-of", "2026-02-15").stdout)
    assert "claim claimed on 2026-02-09 20:00, for the incident of 2026-01-10 13:00" in text


def test_json_and_csv(folder: Path) -> None:
    run = ("run", "desk.sla", "--events", "log.csv", "--as-of", "2026-02-15", "--format", "json")
    for rows in (
        json.loads(sladsl(*RUN, "2026-02-15", "--format", "json").stdout)["statements"][0]["lines"],
        json.loads(sladsl(*run).stdout)["credits"][:4],
    ):
        assert [(row["clause"], row["incident"], row["claimed_at"], row["claimed_late"]) for row in rows] == [
            ("ONE", "2026-01-10T11:00:00Z", "2026-02-09T18:00:00Z", None),
            ("TWO", "2026-01-10T11:00:00Z", None, "2026-02-10T06:00:00Z"),
            ("THREE", "2026-01-31T22:00:00Z", None, None),
            ("FOUR", "2026-01-10T11:00:00Z", None, None),
        ]
    table = list(csv.DictReader(io.StringIO(sladsl(*RUN, "2026-02-15", "--format", "csv").stdout)))
    assert [(row["incident"], row["claimed_late"]) for row in table[1:3]] == [
        ("2026-01-10T11:00:00Z", "2026-02-10T06:00:00Z"),
        ("2026-01-31T22:00:00Z", ""),
    ]
