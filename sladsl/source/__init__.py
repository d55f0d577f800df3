"""Text as the user wrote it: files, positions in them, and the program inside a Markdown contract."""

from sladsl.source.text import SourceText, Span

__all__ = ["SourceText", "Span"]
