"""Who is told of what threatens a promise, and when."""

from fractions import Fraction

from attrs import frozen

from sladsl.policy.place import Place


@frozen
class Warn:
    """Tell `who` when this share of the allowed time, or of a window's budget, is used up."""

    who: str
    at: Fraction
    place: Place
