"""What a text may not exceed: policies come from strangers."""

from sladsl.diagnostics import Diagnostic
from sladsl.source import SourceText, Span

MAX_CHARACTERS = 4_000_000
MAX_PARENTHESES = 50


def refused(source: SourceText) -> Diagnostic | None:
    """The reason why this text is not even parsed, if there is one."""
    if len(source.text) > MAX_CHARACTERS:
        return Diagnostic(
            "E0105",
            f"the file has more than {MAX_CHARACTERS} characters",
            Span(source.name, 0, 0),
            help="split it into several files and give them all to the command",
        )
    depth = 0
    for offset, char in enumerate(source.program):
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
        elif char == ".":
            depth = max(depth, 0)
        if depth > MAX_PARENTHESES:
            return Diagnostic(
                "E0105",
                f"parentheses are nested more than {MAX_PARENTHESES} deep",
                Span(source.name, offset, offset + 1),
                "this is one too many",
                help="name the inner part: a calendar or a clause of its own",
            )
    return None
