"""The life of an agreement: draft or not, suspensions, notice, termination, renewals, reviews.

Lengths are of the calendar in the agreement's zone: so many months and then days.
"""

from typing import Literal

from sladsl.policy.place import Place
from sladsl.records import frozen
from sladsl.worktime import OutOfRange
from sladsl.worktime.civil import later_us

MOST_REVIEWS = 1_000


@frozen
class Length:
    """So many months, and then so many days, of the calendar."""

    months: int
    days: int


@frozen
class Suspension:
    """From `begins` until `ends` (instants) no clock counts, and no time of a window."""

    begins: int
    ends: int
    reason: str
    place: Place


@frozen
class Termination:
    """The agreement ended at `at` (an instant), by notice of `by` ("": not said) given on a day."""

    at: int
    by: str
    given: int | None
    place: Place


@frozen
class Renewal:
    """The term grows by `by`, again and again (at most `most` times; None: without limit), unless notice was
    given `notice` before its end. `ended` is the day on which such notice was given."""

    by: Length
    most: int | None
    notice: Length | None
    ended: int | None
    place: Place


@frozen
class Reviews:
    """`by` reviews the agreement every so often, from its begin; `held` are the days (their begins) on which
    one was held."""

    every: Length
    by: str
    held: tuple[int, ...]
    place: Place


@frozen
class Life:
    """What befell an agreement, and what may. A `draft` is judged only as if it were in force."""

    draft: bool = False
    suspensions: tuple[Suspension, ...] = ()
    notice: Length | None = None
    termination: Termination | None = None
    renewal: Renewal | None = None
    reviews: Reviews | None = None


@frozen
class Review:
    """A review that is due at the begin of a day; `held` where it was done, late if that is a later day."""

    due: int
    held: int | None
    status: Literal["done", "done late", "due", "overdue"]


def reviews_of(reviews: Reviews, begins: int, ends: int | None, zone: str, as_of: int) -> list[Review]:
    """The reviews that have fallen due as of an instant, and the next one, if the agreement lasts until then.

    Each is done by the first review held after the one before was due, and not counted for another.
    """
    found: list[Review] = []
    held = sorted(reviews.held)
    before = begins
    for number in range(1, MOST_REVIEWS + 1):
        try:
            due = later_us(begins, number * reviews.every.months, number * reviews.every.days, zone)
        except OutOfRange:
            break
        if due <= before or (ends is not None and due >= ends):
            break
        done = next((day for day in held if before <= day <= as_of), None)
        if done is not None:
            held = [day for day in held if day > done]
        day_after = later_us(due, 0, 1, zone)
        if done is not None:
            found.append(Review(due, done, "done" if done < day_after else "done late"))
        else:
            found.append(Review(due, None, "overdue" if as_of >= day_after else "due"))
        if due > as_of:
            break
        before = due
    return found
