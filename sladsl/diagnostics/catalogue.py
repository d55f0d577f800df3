"""The explanation pages, one a code: `pages/E0301.md`.

A page is a title, why it matters, and two worked texts:

    # E0301: a unit that a measure does not have

    Why this is refused, in a paragraph or a few.

    ## Refused

    (fenced blocks: a program marked `sla`, before it what else it needs, such as `csv`; or the latter alone)

    ## Mended

    (the same text, mended)
"""

import re
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import takewhile

from sladsl.records import frozen

_NAME = re.compile(r"([EW]\d{4})\.md")
_TITLE = re.compile(r"# (?P<code>[EW]\d{4}): (?P<headline>\S.*)")
_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,}) ?(?P<language>\w+)")


@frozen
class Example:
    """One program of a page, and the blocks that stood before it: (language, text) each.

    The program is empty where only other blocks are shown: a log, a command.
    """

    program: str
    before: tuple[tuple[str, str], ...] = ()


@frozen
class Page:
    """A page taken apart."""

    code: str
    headline: str
    why: str
    refused: tuple[Example, ...]
    mended: tuple[Example, ...]


def codes() -> tuple[str, ...]:
    """The codes that have a page, in order."""
    found = (_NAME.fullmatch(each.name) for each in _folder().iterdir())
    return tuple(sorted(name[1] for name in found if name))


@lru_cache(maxsize=256)
def page(code: str) -> str:
    """The page of a code as Markdown; raises KeyError for a code without one."""
    if code not in codes():
        raise KeyError(code)
    return _folder().joinpath(f"{code}.md").read_text(encoding="utf-8")


def headline(code: str) -> str:
    """What the title of the page says after the code; raises KeyError for a code without a page."""
    title = _TITLE.match(page(code))
    return title["headline"].strip() if title else ""


def read_page(text: str) -> Page:
    """A page taken apart; raises ValueError saying what its format lacks."""
    parts = _sections(text)
    title = _TITLE.fullmatch(parts[0][0])
    if not title:
        raise ValueError("the first line is not `# CODE: headline`")
    if [name for name, _ in parts[1:]] != ["## Refused", "## Mended"]:
        raise ValueError("the sections are not `## Refused` and `## Mended`, in this order")
    if not (why := parts[0][1].strip()):
        raise ValueError("nothing says why")
    refused, mended = (_examples(body, name) for name, body in parts[1:])
    return Page(title["code"], title["headline"].strip(), why, refused, mended)


def _sections(text: str) -> list[tuple[str, str]]:
    """Each heading with what stands below it; a `#` inside a fenced block is no heading."""
    parts: list[tuple[str, list[str]]] = [("", [])]
    fence = ""
    for line in text.splitlines():
        if fence:
            fence = "" if line.strip() == fence else fence
        elif found := _FENCE.match(line):
            fence = found["fence"]
        elif line.startswith("#"):
            parts.append((line.rstrip(), []))
            continue
        parts[-1][1].append(line)
    if fence:
        raise ValueError("a fenced block is not closed")
    if any(line.strip() for line in parts[0][1]) or len(parts) == 1:
        raise ValueError("the first line is not `# CODE: headline`")
    return [(name, "\n".join(lines)) for name, lines in parts[1:]]


def _examples(body: str, section: str) -> tuple[Example, ...]:
    """The programs of a section, each with the blocks that stand before it; at last blocks without one."""
    examples: list[Example] = []
    before: list[tuple[str, str]] = []
    lines = iter(body.splitlines())
    for line in lines:
        if opening := _FENCE.fullmatch(line.rstrip()):
            block = takewhile(lambda inner: inner.strip() != opening["fence"], lines)
            content = "".join(f"{each}\n" for each in block)
            if opening["language"] == "sla":
                examples.append(Example(content, tuple(before)))
                before = []
            else:
                before.append((opening["language"], content))
    if before:
        examples.append(Example("", tuple(before)))
    if not examples:
        raise ValueError(f"`{section}` has no example")
    return tuple(examples)


def _folder() -> Traversable:
    return files("sladsl.diagnostics").joinpath("pages")
