"""Where two sentences differ, word by word."""

import re
from difflib import SequenceMatcher

from sladsl.records import frozen

MOST_WORDS = 2_000


@frozen
class Piece:
    """Some words of a sentence, and whether the other one has them not."""

    text: str
    changed: bool


def pieces(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both sentences in pieces; joined by blanks they are the sentences, with single blanks."""
    one, other = _words(old), _words(new)
    if len(one) + len(other) > MOST_WORDS:
        return (Piece(" ".join(one), True),), (Piece(" ".join(other), True),)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    of_old, of_new = list[Piece](), list[Piece]()
    for tag, a, b, c, d in matcher.get_opcodes():
        if a < b:
            of_old.append(Piece(" ".join(one[a:b]), tag != "equal"))
        if c < d:
            of_new.append(Piece(" ".join(other[c:d]), tag != "equal"))
    return tuple(of_old), tuple(of_new)


def _words(text: str) -> list[str]:
    return re.findall(r"\S+", text)
