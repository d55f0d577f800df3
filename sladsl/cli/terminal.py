"""What the terminal can show: colours, width."""

import os
import shutil
import sys
from typing import IO, TYPE_CHECKING

import click

from sladsl.records import define

if TYPE_CHECKING:
    from rich.console import Console

WIDEST = 100


@define
class Settings:
    """What the options that every command takes were given; filled while the command line is read."""

    color: str = "auto"
    trace: str | None = None


def settings() -> Settings:
    """The settings of the running command; the defaults outside of one."""
    context = click.get_current_context(silent=True)
    found = context.find_object(Settings) if context else None
    return found or Settings()


def wants_color(stream: IO[str] | None = None) -> bool:
    """Whether to colour what goes to `stream` (stdout).

    --color decides, else NO_COLOR if it is not empty (no-color.org), else whether `stream` is a terminal.
    """
    choice = settings().color
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return is_terminal(stream)


def is_terminal(stream: IO[str] | None = None) -> bool:
    """Whether `stream` (stdout) is a terminal."""
    return (stream or sys.stdout).isatty()


def width(stream: IO[str] | None = None) -> int:
    """The cells to write in: the terminal's, at most 100; 100 where it is no terminal."""
    if not is_terminal(stream):
        return WIDEST
    return max(40, min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns))


def console(stream: IO[str] | None = None) -> "Console":
    """A rich console for `stream` (stdout) that keeps to the settings and to the width."""
    from rich.console import Console

    stream = stream or sys.stdout
    color = wants_color(stream)
    return Console(
        file=stream,
        width=width(stream),
        force_terminal=color or is_terminal(stream),
        color_system="standard" if color else None,
        no_color=not color,
        highlight=False,
        emoji=False,
        markup=False,
    )


def echo(text: str, *, err: bool = False, nl: bool = True) -> None:
    """click's `echo`, whose own guess about colours gives way to ours."""
    click.echo(text, err=err, nl=nl, color=wants_color(sys.stderr if err else sys.stdout))
