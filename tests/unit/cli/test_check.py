"""`sladsl check`: what it says, in which form, and with which exit code."""

import json
from pathlib import Path

import jsonschema
import pytest

from tests.unit.cli.desk import AGREEMENT, fine, sladsl

pytestmark = pytest.mark.usefixtures("desk")

BAD = AGREEMENT + "\nclause SOON:\n  Every incident shall be resolved within 4 hours, counting desk ours.\n"
TEXT = {"type": ["string", "null"]}
LINE = {"type": ["integer", "null"], "minimum": 1}
PLACE = {"file": TEXT, "line": LINE, "column": LINE, "end_line": LINE, "end_column": LINE, "label": TEXT}
FINDING = {
    "type": "object",
    "properties": {
        "code": {"type": "string", "pattern": "^[EW][0-9]{4}$"},
        "severity": {"enum": ["error", "warning"]},
        "headline": {"type": "string"},
        "notes": {"type": "array", "items": {"type": "string"}},
        "help": {"type": "string"},
        "others": {"type": "array", "items": {"type": "object", "properties": PLACE}},
        **PLACE,
    },
    "additionalProperties": False,
}


@pytest.fixture
def bad(desk: Path) -> str:
    (desk / "bad.sla").write_text(BAD, encoding="utf-8")
    return "bad.sla"


def test_where_nothing_is_wrong() -> None:
    text = fine("check", "desk.sla")
    assert text == "fine: 1 agreement, 2 clauses, 1 calendar, 0 worked examples\n"
    assert json.loads(fine("check", "desk.sla", "--format", "json")) == []
    assert fine("check", "desk.sla", "--format", "github") == ""
    assert json.loads(fine("check", "desk.sla", "--format", "sarif"))["runs"][0]["results"] == []


def test_findings_for_people(bad: str) -> None:
    result = sladsl("check", bad)
    assert (result.exit_code, result.stderr) == (1, "")
    # the clause stands on the last line, and the calendar's name at column 61
    assert "error[E0202]: unknown calendar `desk ours`" in result.stdout
    assert "bad.sla:25:61" in result.stdout
    assert "did you mean `desk hours`?" in result.stdout
    assert result.stdout.endswith("\n1 error\n")
    assert "fine" not in result.stdout


def test_findings_for_programs(bad: str) -> None:
    result = sladsl("check", bad, "--format", "json")
    assert result.exit_code == 1
    (found,) = json.loads(result.stdout)
    jsonschema.validate(found, FINDING)
    place = (found["file"], found["line"], found["column"], found["end_line"], found["end_column"])
    assert place == ("bad.sla", 25, 61, 25, 70)
    github = sladsl("check", bad, "--format", "github")
    assert github.exit_code == 1
    assert github.stdout.startswith(
        "::error file=bad.sla,line=25,endLine=25,col=61,endColumn=70,title=E0202::"
    )
    assert github.stdout.count("\n") == 1
    sarif = json.loads(sladsl("check", bad, "--format", "sarif").stdout)
    assert sarif["version"] == "2.1.0"
    assert [each["ruleId"] for each in sarif["runs"][0]["results"]] == ["E0202"]


def test_one_run_says_everything(bad: str, desk: Path) -> None:
    (desk / "half.sla").write_text("agreement HALF", encoding="utf-8")
    (desk / "empty.sla").write_text(" \n", encoding="utf-8")
    result = sladsl("check", bad, "half.sla", "empty.sla", "not-there.sla", "--format", "json")
    assert result.exit_code == 1
    assert sorted(each["code"] for each in json.loads(result.stdout)) == ["E0102", "E0202", "E0901", "E0904"]


def test_a_path_that_leads_nowhere_is_wrong_usage() -> None:
    assert sladsl("check", "not-there.sla").exit_code == 2
    assert sladsl("check", "desk.sla", "not-there.sla").exit_code == 2
    assert sladsl("check").exit_code == 2


def test_strict(desk: Path) -> None:
    # the country's holidays are known for so many years, and the agreement runs on without end
    text = AGREEMENT.replace("17:00.\n", "17:00.\n  closed on public holidays of Greece.\n")
    (desk / "long.sla").write_text(text.replace(" to 2026-12-31", ""), encoding="utf-8")
    loose = sladsl("check", "long.sla", "--format", "json")
    warnings = json.loads(loose.stdout)
    assert loose.exit_code == 0
    assert {each["severity"] for each in warnings} <= {"warning"}
    assert sladsl("check", "long.sla", "--strict").exit_code == (1 if warnings else 0)
    assert sladsl("check", "desk.sla", "--strict").exit_code == 0


def test_a_contract_in_markdown_uses_a_file(desk: Path) -> None:
    calendar = AGREEMENT[AGREEMENT.index("calendar desk") : AGREEMENT.index("clause ANSWER")]
    (desk / "hours.sla").write_text(calendar, encoding="utf-8")
    text = 'use "hours.sla".\n' + AGREEMENT.replace(calendar, "")
    (desk / "contract.md").write_text(f"# Our contract\n\n```sla\n{text}```\n", encoding="utf-8")
    said = "fine: 1 agreement, 2 clauses, 1 calendar, 0 worked examples\n"
    for files in (["contract.md"], ["contract.md", "hours.sla"], ["./hours.sla", desk / "contract.md"]):
        assert fine("check", *files) == said


def test_standard_input() -> None:
    assert fine("check", "-", stdin=AGREEMENT).startswith("fine: ")
    result = sladsl("check", "-", stdin=BAD)
    assert result.exit_code == 1
    assert "standard input:25:61" in result.stdout
    assert sladsl("check", "-").exit_code == 1


def test_good_practice_is_said_when_asked_for() -> None:
    assert "warning" not in fine("check", "desk.sla")
    text = fine("check", "desk.sla", "--practice")
    assert "warning[W1213]" in text
    assert text.endswith("fine: 1 agreement, 2 clauses, 1 calendar, 0 worked examples\n")
    found = json.loads(fine("check", "desk.sla", "--practice", "--format", "json"))
    assert {each["code"] for each in found} == {"W1212", "W1213"}
    for each in found:
        jsonschema.validate(each, FINDING)
    sarif = json.loads(fine("check", "desk.sla", "--practice", "--format", "sarif"))
    assert [each["level"] for each in sarif["runs"][0]["results"]] == ["warning", "warning"]
    assert fine("check", "desk.sla", "--practice", "--format", "github").startswith("::warning file=desk.sla")
    assert sladsl("check", "desk.sla", "--practice", "--strict").exit_code == 1


def test_good_practice_of_many_files_and_of_what_is_remembered() -> None:
    for _ in range(2):
        assert "W1213" in fine("check", "desk.sla", "--practice", "--cache", "kept")
        assert "W1213" not in fine("check", "desk.sla", "--cache", "kept")
