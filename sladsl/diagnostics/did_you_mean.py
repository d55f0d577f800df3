"""Which known name a mistyped one was probably meant to be."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice, takewhile

from sladsl.diagnostics.lookalikes import script, skeleton

MOST = 3
LONGEST_WORD = 64
MOST_CANDIDATES = 10_000
MOST_EDITS = 3


def closest(word: str, candidates: Iterable[str]) -> list[str]:
    """At most three of `candidates` that `word` is near to, the nearest first.

    Near means: equal but for capitals, accents or look-alike letters of another alphabet, or a few
    typing errors away (a letter more, less or other, two letters exchanged): one in every three letters,
    at most three. A word of more than 64 letters has no neighbours; of very many candidates the first
    10,000 are asked.
    """
    if not word or len(word) > LONGEST_WORD:
        return []
    wanted = _forms(word)
    found: dict[str, int] = {}
    for candidate in islice(candidates, MOST_CANDIDATES):
        if candidate == word or len(candidate) > LONGEST_WORD + MOST_EDITS or candidate in found:
            continue
        edits = [
            few
            for one, other in zip(wanted, _forms(candidate))
            if (few := _edits(one, other, min(len(one) // 3, MOST_EDITS))) is not None
        ]
        if edits:
            found[candidate] = min(edits)
    return sorted(found, key=lambda each: (found[each], each))[:MOST]


def suggestion(word: str, candidates: Iterable[str]) -> str:
    """ "did you mean `x`?" for the nearest candidate; empty where none is near."""
    near = closest(word, candidates)
    if not near:
        return ""
    if _forms(near[0])[-1] == _forms(word)[-1] and (alphabet := _other_alphabet(word, near[0])):
        return f"did you mean `{near[0]}`, in {alphabet} letters?"
    return f"did you mean `{near[0]}`?"


def _other_alphabet(word: str, meant: str) -> str:
    """The alphabet of `meant` where `word` is typed in another; nothing where they share one."""
    typed, wanted = ({found for char in text if (found := script(char))} for text in (word, meant))
    return next(iter(wanted)) if len(wanted) == 1 and typed != wanted else ""


@lru_cache(maxsize=MOST_CANDIDATES)
def _forms(text: str) -> tuple[str, str]:
    """`text` as it is compared: without capitals and accents, and besides with look-alike letters as Latin.

    Both, because capitals and small letters look alike differently: Υ is like Y, but υ is like u.
    """
    if text.isascii():
        plain = " ".join(text.casefold().split())
        return plain, plain
    marks = unicodedata.normalize("NFD", text)
    bare = " ".join("".join(char for char in marks if not unicodedata.combining(char)).split())
    return bare.casefold(), skeleton(bare).casefold()


def _edits(one: str, other: str, most: int) -> int | None:
    """The Damerau-Levenshtein distance in its restricted form (no part edited twice), None above `most`."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) > most:
        return None
    # an edit brings in, or takes out, at most one letter that the other word lacks
    if len(set(one) - set(other)) > most or len(set(other) - set(one)) > most:
        return None
    start = _shared(one, other)
    end = _shared(one[start:][::-1], other[start:][::-1])
    one, other = one[start : len(one) - end], other[start : len(other) - end]
    far = most + 1
    before_last: list[int] = []
    last = [min(column, far) for column in range(len(other) + 1)]
    for row, letter in enumerate(one, start=1):
        # only the band round the diagonal, where the distance can still be at most `most`
        now = [far] * (len(other) + 1)
        now[0] = min(row, far)
        for column in range(max(1, row - most), min(len(other), row + most) + 1):
            target = other[column - 1]
            best = min(last[column - 1] + (letter != target), last[column] + 1, now[column - 1] + 1)
            if row > 1 and column > 1 and letter == other[column - 2] and target == one[row - 2]:
                best = min(best, before_last[column - 2] + 1)
            now[column] = min(best, far)
        if min(now) > most:
            return None
        before_last, last = last, now
    return last[-1] if last[-1] <= most else None


def _shared(one: str, other: str) -> int:
    """How many letters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other)))
