"""`sladsl show`: the text in force, for people and for programs."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sladsl.cli.commands import main

TEXT = """use itil.
agreement DESK "Help desk":
  is a customer SLA, version 1.0.
  between Hellas IT as provider and Acme SA as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone Europe/Athens.
  fee EUR 1000 per calendar month.
  reviewed every 6 months by Service Level Manager. W1212 of FIX is meant, because "so".
clause FIX: Every incident shall be resolved within 8 hours, counting always,
  for at least 90% of incidents per calendar month.
  Credit 5% of the monthly fee when below 90%.
agreement PLAN:
  is an OLA, version 0.1.
  is a draft.
  between Team as provider and Desk as customer.
  in force from 2026-01-01.
  time zone Europe/Athens.
clause LATER: Every incident shall be resolved within 4 hours, counting always.
amendment A1 of DESK makes version 1.1 in force from 2026-07-01:
in clause FIX, 8 hours becomes 4 hours and 5% becomes 10%.
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "desk.sla"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def shown(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["show", *args], standalone_mode=True)
    return result.exit_code, result.output


def test_the_last_version_of_every_agreement(file: str) -> None:
    code, text = shown(file)
    assert code == 0
    assert 'DESK "Help desk": customer SLA, version 1.1, in force as of 2026-07-01' in text
    assert "within 4 hours" in text
    assert "within 8 hours, counting" not in text
    assert "PLAN: OLA, version 0.1, draft as of 2026-01-01" in text
    assert "FIX credits" in text
    assert "10% of the monthly fee" in text
    assert " 5% of the monthly fee" not in text


def test_an_earlier_one(file: str) -> None:
    for args in (("--version", "1.0"), ("--agreement", "desk", "--as-of", "2026-06-30 23:59")):
        code, text = shown(file, *args)
        assert code == 0
        assert "within 8 hours" in text
        assert " 5% of the monthly fee" in text
        assert "PLAN" not in text


def test_for_programs(file: str) -> None:
    code, text = shown(file, "--format", "json", "--agreement", "DESK", "--as-of", "2027-02-01")
    told = json.loads(text)
    assert (code, told["format"]) == (0, 1)
    (desk,) = told["agreements"]
    assert (desk["status"], desk["version"], desk["as_of"]) == ("expired", "1.1", "2027-01-31T22:00:00Z")
    assert desk["in_force"] == {"from": "2025-12-31T22:00:00Z", "until": "2026-12-31T22:00:00Z"}
    assert desk["reviews"] == [{"due": "2026-06-30T21:00:00Z", "status": "overdue", "held": None}]
    assert desk["meant"] == [{"code": "W1212", "clause": "FIX", "because": "so"}]
    (fix,) = desk["clauses"]
    assert (fix["clause"], fix["version"], fix["origin"]) == ("FIX", "1.1", "amendment A1")
    assert fix["from"] == "2026-06-30T21:00:00Z"
    assert fix["written"]["line"] == 9
    assert "within 4 hours" in fix["written"]["text"]
    assert any("has no data" in line for line in fix["defaults"])


def test_what_there_is_not(file: str) -> None:
    assert shown(file, "--version", "7")[0] == 2
    assert "did you mean" in shown(file, "--agreement", "DISK")[1]
    assert shown(file, "--version", "1.0", "--as-of", "2026-01-01")[0] == 2
