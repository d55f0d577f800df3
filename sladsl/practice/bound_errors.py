"""What is said of the bounds of a credit table."""

from sladsl.policy.money import Band, Credit
from sladsl.practice.told import Told


def mixed(agreement: str, credit: Credit, out: Band, within: Band) -> Told:
    """W1217."""
    return Told(
        f"`{out.said}` leaves its bound out, and `{within.said}` takes it in",
        within.place,
        (agreement, credit.clause),
        others=((out.place, "the bound is left out here"),),
        notes=("a reader takes the steps of one table to be counted alike, and is wrong just at a bound",),
        help="write all of them with `below`, or all of them with `at most`",
    )
