"""What people write who know contracts but not yet this language, and how it is written here: in English."""

import re
from collections.abc import Collection

from sladsl.syntax.beginnings import date_in_words

_UP_TO_TWELVE = "zero, one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve"
_DIGITS = {
    **{word: digits for digits, word in enumerate(_UP_TO_TWELVE.split(", "))},
    **{"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "sixty": 60, "ninety": 90},
}
_UNITS = {
    **dict.fromkeys(("s", "sec", "secs"), "seconds"),
    **dict.fromkeys(("m", "min", "mins"), "minutes"),
    **dict.fromkeys(("h", "hr", "hrs"), "hours"),
    **dict.fromkeys(("d",), "days"),
}
_DAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

_COUNTED = re.compile(r"(\d+)([a-z]+)(?![\w-])", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?![\w-])")
_SHARE = re.compile(r"(\d+(?:\.\d+)?) *(?:percent|per cent|pct)(?!\w)", re.IGNORECASE)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?) *%")
_TIME = re.compile(r"(\d{1,2})[.h](\d{2})(?![\w.]*\d)")
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}(?!\w)")
_AMOUNT = re.compile(
    r"(?P<sign>[€$£¥])\s*(?P<after>\d[\d .]*\d|\d)"
    r"|(?P<before>\d[\d .]*\d|\d)\s*(?P<code>[A-Za-z]{3}(?!\w)|[€$£¥])"
    r"|(?P<small>[A-Za-z]{3})\s*(?P<number>\d[\d .]*\d|\d)"
)
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"}
_RANGE = re.compile(r"(\w+)[-–](\w+)(?!\w)")
# words that a name took in: what they stand for, and what has to come after them up to the mistake
_BEFORE = (
    ("_SHALL", "shall", re.compile(r"\b(must|will|should)(?=\s+be\b)", re.IGNORECASE)),
    ("_WITHIN", "within", re.compile(r"\b(in|under|inside)(?=\s+$)", re.IGNORECASE)),
    ("FOR_AT_LEAST_OF", "for at least", re.compile(r"(?<!\bbe\s)\b(at least)(?=\s+$)", re.IGNORECASE)),
    ("FOR_AT_MOST_OF", "for at most", re.compile(r"(?<!\bbe\s)\b(at most)(?=\s+$)", re.IGNORECASE)),
)
_TIME_IN = "FOR_AT_LEAST_OF"  # expected where the sentence was taken for one about the time of a service
_BEGINNING = re.compile(r"(?:\s|#[^\n]*)*([^\W\d_][^\n]*?)\s+(?:where|shall)\b", re.IGNORECASE)
_NAMED_SO = re.compile(
    r"(?:\s|#[^\n]*)*(the|an?|their|its|his|her|every|each)\s+shall\s+not\s+be\s+(?:missed|below)\b",
    re.IGNORECASE,
)
_OF_CASES = re.compile(r"(within|by)\b", re.IGNORECASE)
_OF_A_MEASURE = re.compile(r"\bbe\s+(?:at\s+least|at\s+most|below|above|between)\s+$", re.IGNORECASE)


def way_to_write(program: str, offset: int, expected: Collection[str]) -> tuple[int, str]:
    """The end of what stands at `offset` and how to write it; (`offset`, "") where nothing is known of it."""
    if "DATE" in expected and (found := _DATE.match(program, offset)):
        return found.end(), "a date is written year first: `2026-03-31`"
    if "DATE" in expected and (written := date_in_words(program, offset)):
        return written[0], f"a date is written year first: `{written[1]}`"
    if "TIME" in expected and (found := _TIME.match(program, offset)):
        return found.end(), f"a time is written `{int(found[1]):02}:{found[2]}`"
    if "MONEY" in expected and (found := _AMOUNT.match(program, offset)):
        code = found["sign"] or found["code"] or found["small"]
        number = found["after"] or found["before"] or found["number"]
        return found.end(), f"an amount begins with its currency: `{_SIGNS.get(code, code.upper())} {number}`"
    if _TIME_IN in expected and (found := _PERCENT.match(program, offset)):
        return found.end(), f"write `for at least {found[1]}%`, or `for at most {found[1]}%`"
    if "PERCENT" in expected and (found := _SHARE.match(program, offset)):
        return found.end(1), f"write `{found[1]}%`"
    found = _RANGE.match(program, offset) if "MONDAY" in expected else None
    if found and {found[1].casefold(), found[2].casefold()} <= _DAYS:
        return found.end(), f"write `{found[1]} to {found[2]}`"
    found = _COUNTED.match(program, offset) if "NUMBER" in expected else None
    if found and (unit := _UNITS.get(found[2].casefold())):
        return found.end(), f"write `{found[1]} {unit}`"
    if found := _WORD.match(program, offset):
        word = found.group().casefold()
        if "NUMBER" in expected and word in _DIGITS:
            return found.end(), f"write numbers in digits: `{_DIGITS[word]}`"
        if "_WHEN" in expected and word == "if":
            return found.end(), "write `when`"
        if "MINUTE" in expected and word in _UNITS:
            return found.end(), f"did you mean `{_UNITS[word]}`?"
    return offset, ""


def taken_into_a_name(
    program: str, start: int, offset: int, expected: Collection[str]
) -> tuple[int, int, str] | None:
    """Where between `start` and `offset` a word stands for an expected key word, and which."""
    for terminal, meant, pattern in _BEFORE:
        if terminal in expected and (found := pattern.search(program, start, offset)):
            return found.start(1), found.end(1), meant
    return None


def a_word_for_a_name(program: str, start: int, offset: int) -> tuple[int, int] | None:
    """Where a clause is named that is called as an article or as `every` is: `A shall not be missed`."""
    found = _NAMED_SO.match(program, start, offset)
    return None if found is None else found.span(1)


def taken_for_a_service(
    program: str, start: int, offset: int, expected: Collection[str]
) -> tuple[int, int, str] | None:
    """What of the sentence from `start` was read as the name of a service, and how the sentence would begin.

    The latter is "" where a service may well be meant.
    """
    found = _BEGINNING.match(program, start, offset) if _TIME_IN in expected else None
    if found is None:
        return None
    help_ = ""
    if _OF_CASES.match(program, offset):
        help_ = "a promise about each case begins with `every`: `Every incident shall be ...`"
    elif _OF_A_MEASURE.search(program, start, offset):
        help_ = (
            "say how it is measured: `The average ... of`, `The share of ... of` or `The number of ... of`"
        )
    return found.start(1), found.end(1), help_
