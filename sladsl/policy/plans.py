"""Which agreements support which, and the plans by which promises are kept."""

from fractions import Fraction
from typing import Literal

from sladsl.policy.conditions import Condition
from sladsl.policy.place import Place
from sladsl.records import frozen


@frozen
class Supports:
    """`agreement` (an OLA, an underpinning contract) is there so that `supported` can be kept."""

    agreement: str
    supported: str
    place: Place


@frozen
class Relied:
    """For cases where `where` (None: for all), the step is done under this clause of this agreement."""

    agreement: str
    clause: str
    where: Condition | None
    place: Place


@frozen
class Step:
    """A step of a plan, done by `by` ("" where not said) under one of `under` (none: unpromised)."""

    name: str
    by: str
    under: tuple[Relied, ...]
    place: Place


@frozen
class AtOnce:
    """The event comes at the instant at which the last of the events `after` has come."""

    event: str
    after: tuple[str, ...]
    place: Place


@frozen
class Steady:
    """These fields keep, while a case runs, the value they were opened with."""

    fields: tuple[str, ...]
    place: Place


@frozen
class AtMost:
    """A case is paused, or goes on after it had stopped, at most so many times."""

    what: Literal["pauses", "reopenings"]
    count: int
    place: Place


@frozen
class ArrivalShare:
    """At least this share of the clause's cases, in each of its windows, is of the planned agreement."""

    agreement: str
    clause: str
    at_least: Fraction
    place: Place


@frozen
class SameWindow:
    """A case counts in the window of the same begin under every clause."""

    place: Place


Assumption = AtOnce | Steady | AtMost | ArrivalShare | SameWindow


@frozen
class Plan:
    """How the promises of an agreement about `clock` of `subject` are kept.

    The `stages` follow each other, each beginning when the one before has ended; the steps of a stage go on
    at the same time. What the plan assumes is assumed of every proof that rests on it.
    """

    agreement: str
    subject: str
    clock: str
    stages: tuple[tuple[Step, ...], ...]
    assumptions: tuple[Assumption, ...]
    place: Place
