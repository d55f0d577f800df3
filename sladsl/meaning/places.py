"""From spans to places that still say what was written when the text is no longer at hand."""

from collections.abc import Iterable, Iterator
from copy import copy

from sladsl.policy.model import Place
from sladsl.source import SourceText, Span

MAX_TEXT = 2_000


class Places:
    """The places of a program's spans."""

    def __init__(self, sources: Iterable[SourceText], numbers: Iterable[tuple[Span, Span]] = ()) -> None:
        self._sources = {source.name: source for source in sources}
        self._numbers = sorted(numbers, key=lambda pair: pair[0].start)

    def renumbered(self, numbers: Iterable[tuple[Span, Span]]) -> "Places":
        """The same, but where the first span of a pair stands its texts have the words of the second."""
        changed = copy(self)  # the sources, which may be thousands, are the same
        changed._numbers = sorted(numbers, key=lambda pair: pair[0].start)
        return changed

    def of(self, span: Span) -> Place:
        """The place of a span; its text on one line, cut where it is very long."""
        source = self._sources[span.file]
        line, column = source.position(span.start)
        end_line, end_column = source.position(span.end)
        text = " ".join("".join(self._pieces(source, span)).split())
        return Place(span.file, line, column, end_line, end_column, text[:MAX_TEXT])

    def _pieces(self, source: SourceText, span: Span) -> Iterator[str]:
        at = span.start
        for old, new in self._numbers:
            if old.file == span.file and at <= old.start and old.end <= span.end:
                yield source.program[at : old.start]
                yield self._sources[new.file].program[new.start : new.end]
                at = old.end
        yield source.program[at : span.end]
