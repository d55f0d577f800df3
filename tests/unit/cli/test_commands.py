"""The command `sladsl` itself: exit codes, faults, colours, and how quickly it answers."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from sladsl import __version__
from sladsl.cli import main, terminal
from sladsl.cli.commands import COMMANDS
from sladsl.diagnostics import Diagnostic, PolicyError


def sladsl(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_version_and_help() -> None:
    assert sladsl("--version").stdout == f"sladsl {__version__}\n"
    for word in ("-h", "--help"):
        shown = sladsl(word)
        assert shown.exit_code == 0
        assert "explain" in shown.stdout
        assert "3 an internal fault" in shown.stdout
    assert "CODE" in sladsl("explain", "-h").stdout


def test_only_commands_that_are_installed_are_listed() -> None:
    folder = Path(terminal.__file__).parent
    listed = main.list_commands(click.Context(main))
    assert listed == [name for name in COMMANDS if (folder / f"{name}.py").exists()]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["explan"], "no command `explan`; did you mean `explain`?", id="mistyped"),
        pytest.param(["\x1b[31m"], "no command `\ufffd[31m`; the commands are ", id="no near name"),
        pytest.param(["--colour"], "--colour", id="no such option"),
        pytest.param(["--color", "blue", "explain"], "blue", id="no such choice"),
        pytest.param(["explain", "a", "b"], "unexpected extra argument", id="too many words"),
    ],
)
def test_wrong_usage_is_exit_code_2(words: list[str], said: str) -> None:
    result = sladsl(*words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def outcome(monkeypatch: pytest.MonkeyPatch, does: click.Command, *words: str) -> Result:
    """What `sladsl WORDS explain` ends in when that command does something else."""
    monkeypatch.setattr("sladsl.cli.explain.command", does)
    return CliRunner().invoke(main, [*words, "explain"])


def command_that(raises: BaseException) -> click.Command:
    @click.command("explain")
    def command() -> None:
        raise raises

    return command


def test_an_unexpected_fault_says_what_to_report(monkeypatch: pytest.MonkeyPatch) -> None:
    result = outcome(monkeypatch, command_that(ZeroDivisionError("half \x1b[2J of nothing")))
    assert result.exit_code == 3
    assert result.stdout == ""
    assert "internal fault: ZeroDivisionError: half \ufffd[2J of nothing\n" in result.stderr
    assert "please report it" in result.stderr
    assert "--trace FILE" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_details_of_a_fault_go_to_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fault = command_that(KeyError("lost"))
    by_option, by_variable = tmp_path / "one.txt", tmp_path / "two.txt"
    assert "one.txt" in outcome(monkeypatch, fault, "--trace", str(by_option)).stderr
    monkeypatch.setenv("SLADSL_TRACE", str(by_variable))
    assert outcome(monkeypatch, fault).exit_code == 3
    for path in (by_option, by_variable):
        assert "Traceback" in path.read_text()
        assert "KeyError: 'lost'" in path.read_text()
    monkeypatch.setenv("SLADSL_TRACE", str(tmp_path / "no" / "such" / "folder"))
    assert "could not be written" in outcome(monkeypatch, fault).stderr


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        pytest.param(KeyboardInterrupt(), 130, "", id="interrupted"),
        pytest.param(BrokenPipeError(), 141, "", id="the reader of the pipe has left"),
        pytest.param(
            PermissionError(13, "Permission denied", "out.csv"),
            2,
            "`out.csv`: permission denied",
            id="a file",
        ),
        pytest.param(
            OSError(28, "No space left on device"), 2, "no space left on device", id="no file named"
        ),
        pytest.param(click.ClickException("not so"), 1, "not so", id="click's own"),
        pytest.param(
            PolicyError([Diagnostic("E0202", "no such calendar", None)]), 1, "error[E0202]", id="a policy"
        ),
        pytest.param(SystemExit(1), 1, "", id="findings"),
        pytest.param(SystemExit(), 0, "", id="left early"),
        pytest.param(RecursionError("too deep"), 3, "RecursionError", id="too deep"),
        pytest.param(MemoryError(), 3, "internal fault: MemoryError\n", id="without words"),
    ],
)
def test_how_a_run_ends(monkeypatch: pytest.MonkeyPatch, raised: BaseException, code: int, said: str) -> None:
    result = outcome(monkeypatch, command_that(raised))
    assert result.exit_code == code
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    if not said:
        assert result.stderr.strip() == ""


def test_a_command_returns_its_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command("explain")
    def command() -> int:
        return 1

    assert outcome(monkeypatch, command).exit_code == 1


def color_of(monkeypatch: pytest.MonkeyPatch, *words: str) -> bool:
    """Whether a command that is given WORDS would colour."""
    seen: list[bool] = []

    @click.command("explain")
    def command() -> None:
        seen.append(terminal.wants_color())

    monkeypatch.setattr("sladsl.cli.explain.command", command)
    before, after = [w for w in words if not w.startswith("+")], [w[1:] for w in words if w.startswith("+")]
    assert CliRunner().invoke(main, [*before, "explain", *after]).exit_code == 0
    return seen[0]


def test_when_colours_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert not color_of(monkeypatch)  # no terminal
    assert color_of(monkeypatch, "--color", "always")
    assert color_of(monkeypatch, "+--color", "+always")
    monkeypatch.setattr(terminal, "is_terminal", lambda stream=None: True)
    assert color_of(monkeypatch)
    assert not color_of(monkeypatch, "--color", "never")
    monkeypatch.setenv("NO_COLOR", "")
    assert color_of(monkeypatch)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not color_of(monkeypatch)
    assert color_of(monkeypatch, "--color", "always")  # what is said now outweighs what was set


def run(*words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "sladsl", *words], capture_output=True, check=False, timeout=60
    )


def test_python_m_sladsl() -> None:
    result = run("--version")
    assert (result.returncode, result.stdout) == (0, f"sladsl {__version__}\n".encode())


def test_version_loads_nothing_heavy() -> None:
    # the measure that a slow machine cannot upset: what stays out of the process
    code = (
        "import sys; from sladsl.cli import main\n"
        "try: main(['--version'])\n"
        "except SystemExit: pass\n"
        "heavy = {'rich', 'lark', 'polars', 'networkx', 'holidays', 'cattrs', 'numpy', 'sladsl.compile'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert shown.stdout == f"sladsl {__version__}\n[]\n"


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close otherwise there")
def test_a_closed_pipe_is_no_noise() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = subprocess.run(
        [sys.executable, "-m", "sladsl", "explain"],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    os.close(writer)
    assert process.stderr == b""
    assert process.returncode == 141


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
def test_a_terminal_gets_colours_and_its_width() -> None:
    script = (
        "from sladsl.cli import terminal\n"
        "import sys; sys.stderr.write(f'{terminal.wants_color()} {terminal.width()}')"
    )
    owner, end = pty.openpty()
    clean = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "LINES")}
    shown = subprocess.run(
        [sys.executable, "-c", script],
        stdout=end,
        stderr=subprocess.PIPE,
        env={**clean, "TERM": "xterm", "COLUMNS": "72"},
        check=True,
        timeout=60,
    )
    os.close(end)
    os.close(owner)
    assert shown.stderr == b"True 72"
