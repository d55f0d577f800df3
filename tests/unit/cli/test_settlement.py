"""What `sladsl statement` says becomes of its total: in text, JSON and CSV, and from Python."""

import csv
import io
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

import sladsl as library
from tests.unit.cli.desk import sladsl

AGREEMENT = """\
use availability.
use claims.
use calendars.
service Email.

agreement MAIL:
  is a customer SLA, version 1.0.
  between P as provider and C as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone Europe/Athens.
  fee EUR 1000 per mailbox per calendar month.
  count mailboxes while in use.
  credits are set against the next monthly fee{never}.

subject mailbox, plural mailboxes:
  identified by id.
  has events created, deleted.
state in use of mailbox: from created until deleted.

clause M:
  There shall be at most 0 outages of Email per calendar month.
  Credit EUR 2500 when missed.
  Credits are earned back when met in each of the next 6 months.
"""
LOG = """\
at,event,case,subject
2026-01-01 00:00,created,M-1,mailbox
2026-02-15 10:00,created,M-2,mailbox
2026-01-10 10:00,went down,Email,service
2026-01-10 11:00,came up,Email,service
2026-10-10 10:00,went down,Email,service
2026-10-10 11:00,came up,Email,service
2026-11-10 10:00,went down,Email,service
2026-11-10 11:00,came up,Email,service
"""
LATE = """\
at,event,case,subject
2026-02-10 10:00,went down,Email,service
2026-02-10 11:00,came up,Email,service
"""
RUN = ("statement", "mail.sla", "--events", "log.csv", "--as-of")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "SLADSL_TRACE", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    Path("mail.sla").write_text(AGREEMENT.format(never=""), encoding="utf-8")
    Path("never.sla").write_text(AGREEMENT.format(never=", and are never paid out"), encoding="utf-8")
    Path("log.csv").write_text(LOG, encoding="utf-8")
    Path("late.csv").write_text(LATE, encoding="utf-8")
    return tmp_path


def lines(*words: str) -> list[str]:
    done = sladsl(*words)
    assert (done.exit_code, done.stderr) == (0, "")
    return [" ".join(line.split()) for line in done.stdout.splitlines()]


def test_the_text() -> None:
    # the fee of February: 1 000 for one mailbox, and 1 000 x 14 / 28 for the second from the 15th on
    january = lines(*RUN, "2027-01-01", "--period", "2026-01", "--fees")
    assert "set against the fee from 2026-02-01 (EUR 1 500.00) EUR 1 500.00" in january
    assert "carried over to the fee from 2026-03-01 EUR 1 000.00" in january
    assert "to pay EUR 1 000.00" in january
    february = lines(*RUN, "2027-01-01", "--period", "2026-02", "--fees")
    assert "brought over from before EUR 1 000.00" in february
    assert "set against the fee from 2026-03-01 (EUR 2 000.00) EUR 1 000.00" in february
    assert "set against them EUR 1 500.00" in february
    assert "to pay EUR 0.00" in february
    july = lines(*RUN, "2027-01-01", "--period", "2026-07")
    assert "added to the fee from 2026-08-01 (EUR 2 000.00) EUR 2 500.00" in july
    assert "to pay EUR 4 500.00" in lines(*RUN, "2027-01-01", "--period", "2026-08", "--fees")


def test_a_fee_whose_units_may_still_come_and_go() -> None:
    told = lines(*RUN, "2026-02-10", "--period", "2026-01")
    assert "set against the fee from 2026-02-01 (EUR 1 000.00 as of 2026-02-10) EUR 1 000.00" in told


def test_the_end_of_the_agreement() -> None:
    # of November's 2 500 December takes 2 000, with 500 of October's, so that 1 000 are left
    assert "carried over to the fee from 2026-12-01 EUR 500.00" in lines(
        *RUN, "2027-01-01", "--period", "2026-10"
    )
    november = lines(*RUN, "2027-01-01", "--period", "2026-11")
    assert "carried over to the end of the agreement, 2027-01-01 EUR 1 000.00" in november
    december = lines(*RUN, "2027-01-01", "--period", "2026-12")
    assert "to be paid at the end of the agreement, 2027-01-01 EUR 1 000.00" in december
    never = lines("statement", "never.sla", *RUN[2:], "2027-01-01", "--period", "2026-12")
    assert "lapses at the end of the agreement, 2027-01-01, never paid out EUR 1 000.00" in never


