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
from itertools import pairwise, product

from attrs import frozen

from sladsl.underpinning.cuts import Cut
from sladsl.underpinning.linear import Limit, Most, most

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


def worst_of(question: Question) -> Worst:
    """The worst; raises TooIntricate."""
    cells = tuple(cells_of(question))
    ways = tuple(_ways(question))
    if len(cells) * len(ways) > MOST_AMOUNTS:
        raise TooIntricate
    amounts = [(cell, way) for cell in range(len(cells)) for way in ways]
    found = most(
        [_badness(question, way) for _, way in amounts],
        [
            *_of_cells(cells, amounts),
            *_of_allowances(question, cells, amounts),
            *_of_caps(question, cells, amounts),
        ],
    )
    assert isinstance(found, Most)  # every amount is part of a cell
    first, second = len(cells), len(cells) + len(question.allowances)
    return Worst(
        found.value,
        tuple(Part(cells[cell], way, us) for (cell, way), us in zip(amounts, found.amounts) if us),
        cells,
        found.prices[:first],
        found.prices[first:second],
        found.prices[second:],
    )


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


def _ways(question: Question) -> Iterator[Way]:
    """Being down, with nothing excluded or with what is excluded by a clause of a service that is down; and
    time that the promise excludes, which is bad by its share without anything being down."""
    free: dict[str, set[str]] = {}
    for allowance in question.allowances:
        free.setdefault(allowance.service, set()).update(allowance.excluding - question.excluding)
    found = {Way(Nothing, frozenset({each})) for each in question.excluding}
    for cut in question.cuts:
        choices = [[Nothing, *(frozenset({each}) for each in free.get(service, ()))] for service in cut]
        for chosen in product(*choices):
            found.add(Way(cut, frozenset[str]().union(*chosen)))
            if len(found) > MOST_AMOUNTS:
                raise TooIntricate
    return iter(sorted(found, key=lambda way: (sorted(way.down), sorted(way.excluded))))


def _badness(question: Question, way: Way) -> Fraction:
    return question.share if way.excluded & question.excluding else Fraction(1)


def weight_of(allowance: Allowance, way: Way) -> Fraction:
    """What a unit of such time takes of an allowance."""
    if way.excluded & allowance.excluding:
        return allowance.excluded_weight
    return Fraction(int(allowance.service in way.down))


def _of_cells(cells: Sequence[Cell], amounts: Sequence[tuple[int, Way]]) -> Iterator[Limit]:
    for index, cell in enumerate(cells):
        weights = {number: Fraction(1) for number, (place, _) in enumerate(amounts) if place == index}
        yield Limit(weights, Fraction(length_of(cell.spans)))


def _of_allowances(
    question: Question, cells: Sequence[Cell], amounts: Sequence[tuple[int, Way]]
) -> Iterator[Limit]:
    for index, allowance in enumerate(question.allowances):
        weights = {
            number: weight
            for number, (place, way) in enumerate(amounts)
            if index in cells[place].allowances and (weight := weight_of(allowance, way))
        }
        yield Limit(weights, allowance.most)


def _of_caps(
    question: Question, cells: Sequence[Cell], amounts: Sequence[tuple[int, Way]]
) -> Iterator[Limit]:
    for index, cap in enumerate(question.caps):
        weights = {
            number: Fraction(1)
            for number, (place, way) in enumerate(amounts)
            if index in cells[place].caps and cap.exclusion in way.excluded
        }
        yield Limit(weights, cap.most)
