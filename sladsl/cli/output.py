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
    """Write beside the file, then rename: a reader never sees half of it, a failure leaves the old one.

    A link stays a link, to the new text. What is no file, such as /dev/stdout or a pipe, is written to.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
        return
    try:
        _replaced(path.resolve() if path.is_symlink() else path, text)
    except OSError as error:
        raise OSError(error.errno, error.strerror, os.fspath(path)) from None


def _replaced(path: Path, text: str) -> None:
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    try:
        # a name may hold what UTF-8 cannot encode; in JSON the backslash form means the same
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
        Path(temporary).chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
