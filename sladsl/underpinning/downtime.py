"""The most downtime that a window of a promise can have while every supporting promise is kept.

Time is cut into cells, in each of which the same limits count. In a cell the services of one cut (see
`cuts`) may be down together, and stretches may be excluded. How much of each way of being down there can be
at most is a sum under limits (`linear`): of a cell no more than it is long, of a clause no more than its
window leaves, of what is excluded no more than its cap. The most is attained, so that every rule known for
it is a case of this one: services in series, in parallel and k of n, windows and hours that differ,
exclusions of one side.

All times are spans of instants, lengths microseconds.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise, product

from attrs import evolve

from sladsl.records import frozen
from sladsl.underpinning.cuts import Cut
from sladsl.underpinning.linear import Limit, Most, most
from sladsl.worktime.spans import common

MOST_AMOUNTS = 4_000

Span = tuple[int, int]
Nothing: Cut = frozenset()


class TooIntricate(ValueError):  # noqa: N818 (the name says what is wrong)
    """A window has more cells and ways of being down than are weighed."""


@frozen
class Allowance:
    """What one window of a clause leaves: at most `most` of the time `within` may `service` be down.

    Of time that one of `excluding` excludes, no down counts; but it takes `excluded_weight` of itself off
    the most, because the window has less time then. `name` is the clause's and `window` is whole, for
    reports.
    """

    service: str
    within: tuple[Span, ...]
    most: Fraction
    excluding: Cut
    excluded_weight: Fraction
    name: str
    window: Span


@frozen
class Cap:
    """At most so much of the time `within` is excluded by `exclusion`."""

    exclusion: str
    within: tuple[Span, ...]
    most: Fraction


@frozen
class Question:
    """How bad can the time `within` of a promise's window be?

    Bad is downtime, any of the `cuts` being down, and a `share` of time that one of `excluding` excludes:
    of a promise of 99.9% of the time, 0.1%. So the promise is kept for sure if the worst is at most that
    share of all.
    """

    cuts: tuple[Cut, ...]
    within: tuple[Span, ...]
    share: Fraction
    excluding: Cut
    allowances: tuple[Allowance, ...]
    caps: tuple[Cap, ...] = ()

    @property
    def most(self) -> Fraction:
        """What the promise allows."""
        return self.share * length_of(self.within)


@frozen
class Way:
    """What may be so at an instant: these services are down, and time is excluded by these."""

    down: Cut
    excluded: Cut


@frozen
class Cell:
    """Spans in which the same allowances and caps count (their indices)."""

    spans: tuple[Span, ...]
    allowances: frozenset[int]
    caps: frozenset[int]


@frozen
class Part:
    """So much of a cell's time is so."""

    cell: Cell
    way: Way
    us: Fraction


@frozen
class Worst:
    """The worst of a question: `bad` in all, made up of `parts`; the prices are those of `linear.Most`, of
    the cells, then of the allowances, then of the caps."""

    bad: Fraction
    parts: tuple[Part, ...]
    cells: tuple[Cell, ...]
    cell_prices: tuple[Fraction, ...]
    allowance_prices: tuple[Fraction, ...]
    cap_prices: tuple[Fraction, ...]


def length_of(spans: Iterable[Span]) -> int:
    """How long spans are in all."""
    return sum(end - begin for begin, end in spans)


def cut_to(allowance: Allowance, within: Sequence[Span]) -> Allowance | None:
    """The allowance for sorted spans only; None if it says nothing of them."""
    inside = tuple(common(allowance.within, within))
    return evolve(allowance, within=inside) if inside else None


def worst_of(question: Question) -> Worst:
    """The worst; raises TooIntricate."""
    cells = tuple(cells_of(question))
    shape = Shape(
        question.cuts,
        question.share,
        question.excluding,
        tuple((length_of(cell.spans), cell.allowances, cell.caps) for cell in cells),
        tuple(
            (each.service, each.most, each.excluding, each.excluded_weight) for each in question.allowances
        ),
        tuple((each.exclusion, each.most) for each in question.caps),
    )
    amounts, found = _weighed(shape)
    first, second = len(cells), len(cells) + len(question.allowances)
    return Worst(
        found.value,
        tuple(Part(cells[cell], way, us) for (cell, way), us in zip(amounts, found.amounts) if us),
        cells,
        found.prices[:first],
        found.prices[first:second],
        found.prices[second:],
    )


