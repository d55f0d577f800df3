"""Letters of one alphabet that are drawn like letters of another: Latin P, Greek Ρ, Cyrillic Р.

Two names that look the same and are not equal are a dispute waiting to happen, so a word that mixes
alphabets is refused (Unicode Technical Standard 39, "mixed-script confusables", for the three alphabets
of Europe).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

_LATIN_LOOKS = dict(
    zip(
        # Greek capitals, Greek small, Cyrillic capitals, Cyrillic small
        "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ" + "αικνορυχγη" + "АВЕЅІЈКМНОРСТУХ" + "аеѕіјорсух",
        "ABEZHIKMNOPTYX" + "aikvopuxyn" + "ABESIJKMHOPCTYX" + "aesijopcyx",
    )
)
_SCRIPTS = ("Latin", "Greek", "Cyrillic")
_PIECES = re.compile(r"[^\W_]+")


def skeleton(text: str) -> str:
    """`text` with each Greek or Cyrillic letter that looks Latin made Latin; accents are left alone."""
    return "".join(_LATIN_LOOKS.get(char, char) for char in text)


@lru_cache(maxsize=4096)
def looks(text: str) -> str:
    """Two texts that are drawn alike have this in common, capitals and accents left aside."""
    bare = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return " ".join(skeleton(bare).casefold().split())


def alphabets(text: str) -> frozenset[str]:
    """The alphabets of its letters, of those told apart here."""
    return frozenset(found for char in text if (found := script(char)))


def in_its_letters(word: str, names: Iterable[str]) -> list[str]:
    """The names in the alphabet of `word`, for a note: a name's forms in another say nothing new."""
    every = list(names)
    return [name for name in every if alphabets(name) <= alphabets(word)] or every


@lru_cache(maxsize=4096)
def mixed_scripts(name: str) -> tuple[str, ...]:
    """For each word of `name` with letters of two alphabets, a sentence that names the odd letter.

    Words are what white space separates. In a word with hyphens, `SLA-απόκριση`, the parts may differ
    in alphabet, unless a part could be read in the alphabet of the others, as the Greek rho of `Ρ1-LATE`.
    """
    return tuple(remark for word in name.split() if (remark := _remark(word)))


def script(char: str) -> str:
    """`Latin`, `Greek` or `Cyrillic`; empty for anything else: digits, marks, other alphabets."""
    return _script(char) if char.isalpha() else ""


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    first = unicodedata.name(char, "").partition(" ")[0].capitalize()
    return first if first in _SCRIPTS else ""


def letter_name(char: str) -> str:
    """The letter in words: "Greek capital rho"."""
    words = unicodedata.name(char, "an unnamed character").replace(" LETTER ", " ").split(" ")
    return " ".join([words[0].capitalize(), *(word.lower() for word in words[1:])])


def _remark(word: str) -> str:
    """What is odd in one word, or nothing."""
    if word.isascii():
        return ""
    counts = Counter(found for char in word if (found := script(char)))
    if len(counts) < 2:
        return ""
    usual = max(counts, key=lambda each: (counts[each], each == "Latin"))
    for piece in _PIECES.findall(word):
        scripts = {found for char in piece if (found := script(char))}
        odd = [char for char in piece if script(char) not in ("", usual)]
        if odd and (len(scripts) > 1 or all(_could_be(char, usual) for char in odd)):
            alike = [char for char in odd if _could_be(char, usual)]
            return _sentence((alike or odd)[0], word, usual)
    return ""


def _could_be(char: str, wanted: str) -> bool:
    """Whether `char` is drawn like some letter of the alphabet `wanted`."""
    return bool(_twin(char, wanted))


def _twin(char: str, wanted: str) -> str:
    """The letter of `wanted` that is drawn like `char`, or nothing."""
    bare = unicodedata.normalize("NFD", char)[0]
    looks = _LATIN_LOOKS.get(bare, bare)
    if wanted == "Latin":
        return looks if script(looks) == "Latin" else ""
    return next(
        (each for each, latin in _LATIN_LOOKS.items() if latin == looks and script(each) == wanted), ""
    )


def _sentence(char: str, word: str, usual: str) -> str:
    shown = word if len(word) <= 40 else word[:39] + "…"
    twin = _twin(char, usual)
    rest = f"not {usual} `{twin}`" if twin else f"the rest of the word is {usual}"
    return f"`{char}` in `{shown}` is {letter_name(char)}, {rest}"
