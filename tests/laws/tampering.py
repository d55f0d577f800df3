"""Answers with something in their proof changed, one change at a time: none of them may be accepted."""

from collections.abc import Iterator
from copy import deepcopy
from fractions import Fraction
from typing import Any

Json = dict[str, Any]
Path = tuple[int, ...]  # which part of which part

TELLING = {"stage", "service", "excluding", "exclusion", "allowances", "caps", "windows"}  # no numbers
MERELY_SAID = ("field ", "step ")  # an example of the cases, and how the worst of them divides


def _paths(proof: Json, at: Path = ()) -> Iterator[Path]:
    yield at
    for number, part in enumerate(proof["parts"]):
        yield from _paths(part, (*at, number))


def _part(answer: Json, path: Path) -> Json:
    found: Json = answer["proof"]
    for number in path:
        found = found["parts"][number]
    return found


def some_tampered(answer: Json, most: int = 60) -> list[tuple[str, Json]]:
    """So many of the changes, spread over all of them."""
    every = list(tampered(answer))
    return every[:: -(-len(every) // most)]


def tampered(answer: Json) -> Iterator[tuple[str, Json]]:
    """What was done, and what came of it: a rule renamed, a part or a supporting clause dropped, a number lowered."""
    for path in _paths(answer["proof"]):
        part = _part(answer, path)
        changed = deepcopy(answer)
        _part(changed, path)["rule"] = "a rule of nobody's"
        yield f"{part['rule']} renamed", changed
        if path:
            changed = deepcopy(answer)
            del _part(changed, path[:-1])["parts"][path[-1]]
            yield f"{part['rule']} dropped", changed
        for number, name in enumerate(part["uses"]):
            changed = deepcopy(answer)
            del _part(changed, path)["uses"][number]
            yield f"{part['rule']} without {name}", changed
        for name, text in part["numbers"].items():
            if name in TELLING or name.startswith(MERELY_SAID) or Fraction(text.removesuffix("%")) <= 0:
                continue
            changed = deepcopy(answer)
            lower = Fraction(text.removesuffix("%")) * Fraction(9, 10)
            if (
                lower.denominator != 1
                and Fraction(text.removesuffix("%")) > 1
                and "/" not in text
                and "%" not in text
            ):
                lower = Fraction(int(lower))
            _part(changed, path)["numbers"][name] = f"{lower}%" if text.endswith("%") else str(lower)
            yield f"{part['rule']} with less {name}", changed
    for number, each in enumerate(answer["assumptions"]):
        changed = deepcopy(answer)
        del changed["assumptions"][number]
        yield f"not assuming {each['kind']}", changed
