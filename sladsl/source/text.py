"""A source file's text, and spans of it that know their line and column."""

import unicodedata
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from attrs import field

from sladsl.records import frozen


@frozen
class Span:
    """A half-open range of characters, `start` to `end`, in the file called `file`."""

    file: str
    start: int
    end: int

    def to(self, other: "Span") -> "Span":
        """The span from the beginning of this one to the end of `other`."""
        return Span(self.file, min(self.start, other.start), max(self.end, other.end))


@frozen(slots=False)
class SourceText:
    """A file's text in Unicode NFC, so that a position means the same however the user typed an accent.

    `text` is what is shown to the user; `program` has the same length, with everything that is not
    program (the prose of a Markdown contract) blanked, so that offsets agree.
    """

    name: str
    text: str
    program: str = field(repr=False)

    @classmethod
    def of(cls, name: str, text: str) -> "SourceText":
        """Normalise `text`; a name ending in .md is read as a literate contract."""
        from sladsl.source.markdown import program_of

        text = unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n"))
        return cls(name, text, program_of(text) if name.lower().endswith((".md", ".markdown")) else text)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n")[:-1])]

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column of a character, both counted from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The character at a line and column; the last of the text where there is none so far on."""
        starts = self._line_starts
        return min(starts[min(line, len(starts)) - 1] + column - 1, len(self.text))

    def line(self, number: int) -> str:
        """The text of line `number`, counted from 1, without its line break."""
        start = self._line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]

    def slice(self, span: Span) -> str:
        """The characters of a span."""
        return self.text[span.start : span.end]
