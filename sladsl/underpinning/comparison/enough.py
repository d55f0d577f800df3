"""Promises about windows that stand only on enough data, or have a place for readings that are no number."""

from collections.abc import Iterator

from sladsl.policy.conditions import fields_of
from sladsl.policy.measures import CaseShare, Measure, ShareDifference, StretchAverage
from sladsl.policy.names import fold
from sladsl.policy.states import FieldRatio, FieldValue, ReadingShare
from sladsl.underpinning.comparison.levels import Level

STRICTNESS = {"in favour": 0, "left out": 1, "against": 2}  # of what is unknown


def enough(broken: Level, kept: Level) -> Iterator[tuple[str, str]]:
    """Ways in which a window that breaks the one promise may be none of the other's for want of data."""
    was, now = broken.clause, kept.clause
    if now.least > 1 and (now.least > was.least or not _alike(broken, kept)):
        yield "least", f"it stands only on {now.least} or more, and may have fewer"
    if STRICTNESS[now.unknown_readings] < STRICTNESS[was.unknown_readings]:
        yield "unknown readings", "a reading that is no number counts otherwise"


def _alike(one: Level, other: Level) -> bool:
    """Whether each window of the one rests on the same things as one of the other."""
    a, b = one.clause, other.clause
    return (
        a.window == b.window
        and one.agreement.zone == other.agreement.zone
        and (a.window.kind != "contract" or one.agreement.begins == other.agreement.begins)
        and [fold(name) for name in a.group] == [fold(name) for name in b.group]
        and all(one.meaning(x) == other.meaning(y) for x, y in ((a.where, b.where), (a.case, b.case)))
        and a.each == b.each
        and one.named == other.named
        and one.excluding == other.excluding
        and type(a.measure) is type(b.measure)
        and _counted(a.measure) == _counted(b.measure)
    )


def _counted(measure: Measure) -> tuple[object, ...]:
    """The fields whose readings, or whole, are counted; of conditions on readings these themselves."""
    match measure:
        case FieldValue(_, field):
            return (fold(field),)
        case FieldRatio(part, whole):
            return fold(part), fold(whole)
        case CaseShare(condition):
            return tuple(map(fold, fields_of(condition)))
        case ShareDifference(more, less):
            return tuple(map(fold, (*fields_of(more), *fields_of(less))))
        case ReadingShare():
            return (measure,)
        case StretchAverage(_, sampled):
            return _counted(sampled)
        case _:
            return ()
