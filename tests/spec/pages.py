"""A spec page taken apart: sections under `##` headings, and the fenced blocks in them."""

import re
import shlex

from attrs import field, frozen

PROGRAM = "sla"
LOG = "events"
FILE = "file"
EXPECTATIONS = (
    "verdicts",
    "windows",
    "evidence",
    "watermelons",
    "credits",
    "rights",
    "statement",
    "settlement",
    "silent",
    "diagnostics",
    "accounting",
    "rejected",
    "unknown",
    "becomes",
    "timeline",
    "openings",
    "texts",
    "versions",
    "reviews",
    "show",
    "examples",
    "services",
    "groups",
    "coverage",
    "exposure",
    "counterexample",
    "comparison",
    "differences",
    "story",
    "parties",
    "roles",
    "escalations",
    "requirements",
    "required",
    "shown",
)

_FENCE = re.compile(r"(?P<fence>`{3,})(?P<info>[^`]*)")
_HEADING = re.compile(r"(?P<level>#{1,2}) (?P<text>\S.*)")
_XFAIL = re.compile(r"<!-- xfail: (?P<reason>.+?) -->")


class PageError(Exception):
    """A page is not written as pages are; the message names the page's line."""


@frozen
class Block:
    """A fenced block. `first` is the line of the page (from 1) on which its body begins, `last` is the fence's.

    `xfail` is the reason of an `<!-- xfail: ... -->` that stands before it.
    """

    kind: str
    options: dict[str, str]
    body: str
    first: int
    last: int
    xfail: str = ""


@frozen
class Section:
    """A case: the blocks under one heading. `common` is the program that stands above the first `##`."""

    heading: str
    line: int
    blocks: tuple[Block, ...]
    common: tuple[Block, ...] = field(default=(), repr=False)

    @property
    def programs(self) -> tuple[Block, ...]:
        """The section's own program, in order; where texts are compared, the new one."""
        return tuple(block for block in self.blocks if block.kind == PROGRAM and "old" not in block.options)

    @property
    def old_programs(self) -> tuple[Block, ...]:
        """Where texts are compared, the old one: what is marked as old, and what is not marked at all."""
        return tuple(block for block in self.blocks if block.kind == PROGRAM and "new" not in block.options)

    @property
    def logs(self) -> tuple[Block, ...]:
        """The logs its cases are judged by."""
        return tuple(block for block in self.blocks if block.kind == LOG)

    @property
    def files(self) -> tuple[Block, ...]:
        """Files that lie beside the program; where there is no program, those that are given."""
        return tuple(block for block in self.blocks if block.kind == FILE)

    @property
    def expectations(self) -> tuple[Block, ...]:
        """What must come out."""
        return tuple(block for block in self.blocks if block.kind in EXPECTATIONS)


def sections_of(text: str) -> tuple[Section, ...]:
    """The cases of a page. Raises PageError where a page expects nothing or holds what cannot be run."""
    title, common, sections = "", list[Block](), list[tuple[str, int, list[Block]]]()
    xfail = ""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if heading := _HEADING.fullmatch(line.rstrip()):
            if heading["level"] == "#":
                title = heading["text"]
            else:
                sections.append((heading["text"], at, []))
        elif reason := _XFAIL.search(line):
            xfail = reason["reason"]
        elif opening := _FENCE.fullmatch(line.rstrip()):
            end = next((n for n in range(at, len(lines)) if lines[n].rstrip() == opening["fence"]), None)
            if end is None:
                raise PageError(f"line {at}: the block is not closed")
            block = _block(opening["info"], lines[at:end], at + 1, end + 1, xfail)
            if block.kind in EXPECTATIONS:
                xfail = ""
            (sections[-1][2] if sections else common).append(block)
            at = end + 1
    if xfail:
        raise PageError("an xfail stands before no expectation")
    if not title:
        raise PageError("the page has no `#` title")
    if not sections:
        sections, common = [(title, 1, common)], []
    for block in common:
        if block.kind != PROGRAM:
            raise PageError(f"line {block.first - 1}: above the first `##` only a program may stand")
    found = tuple(Section(heading, line, tuple(blocks), tuple(common)) for heading, line, blocks in sections)
    for section in found:
        if section.blocks and not section.expectations:
            raise PageError(f"line {section.line}: `{section.heading}` expects nothing")
    if not any(section.expectations for section in found):
        raise PageError("the page expects nothing")
    return found


def _block(info: str, body: list[str], first: int, last: int, xfail: str) -> Block:
    try:
        kind, *words = shlex.split(info)
    except ValueError as fault:
        raise PageError(f"line {first - 1}: the block does not say what it is ({fault})") from None
    if kind not in (PROGRAM, LOG, FILE, *EXPECTATIONS):
        raise PageError(f"line {first - 1}: there are no blocks of `{kind}`")
    options = {name: value for name, _, value in (word.partition("=") for word in words)}
    text = "".join(f"{line}\n" for line in body)
    return Block(kind, options, text, first, last, xfail if kind in EXPECTATIONS else "")


def replaced(text: str, bodies: dict[int, str]) -> str:
    """The page with other bodies for the blocks that begin on these lines; all else as it was."""
    lines = text.split("\n")
    last_of = {block.first: block.last for section in sections_of(text) for block in section.expectations}
    for first in sorted(bodies, reverse=True):
        lines[first - 1 : last_of[first] - 1] = bodies[first].split("\n")[:-1]
    return "\n".join(lines)
