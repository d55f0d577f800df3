"""Names, case ids and file names come from strangers: nothing in them reaches the terminal that it would obey."""

import json
import sys
from pathlib import Path

import pytest

from sladsl.cli import terminal
from tests.unit.cli.desk import AGREEMENT, LOG, fine, sladsl, write_desk

# colour, clear the screen, set the title, write over the line, turn the reading direction, an 8-bit CSI
EVIL = "x\x1b[31m\x1b[2J\x1b]0;owned\x07\r\x08\u202e\x9b5m\u2066y"
OBEYED = {char for char in EVIL if not char.isprintable()}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such file names there")


@pytest.fixture(autouse=True)
def folder(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of an evil name with evil files; click believes that it writes to a terminal."""
    evil = desk / EVIL
    evil.mkdir()
    write_desk(evil)
    monkeypatch.chdir(evil)
    title = AGREEMENT.replace("It works again", "It works again \u202eniaga")
    Path(f"{EVIL}.sla").write_text(title, encoding="utf-8")
    Path(f"{EVIL}.csv").write_text(LOG.replace("Athens", EVIL.replace("\r", "")), encoding="utf-8")
    # or else click itself would take escapes out, and only out of what is no terminal
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_: False)
    return evil


def harmless(*words: str) -> str:
    result = sladsl(*words)
    assert result.output
    assert not OBEYED & set(result.output.replace("\n", "")), words
    return result.output


FILE, OWN_LOG = f"{EVIL}.sla", f"{EVIL}.csv"


@pytest.mark.parametrize(
    "words",
    [
        ["run", FILE, "--events", OWN_LOG, "--all"],
        ["why", FILE, "--events", OWN_LOG, "INC-2"],
        ["due", FILE, "FIX", "--start", "2026-03-02 09:00"],
        ["test", FILE],
        ["check", FILE, "--strict"],
        ["compile", FILE, "--format", "text"],
        ["run", f"{FILE}x", "--events", "log.csv"],
        ["run", FILE, "--events", f"{OWN_LOG}x"],
        ["run", FILE, "--events", "log.csv", "-o", f"{FILE}/x"],
        ["run", FILE, "--events", FILE],
        ["check", OWN_LOG],
        ["check", "."],
        ["check", "desk.sla", EVIL],
    ],
    ids=lambda words: " ".join(words).replace(EVIL, "EVIL"),
)
def test_file_names(words: list[str]) -> None:
    assert "\ufffd[2J" in harmless(*words) or words[0] in ("check", "test", "compile")


@pytest.mark.parametrize(
    "words",
    [
        [EVIL],
        ["run", f"--{EVIL}"],
        ["explain", EVIL],
        ["explain", "a", EVIL],
        ["new", "mine", "--template", EVIL],
        ["new", EVIL],
        ["new", f"desk.sla/{EVIL}"],
        ["--color", EVIL, "explain"],
        ["run", "desk.sla", "--events", "log.csv", "--clause", EVIL],
        ["run", "desk.sla", "--events", "log.csv", "--case", EVIL],
        ["run", "desk.sla", "--events", "log.csv", "--as-of", EVIL],
        ["run", "desk.sla", "--events", "log.csv", "--source", EVIL],
        ["run", "desk.sla", "--events", "log.csv", "--worst", EVIL],
        ["run", "desk.sla", "--events", "log.csv", "--format", EVIL],
        ["why", "desk.sla", "--events", "log.csv", EVIL],
        ["due", "desk.sla", EVIL, "--start", "2026-03-02"],
        ["due", "desk.sla", "FIX", "--start", EVIL],
        ["due", "desk.sla", "FIX", "--start", "2026-03-02", "--field", EVIL],
        ["due", "desk.sla", "FIX", "--start", "2026-03-02", "--field", f"{EVIL}=1"],
        ["due", "desk.sla", "ANSWER", "--start", "2026-03-02", "--field", f"priority={EVIL}"],
        ["test", "desk.sla", "--clause", EVIL],
    ],
    ids=lambda words: " ".join(words).replace(EVIL, "EVIL"),
)
def test_words_that_were_typed(words: list[str]) -> None:
    harmless(*words)


def test_cells_of_a_log(folder: Path) -> None:
    evil = EVIL.replace("\r", "")
    rows = f"2026-03-02 09:00,opened,{evil},P1,{evil}\n2026-03-02 10:00,{evil},INC-1,P1,A\n"
    rows += f"{evil},opened,INC-1,P1,A\n2026-03-02 11:00,opened,INC-8,{evil},A\n"
    (folder / "log.csv").write_text(LOG + rows, encoding="utf-8")
    harmless("run", "desk.sla", "--events", "log.csv", "--all")
    harmless("run", "desk.sla", "--events", "log.csv", "--strict")
    harmless("why", "desk.sla", "--events", "log.csv", "--clause", "ANSWER", evil)
    harmless("why", "desk.sla", "--events", "log.csv", "no such case")
    head = f"at,event,{evil}\n"
    (folder / "log.csv").write_text(head, encoding="utf-8")
    harmless("run", "desk.sla", "--events", "log.csv")


def test_texts_of_a_compiled_policy(folder: Path) -> None:
    example = (
        '\nexample "slowly" of FIX:\n  2026-03-02 09:00  INC-1 opened.\n  Then INC-1 is met after 1 hour.\n'
    )
    (folder / "desk.sla").write_text(AGREEMENT + example, encoding="utf-8")
    text = fine("compile", "desk.sla")
    said = [
        "Service desk", "1.0", "Our Company", "Our Customer", "Somebody answers", "Service Desk Manager",
        "DESK", "FIX", "INC-1", "desk hours", "desk.sla", "waiting for customer", "slowly",
        "Every incident shall be resolved within 4 hours",
    ]  # fmt: skip
    for words in said:
        assert words in text
        text = text.replace(words, words + json.dumps(EVIL)[1:-1])
    (folder / "evil.json").write_text(text, encoding="utf-8")
    shown = json.loads(text)
    clause, case = shown["clauses"][1]["id"], shown["examples"][0]["expectations"][0]["case"]
    harmless("run", "evil.json", "--events", OWN_LOG, "--all")
    harmless("why", "evil.json", "--events", OWN_LOG, "INC-2")
    harmless("due", "evil.json", clause, "--start", "2026-03-02 09:00")
    harmless("due", "evil.json", shown["clauses"][0]["id"], "--start", "2026-03-02 09:00")
    assert case.startswith("INC-1")
    assert "1 expectation" in harmless("test", "evil.json")
    harmless("compile", "evil.json", "--format", "text")


def test_colours_are_still_ours(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "wants_color", lambda stream=None: True)
    shown = sladsl("run", FILE, "--events", OWN_LOG).stdout
    assert "\x1b[1m" in shown
    assert "\x1b[2J" not in shown


def test_a_file_name_that_is_no_text(folder: Path) -> None:
    name = "latin-\udce9.sla"  # as Python reads the byte 0xE9
    try:
        Path(name).write_text(AGREEMENT, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only UTF-8")
    for words in (["run", name, "--events", "log.csv"], ["compile", name]):
        fine(*words, "-o", "out.json")
    assert json.loads(Path("out.json").read_text("utf-8"))["clauses"][0]["place"]["file"] == name
    fine("check", "out.json")
    harmless("check", name)
