"""A share of cases means little where there are few: then so many may miss, whatever share that is."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import floor

from sladsl.records import frozen


@frozen
class FewCases:
    """In a window of fewer than `fewer_than` cases `may_miss` of them may; of several the least bound
    applies that is above their number."""

    fewer_than: int
    may_miss: int


def few_of(few: Sequence[FewCases], cases: int) -> FewCases | None:
    """What applies to so many cases; None: the share. `few` is in order of its bounds."""
    return next((each for each in few if cases < each.fewer_than), None)


def share_for(few: Sequence[FewCases], at_least: Fraction, cases: int) -> Fraction:
    """The share of so many cases (one or more) that has to be met."""
    found = few_of(few, cases)
    return at_least if found is None else Fraction(max(cases - found.may_miss, 0), cases)


def may_miss(few: Sequence[FewCases], at_least: Fraction, cases: int) -> int:
    """How many of so many cases may miss."""
    found = few_of(few, cases)
    return floor((1 - at_least) * cases) if found is None else min(found.may_miss, cases)


def most_that_may_miss(few: Sequence[FewCases], at_least: Fraction) -> Fraction:
    """The greatest share of any number of cases that may miss."""
    most, first = 1 - at_least, 1
    for each in few:
        if each.fewer_than > first:  # from the first of its numbers on it is less and less of them
            most = max(most, Fraction(min(each.may_miss, first), first))
            first = each.fewer_than
    return most


def may_be(few: Sequence[FewCases], decided: int, unknown: int) -> Iterable[int]:
    """How many of the unknown cases to suppose that there are, so that the best and the worst are among them:
    from one bound to the next more of them are only better, or only worse."""
    bounds = {each.fewer_than - decided for each in few}
    numbers = {0, unknown, *bounds, *(bound - 1 for bound in bounds)} if few else {unknown}
    return sorted(number for number in numbers if 0 <= number <= unknown)
