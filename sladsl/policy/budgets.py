"""Which promises about windows have a budget: what is allowed to go wrong, and is used up bit by bit."""

from typing import Literal

from sladsl.policy.measures import CaseCount, CaseShare, Episodes, Measure, TimeShare
from sladsl.policy.states import EventCount, FieldRatio, FieldValue, Target

Lack = Literal["nothing is used up", "nothing is allowed"]


def lacks_budget(measure: Measure, target: Target) -> Lack | None:
    """Why a promise has no budget; None where it has one."""
    at_most = target.order in ("at most", "below")
    at_least = target.order in ("at least", "above")
    match measure:
        case TimeShare() | CaseShare() | FieldRatio() if at_most or at_least:
            allowed = target.bound if at_most else 1 - target.bound
        case EventCount() | CaseCount() | FieldValue("total") | Episodes("number" | "total") if at_most:
            allowed = target.bound
        case _:
            return "nothing is used up"
    return None if allowed > 0 else "nothing is allowed"
