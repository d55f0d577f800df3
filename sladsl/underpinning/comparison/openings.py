"""Ways in which a log may break one text and keep another."""

from collections.abc import Callable, Iterable

from sladsl.records import frozen
from sladsl.underpinning.comparison.findings import Log
from sladsl.underpinning.comparison.hours import Gap


@frozen
class Opening:
    """A way that may be open: what it rests on, the doubt if no log shows it, and logs that may."""

    about: str
    doubt: str
    logs: Callable[[], Iterable[Log]]
    gap: Gap | None = None
