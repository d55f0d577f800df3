"""By when something is promised."""

from typing import Literal

from sladsl.records import frozen


@frozen
class Within:
    """So much time on the clause's calendar."""

    us: int


@frozen
class WorkingDays:
    """The close of the Nth working day, the day of the start being day 0."""

    days: int


@frozen
class CalendarUnits:
    """The same wall-clock time so many months and then days later, in the agreement's zone."""

    months: int
    days: int


@frozen
class EndOf:
    """The end of the day that a date field names: its last closing on the clause's calendar."""

    field: str


@frozen
class Whichever:
    """The later, or the earlier, of several deadlines."""

    which: Literal["later", "earlier"]
    of: tuple["Deadline", ...]


Deadline = Within | WorkingDays | CalendarUnits | EndOf | Whichever
