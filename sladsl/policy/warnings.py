"""Who is told of what threatens a promise, and when."""

from fractions import Fraction

from sladsl.policy.place import Place
from sladsl.records import frozen


@frozen
class Warn:
    """Tell `who` when this share of the allowed time, or of a window's budget, is used up."""

    who: str
    at: Fraction
    place: Place


@frozen
class BurnWarn:
    """Tell `who` when a window's budget burns more than `rate` times as fast as it would have to, to last for
    the window: over each of the stretches `over_us` (microseconds, up to the instant), the shortest first."""

    who: str
    rate: Fraction
    over_us: tuple[int, ...]
    place: Place
