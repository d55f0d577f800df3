"""Made-up histories judged by the evaluator: what `underpinning` is given to check what it shows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sladsl.policy.model import Policy
from sladsl.records import frozen
from sladsl.underpinning import Happening

if TYPE_CHECKING:
    from sladsl.evaluate import Result


def replayed(policy: Policy, happenings: Sequence[Happening], as_of: int) -> "Result":
    """The verdicts on a made-up log, as of an instant (microseconds UTC)."""
    from sladsl.evaluate import Event, as_if_in_force, judge  # a check without gaps does without it

    events = [
        Event(each.at, each.subject, each.case, each.kind, each.fields, str(number), number)
        for number, each in enumerate(happenings)
    ]
    return judge(as_if_in_force(policy), events, as_of)


@frozen
class Judged:
    """The status of every case and of every window, by agreement and clause."""

    cases: Sequence[tuple[tuple[str, str], str]]
    windows: Sequence[tuple[tuple[str, str], str]]


def judged(policy: Policy, happenings: Sequence[Happening], as_of: int) -> Judged:
    """The evaluator, as `underpinning` asks it."""
    result = replayed(policy, happenings, as_of)
    return Judged(
        [((case.agreement, case.clause), case.status) for case in result.cases],
        [((window.agreement, window.clause), window.status) for window in result.windows],
    )
