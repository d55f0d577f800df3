"""What an agreement assumes: no promise of anybody's, and stated so that a proof may rest on it."""

from sladsl.policy.place import Place
from sladsl.policy.states import Window
from sladsl.records import frozen


@frozen
class IndependentFailures:
    """Outages of these services (none named: of all) come independently of each other."""

    agreement: str
    services: tuple[str, ...]
    place: Place


@frozen
class ExcludedAlike:
    """What is excluded of one service is excluded, at the same time, of all."""

    agreement: str
    place: Place


@frozen
class ExcludedAtMost:
    """In each window at most `us` is in the state of this name."""

    agreement: str
    state: str
    us: int
    window: Window
    place: Place


@frozen
class MonitoredAlways:
    """There is no time of which the data does not say."""

    agreement: str
    place: Place


Assumption = IndependentFailures | ExcludedAlike | ExcludedAtMost | MonitoredAlways
