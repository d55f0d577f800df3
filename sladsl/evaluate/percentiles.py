"""Percentiles by the definitions that statistics has for them, exact.

Of n values in order, x(1) to x(n), the percentile at p (0 to 1) stands at a rank. Nine are those of R. J.
Hyndman and Y. Fan, *Sample Quantiles in Statistical Packages*, The American Statistician 50 (1996), there
numbered 1 to 9; "lower", "higher" and "midpoint" take the values beside the rank of "linear". A rank below 1
is the first value, one above n the last. Each lies between the least and the greatest value and never falls
as p grows.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from sladsl.policy.percentiles import PercentileMethod

# rank = a + p * (n + 1 - a - b), straight between the two values beside it: a and b
_PLOTTING_POSITIONS: dict[PercentileMethod, tuple[Fraction, Fraction]] = {
    "interpolated inverted CDF": (Fraction(0), Fraction(1)),
    "Hazen": (Fraction(1, 2), Fraction(1, 2)),
    "Weibull": (Fraction(0), Fraction(0)),
    "linear": (Fraction(1), Fraction(1)),
    "median-unbiased": (Fraction(1, 3), Fraction(1, 3)),
    "normal-unbiased": (Fraction(3, 8), Fraction(3, 8)),
}


def percentile(ordered: Sequence[Fraction], at: Fraction, method: PercentileMethod) -> Fraction:
    """The percentile at `at` (0 to 1) of at least one value; `ordered` from the least to the greatest."""
    many = len(ordered) * at
    match method:
        case "nearest rank":  # the least value that at least this share of the values does not exceed
            return _value(ordered, ceil(many))
        case "averaged inverted CDF":  # halfway to the next one where exactly this share does not exceed it
            return (_value(ordered, ceil(many)) + _value(ordered, floor(many) + 1)) / 2
        case "closest observation":  # halfway between two ranks the even one
            return _value(ordered, round(many))
        case "lower" | "higher" | "midpoint":
            rank = _rank(len(ordered), at, "linear")
            below, above = _value(ordered, floor(rank)), _value(ordered, ceil(rank))
            return below if method == "lower" else above if method == "higher" else (below + above) / 2
        case _:
            rank = _rank(len(ordered), at, method)
            below, above = _value(ordered, floor(rank)), _value(ordered, floor(rank) + 1)
            return below + (rank - floor(rank)) * (above - below)


def _rank(count: int, at: Fraction, method: PercentileMethod) -> Fraction:
    a, b = _PLOTTING_POSITIONS[method]
    return a + at * (count + 1 - a - b)


def _value(ordered: Sequence[Fraction], rank: int) -> Fraction:
    return ordered[min(max(rank, 1), len(ordered)) - 1]
