"""Events in, verdicts out: the reference evaluator is the meaning of a policy."""

from sladsl.evaluate.events import Event, Origin
from sladsl.evaluate.intake import OutsideYears
from sladsl.evaluate.reference import judge
from sladsl.evaluate.suspensions import as_if_in_force
from sladsl.evaluate.timeline import Interval, timeline
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
    "Interval",
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
    "timeline",
]
