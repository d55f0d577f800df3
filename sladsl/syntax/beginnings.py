"""Sentences that begin as in other contracts, and dates in words: how they are written here."""

import re
from collections.abc import Collection

from sladsl.policy.names import fold

_MONTHS = (
    ("jan", "ιαν"),
    ("feb", "φεβ"),
    ("mar", "μαρ", "μάρ"),
    ("apr", "απρ"),
    ("may", "μαΐ", "μαι", "μάι"),
    ("jun", "ιουν", "ιούν"),
    ("jul", "ιουλ", "ιούλ"),
    ("aug", "αυγ", "αύγ"),
    ("sep", "σεπ"),
    ("oct", "οκτ"),
    ("nov", "νοε", "νοέ"),
    ("dec", "δεκ"),
)
_NUMBER_OF = {short: number for number, of in enumerate(_MONTHS, 1) for short in of}
_MONTH = rf"(?P<month>(?:{'|'.join(_NUMBER_OF)})[^\W\d_]*)\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|η|ης)?"
_YEAR = r"(?P<year>[0-9]{4})(?![\w-])"
_IN_WORDS = (
    re.compile(rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}", re.IGNORECASE),
    re.compile(rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}", re.IGNORECASE),
)

_BETWEEN = "between Acme IT as provider and Acme Sales as customer."
_BLANK = re.compile(r"(?:\s|#[^\n]*)*")
_ADDED = "begin with a promise, and say below it what is credited: `Credit EUR 500 when missed.`"
_BEGIN = (
    (r"(time[ \t-]*zone)[ \t]*:", "write `time zone Europe/Athens.`"),
    (r"(timezone)\b", "write `time zone Europe/Athens.`"),
    (
        r"(valid|effective|(?:starts|begins)\s+(?:on|from))\b",
        "write `in force from 2026-01-01 to 2026-12-31.`",
    ),
    (r"(currency)\b", "each amount says its currency: `EUR 500`"),
    (r"(provider|customer|supplier|parties)[ \t]*(?::|is\b)", f"write `{_BETWEEN}`"),
    (
        r"((?:at\s+most|no(?:t)?\s+more\s+than|up\s+to|max(?:imum)?(?:\s+of)?)\s+([0-9]+)\s+([\w-]{1,40}(?:\s[\w-]{1,40})?))\s+(?:of|per)\b",
        r"write `There shall be at most \2 \3 of ... per calendar month.`",
    ),
    (r"(if)\b[^.]{0,200}\b(?:credit|pay|refund|penalty)", _ADDED),
    (r"((?:(?:a|the)\s+)?(?:penalty|penalties|service\s+credits?))\b", _ADDED),
)
# as they are folded: without capitals and accents
_ENGLISH = {
    fold(greek): english
    for english, forms in {
        "agreement": "σύμβαση, συμφωνία",
        "calendar": "ημερολόγιο, ωράριο",
        "clause": "ρήτρα, άρθρο, όρος",
        "service": "υπηρεσία",
        "between": "μεταξύ",
        "in force from": "ισχύει, ισχύς",
        "open": "ανοικτά, ανοιχτά",
        "closed": "κλειστά",
        "Every": "κάθε",
        "where": "όπου",
        "when": "όταν",
        "is": "είναι",
        "shall be": "θα, πρέπει",
        "within": "εντός, μέσα",
        "counting": "μετρώντας",
        "for at least": "για, τουλάχιστον",
        "per": "ανά",
        "calendar month": "μήνα, μήνας",
        "minutes": "λεπτά, λεπτών",
        "hours": "ώρες, ωρών, ώρα",
        "days": "ημέρες, ημερών, μέρες",
        "working days": "εργάσιμες, εργάσιμων, εργάσιμες ημέρες",
        "weekdays": "καθημερινές",
    }.items()
    for greek in forms.split(", ")
}
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]+(?![\w-])")
_BEGINNINGS = [(re.compile(pattern, re.IGNORECASE), help_) for pattern, help_ in _BEGIN]

Place = tuple[int, int, str]  # begin, end, how it is said here


def date_in_words(program: str, offset: int) -> tuple[int, str] | None:
    """The end of `1 January 2026`, `Jan 1st, 2026` or `1η Ιανουαρίου 2026`, and the date as it is written."""
    for pattern in _IN_WORDS:
        if found := pattern.match(program, offset):
            month = next(n for short, n in _NUMBER_OF.items() if found["month"].casefold().startswith(short))
            return found.end(), f"{found['year']}-{month:02}-{int(found['day']):02}"
    return None


def way_to_begin(program: str, start: int, offset: int, _: Collection[str]) -> Place | None:
    """What begins the sentence from `start` as none begins here, and how it is written."""
    blank = _BLANK.match(program, start, offset)
    begin = start if blank is None else blank.end()
    found = next(
        ((match, help_) for pattern, help_ in _BEGINNINGS if (match := pattern.match(program, begin))), None
    )
    if found is not None:
        return begin, found[0].end(1), found[0].expand(found[1])
    return _in_greek(program, offset) or _in_greek(program, begin)


def _in_greek(program: str, offset: int) -> Place | None:
    """A key word in Greek."""
    word = _GREEK.match(program, offset)
    english = None if word is None else _ENGLISH.get(fold(word[0]))
    if word is None or english is None:
        return None
    help_ = f"names may be in any language, key words are English: `{english}` for `{word[0]}`"
    return offset, word.end(), help_
