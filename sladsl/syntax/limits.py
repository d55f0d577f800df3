"""What a text may not exceed: policies come from strangers."""

import re

from sladsl.diagnostics import Diagnostic
from sladsl.source import SourceText, Span

MAX_CHARACTERS = 4_000_000
MAX_PARENTHESES = 50
MAX_DIGITS = 1_000

_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_DIGITS = re.compile(r"\d(?:[ .]?\d)*+")
_PIECE = re.compile(
    r"""(?P<skip>\#[^\n]*|"[^"\n]*"|“[^”\n]*”?|`[^`\n]*`)"""
    r"""|(?P<stop>(?<!\d)\.|\.(?!\d))"""
    r"""|(?P<open>\()"""
    r"""|(?P<close>\))""",
    re.VERBOSE,
)


def refused(source: SourceText) -> Diagnostic | None:
    """The reason why this text is not even parsed, if there is one."""
    return _too_long(source) or _no_text(source) or _too_many_digits(source) or _too_deep(source)


def _too_long(source: SourceText) -> Diagnostic | None:
    if len(source.text) <= MAX_CHARACTERS:
        return None
    return Diagnostic(
        "E0105",
        f"the file has more than {MAX_CHARACTERS} characters",
        Span(source.name, 0, 0),
        help="split it into several files and give them all to the command",
    )


def _no_text(source: SourceText) -> Diagnostic | None:
    """The prose of a Markdown contract is held to this too: it is hashed and shown with the program."""
    found = _NO_TEXT.search(source.text)
    if found is None:
        return None
    return Diagnostic(
        "E0107",
        f"the file holds U+{ord(found.group()):04X}, which is no character of a text",
        Span(source.name, found.start(), found.end()),
        help="save it as plain text in UTF-8; a word processor's own format cannot be read",
    )


def _too_many_digits(source: SourceText) -> Diagnostic | None:
    for found in _DIGITS.finditer(source.program):
        if found.end() - found.start() > MAX_DIGITS:
            return Diagnostic(
                "E0105",
                f"a number has more than {MAX_DIGITS} digits",
                Span(source.name, found.start(), found.end()),
                help="round it",
            )
    return None


def _too_deep(source: SourceText) -> Diagnostic | None:
    depth = 0
    for piece in _PIECE.finditer(source.program):
        match piece.lastgroup:
            case "open":
                depth += 1
            case "close":
                depth = max(depth - 1, 0)
            case "stop":
                depth = 0
        if depth > MAX_PARENTHESES:
            return Diagnostic(
                "E0105",
                f"parentheses are nested more than {MAX_PARENTHESES} deep",
                Span(source.name, *piece.span()),
                "this is one too many",
                help="name the inner part: a calendar or a clause of its own",
            )
    return None
