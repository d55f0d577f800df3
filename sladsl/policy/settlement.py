"""How credits are settled: set against fees to come, or paid."""

from typing import Literal

from sladsl.policy.place import Place
from sladsl.records import frozen

FeeUnit = Literal["month", "quarter", "year"]


@frozen
class SetAgainst:
    """Credits lessen the next fee per so long a window; what is more than it lessens the one after it, and
    so on.

    What is left at the agreement's end is paid out, or, where credits are `never_paid_out`, lapses.
    """

    unit: FeeUnit
    never_paid_out: bool
    place: Place


@frozen
class PaidWithin:
    """Credits are paid within so much time after the statement is given in which they stand, or after each
    is claimed.

    Either `working_days` of a `calendar`, by its id, or `months` and `days` of the calendar in the
    agreement's zone; they are paid in time on the whole of the last day.
    """

    after: Literal["statement", "claim"]
    months: int
    days: int
    working_days: int
    calendar: str  # "" where days and months are counted
    place: Place


Settlement = SetAgainst | PaidWithin
