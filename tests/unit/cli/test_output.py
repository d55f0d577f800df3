"""`-o`: a file is there whole or not at all; and colours."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sladsl.cli import output
from tests.unit.cli.desk import LOG, fine, sladsl

pytestmark = pytest.mark.usefixtures("desk")

RUN = ("run", "desk.sla", "--events", "log.csv")


def left_behind(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir() if each.name.startswith(".")]


@pytest.mark.parametrize(
    "words",
    [
        [*RUN],
        [*RUN, "--format", "json"],
        [*RUN, "--format", "csv"],
        ["check", "desk.sla"],
        ["check", "desk.sla", "--format", "sarif"],
        ["why", "desk.sla", "--events", "log.csv", "INC-2"],
        ["due", "desk.sla", "FIX", "--start", "2026-03-06"],
        ["compile", "desk.sla"],
    ],
    ids=lambda words: " ".join(words[:1] + words[4:6]),
)
def test_the_file_holds_what_stdout_would(desk: Path, words: list[str]) -> None:
    assert fine(*words, "-o", "out") == ""
    assert (desk / "out").read_text("utf-8") == fine(*words)
    assert fine(*words, "-o", "-") == fine(*words)
    assert left_behind(desk) == []


def test_a_file_gets_no_colours(desk: Path) -> None:
    fine(*RUN, "--color", "always", "-o", "out")
    assert "\x1b" not in (desk / "out").read_text("utf-8")


@pytest.mark.parametrize(
    ("place", "why"),
    [
        pytest.param("log.csv/out", "not a directory", id="below a file"),
        pytest.param("no/such/out", "no such file or directory", id="in no folder"),
        pytest.param(".", "is a directory", id="a folder"),
    ],
)
def test_a_place_that_cannot_be_written(desk: Path, place: str, why: str) -> None:
    result = sladsl(*RUN, "-o", place)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"`{place}`" in result.stderr
    assert why in result.stderr or "busy" in result.stderr
    assert (desk / "log.csv").read_text("utf-8") == LOG
    assert left_behind(desk) == []


def test_a_failure_half_way_keeps_the_old_file(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk / "out").write_text("old", encoding="utf-8")

    def full(handle: int, *_: object, **__: object) -> None:
        os.close(handle)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output.os, "fdopen", full)
    result = sladsl(*RUN, "-o", "out")
    assert result.exit_code == 2
    assert "`out`: no space left on device" in result.stderr
    assert (desk / "out").read_text() == "old"
    assert left_behind(desk) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no such modes and links there")
def test_the_modes_of_a_file_and_a_link_to_it_stay(desk: Path) -> None:
    fine(*RUN, "-o", "new")
    assert stat.S_IMODE((desk / "new").stat().st_mode) == 0o666 & ~output._umask()
    (desk / "new").chmod(0o640)
    (desk / "link").symlink_to("new")
    fine(*RUN, "--format", "csv", "-o", "link")
    assert (desk / "link").is_symlink()
    assert (desk / "new").read_text("utf-8").startswith("agreement,clause")
    assert stat.S_IMODE((desk / "new").stat().st_mode) == 0o640


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes there")
def test_what_is_no_file_is_written_to_and_not_replaced(desk: Path) -> None:
    os.mkfifo(desk / "pipe")
    reader = subprocess.Popen(["cat", str(desk / "pipe")], stdout=subprocess.PIPE)
    fine(*RUN, "--format", "csv", "-o", "pipe")
    read, _ = reader.communicate(timeout=60)
    assert read.decode() == fine(*RUN, "--format", "csv")
    assert stat.S_ISFIFO((desk / "pipe").stat().st_mode)


@pytest.mark.parametrize("words", [RUN, ("why", "desk.sla", "--events", "log.csv", "INC-2")])
def test_colours(monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    plain = fine(*words)
    assert "\x1b" not in plain
    bright = fine(*words, "--color", "always")
    assert "\x1b[1;31mbreached" in bright
    assert fine("--color", "always", *words) == bright
    assert fine(*words, "--color", "never") == plain
    assert fine(*words, "--color", "auto") == plain
    monkeypatch.setenv("NO_COLOR", "1")
    assert fine(*words) == plain
    assert fine(*words, "--color", "always") == bright


def test_programs_get_no_colours() -> None:
    for words in ([*RUN, "--format", "json"], [*RUN, "--format", "csv"], ["compile", "desk.sla"]):
        assert fine(*words, "--color", "always") == fine(*words)


def test_findings_are_coloured_too(desk: Path) -> None:
    (desk / "bad.sla").write_text("agreement BAD", encoding="utf-8")
    assert "\x1b" in sladsl("check", "bad.sla", "--color", "always").stdout
    assert "\x1b" in sladsl("run", "bad.sla", "--events", "log.csv", "--color", "always").stderr
    assert "\x1b" not in sladsl("check", "bad.sla").output


@pytest.mark.skipif(sys.platform == "win32", reason="streams close otherwise there")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams(closed: str) -> None:
    command = f"exec {sys.executable} -m sladsl check desk.sla {closed}"
    ended = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, timeout=60)
    assert (ended.returncode, ended.stderr) == (0, "")
