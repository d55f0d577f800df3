"""By what a rounded value a credit goes: exactly, and which values are taken for which.

Every multiple of the step stands for a stretch of values, its cell: with `half up` from half a step below it
on, up to half a step above it. A step of a credit table that is said of rounded values is one of the values
of whole cells, so that it can be lowered to exact bounds and nothing else has to know of the rounding.
"""

from fractions import Fraction
from math import ceil, floor
from typing import Literal

from sladsl.records import frozen

How = Literal["half up", "half down", "half to even", "up", "down"]


@frozen
class Rounded:
    """The value goes to a multiple of `to`: the nearest, what lies in the middle `how` it says; or the next
    one up or down."""

    to: Fraction
    how: How

    def of(self, value: Fraction) -> Fraction:
        """The value as rounded."""
        many = value / self.to
        match self.how:
            case "up":
                return ceil(many) * self.to
            case "down":
                return floor(many) * self.to
            case "half to even":
                return round(many) * self.to
            case "half up":
                return floor(many + Fraction(1, 2)) * self.to
            case "half down":
                return ceil(many - Fraction(1, 2)) * self.to

    def begin(self, number: int) -> tuple[Fraction, bool]:
        """Where the cell of so many steps begins, and whether that value belongs to it."""
        middle = (number - Fraction(1, 2)) * self.to
        match self.how:
            case "down":
                return number * self.to, True
            case "up":
                return (number - 1) * self.to, False
            case "half up":
                return middle, True
            case "half down":
                return middle, False
            case "half to even":
                return middle, number % 2 == 0


def told(value: Fraction) -> str:
    """A number to read beside its rounded one: "98.95", or "99.049961..." where it goes on."""
    scaled = value * 10**6
    whole, rest = divmod(abs(floor(scaled)), 10**6)
    sign = "-" if scaled < 0 else ""
    decimals = f"{rest:06}".rstrip("0") if scaled.denominator == 1 else f"{rest:06}..."
    return f"{sign}{whole}{f'.{decimals}' if decimals else ''}"
