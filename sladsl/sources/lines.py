"""Bytes to lines of text: UTF-8, bounded, with the faults of a line remembered instead of raised."""

import io
from collections.abc import Iterator

from attrs import field

from sladsl.records import define
from sladsl.sources import errors
from sladsl.sources.limits import Limits

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@define
class Lines:
    """Physical lines, counted from 1. One that cannot be read comes out blank, its fault in `faults`."""

    stream: io.BufferedReader
    file: str
    limits: Limits
    number: int = 0  # of the line given last
    faults: dict[int, str] = field(factory=dict)  # by line; taken out by whoever makes the row

    @classmethod
    def of(cls, stream: io.BufferedReader, file: str, limits: Limits) -> "Lines":
        """Refuses, by a SourceError, what is empty or plainly no text in UTF-8."""
        head = stream.peek(4096)[:4096]
        if not head:
            raise errors.empty(file)
        if head.startswith(_UTF16):
            raise errors.not_a_log(file, "it is written in UTF-16", "save it as UTF-8")
        if b"\0" in head:
            raise errors.not_a_log(
                file, "it is not text: it has zero bytes", "give a CSV, JSON lines or Parquet file"
            )
        if head.startswith(b"\xef\xbb\xbf"):
            stream.read(3)
        return cls(stream, file, limits)

    def __iter__(self) -> Iterator[str]:
        most = self.limits.line
        readline = self.stream.readline
        while raw := readline(most + 1):
            self.number += 1
            if len(raw) > most and not raw.endswith(b"\n"):
                self._skip_line()
                self.faults[self.number] = f"the line is longer than {most} bytes"
                yield "\n"
                continue
            try:
                yield raw.decode()
            except UnicodeDecodeError as fault:
                byte = raw[fault.start]
                self.faults[self.number] = f"byte {fault.start + 1} of the line (0x{byte:02X}) is not UTF-8"
                yield "\n"

    def _skip_line(self) -> None:
        while (rest := self.stream.readline(1 << 20)) and not rest.endswith(b"\n"):
            pass

    def take_fault(self, first: int, last: int) -> str | None:
        """The first fault among these lines, if any, forgotten from then on."""
        if not self.faults:
            return None
        found = [self.faults.pop(number) for number in sorted(self.faults) if first <= number <= last]
        return found[0] if found else None
