"""`sladsl compile`: a policy in place of the text judges the same, and needs neither grammar nor parser."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.cli.desk import fine, sladsl

pytestmark = pytest.mark.usefixtures("desk")


@pytest.fixture
def compiled(desk: Path) -> str:
    assert fine("compile", "desk.sla", "-o", "desk.json") == ""
    return "desk.json"


def test_it_is_json_on_stdout_as_in_the_file(compiled: str) -> None:
    text = fine("compile", "desk.sla")
    assert Path(compiled).read_text("utf-8") == text
    tree = json.loads(text)
    assert tree["format"] == 1
    assert [clause["id"] for clause in tree["clauses"]] == ["ANSWER", "FIX"]


def test_a_page_to_read() -> None:
    page = fine("compile", "desk.sla", "--format", "text")
    assert "DESK" in page
    assert "Europe/Athens" in page
    assert "within 30 minutes" in page


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "text"])
def test_it_judges_the_same_to_the_byte(compiled: str, form: str) -> None:
    words = ("--events", "log.csv", "--format", form)
    assert fine("run", compiled, *words) == fine("run", "desk.sla", *words)


def test_every_command_takes_it(compiled: str) -> None:
    assert fine("check", compiled).startswith("fine: 1 agreement, 2 clauses")
    assert fine("compile", compiled) == fine("compile", "desk.sla")
    for words in (("why", "--events", "log.csv", "INC-2"), ("due", "FIX", "--start", "2026-03-06 16:00")):
        command, *rest = words
        assert fine(command, compiled, *rest) == fine(command, "desk.sla", *rest)
    assert "no worked examples" in sladsl("test", compiled).stderr


def test_judging_by_it_loads_no_grammar_and_no_parser(compiled: str) -> None:
    script = (
        "import sys; from sladsl.cli import main\n"
        f"try: main(['run', {compiled!r}, '--events', 'log.csv'])\n"
        "except SystemExit as end: assert end.code == 0\n"
        "heavy = [m for m in sys.modules if m.split('.')[0] in ('lark', 'holidays')"
        " or m.startswith(('sladsl.syntax', 'sladsl.meaning'))]\n"
        "sys.stderr.write(repr(heavy))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert shown.stderr == "[]"
    assert shown.stdout.startswith("DESK")


def test_an_agreement_with_an_error_is_not_compiled(desk: Path) -> None:
    (desk / "bad.sla").write_text("agreement BAD", encoding="utf-8")
    (desk / "old.json").write_text("old", encoding="utf-8")
    result = sladsl("compile", "bad.sla", "-o", "old.json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "error[E0102]" in result.stderr
    assert (desk / "old.json").read_text() == "old"