@pytest.mark.parametrize("width", [80, 100])
def test_no_line_is_broken(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for month in ("2026-01", "2026-07", "2026-11", "2026-12"):
        told = sladsl(*RUN, "2027-01-01", "--period", month, "--fees").stdout.splitlines()
        about = [line for line in told if " fee from " in line or "end of the agreement" in line]
        assert about
        assert all("EUR" in line and len(line) <= width for line in about)


def test_the_json() -> None:
    done = sladsl(*RUN, "2027-01-01", "--period", "2026-01", "--format", "json")
    (told,) = json.loads(done.stdout)["statements"]
    assert told["settlement"] == {
        "against_fees": [
            {
                "window": {"from": "2026-01-31T22:00:00Z", "to": "2026-02-28T22:00:00Z"},
                "fee": "1500.00",
                "fee_is_known": True,
                "set_before": "0.00",
                "brought_over": "0.00",
                "credited": "2500.00",
                "set_against": "1500.00",
                "carried_over": "1000.00",
                "carried_to": "2026-02-28T22:00:00Z",
            }
        ],
        "at_end": None,
        "payments": [],
        "not_said": "0.00",
        "off_fees_of_period": "0.00",
        "written": [
            {"file": "mail.sla", "line": 13, "text": "credits are set against the next monthly fee."}
        ],
    }


def test_the_csv() -> None:
    done = sladsl(*RUN, "2027-01-01", "--period", "2026-11..2026-12", "--format", "csv")
    rows = [
        (row["kind"], row["from"], row["base"], row["before"], row["reckoned"], row["amount"])
        for row in csv.DictReader(io.StringIO(done.stdout))
        if row["kind"] != "credit"
    ]
    december, end = "2026-11-30T22:00:00Z", "2026-12-31T22:00:00Z"
    assert rows == [
        ("set against fee", december, "2000.00", "500.00", "2500.00", "2000.00"),
        ("carried over", end, "", "", "", "1000.00"),
        ("paid out", end, "", "1000.00", "0.00", "1000.00"),
    ]


def test_what_was_stated_is_settled_as_it_was_stated() -> None:
    """January's statement was right; of February an outage was not known, and an earlier statement said so. March's
    corrects it: its 2 500 are set against April's fee, and what January credited is where it was."""
    for month in ("2026-01", "2026-02"):
        done = sladsl(*RUN, "2026-03-01", "--period", month, "--format", "json", "-o", f"{month}.json")
        assert done.exit_code == 0
    later = ("statement", "mail.sla", "--events", "log.csv", "--events", "late.csv", "--as-of", "2026-07-01")
    stated = ("--stated", "2026-01.json", "--stated", "2026-02.json")
    done = sladsl(*later, *stated, "--period", "2026-03..2026-05", "--format", "json")
    march, april, may = json.loads(done.stdout)["statements"]
    # March's fee took the 1 000 that were left of January's; of the 2 500 April takes 2 000 and May 500
    (entry,) = march["settlement"]["against_fees"]
    assert (entry["brought_over"], entry["credited"], entry["set_against"]) == ("0.00", "2500.00", "2000.00")
    (entry,) = april["settlement"]["against_fees"]
    assert (april["corrections"], entry["brought_over"], entry["set_against"]) == ([], "500.00", "500.00")
    (entry,) = may["settlement"]["against_fees"]
    assert (may["corrections"], entry["brought_over"], entry["set_against"]) == ([], "0.00", "0.00")


def test_from_python() -> None:
    result = library.load("mail.sla").run("log.csv", as_of=datetime(2027, 1, 1, tzinfo=UTC))
    settled = result.statement("2026-01").settlement
    assert settled is not None
    (entry,) = settled.against
    assert (entry.fee, entry.amount, entry.carried) == (Decimal("1500.00"), Decimal(1500), Decimal(1000))
