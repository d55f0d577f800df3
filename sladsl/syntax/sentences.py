"""Where a sentence begins and ends, found without the grammar: for carrying on after a mistake.

Line breaks mean nothing to the language; only here a heading is recognised by standing first on its
line, because a heading whose own line is broken takes its whole body with it.
"""

import re

# an open “ takes the rest of its line: to look for its end from each of a million would take a year
_PIECE = re.compile(
    r"""(?P<skip>\#[^\n]*|"[^"\n]*"|“[^”\n]*”?|`[^`\n]*`|(?<=@)[\w-]+(?:\.[\w-]+)+)"""
    r"""|(?P<stop>\.(?!\w))"""  # a full stop within a word is one of `GitLab.com`
    r"""|(?P<colon>:(?!\d))""",
    re.VERBOSE,
)
_WRITTEN = re.compile(r"""#[^\n]*|\s+|("[^"\n]*"|“[^”\n]*”?|`[^`\n]*`|[^#\s])""")
_HEADING = re.compile(
    r"^[ \t]*(?:use|agreement|calendar|subject|service|state|clock|clause|outcome|source|example|plan"
    r"|tier|party|role|requirement|amendment|replaces[ \t]+tier|(?:replaces|adds|removes|in)[ \t]+clause)\b",
    re.MULTILINE | re.IGNORECASE,
)
# `provider: IT.` in a text that says `between IT as provider and ...`
_SENTENCE = re.compile(
    r"(?:\s|#[^\n]*)*(?:time[ \t-]*zone|currency|provider|customer|supplier|parties|from|to|in[ \t]+force"
    r"|valid|effective|version|kind|status|notes?)[ \t]*:[ \t]*[^\s#]",
    re.IGNORECASE,
)


def bounds(program: str, offset: int) -> tuple[int, int]:
    """The sentence or heading around `offset`: from after the last full stop or colon to the next one.

    A sentence that lost its full stop ends where the next heading begins.
    """
    start, end = 0, len(program)
    for piece in _PIECE.finditer(program):
        if piece.lastgroup == "skip":
            continue
        if piece.end() <= offset:
            start = piece.end()
        else:
            end = piece.end()
            break
    heading = next((found.start() for found in _HEADING.finditer(program) if found.start() > offset), end)
    for found in _HEADING.finditer(program, start, offset):
        if program[start : found.start()].strip():
            start = found.start()
    return start, min(end, heading)


def end_before(program: str, offset: int) -> int:
    """Where the sentence before `offset` ends as far as it is written: blanks and comments do not count."""
    start, _ = bounds(program, max(offset - 1, 0))
    return max(
        (found.end() for found in _WRITTEN.finditer(program, start, offset) if found[1]), default=start
    )


def cut(program: str, offset: int) -> str:
    """`program` with the sentence around `offset` blanked, every other character in its place.

    A broken heading is blanked up to the next heading: its sentences would otherwise be read as
    part of the heading before it. One that goes on after its colon and begins as none does is a sentence.
    """
    start, end = bounds(program, offset)
    if program.endswith(":", 0, end) and _SENTENCE.match(program, start):
        end = bounds(program, end)[1]
    elif program.endswith(":", 0, end):
        following = _HEADING.search(program, end)
        end = following.start() if following else len(program)
    blank = re.sub(r"[^\n]", " ", program[start:end])
    return program[:start] + blank + program[end:]
