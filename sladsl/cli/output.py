"""Where data goes: stdout, or a file that is there whole or not at all."""

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import click

output_option = click.option(
    "-o", "--output", metavar="FILE", help="Write to FILE instead of stdout: whole, or not at all."
)


def deliver(text: str, output: str | None) -> None:
    """Write data. Raises OSError, which names the file, where it cannot be written."""
    if output is None or output == "-":
        sys.stdout.write(text)
        return
    write_whole(Path(output), text)


def write_whole(path: Path, text: str) -> None:
    """Write beside the file, then rename: a reader never sees half of it, a failure leaves the old one."""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:100]}.", dir=path.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, os.fspath(path)) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(temporary).chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        Path(temporary).replace(path)
    except BaseException as error:
        with suppress(OSError):
            Path(temporary).unlink()
        if isinstance(error, OSError):
            raise OSError(error.errno, error.strerror, os.fspath(path)) from None
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
