"""What a service needs, and the least sets of services that must be down for it to be down.

A service is down only while what it needs is down: all of its needs, one down suffices; any of them, all
must be; so many of them, so many that fewer are left.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, product
from typing import assert_never

from sladsl.records import frozen

MOST_CUTS = 500

Cut = frozenset[str]


class TooManyCuts(ValueError):  # noqa: N818 (the name says what is wrong)
    """A service can be down in more than MOST_CUTS ways."""


class NeedsItself(ValueError):  # noqa: N818
    """A service needs itself, along the services named."""

    def __init__(self, path: Sequence[str]) -> None:
        super().__init__(" needs ".join(f"`{name}`" for name in path))
        self.path = tuple(path)


@frozen
class Needs:
    """`least` of the `parts` must be up: all of them, one of them, or a number between."""

    least: int
    parts: tuple["str | Needs", ...]


def all_of(*parts: "str | Needs") -> Needs:
    """Every one is needed."""
    return Needs(len(parts), parts)


def any_of(*parts: "str | Needs") -> Needs:
    """One of them suffices."""
    return Needs(1, parts)


def cuts_of(service: str, needs: Callable[[str], Needs | None]) -> tuple[Cut, ...]:
    """The least sets of services that are down when `service` is, itself and those between included.

    `needs` says what a service needs (None: nothing else is known of it). In a fixed order. Raises
    TooManyCuts and NeedsItself.
    """
    return _ordered(_of(service, needs, ()))


def _of(part: "str | Needs", needs: Callable[[str], Needs | None], path: tuple[str, ...]) -> set[Cut]:
    match part:
        case str():
            if part in path:
                raise NeedsItself((*path[path.index(part) :], part))
            below = needs(part)
            if below is None:
                return {frozenset({part})}
            return {cut | {part} for cut in _of(below, needs, (*path, part))}
        case Needs(least, parts):
            families = [_of(each, needs, path) for each in parts]
            down = len(parts) - least + 1
            found: set[Cut] = set()
            for chosen in combinations(families, down):
                for cuts in product(*chosen):
                    found.add(frozenset[str]().union(*cuts))
                    if len(found) > 20 * MOST_CUTS:
                        raise TooManyCuts
            return _least(found)
        case _:
            assert_never(part)


def _least(cuts: Iterable[Cut]) -> set[Cut]:
    found: list[Cut] = []
    for cut in sorted(cuts, key=len):
        if not any(other <= cut for other in found):
            found.append(cut)
            if len(found) > MOST_CUTS:
                raise TooManyCuts
    return set(found)


def _ordered(cuts: Iterable[Cut]) -> tuple[Cut, ...]:
    return tuple(sorted(cuts, key=lambda cut: (len(cut), sorted(cut))))
