"""Where a thing was written."""

from collections.abc import Mapping

from sladsl.records import frozen
from sladsl.source import SourceText, Span


@frozen
class Place:
    """Where a thing was written: file, first and last line and column (from 1), and the words themselves."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str


def span_of(place: Place, sources: Mapping[str, SourceText]) -> Span | None:
    """The characters of a place; None where its text is not at hand, as of a compiled policy."""
    source = sources.get(place.file)
    if source is None:
        return None
    return Span(
        place.file,
        source.offset(place.line, place.column),
        source.offset(place.end_line, place.end_column),
    )
