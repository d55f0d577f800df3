"""From spans to places that still say what was written when the text is no longer at hand."""

from collections.abc import Iterable

from sladsl.policy.model import Place
from sladsl.source import SourceText, Span

MAX_TEXT = 2_000


class Places:
    """The places of a program's spans."""

    def __init__(self, sources: Iterable[SourceText]) -> None:
        self._sources = {source.name: source for source in sources}

    def of(self, span: Span) -> Place:
        """The place of a span; its text on one line, cut where it is very long."""
        source = self._sources[span.file]
        line, column = source.position(span.start)
        end_line, end_column = source.position(span.end)
        text = " ".join(source.program[span.start : span.end].split())
        return Place(span.file, line, column, end_line, end_column, text[:MAX_TEXT])
