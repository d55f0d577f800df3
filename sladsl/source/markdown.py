"""Literate contracts: the program inside a Markdown file is its fenced blocks marked `sla`.

The rules for fences are those of CommonMark 0.31, section 4.5; an HTML comment that begins a line hides
what is in it (section 4.6), so that the program is never more than what a reader of the page sees.
"""

import re

_OPENING = re.compile(r" {0,3}(?P<fence>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)")
_COMMENT = re.compile(r" {0,3}<!--")
_NOT_NEWLINE = re.compile(r"[^\n]")


def program_of(text: str) -> str:
    """`text` with everything outside its `sla` blocks blanked, every character in its old place.

    The result has the length of `text` and its line breaks, so an offset means the same in both.
    A block that is not closed runs to the end of the text.
    """
    lines: list[str] = []
    fence = ""  # the opening fence while inside a block
    keep = in_comment = False
    for line in text.split("\n"):
        kept = False
        if fence:
            if _closes(line, fence):
                fence = ""
            else:
                kept = keep
        elif in_comment:
            in_comment = "-->" not in line
        elif _COMMENT.match(line):
            in_comment = "-->" not in line.split("<!--", 1)[1]
        elif opening := _OPENING.fullmatch(line):
            fence = opening["fence"]
            keep = _first_word(opening["info"]) == "sla"
        lines.append(line if kept else _blank(line))
    return "\n".join(lines)


def _closes(line: str, fence: str) -> bool:
    """Whether `line` ends a block opened by `fence`: the same character, at least as often, and no more."""
    bare = line.rstrip(" \t\r")
    indentation = len(bare) - len(bare.lstrip(" "))
    bare = bare.lstrip(" ")
    return indentation <= 3 and len(bare) >= len(fence) and set(bare) == {fence[0]}


def _first_word(info: str) -> str:
    return next(iter(info.split()), "").casefold()


def _blank(line: str) -> str:
    return _NOT_NEWLINE.sub(" ", line)
