"""`sladsl new`: every template runs at once, as its README says."""

import re
import shlex
from pathlib import Path

import pytest

from sladsl.cli.new import TEMPLATES
from tests.unit.cli.desk import fine, sladsl, table

COMMANDS = re.compile(r"^sladsl (.+)$", re.MULTILINE)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_template_is_offered() -> None:
    held = Path(__file__).parents[3] / "sladsl" / "cli" / "templates"
    assert sorted(TEMPLATES) == sorted(each.name for each in held.iterdir() if each.is_dir())


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_commands_of_its_readme_run(folder: Path, monkeypatch: pytest.MonkeyPatch, template: str) -> None:
    said = fine("new", "mine", "--template", template)
    assert said == (
        "wrote mine/README.md, mine/agreement.sla, mine/events.csv\n"
        "now: sladsl run mine/agreement.sla --events mine/events.csv\n"
    )
    assert fine("run", "mine/agreement.sla", "--events", "mine/events.csv")
    monkeypatch.chdir(folder / "mine")
    commands = COMMANDS.findall(Path("README.md").read_text("utf-8"))
    assert {command.split()[0] for command in commands} == {"check", "test", "run", "why"}
    for command in commands:
        assert fine(*shlex.split(command))


def test_the_desk_by_hand() -> None:
    fine("new", "mine")
    words = ("run", "mine/agreement.sla", "--events", "mine/events.csv", "--format", "csv")
    cases = {(row["clause"], row["case"]): row for row in table(fine(*words))}
    # INC-2 came on Friday at 16:45: 15 minutes, and 30 of Monday; nobody asked about INC-3, which is a P3
    assert cases["ANSWER", "INC-1"]["elapsed_s"] == str(20 * 60)
    assert cases["ANSWER", "INC-2"]["elapsed_s"] == str(45 * 60)
    assert cases["ANSWER", "INC-2"]["status"] == "breached"
    assert ("ANSWER", "INC-3") not in cases
    # two working days end with the second day's close; INC-2 waited until Wednesday at 10:00
    assert cases["FIX", "INC-1"]["due"] == "2026-03-04T15:00:00Z"
    assert cases["FIX", "INC-1"]["status"] == "met"
    # INC-3: from Monday to Friday; Wednesday at 17:00 was the end of it
    assert cases["FIX", "INC-3"]["due"] == "2026-03-18T15:00:00Z"
    assert cases["FIX", "INC-3"]["status"] == "breached"


def test_the_joiners_by_hand() -> None:
    fine("new", "mine", "--template", "joiners")
    words = ("run", "mine/agreement.sla", "--events", "mine/events.csv", "--format", "csv")
    cases = {row["case"]: row["status"] for row in table(fine(*words))}
    # a day to the minute is within a day; R-3 took a weekend; R-4 began with the last line of the table
    assert cases == {"R-1": "met", "R-2": "met", "R-3": "breached", "R-4": "running"}


def test_nothing_is_overwritten(folder: Path) -> None:
    (folder / "mine").mkdir()
    (folder / "mine" / "events.csv").write_text("my events", encoding="utf-8")
    result = sladsl("new", "mine")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "mine/events.csv is there already; nothing was written" in result.stderr
    assert [each.name for each in (folder / "mine").iterdir()] == ["events.csv"]
    assert (folder / "mine" / "events.csv").read_text() == "my events"


def test_a_folder_that_is_there_is_taken(folder: Path) -> None:
    (folder / "mine").mkdir()
    (folder / "mine" / "notes.txt").write_text("notes", encoding="utf-8")
    fine("new", "mine")
    fine("new", "deep/er/mine")
    assert (folder / "deep" / "er" / "mine" / "agreement.sla").exists()


def test_no_folder_can_be_made(folder: Path) -> None:
    (folder / "file").write_text("", encoding="utf-8")
    for place in ("file", "file/below"):
        result = sladsl("new", place)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "`file" in result.stderr


def test_wrong_words() -> None:
    assert sladsl("new").exit_code == 2
    assert "'desk', 'joiners'" in sladsl("new", "mine", "--template", "dsk").stderr
