"""What is said of time that is left out."""

from sladsl.practice.promises import Promise
from sladsl.practice.told import Told


def no_cap(promise: Promise, state: str, subject: str) -> Told:
    """W1214."""
    return Told(
        f"`{promise.id}` leaves out {state} without a limit",
        promise.place,
        (promise.agreement, promise.id),
        notes=("a month that is announced away is a month in which nothing is owed",),
        help="leave out a state with a limit: "
        f"`state agreed maintenance of {subject} is {state}, for at most 4 hours per calendar month.`",
    )
