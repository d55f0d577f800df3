"""A sign of life on a terminal while something takes long."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sladsl.cli import terminal


@contextmanager
def working(what: str) -> Iterator[None]:
    """A spinner on stderr with what is being done; nothing where stderr is no terminal."""
    if not terminal.is_terminal(sys.stderr):
        yield
        return
    with terminal.console(sys.stderr).status(f"{what} ..."):
        yield
