"""Steps said of rounded values, as steps of the values measured: by the cells that are rounded into them."""

from math import ceil, floor

from sladsl.meaning.cuts import FIRST, LAST, Cut
from sladsl.policy.rounded import Rounded


def unrounded(cut: Cut, by: Rounded) -> Cut:
    """The cut between the values that are rounded to below it and those rounded to above it."""
    if cut in (FIRST, LAST):
        return cut
    _, value, side = cut
    many = value / by.to
    return _begin(by, floor(many) + 1 if side else ceil(many))


def whole_cells(low: Cut, high: Cut, by: Rounded) -> tuple[Cut, Cut]:
    """The stretch of those cells that lie between two cuts with all of their values."""
    first, last = low, high
    if low != FIRST:
        number = floor(low[1] / by.to) - 1
        while (first := _begin(by, number)) < low:
            number += 1
    if high != LAST:
        number = ceil(high[1] / by.to) + 1
        while (last := _begin(by, number)) > high:
            number -= 1
    return first, last


def _begin(by: Rounded, number: int) -> Cut:
    value, included = by.begin(number)
    return 0, value, 0 if included else 1
