"""Which promises about windows have a budget: what is allowed to go wrong, and is used up bit by bit."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal

from sladsl.policy.measures import CaseCount, CaseShare, Episodes, Measure, TimeShare
from sladsl.policy.states import EventCount, FieldRatio, FieldValue, ReadingShare, Target
from sladsl.policy.warnings import BurnWarn

Lack = Literal["nothing is used up", "nothing is allowed"]


def allowed_share(measure: Measure, target: Target) -> Fraction | None:
    """What share of the time, the cases or the requests may go wrong; None of what is no share."""
    if (
        not isinstance(measure, TimeShare | CaseShare | FieldRatio | ReadingShare)
        or target.order == "between"
    ):
        return None
    return target.bound if target.order in ("at most", "below") else 1 - target.bound


def lacks_budget(measure: Measure, target: Target) -> Lack | None:
    """Why a promise has no budget; None where it has one."""
    at_most = target.order in ("at most", "below")
    at_least = target.order in ("at least", "above")
    match measure:
        case TimeShare() | CaseShare() | FieldRatio() | ReadingShare() if at_most or at_least:
            allowed = target.bound if at_most else 1 - target.bound
        case EventCount() | CaseCount() | FieldValue("total") | Episodes("number" | "total") if at_most:
            allowed = target.bound
        case _:
            return "nothing is used up"
    return None if allowed > 0 else "nothing is allowed"


def burns_soundly(warnings: Iterable[BurnWarn]) -> bool:
    """Whether burn rates are above zero, over different lengths of time."""
    return all(
        each.rate > 0
        and 0 < len(each.over_us) <= 8
        and min(each.over_us) > 0
        and len(set(each.over_us)) == len(each.over_us)
        for each in warnings
    )
