"""`sladsl statement`: the month's credits in text, JSON and CSV; corrections; what it refuses."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.cli.desk import sladsl

AGREEMENT = """\
use itil.

agreement DESK "Service desk":
  is a customer SLA, version 1.0.
  between Our Company as provider and Our Customer as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone Europe/Athens.
  fee EUR 12 345.67 per calendar month.
  credits are capped at EUR 1500 per calendar month.
  The customer may terminate within 30 days when FIX is missed in any 1 of 3 months.

clause FIX "It works again":
  Every incident shall be resolved within 4 hours, counting always,
  for at least 95% of incidents per calendar month and site.
  Credit 5% of the monthly fee when below 95%, 10% when below 50%.
"""
LOG = """\
at,event,case,site,id
2026-03-02 10:00,opened,I-1,Athens,e1
2026-03-02 15:00,resolved,I-1,,e2
2026-03-03 10:00,opened,I-2,=cmd,e3
2026-03-03 12:00,resolved,I-2,,e4
2026-03-03 10:00,opened,I-3,=cmd,e5
2026-03-03 15:00,resolved,I-3,,e6
"""
LATE = """\
at,event,case,site,id
2026-03-04 10:00,opened,I-4,Athens,e7
2026-03-04 11:00,resolved,I-4,,e8
"""
RUN = ("statement", "desk.sla", "--events", "log.csv", "--as-of", "2026-04-01")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "SLADSL_TRACE", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    Path("desk.sla").write_text(AGREEMENT, encoding="utf-8")
    Path("log.csv").write_text(LOG, encoding="utf-8")
    Path("late.csv").write_text(LATE, encoding="utf-8")
    return tmp_path


def test_the_text(folder: Path) -> None:
    # 5% of 12 345.67 are 617.2835; 10% are 1 234.567, of which the cap leaves 1 500 - 617.28
    done = sladsl(*RUN, "--period", "2026-03")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert lines[:2] == [
        "Statement DESK Service desk",
        "2026-03-01 to 2026-04-01, Our Company credits Our Customer, as of 2026-04-01 00:00 Europe/Athens",
    ]
    assert "1 FIX 15 2026-03-01 site =cmd below 95% 12 345.67 617.2835 - 617.28" in lines
    assert "2 FIX 15 2026-03-01 site Athens below 50% 12 345.67 1 234.5670 882.72 882.72" in lines
    assert "2 the cap of the calendar month (1 500.00) leaves 882.72 of 1 234.5670" in lines
    assert "total EUR 1 500.00" in lines
    assert (
        "right the customer may terminate when FIX is missed in any 1 of 3 windows, for 30 days"
        in done.stdout.replace("  ", " ")
    )


def test_the_csv_is_safe_for_spreadsheets_and_adds_up(folder: Path) -> None:
    done = sladsl(*RUN, "--period", "2026-03", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["clause"] for row in rows] == ["FIX", "FIX"]
    assert sum(Decimal(row["amount"]) for row in rows) == 1500
    assert {row["kind"] for row in rows} == {"credit"}
    assert all(not cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


def test_a_correction_and_the_file_it_rests_on(folder: Path) -> None:
    assert sladsl(*RUN, "--period", "2026-03", "--format", "json", "-o", "march.json").exit_code == 0
    before = Path("march.json").read_text(encoding="utf-8")
    later = ("statement", "desk.sla", "--events", "log.csv", "--events", "late.csv", "--as-of", "2026-05-01")
    done = sladsl(*later, "--period", "2026-04", "--stated", "march.json", "--format", "json")
    assert done.exit_code == 0
    (told,) = json.loads(done.stdout)["statements"]
    # Athens: one of two is 50%, not below it: 617.28 in place of 882.72
    assert told["lines"] == []
    (corrected,) = told["corrections"]
    assert (corrected["group"], corrected["amount"], corrected["events"]) == (
        {"site": "Athens"},
        "-265.44",
        ["e7", "e8"],
    )
    assert corrected["why"] == "breached at 50%, was breached at 0%; I-4 met"
    assert told["totals"]["total"] == "-265.44"
    assert Path("march.json").read_text(encoding="utf-8") == before
    text = sladsl(*later, "--period", "2026-04", "--stated", "march.json").stdout
    assert "correction of" in text
    assert "FIX 2026-03-01: breached at 50%, was breached at 0%; I-4 met, by e7, e8" in text
    table = sladsl(*later, "--period", "2026-04", "--stated", "march.json", "--format", "csv").stdout
    assert {row["kind"] for row in csv.DictReader(io.StringIO(table))} == {"correction"}


def test_several_periods(folder: Path) -> None:
    done = sladsl(*RUN, "--period", "2026-02..2026-04", "--format", "json")
    assert [each["totals"]["total"] for each in json.loads(done.stdout)["statements"]] == [
        "0.00",
        "1500.00",
        "0.00",
    ]
    done = sladsl(*RUN, "--all", "--format", "json")
    assert [each["period"]["from"] for each in json.loads(done.stdout)["statements"]] == [
        "2026-02-28T22:00:00Z",
        "2026-03-31T21:00:00Z",
    ]
    assert (
        json.loads(sladsl(*RUN, "--period", "2026-Q1", "--format", "json").stdout)["statements"][0]["totals"][
            "total"
        ]
        == "1500.00"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "say of which period"),
        (("--period", "2026-03", "--all"), "say of which period"),
        (("--period", "March"), "is not a month such as 2026-03"),
        (("--period", "2026-13"), "is not a month such as 2026-03"),
        (("--period", "0000"), "is not a month such as 2026-03"),
        (("--period", "2026-04..2026-03"), "from a later time to an earlier one"),
        (("--period", "0001-01-01..9998-12-31"), "or too far"),
        (("--period", "2026-03", "--agreement", "DESC"), "there is no agreement `DESC`"),
    ],
)
def test_wrong_usage(folder: Path, words: tuple[str, ...], said: str) -> None:
    done = sladsl(*RUN, *words)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it is not JSON"),
        ("[" * 100_000, "it is"),
        ("[]", "it has not the format 1"),
        ('{"format": 2, "statements": []}', "it has not the format 1"),
        ('{"format": 1, "statements": {"a": 1}}', "it is no statement"),
        ('{"format": 1, "statements": [{"agreement": "DESK"}]}', "is missing"),
        ('{"format": 1, "statements": [{"agreement": 3}]}', "a text is expected"),
    ],
)
def test_what_is_no_statement(folder: Path, text: str, said: str) -> None:
    Path("march.json").write_text(text, encoding="utf-8")
    done = sladsl(*RUN, "--period", "2026-04", "--stated", "march.json")
    assert done.exit_code in (1, 2)
    assert "march.json cannot be taken as a statement" in " ".join(done.stderr.split())
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "1E999999", "x", ""])
def test_amounts_that_are_none(folder: Path, amount: str) -> None:
    sladsl(*RUN, "--period", "2026-03", "--format", "json", "-o", "march.json")
    tree = json.loads(Path("march.json").read_text(encoding="utf-8"))
    tree["statements"][0]["lines"][0]["amount"] = amount
    Path("march.json").write_text(json.dumps(tree), encoding="utf-8")
    done = sladsl(*RUN, "--period", "2026-04", "--stated", "march.json")
    assert done.exit_code in (1, 2)
    assert "cannot be taken as a statement" in " ".join(done.stderr.split())


def test_an_agreement_without_money(folder: Path) -> None:
    plain = "".join(
        line
        for line in AGREEMENT.splitlines(True)
        if not line.lstrip().startswith(("fee", "credit", "Credit", "The customer"))
    )
    Path("desk.sla").write_text(plain, encoding="utf-8")
    done = sladsl(*RUN, "--period", "2026-03")
    assert done.exit_code == 2
    assert "no agreement says what is credited" in " ".join(done.stderr.split())
    assert "nothing is credited" in sladsl(*RUN, "--period", "2026-03", "--agreement", "DESK").stdout


def test_a_file_that_is_not_there(folder: Path) -> None:
    done = sladsl(*RUN, "--period", "2026-04", "--stated", "nothing.json")
    assert done.exit_code == 2
    assert "nothing.json" in done.stderr


def test_why_explains_a_credit(folder: Path) -> None:
    done = sladsl("why", "desk.sla", "--events", "log.csv", "--as-of", "2026-04-01", "I-1")
    told = " ".join(done.stdout.split())
    assert "credit DESK/FIX desk.sla:15" in told
    assert "cap, calendar month leaves 882.72 of 1 234.5670 credited EUR 882.72" in told


def test_run_tells_of_credits_and_rights(folder: Path) -> None:
    done = sladsl("run", "desk.sla", "--events", "log.csv", "--as-of", "2026-04-01")
    told = " ".join(done.stdout.split())
    assert "credits until EUR FIX 2026-04-01 1 500.00" in told
    assert (
        "the customer may terminate when FIX is missed in any 1 of 3 windows, for 30 days: since 2026-04-01, open"
        in told
    )


def test_a_draft_is_stated_only_as_if_it_were_in_force(folder: Path) -> None:
    text = AGREEMENT.replace("  in force from", "  is a draft.\n  in force from")
    Path("desk.sla").write_text(text, encoding="utf-8")
    done = sladsl(*RUN, "--period", "2026-03")
    assert "a draft is not judged as a contract; --as-if-in-force judges it" in done.stdout
    assert "617.28" not in done.stdout
    done = sladsl(*RUN, "--period", "2026-03", "--as-if-in-force")
    assert "of a draft, as if it were in force: nothing of this is owed" in done.stdout
    assert "617.28" in done.stdout
    (told,) = json.loads(sladsl(*RUN, "--period", "2026-03", "--as-if-in-force", "--format", "json").stdout)[
        "statements"
    ]
    assert (told["as_if_in_force"], told["totals"]["total"]) == (True, "1500.00")


def test_credits_as_a_table(folder: Path) -> None:
    done = sladsl("run", *RUN[1:], "--format", "csv", "--table", "credits")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    # as in the text: 617.28, and of 1 234.567 what the cap of 1 500 leaves
    told = [(row["group"], row["step"], row["base"], row["amount"], row["caps"]) for row in rows]
    assert told == [
        ("site==cmd", "below 95%", "12345.67", "617.28", ""),
        ("site=Athens", "below 50%", "12345.67", "882.72", "calendar month: 882.72"),
    ]
    assert [(row["from"], row["line"], row["claim"]) for row in rows] == [
        ("2026-02-28T22:00:00Z", "15", "")
    ] * 2


def test_what_is_to_be_paid(folder: Path) -> None:
    done = sladsl(*RUN, "--period", "2026-03", "--fees")
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert "fee EUR 12 345.67 EUR 12345.67 per calendar month, 2026-03-01 to 2026-04-01" in lines
    assert "to pay EUR 10 845.67" in lines
    (told,) = json.loads(sladsl(*RUN, "--period", "2026-03", "--fees", "--format", "json").stdout)[
        "statements"
    ]
    assert (told["totals"]["fees"], told["totals"]["to_pay"]) == ("12345.67", "10845.67")
    assert [fee["written"]["line"] for fee in told["fees"]] == [8]
    rows = csv.DictReader(
        io.StringIO(sladsl(*RUN, "--period", "2026-03", "--fees", "--format", "csv").stdout)
    )
    assert [row["amount"] for row in rows if row["kind"] == "fee"] == ["12345.67"]


PRINTED = """\
use availability.
service Email.
agreement MAIL:
  is a customer SLA, version 1.0.
  between Our Company as provider and Our Customer as customer.
  in force from 2026-06-01 to 2026-06-30.
  time zone UTC.
  fee for hosting EUR 100 per calendar month.
  fee for set-up EUR 50 once on 2026-06-10.
  amounts are without taxes.
  credits are capped at 7% of the hosting fee for each service per calendar month.

