"""How a run ends: its exit code, and never a traceback on the user's screen."""

import io
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from sladsl.cli.terminal import Settings, wants_color, width
from sladsl.diagnostics.diagnostic import PolicyError

FINE, FINDINGS, USAGE, FAULT = 0, 1, 2, 3
INTERRUPTED, PIPE_CLOSED = 130, 141  # as a shell reports a process that SIGINT or SIGPIPE ended
_LONGEST = 500


def guarded(run: Callable[[], Any], settings: Settings) -> int:
    """The exit code of `run`, which is its result where that is a number; every exception ends here."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a name may hold what the terminal cannot encode
    try:
        code = _code_of(run, settings)
        sys.stdout.flush()
    except BrokenPipeError:
        code = PIPE_CLOSED
    except OSError as error:
        code = _refused(error)
    _leave_quietly()
    return code


def _code_of(run: Callable[[], Any], settings: Settings) -> int:
    try:
        result = run()
    except click.ClickException as error:
        _show(error)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else FINE if leaving.code is None else FINDINGS
    except PolicyError as error:
        from sladsl.diagnostics.render import render_text

        text = render_text(error.diagnostics, {}, color=wants_color(sys.stderr), width=width(sys.stderr))
        click.echo(text, err=True, nl=False, color=True)
        return FINDINGS
    except OSError:
        raise  # `guarded` says what the machine refuses, for it meets that too when it empties the buffers
    except Exception as error:
        return _internal_fault(error, settings.trace)
    return result if isinstance(result, int) else FINE


def _show(error: click.ClickException) -> None:
    """What click says of wrong usage, with nothing that a terminal would obey: it quotes what was typed."""
    from sladsl.diagnostics.excerpt import visible

    said = io.StringIO()
    error.show(file=said)
    click.echo("\n".join(map(visible, said.getvalue().split("\n"))), err=True, nl=False)


def _open_closed_streams() -> None:
    """Python has no stream where the caller closed it (`sladsl ... >&-`): what goes there is lost."""
    null = Path(os.devnull)
    sys.stdin = sys.stdin or null.open(encoding="utf-8")
    sys.stdout = sys.stdout or null.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or null.open("w", encoding="utf-8")


def _refused(error: OSError) -> int:
    """The machine says no: a file that is not there, a folder that cannot be written, a full disk."""
    text = _plain(error.strerror or str(error) or type(error).__name__)
    place = f"`{_plain(str(error.filename))}`: " if error.filename is not None else ""
    with suppress(OSError):
        click.echo(f"Error: {place}{text[:1].lower() + text[1:]}", err=True)
    return USAGE


def _internal_fault(error: Exception, trace: str | None) -> int:
    message = _plain(str(error))
    what = f"{type(error).__name__}: {message}" if message else type(error).__name__
    lines = [
        f"sladsl: internal fault: {what}",
        "This is a fault of sladsl, not of your text or data: please report it, with the command you gave.",
    ]
    if trace:
        lines.append(_write_trace(error, Path(trace)))
    else:
        lines.append("The details are written to a file with `--trace FILE`, or with SLADSL_TRACE=FILE set.")
    with suppress(OSError):
        click.echo("\n".join(lines), err=True)
    return FAULT


def _write_trace(error: Exception, path: Path) -> str:
    import traceback

    try:
        path.write_text(
            "".join(traceback.format_exception(error)), encoding="utf-8", errors="backslashreplace"
        )
    except OSError as refusal:
        return f"The details could not be written to `{_plain(str(path))}`: {_plain(str(refusal.strerror))}"
    return (
        f"The details are in `{_plain(str(path))}`; look through them for private data before you send them."
    )


def _plain(text: str) -> str:
    """`text` on one line, of bounded length, with nothing that a terminal would obey."""
    from sladsl.diagnostics.excerpt import visible

    text = " ".join(text[: 2 * _LONGEST].split())
    return visible(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def _leave_quietly() -> None:
    """Python empties stdout once more as it ends; into a closed pipe that would print a warning."""
    try:
        sys.stdout.flush()
    except OSError:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
