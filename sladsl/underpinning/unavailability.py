"""How unavailable what rests on several services can be, by how unavailable each is at most, over one
window.

Unavailable is 1 less available. The bounds of the first three are sharp: there are outages that attain
them, and nothing better can be had without knowing how outages fall together (Bonferroni; Boole; Frechet).
The last asks for more, that outages are independent, and is no guarantee without it.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations

from sladsl.underpinning.cuts import Cut


def in_series(unavailable: Sequence[Fraction]) -> Fraction:
    """All are needed: their outages may lie one after the other."""
    return min(Fraction(1), sum(unavailable, Fraction(0)))


def in_parallel(unavailable: Sequence[Fraction]) -> Fraction:
    """One suffices: all may be down in the least unavailable one's outage."""
    return min(unavailable)


def of_so_many(needed: int, unavailable: Sequence[Fraction]) -> Fraction:
    """`needed` of them have to be up.

    With `down` = n - needed + 1 down at once: those most unavailable, t of them, may be down in all the worst
    time; the others have to make up the rest between them, down - t at a time.
    """
    ordered = sorted(unavailable)
    count = len(ordered)
    down = count - needed + 1
    bounds = [sum(ordered[: count - t], Fraction(0)) / (down - t) for t in range(down)]
    return min(Fraction(1), *bounds)


def independent(cuts: Sequence[Cut], unavailable: Callable[[str], Fraction]) -> Fraction:
    """The chance that all of one of the cuts are down, if services fail independently of each other.

    `unavailable` is asked for every service of a cut. Exactly, by taking one service after the other as
    down or up: fit for the tens of services that a service needs, not for hundreds.
    """
    if not cuts:
        return Fraction(0)
    if any(not cut for cut in cuts):
        return Fraction(1)
    first = min(min(cut) for cut in cuts)
    down = tuple(dict.fromkeys(cut - {first} for cut in cuts))
    up = tuple(cut for cut in cuts if first not in cut)
    chance = unavailable(first)
    return chance * independent(_least(down), unavailable) + (1 - chance) * independent(up, unavailable)


def _least(cuts: Sequence[Cut]) -> tuple[Cut, ...]:
    return tuple(cut for cut in cuts if not any(other < cut for other in cuts))


def of_so_many_independent(needed: int, unavailable: Sequence[Fraction]) -> Fraction:
    """`needed` of them have to be up, if they fail independently of each other."""
    names = [str(index) for index in range(len(unavailable))]
    down = len(names) - needed + 1
    cuts = tuple(frozenset(chosen) for chosen in combinations(names, down))
    return independent(cuts, lambda name: unavailable[int(name)])
