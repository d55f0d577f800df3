"""Made-up histories judged by the evaluator: what `underpinning` is given to check what it shows."""

from collections.abc import Sequence

from sladsl.evaluate import Event, Result, as_if_in_force, judge
from sladsl.policy.model import Policy
from sladsl.underpinning import Happening


def replayed(policy: Policy, happenings: Sequence[Happening], as_of: int) -> Result:
    """The verdicts on a made-up log, as of an instant (microseconds UTC)."""
    events = [
        Event(each.at, each.subject, each.case, each.kind, each.fields, str(number), number)
        for number, each in enumerate(happenings)
    ]
    return judge(as_if_in_force(policy), events, as_of)
