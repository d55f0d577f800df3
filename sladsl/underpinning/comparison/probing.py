"""Short histories tried out of all that could happen, where two clocks or states differ in their making."""

from collections.abc import Iterator
from itertools import product

from sladsl.underpinning.answers import Happening
from sladsl.underpinning.comparison.cells import Cell
from sladsl.underpinning.comparison.findings import Log
from sladsl.underpinning.comparison.hours import MINUTE
from sladsl.underpinning.comparison.stories import Cast, openings_of
from sladsl.worktime.civil import day_of

MOST_LOGS = 1_500
_LONGEST = 3  # events


def probes(cast: Cast, cells: list[Cell]) -> Iterator[Log]:
    """Every sequence of up to three events that drive either clock or pause it, each spaced by more time than
    either deadline allows, or by a minute."""
    kinds = _kinds(cast)
    given = 0
    for cell in [each for each in cells if each.one.kind == "in"][:3]:
        hours = [each.hours for each in (cell.one, cell.other) if each.kind == "in"]
        spot = next(iter(cast.stage.spots()))
        start = openings_of(hours, spot)
        day = day_of(start, cast.stage.zone)
        wide = max(each.last(start, cast.stage.end, day) for each in hours) - start + 30 * MINUTE
        said = cast.said(cell, day)
        for length in range(1, _LONGEST + 1):
            for sequence in product(kinds, repeat=length):
                for step in product((MINUTE, wide), repeat=length - 1):
                    at, happenings = start, list[Happening]()
                    for kind, wait in zip(sequence, (0, *step)):
                        at += wait
                        fields = said if not happenings else ()
                        happenings.append(
                            Happening(
                                at, cast.broken.spelled, f"{cast.name}-1", cast.spelled(kind), dict(fields)
                            )
                        )
                    given += 1
                    if given > MOST_LOGS:
                        return
                    yield cast.log(happenings, after=wide)


def _kinds(cast: Cast) -> list[str]:
    """What differs first, then starts and stops, then the rest."""
    broken, kept = cast.broken, cast.kept
    differing = [turn.event for turn in sorted(broken.turns ^ kept.turns, key=lambda each: each.event)]
    spans = sorted(broken.pauses ^ kept.pauses, key=lambda each: each.begins)
    differing += [kind for span in spans for kind in (*span.begins, *span.ends)]
    every = [*cast.kinds("start", "restart"), *differing, *cast.kinds("stop"), *cast.kinds("continue")]
    return list(dict.fromkeys(every))[:7]
