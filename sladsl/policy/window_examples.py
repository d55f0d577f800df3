"""What a worked example says of a window."""

from datetime import date
from fractions import Fraction

from sladsl.policy.place import Place
from sladsl.records import frozen


@frozen
class WindowExpectation:
    """What must come out of the window that the local day `day` lies in; of a rolling one, that ends with it.

    `group` holds "site Athens" and the like, in any order. `at` is the as-of instant (None: the window's
    end). `value` is in the unit of what is measured, and as exact as it was written: what comes out must be
    it when rounded to a multiple of `step`, half to even.
    """

    day: date
    group: tuple[str, ...]
    status: str
    at: int | None
    value: Fraction | None
    step: Fraction
    place: Place
