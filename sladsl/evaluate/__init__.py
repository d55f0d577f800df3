"""Events in, verdicts out: the reference evaluator is the meaning of a policy."""

from sladsl.evaluate.events import Event, Origin
from sladsl.evaluate.verdicts import (
    CaseVerdict,
    EventCounts,
    Result,
    Segment,
    Status,
    WindowStatus,
    WindowVerdict,
)

__all__ = [
    "CaseVerdict",
    "Event",
    "EventCounts",
    "Origin",
    "Result",
    "Segment",
    "Status",
    "WindowStatus",
    "WindowVerdict",
]


def __getattr__(name: str) -> object:
    import importlib

    places = {
        "judge": "reference",
        "timeline": "timeline",
        "Interval": "timeline",
        "TooManyWindows": "windows",
    }
    if name not in places:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"sladsl.evaluate.{places[name]}"), name)
