"""From a path or standard input to plain bytes: gzip and zip undone, sizes bounded."""

import gzip
import io
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO

from sladsl.sources import errors
from sladsl.sources.limits import Limits

_CHUNK = 1 << 16
_WORKBOOKS = {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_GZIP, _ZIP = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06")


class _Bounded(io.RawIOBase):
    """Reads unpacked bytes, counts them, and turns the packer's complaints into a SourceError."""

    def __init__(self, inner: IO[bytes], file: str, packed: int | None, limits: Limits) -> None:
        self._inner, self._file, self._packed, self._limits = inner, file, packed, limits
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._inner.read(len(buffer))
        except EOFError:
            raise errors.bad_archive(
                self._file, "the file ends before the packed data does", "copy or fetch it again"
            ) from None
        except (gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, NotImplementedError) as damage:
            raise errors.bad_archive(self._file, f"the packed data is damaged: {damage}") from None
        except OSError as refusal:
            raise errors.cannot_open(self._file, refusal.strerror or str(refusal)) from None
        self._read += len(data)
        limits = self._limits
        if self._read > limits.total:
            raise errors.too_large(self._file, f"it holds more than {limits.total:,} bytes".replace(",", " "))
        if self._packed is not None and self._read > max(limits.ratio_from, self._packed * limits.ratio):
            why = f"it unpacks to more than {limits.ratio} times its size, as only a trap does"
            raise errors.too_large(self._file, why)
        buffer[: len(data)] = data
        return len(data)


@contextmanager
def unpacked(path: str, file: str, stdin: BinaryIO | None, limits: Limits) -> Iterator[io.BufferedReader]:
    """The log's plain bytes. `path` "-" is `stdin`. Raises SourceError, also while it is being read."""
    with ExitStack() as stack:
        if path == "-":
            if stdin is None:
                raise errors.cannot_open(file, "standard input was not handed over")
            packed: io.BufferedReader = io.BufferedReader(_Bounded(stdin, file, None, limits), _CHUNK)
            size = None
        else:
            packed = stack.enter_context(_opened(path, file))
            size = Path(path).stat().st_size or None
        try:
            magic = packed.peek(4)[:4]
        except OSError as refusal:
            raise errors.cannot_open(file, refusal.strerror or str(refusal)) from None
        if magic == _OLD_WORKBOOK:
            raise errors.workbook(file)
        if magic.startswith(_GZIP):
            inner: IO[bytes] = stack.enter_context(_gunzipped(packed))
        elif magic in _ZIP:
            seekable = stack.enter_context(spooled(packed)) if path == "-" else packed
            inner = stack.enter_context(_member(seekable, file))
        else:
            inner, size = packed, None
        yield stack.enter_context(io.BufferedReader(_Bounded(inner, file, size, limits), _CHUNK))


def _opened(path: str, file: str) -> io.BufferedReader:
    try:
        if Path(path).is_dir():
            raise errors.cannot_open(file, "it is a folder")
        return Path(path).open("rb")
    except (OSError, ValueError) as refusal:
        why = refusal.strerror if isinstance(refusal, OSError) and refusal.strerror else str(refusal)
        raise errors.cannot_open(file, why.lower()) from None


@contextmanager
def _gunzipped(packed: BinaryIO) -> Iterator[IO[bytes]]:
    with gzip.GzipFile(fileobj=packed) as inner:
        yield inner  # type: ignore[misc]  # typeshed does not call it an IO[bytes], though it acts as one


@contextmanager
def spooled(stream: IO[bytes]) -> Iterator[BinaryIO]:
    """The same bytes where one can jump about, as zip and Parquet need; on disk when they are many."""
    with tempfile.SpooledTemporaryFile(max_size=64 * 2**20) as spool:
        while chunk := stream.read(1 << 20):
            spool.write(chunk)
        spool.seek(0)
        yield spool  # type: ignore[misc]  # typeshed does not call it a BinaryIO, though it acts as one


@contextmanager
def _member(packed: BinaryIO, file: str) -> Iterator[IO[bytes]]:
    try:
        with zipfile.ZipFile(packed) as archive:
            names = [
                i for i in archive.infolist() if not i.is_dir() and not i.filename.startswith("__MACOSX/")
            ]
            if _WORKBOOKS & {each.filename for each in names}:
                raise errors.workbook(file)
            if len(names) != 1:
                held = ", ".join(errors.quoted(info.filename) for info in names[:10])
                why = f"it holds {len(names)} files ({held})" if names else "it holds no file"
                raise errors.bad_archive(file, why, "pack one log alone, or give the unpacked files")
            if names[0].flag_bits & 1:
                raise errors.bad_archive(file, "it is locked with a password")
            with archive.open(names[0]) as member:
                yield member
    except (zipfile.BadZipFile, NotImplementedError) as damage:
        raise errors.bad_archive(file, f"the packed data is damaged: {damage}") from None
