"""Answers with something in their proof changed, one change at a time: none of them may be accepted."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from fractions import Fraction
from typing import Any

Json = dict[str, Any]
Path = tuple[int, ...]  # which part of which part
Change = tuple[str, Callable[[Json], None]]  # what is done, and what does it to an answer

TELLING = {"stage", "service", "excluding", "exclusion", "allowances", "caps", "windows"}  # no numbers
MERELY_SAID = ("field ", "step ")  # an example of the cases, and how the worst of them divides


def some_tampered(answer: Json, most: int = 60) -> Iterator[tuple[str, Json]]:
    """What was done, and what came of it: at most so many changes, spread over all that there are."""
    every = list(_changes(answer))
    for done, change in every[:: -(-len(every) // most)]:
        changed = deepcopy(answer)
        change(changed)
        yield done, changed


def tampered(answer: Json) -> Iterator[tuple[str, Json]]:
    """All of the changes."""
    yield from some_tampered(answer, 10**9)


def _changes(answer: Json) -> Iterator[Change]:
    """A rule renamed, a part, a supporting clause or an assumption dropped, a number lowered."""
    for path in _paths(answer["proof"]):
        part = _part(answer, path)
        yield f"{part['rule']} renamed", _set(path, "rule", "a rule of nobody's")
        if path:
            yield f"{part['rule']} dropped", _dropped(path[:-1], "parts", path[-1])
        for number, name in enumerate(part["uses"]):
            yield f"{part['rule']} without {name}", _dropped(path, "uses", number)
        for name, text in part["numbers"].items():
            if (
                name not in TELLING
                and not name.startswith(MERELY_SAID)
                and Fraction(text.removesuffix("%")) > 0
            ):
                yield f"{part['rule']} with less {name}", _set(path, name, _less(text), "numbers")
    for number, each in enumerate(answer["assumptions"]):
        yield (
            f"not assuming {each['kind']}",
            lambda changed, number=number: changed["assumptions"].pop(number),
        )


def _paths(proof: Json, at: Path = ()) -> Iterator[Path]:
    yield at
    for number, part in enumerate(proof["parts"]):
        yield from _paths(part, (*at, number))


def _part(answer: Json, path: Path) -> Json:
    found: Json = answer["proof"]
    for number in path:
        found = found["parts"][number]
    return found


def _set(path: Path, name: str, value: str, inside: str = "") -> Callable[[Json], None]:
    def change(answer: Json) -> None:
        part = _part(answer, path)
        (part[inside] if inside else part)[name] = value

    return change


def _dropped(path: Path, name: str, number: int) -> Callable[[Json], None]:
    def change(answer: Json) -> None:
        del _part(answer, path)[name][number]

    return change


def _less(text: str) -> str:
    """A tenth less; of a whole number a whole one."""
    number = Fraction(text.removesuffix("%"))
    lower = number * Fraction(9, 10)
    if number > 1 and "/" not in text and "%" not in text:
        lower = Fraction(int(lower))
    return f"{lower}%" if text.endswith("%") else str(lower)
