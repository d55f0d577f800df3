"""Turns of phrase that contracts have and the language puts otherwise, and how it is said here."""

import re
from collections.abc import Collection

_LATEST = 720  # characters before the mistake that are looked at, and after it
_ADVERBS = (
    "immediately|promptly|instantly|quickly|speedily|swiftly|urgently|rapidly|soon|timely|"
    "at once|without delay|without undue delay|as soon as possible|right away|asap"
)
_SOON = re.compile(rf"\bshall\s+be\s+[^.,:|]*?\b({_ADVERBS})\s*$", re.IGNORECASE)
_NO_DEADLINE = re.compile(r"\bshall\s+be\s+[^\W\d_][^.,:|]*$", re.IGNORECASE)
_BARE_VALUE = re.compile(r"[\s\S]*\b(?:where|and|or)\s+([^,\n]{1,60}?)\s+is\s+([\w-]+)\s*$", re.IGNORECASE)
_LISTED = re.compile(r"((?:\s*,\s*[\w-]+)*)\s*,?\s+or\s+([\w-]+)", re.IGNORECASE)
_PARTIES = re.compile(
    r"\bbetween\s+(?:the\s+)?([^,.\n]{1,80}?)\s+and\s+((?:the\s+)?[^,.\n]{1,80}?)\s*$", re.IGNORECASE
)

_HOURS_OF = re.compile(r"(business|working|office|service|support|clock)\s+hours?\b", re.IGNORECASE)
_DAYS_OF = re.compile(r"(business|office)\s+days?\b", re.IGNORECASE)
_COUNT = re.compile(r"\b([0-9]+)\s+$")
_DURING = re.compile(r"(?:during|in)\s+(?:the\s+)?((?:[\w-]+\s+)?hours)\b", re.IGNORECASE)
_SHARE_FIRST = re.compile(
    r"([0-9.]+\s*%)\s+of\s+(?:all\s+)?([\w-]+)\s+(?:shall|must|will|should)\s+be\s+([^.\n]{1,80})",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\b(next)\s+$", re.IGNORECASE)
_NAME = re.compile(r"[\w-]{1,60}(?:[ ]+[\w-]{1,60}){0,3}")
_OR_MORE = re.compile(
    r"([0-9]+(?:\.[0-9]+)?) *(?:%|percent|per cent) +or +(more|less|fewer)\b", re.IGNORECASE
)
_SHARE_IN_WHICH = re.compile(
    r"\bin\s+which\s+([^,.]{1,30}?[0-9.]+\s*%)\s+of\s+(?:the\s+)?([^,.]{1,60}?)\s*(?:\b(?:have|has|fail)\b[^,.]*)?$",
    re.IGNORECASE,
)

Place = tuple[int, int, str]  # begin, end, how it is said here


def turn_of_phrase(program: str, start: int, offset: int, expected: Collection[str]) -> Place | None:
    """What in the sentence from `start` is said otherwise here, if that is why it stops at `offset`."""
    begin = max(start, offset - _LATEST)
    mark = program[offset : offset + 1]
    if mark == "." and "_WITHIN" in expected:
        return _without_a_time(program, begin, offset)
    if mark == "." and "_AS" in expected and (found := _PARTIES.search(program, begin, offset)):
        one, other = found[1].strip(), re.sub(r"^the\s+", "", found[2], flags=re.IGNORECASE)
        help_ = f"say who provides: `between {one} as provider and {other} as customer`"
        return found.end(2) - len(other), found.end(2), help_
    if mark == "," and "_SHALL" in expected:
        return _bare_values(program, begin, offset)
    if "HOUR" in expected and (place := _hours_that_count(program, begin, offset)):
        return place
    if "WORKING_DAY" in expected and (found := _NEXT.search(program, begin, offset)):
        end = _NAME.match(program, offset)
        name = program[found.start(1) : end.end() if end else offset]
        return (
            found.start(1),
            found.start(1) + len(name),
            f"put the field's name in back-quotes: `` `{name}` ``",
        )
    if "_ABOVE" in expected and (found := _OR_MORE.match(program, offset)):
        order = "at least" if found[2].lower() == "more" else "at most"
        return offset, found.end(), f"write `{order} {found[1]}%`"
    if "_IS" in expected and (place := _asked_of_readings(program, begin, offset)):
        return place
    if "_EVERY" in expected and (said := _SHARE_FIRST.match(program, offset)):
        share = f"for at least {said[1]} of {said[2]} per calendar month"
        return offset, said.end(1), f"begin with what is promised: `Every ... shall be {said[3]}, {share}`"
    return None


def _asked_of_readings(program: str, begin: int, offset: int) -> Place | None:
    """`in which at least 5% of requests where valid is yes have status at least 500`."""
    found = _SHARE_IN_WHICH.search(program, begin, offset)
    if found is None:
        return None
    where = " where ..." if program[offset:].startswith("where") else ""
    said = f"for {' '.join(found[1].split())} of {found[2]}{where}, the ... is ..."
    end = begin + len(program[begin:offset].rstrip())
    return found.start(1), end, f"say first of which, then what holds of them: `{said}`"


def _hours_that_count(program: str, begin: int, offset: int) -> Place | None:
    """`within 4 business hours`, `within 4 hours during office hours`."""
    count = _COUNT.search(program, begin, offset)
    if count and (found := _HOURS_OF.match(program, offset)):
        said = f"within {count[1]} hours, counting {found[1].lower()} hours"
        return offset, found.end(), f"say apart which hours count: `{said}`"
    if count and (found := _DAYS_OF.match(program, offset)):
        return offset, found.end(), f"write `within {count[1]} working days`"
    if found := _DURING.match(program, offset):
        return offset, found.end(), f"say which hours count after a comma: `, counting {found[1]}`"
    return None


def _without_a_time(program: str, begin: int, offset: int) -> Place | None:
    """`shall be resolved immediately`, or just `shall be resolved`."""
    help_ = "say how soon: `within 15 minutes`"
    if found := _SOON.search(program, begin, offset):
        return found.start(1), found.end(1), help_
    return (offset, offset + 1, help_) if _NO_DEADLINE.search(program, begin, offset) else None


def _bare_values(program: str, begin: int, offset: int) -> Place | None:
    """`priority is P3, P4 or P5`."""
    before = _BARE_VALUE.match(program, begin, offset)
    after = _LISTED.match(program, offset, offset + _LATEST)
    if before is None or after is None:
        return None
    values = [before[2], *(each.strip() for each in after[1].split(",") if each.strip()), after[2]]
    return offset, offset + 1, f"list the values: `{before[1]} is one of {', '.join(values)}`"