@frozen(cache_hash=True)
class Shape:
    """A question without its instants: most windows of a clause are alike, and weighed once.

    Of a cell its length and the indices of allowances and caps; of an allowance service, most, exclusions
    and their weight; of a cap exclusion and most.
    """

    cuts: tuple[Cut, ...]
    share: Fraction
    excluding: Cut
    cells: tuple[tuple[int, frozenset[int], frozenset[int]], ...]
    allowances: tuple[tuple[str, Fraction, Cut, Fraction], ...]
    caps: tuple[tuple[str, Fraction], ...]


@lru_cache(maxsize=4096)
def _weighed(shape: Shape) -> tuple[tuple[tuple[int, Way], ...], Most]:
    """The amounts (index of the cell, way) and the most of them."""
    ways = tuple(_ways(shape))
    if len(shape.cells) * len(ways) > MOST_AMOUNTS:
        raise TooIntricate
    amounts = tuple((cell, way) for cell in range(len(shape.cells)) for way in ways)
    found = most(
        [shape.share if way.excluded & shape.excluding else Fraction(1) for _, way in amounts],
        [*_of_cells(shape, amounts), *_of_allowances(shape, amounts), *_of_caps(shape, amounts)],
    )
    assert isinstance(found, Most)  # every amount is part of a cell
    return amounts, found


def cells_of(question: Question) -> Iterator[Cell]:
    """The time in question, cut wherever a limit begins or ends to count, like pieces together."""
    limits = [*(each.within for each in question.allowances), *(each.within for each in question.caps)]
    edges = sorted({edge for spans in (question.within, *limits) for span in spans for edge in span})
    place = {edge: index for index, edge in enumerate(edges)}
    counts: list[set[int]] = [set() for _ in edges]
    for index, spans in enumerate((question.within, *limits)):
        for begin, end in spans:
            for piece in range(place[begin], place[end]):
                counts[piece].add(index)
    alike: dict[frozenset[int], list[Span]] = {}
    for piece, span in enumerate(pairwise(edges)):
        if 0 in counts[piece]:
            spans_alike = alike.setdefault(frozenset(counts[piece]), [])
            if spans_alike and spans_alike[-1][1] == span[0]:
                spans_alike[-1] = (spans_alike[-1][0], span[1])
            else:
                spans_alike.append(span)
    split = len(question.allowances)
    for signature, pieces in alike.items():
        numbers = [index - 1 for index in signature if index]
        yield Cell(
            tuple(pieces),
            frozenset(number for number in numbers if number < split),
            frozenset(number - split for number in numbers if number >= split),
        )


def _ways(shape: Shape) -> Iterator[Way]:
    """Being down, with nothing excluded or with what is excluded by a clause of a service that is down; and
    time that the promise excludes, which is bad by its share without anything being down."""
    free: dict[str, set[str]] = {}
    for service, _, excluding, _ in shape.allowances:
        free.setdefault(service, set()).update(excluding - shape.excluding)
    found = {Way(Nothing, frozenset({each})) for each in shape.excluding}
    for cut in shape.cuts:
        choices = [
            [Nothing, *(frozenset({each}) for each in sorted(free.get(service, ())))]
            for service in sorted(cut)
        ]
        for chosen in product(*choices):
            found.add(Way(cut, frozenset[str]().union(*chosen)))
            if len(found) > MOST_AMOUNTS:
                raise TooIntricate
    return iter(sorted(found, key=lambda way: (sorted(way.down), sorted(way.excluded))))


def weight_of(service: str, excluding: Cut, excluded_weight: Fraction, way: Way) -> Fraction:
    """What a unit of such time takes of an allowance."""
    if way.excluded & excluding:
        return excluded_weight
    return Fraction(int(service in way.down))


def _of_cells(shape: Shape, amounts: Sequence[tuple[int, Way]]) -> Iterator[Limit]:
    for index, (length, _, _) in enumerate(shape.cells):
        weights = {number: Fraction(1) for number, (place, _) in enumerate(amounts) if place == index}
        yield Limit(weights, Fraction(length))


def _of_allowances(shape: Shape, amounts: Sequence[tuple[int, Way]]) -> Iterator[Limit]:
    for index, (service, most_us, excluding, excluded_weight) in enumerate(shape.allowances):
        weights = {
            number: weight
            for number, (place, way) in enumerate(amounts)
            if index in shape.cells[place][1]
            and (weight := weight_of(service, excluding, excluded_weight, way))
        }
        yield Limit(weights, most_us)


def _of_caps(shape: Shape, amounts: Sequence[tuple[int, Way]]) -> Iterator[Limit]:
    for index, (exclusion, most_us) in enumerate(shape.caps):
        weights = {
            number: Fraction(1)
            for number, (place, way) in enumerate(amounts)
            if index in shape.cells[place][2] and exclusion in way.excluded
        }
        yield Limit(weights, most_us)