clause UPTIME:
  Email shall be available for at least 99.9% of the time per calendar month.
  Credit 5% of the hosting fee when at least 99% and at most 99.9%, 7% when at most 98.9%.
  Credits go by the percentage rounded to 0.1 points.
clause OUTAGES:
  There shall be at most 0 outages of Email per calendar month.
  Credit EUR 6 when missed.
"""
# 1.05% of 43 200 minutes: 98.95%, which is 99% as rounded
DOWN = """\
at,event,case
2026-06-10 00:00:00,went down,Email
2026-06-10 07:33:36,came up,Email
"""
MAIL = ("statement", "mail.sla", "--events", "down.csv", "--as-of", "2026-07-01", "--period", "2026-06")


def test_rounded_steps_named_fees_and_caps_for_each(folder: Path) -> None:
    Path("mail.sla").write_text(PRINTED, encoding="utf-8")
    Path("down.csv").write_text(DOWN, encoding="utf-8")
    lines = [" ".join(line.split()) for line in sladsl(*MAIL, "--fees").stdout.splitlines()]
    assert "1 98.95% is 99% as rounded" in lines
    assert "2 the cap of the calendar month for each service (7.00) leaves 2.00 of 6.00" in lines
    assert "total EUR 7.00" in lines
    assert "amounts are without taxes" in lines
    assert "fee EUR 100.00 EUR 100 for hosting per calendar month, 2026-06-01 to 2026-07-01" in lines
    assert "fee EUR 50.00 EUR 50 for set-up once, 2026-06-10" in lines
    assert "to pay EUR 143.00" in lines
    (told,) = json.loads(sladsl(*MAIL, "--fees", "--format", "json").stdout)["statements"]
    assert told["taxes"] == "amounts are without taxes"
    assert [fee["name"] for fee in told["fees"]] == ["hosting", "set-up"]
    assert told["lines"][0]["why"] == "98.95% is 99% as rounded"
    rows = list(csv.DictReader(io.StringIO(sladsl(*MAIL, "--fees", "--format", "csv").stdout)))
    assert [(row["kind"], row["amount"], row["caps"]) for row in rows] == [
        ("credit", "5.00", ""),
        ("credit", "2.00", "calendar month for each service: 2"),
        ("fee", "100.00", ""),
        ("fee", "50.00", ""),
    ]
    why = " ".join(sladsl("why", *MAIL[1:6], "Email").stdout.split())
    assert "value 98.95% is 99% as rounded of the fee EUR 100.00 reckoned EUR 5.00" in why
