"""The most of a weighted sum under limits, exactly, with the prices that prove it.

The simplex method over fractions. The limits are not negative, so that nothing at all is a first answer;
the weights in them are not negative either, so that every amount is bounded or free. After a while the
entering amount is chosen by Bland's rule, so that it ends.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from sladsl.records import frozen

_BOLD_STEPS = 500  # as many choose the steepest amount


@frozen
class Limit:
    """The sum of the amounts, each times its weight (those not named: 0), is at most `most` (not
    negative)."""

    weights: Mapping[int, Fraction]
    most: Fraction


@frozen
class Most:
    """`value` is attained by `amounts`, and no more can be: the `prices` of the limits say why.

    The weight of each amount in the sum is at most that in the limits, each times its price; so that the
    sum is at most that of the limits, each times its price, which is `value`.
    """

    value: Fraction
    amounts: tuple[Fraction, ...]
    prices: tuple[Fraction, ...]


def most(weights: Sequence[Fraction], limits: Sequence[Limit]) -> Most | None:
    """The largest sum of amounts (none negative), each times its weight, within the limits; None: no
    bound."""
    count = len(weights)
    rows = [_row(limit, count, index, len(limits)) for index, limit in enumerate(limits)]
    bottom = [-weight for weight in weights] + [Fraction(0)] * (len(limits) + 1)
    inside = list(range(count, count + len(limits)))  # which column each row stands for
    step = 0
    while (column := _entering(bottom, bold=step < _BOLD_STEPS)) is not None:
        leaving = _leaving(rows, inside, column)
        if leaving is None:
            return None
        _pivot(rows, bottom, leaving, column)
        inside[leaving] = column
        step += 1
    found = dict(zip(inside, (row[-1] for row in rows)))
    return Most(
        bottom[-1],
        tuple(found.get(index, Fraction(0)) for index in range(count)),
        tuple(bottom[count:-1]),
    )


def _row(limit: Limit, count: int, index: int, limits: int) -> list[Fraction]:
    slack = [Fraction(int(other == index)) for other in range(limits)]
    return [limit.weights.get(column, Fraction(0)) for column in range(count)] + slack + [limit.most]


def _entering(bottom: Sequence[Fraction], *, bold: bool) -> int | None:
    if bold:
        least = min(range(len(bottom) - 1), key=bottom.__getitem__, default=None)
        return least if least is not None and bottom[least] < 0 else None
    return next((column for column, price in enumerate(bottom[:-1]) if price < 0), None)


def _leaving(rows: Sequence[Sequence[Fraction]], inside: Sequence[int], column: int) -> int | None:
    ratios = [
        (row[-1] / row[column], inside[index], index) for index, row in enumerate(rows) if row[column] > 0
    ]
    return min(ratios)[2] if ratios else None


def _pivot(rows: list[list[Fraction]], bottom: list[Fraction], leaving: int, column: int) -> None:
    pivot = rows[leaving]
    by = pivot[column]
    if by != 1:
        pivot[:] = [cell / by if cell else cell for cell in pivot]
    used = [index for index, cell in enumerate(pivot) if cell]
    for row in (*rows, bottom):
        factor = row[column]
        if row is pivot or not factor:
            continue
        for index in used:
            row[index] -= factor * pivot[index]
