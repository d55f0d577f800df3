"""What a clause about a window measures."""

from fractions import Fraction
from typing import Literal

from sladsl.policy.conditions import Condition
from sladsl.policy.states import (
    EventCount,
    FieldRatio,
    FieldValue,
    ReadingShare,
    SampleMeasure,
    StateOf,
    StateRule,
    Target,
    Window,
)
from sladsl.records import frozen

__all__ = [
    "CaseCount",
    "CaseShare",
    "CasesInARow",
    "Episodes",
    "EventCount",
    "FieldRatio",
    "FieldValue",
    "InARow",
    "Measure",
    "Misses",
    "ReadingShare",
    "SampleMeasure",
    "ShareDifference",
    "StateOf",
    "StateRule",
    "StretchAverage",
    "Target",
    "TimeShare",
    "UnknownTime",
    "Window",
    "counts",
]


@frozen
class TimeShare:
    """The share of the eligible time that is in the state, or not in it (`inside` False).

    `said` is how the clause puts it ("available").
    """

    state: StateOf
    inside: bool
    said: str


@frozen
class StretchAverage:
    """The average, over stretches of `us` (counted from 1970-01-01T00:00Z), of the measure in each of them.

    A stretch counts in the window it begins in. One without data is left out, or counts as 0 ("zero"): then
    all that begin in the window's time in force, up to as of now, do.
    """

    us: int
    measure: SampleMeasure
    without_data: Literal["left out", "zero"]


@frozen
class CaseShare:
    """The share of the cases whose fields satisfy the condition, each counted once, at the last event that
    gave one of the condition's fields."""

    condition: Condition


@frozen
class ShareDifference:
    """The share of the cases that satisfy `more` less that of those that satisfy `less`, in points: from -100
    to 100. Each is counted once, at the last event that gave one of the fields of either condition."""

    more: Condition
    less: Condition


@frozen
class CaseCount:
    """How many cases there were, each counted at its first event."""


@frozen
class Episodes:
    """The episodes of a state: how many began ("number"); the longest, total or average length of those
    that ended or still go on ("longest", "total", "average"); the average time between the end of one and
    the begin of the next ("between")."""

    what: Literal["number", "longest", "total", "average", "between"]
    state: StateOf


@frozen
class InARow:
    """The most windows in a row in which another clause was breached, or its share was below `below`."""

    clause: str
    below: Fraction | None


@frozen
class CasesInARow:
    """The most cases in a row that missed another clause, in the order in which they were decided; of those
    decided at one instant in the natural order of their names. A run counts where it ends."""

    clause: str


@frozen
class Misses:
    """How many cases missed these other clauses, each at the instant of its breach."""

    clauses: tuple[str, ...]


UnknownTime = Literal["left out", "against", "in favour"]

Measure = (
    TimeShare
    | FieldValue
    | FieldRatio
    | EventCount
    | ReadingShare
    | StretchAverage
    | CaseShare
    | ShareDifference
    | CaseCount
    | Episodes
    | InARow
    | CasesInARow
    | Misses
)


def counts(measure: Measure) -> bool:
    """Whether it can only be a whole number."""
    numbers = EventCount | CaseCount | InARow | CasesInARow | Misses
    return isinstance(measure, numbers) or (isinstance(measure, Episodes) and measure.what == "number")
