"""Parts of a promise that no comma parts from it, or that are said as the language does not say them."""

import re
from collections.abc import Collection

_LATEST = 720  # characters before the mistake that are looked at, and after it
_OF_A_CLOCK = re.compile(r"\bevery\b[\s\S]*?\bshall\s+be\b[\s\S]*?\b(?:within|by)\b", re.IGNORECASE)
_PROMISED = re.compile(r"\bshall\b", re.IGNORECASE)
_SHARE_RUN_ON = re.compile(r"[^.,]\s+(for\s+at\s+(?:least|most)\s+)$", re.IGNORECASE)
_SHARE = re.compile(r"[0-9.]+\s*%")
_CALLED_AS_AN_ARTICLE = re.compile(r"\b(?:between|and)\s+(an?|the|their)\s+as\s", re.IGNORECASE)
_GIVEN = re.compile(r",\s*([\w-]{1,40}(?:[ ][\w-]{1,40}){1,3})\s*[.,]")
_MEANS = re.compile(r",\s*([\"“][^\"”\n]{0,60}[\"”]\s+means\s+[\w-]{1,40}(?:[ ][\w-]{1,40}){0,3})")
_BARE_SHARE = re.compile(r"([0-9]+(?:\.[0-9]+)?)(?=\s+of\b)", re.IGNORECASE)
_COMMA = "a part of a promise begins with a comma"
_AVAILABILITY = re.compile(
    r"(?:have|has)\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}(?:availability|uptime)\s+of\s+(?:at\s+least\s+)?([0-9.]+\s*%)",
    re.IGNORECASE,
)
_PART = re.compile(r"counting|paused|excluding|for\s+at\s+least", re.IGNORECASE)
_WHICH = re.compile(r"(?:when|if|where|for)\s+([^.,:]{1,60}\sis\s[^.,:]{1,60})", re.IGNORECASE)
_LEFT_OUT = re.compile(
    r"(?:unless|except(?:ing)?|save|but|not|without|minus|less|pauses?|pausing|stops?|stopping|suspended"
    r"|on\s+hold|while|when|if|provided|(?:as|so)\s+long\s+as)\b([^.,:]*)",
    re.IGNORECASE,
)
_WAITED_FOR = (
    ("customer", re.compile(r"\b(?:customer|client|user|caller|buyer)", re.IGNORECASE)),
    ("requester", re.compile(r"\brequest[eo]r", re.IGNORECASE)),
    ("approval", re.compile(r"\bapprov", re.IGNORECASE)),
    ("supplier", re.compile(r"\b(?:supplier|vendor|manufacturer|third|subcontractor)", re.IGNORECASE)),
)
_WHILE = re.compile(r"\b(?:while|when)\s+((?:[\w-]+\s+){0,3}[\w-]+)\s*$", re.IGNORECASE)
_EXCLUDED = re.compile(r"\b((?:[\w-]+\s+)?maintenance|force\s+majeure)\b", re.IGNORECASE)

Place = tuple[int, int, str]  # begin, end, how it is said here


def part_of_a_promise(program: str, start: int, offset: int, expected: Collection[str]) -> str:
    """How what begins at `offset` is said as a part of a promise about cases; "" where it is none."""
    begin, after_comma = max(start, offset - _LATEST), "_PAUSED" in expected
    if not (after_comma or "COMMA" in expected) or not _PROMISED.search(program, begin, offset):
        return ""
    if not after_comma and (part := _PART.match(program, offset)):
        return f"{_COMMA}: `, {' '.join(part[0].split()).lower()}`"
    if not _OF_A_CLOCK.search(program, begin, offset):
        return ""
    if which := _WHICH.match(program, offset, offset + _LATEST):
        return f"say of which cases before `shall`: `where {' '.join(which[1].split())}`"
    said = _LEFT_OUT.match(program, offset, offset + _LATEST)
    if said is None:
        return ""
    comma = "" if after_comma else ", "
    if excluded := _EXCLUDED.search(said[1]):
        return f"say which time is left out: `{comma}excluding {' '.join(excluded[1].split())}`"
    who = next((who for who, words in _WAITED_FOR if words.search(said[1])), None)
    named = _WHILE.search(f"while {said[1]}" if "while" not in said[1] else said[1])
    if who is None and named:
        return (
            f"say when the clock stands still, by a state: `{comma}paused while {' '.join(named[1].split())}`"
        )
    return f"say when the clock stands still: `{comma}paused while waiting for {who or 'customer'}`"


def part_run_on(program: str, start: int, offset: int, expected: Collection[str]) -> Place | None:
    """`counting office hours for at least 90%`, where a name took in all but the share; an availability that
    a service has; a measure over no time; a field told after a comma; a share without its sign."""
    begin = max(start, offset - _LATEST)
    if "_BE" in expected and (had := _AVAILABILITY.match(program, offset)):
        way = f"shall be available for at least {had[1]} of the time per calendar month"
        return offset, had.end(), f"say it of the time: `{way}`"
    if program[offset : offset + 1] == "." and "_PER" in expected:
        return offset, offset + 1, "say over what time it is reckoned: `per calendar month`"
    if article := _CALLED_AS_AN_ARTICLE.search(program, begin, offset):
        return *article.span(
            1
        ), f"an article is no part of a name: put it in back-quotes: `` `{article[1]}` ``"
    if "_WITH" in expected and (given := _GIVEN.match(program, offset)):
        return offset, given.end(1), f"say what it is told with: `with {given[1]}`"
    if "DOT" in expected and "COMMA" not in expected and (means := _MEANS.match(program, offset)):
        return offset, means.end(1), f"say it in a sentence of its own: `{means[1]}.`"
    if "PERCENT" in expected and (bare := _BARE_SHARE.match(program, offset)):
        return offset, bare.end(1), f"a share has its sign: `{bare[1]}%`"
    if "COMMA" not in expected:
        return None
    share, run_on = _SHARE.match(program, offset), _SHARE_RUN_ON.search(program, begin, offset)
    if share is None or run_on is None or not _PROMISED.search(program, begin, run_on.start()):
        return None
    part = f", {' '.join(run_on[1].split()).lower()} {share[0]}"
    return run_on.start(1), share.end(), f"{_COMMA}: `{part}`"
