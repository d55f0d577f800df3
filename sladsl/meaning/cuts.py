"""Cuts of the line of values, just before a value or just after it.

So `at most 99%` and `below 99%` differ by the one value 99%.
"""

from fractions import Fraction

Cut = tuple[
    int, Fraction, int
]  # -1, 0, 1: before all values, at a value, after all; and 0 before it, 1 after it
FIRST: Cut = (-1, Fraction(0), 0)
LAST: Cut = (1, Fraction(0), 0)


def before(value: Fraction) -> Cut:
    """The cut just before a value."""
    return 0, value, 0


def after(value: Fraction) -> Cut:
    """The cut just after a value."""
    return 0, value, 1
