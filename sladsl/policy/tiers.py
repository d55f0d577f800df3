"""Tiers: levels of service, whose they are and from when."""

from sladsl.policy.conditions import Condition
from sladsl.policy.place import Place
from sladsl.records import frozen


@frozen
class TierCases:
    """From `begins` until `ends` (instants; None: no end) cases of `subject` where `where` are of the tier.

    Then their `field` is `value`, whatever a log says of it.
    """

    subject: str
    field: str
    value: str
    where: Condition | None
    begins: int
    ends: int | None


@frozen
class Tier:
    """A level of service of an agreement.

    `applies` are the stretches (half-open, None: no end) in which it applies to anything, in order and apart.
    A case is of the tier that it has when its clock starts, time of a service of the one at the window's
    begin, a sample of the one at its instant.
    """

    agreement: str
    name: str
    title: str
    cases: tuple[TierCases, ...]
    applies: tuple[tuple[int, int | None], ...]
    place: Place
