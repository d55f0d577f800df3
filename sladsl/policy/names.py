"""When two names are the same name."""

import re
import unicodedata

_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_MARKS = re.compile("(?<=[\u0370-\u03ff])[\u0300-\u036f]+")


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
