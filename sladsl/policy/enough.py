"""Which promises about windows rest on a number of things, and which have a place for an unknown one."""

from sladsl.policy.measures import CaseShare, Measure, ShareDifference, StretchAverage
from sladsl.policy.states import FieldRatio, FieldValue, ReadingShare, Target


def rests_on_a_number(measure: Measure) -> bool:
    """Whether a least number of readings, cases or units can be asked for."""
    match measure:
        case StretchAverage(_, sampled):
            return rests_on_a_number(sampled)
        case FieldRatio() | FieldValue() | ReadingShare() | CaseShare() | ShareDifference():
            return True
        case _:
            return False


def has_place_for_unknown(measure: Measure, target: Target) -> bool:
    """Whether a reading that is no number can stand beyond all others: a percentile, a lowest, a highest."""
    in_order = isinstance(measure, FieldValue) and measure.statistic not in ("average", "total")
    return in_order and target.order != "between"
