"""When two names are the same name."""

import re
import unicodedata
from functools import lru_cache

_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_MARKS = re.compile("(?<=[\u0370-\u03ff])[\u0300-\u036f]+")


@lru_cache(maxsize=16_384)
def fold(name: str) -> str:
    """The form in which names are compared: NFC, case folded, runs of white space as one blank.

    Case folding makes the final sigma the usual one. Marks on Greek letters do not count, for capitals go
    without: ΥΠΗΡΕΣΙΑ is υπηρεσία.
    """
    if name.isascii():
        return " ".join(name.casefold().split())
    if _GREEK.search(name):
        name = _MARKS.sub("", unicodedata.normalize("NFD", name))
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).split())


_LONGEST = " (longest)"


def of_lengths(clause: str) -> str:
    """The id of the part of a clause that says how long an episode may last (`..., and no outage shall last
    more than 4 hours`)."""
    return clause + _LONGEST


def as_written(id: str) -> str:
    """The clause that a part of it belongs to, as it is called in the text."""
    return id.removesuffix(_LONGEST)
