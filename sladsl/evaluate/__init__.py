"""Events in, verdicts out: the reference evaluator is the meaning of a policy."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sladsl.evaluate.events import Event, Origin
    from sladsl.evaluate.intake import OutsideYears
    from sladsl.evaluate.reference import judge
    from sladsl.evaluate.suspensions import as_if_in_force
    from sladsl.evaluate.verdicts import (
        CaseVerdict,
        EventCounts,
        Evidence,
        Measured,
        Result,
        Segment,
        Status,
        WindowStatus,
        WindowVerdict,
    )
    from sladsl.evaluate.windows import TooManyWindows

__all__ = [
    "CaseVerdict",
    "Event",
    "EventCounts",
    "Evidence",
    "Measured",
    "Origin",
    "OutsideYears",
    "Result",
    "Segment",
    "Status",
    "TooManyWindows",
    "WindowStatus",
    "WindowVerdict",
    "as_if_in_force",
    "judge",
]

# loaded when first asked for: what needs only the windows does not load the clocks and the money
_HOME = {
    "Event": "events",
    "Origin": "events",
    "OutsideYears": "intake",
    "TooManyWindows": "windows",
    "as_if_in_force": "suspensions",
    "judge": "reference",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'sladsl.evaluate' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"sladsl.evaluate.{_HOME.get(name, 'verdicts')}"), name)
