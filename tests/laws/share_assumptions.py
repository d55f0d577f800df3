"""Whether a history is one that the plan of a drawn set admits: reckoned from its events alone.

No case passes from one window into another where that is assumed; and where a part of the cases is stated, at least so
many of those that count together are the agreement's.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sladsl.policy import model as m
from sladsl.policy.plans import Steady
from sladsl.policy.values import Value
from sladsl.underpinning import Happening
from sladsl.worktime.civil import local_of
from tests.laws.share_sets import MOVES, ZONE, Shared
from tests.laws.supply_chains import HOUR

Story = dict[str, Happening]


def admitted(of: Shared, happenings: Sequence[Happening]) -> str:
    """What is assumed and not so in it; "" where all is."""
    cases: dict[str, Story] = {}
    for each in happenings:
        cases.setdefault(each.case, {})[each.kind] = each
    stay = {
        name for each in of.policy.plans[0].assumptions if isinstance(each, Steady) for name in each.fields
    }
    for name, story in cases.items():
        given = [each.fields for each in sorted(story.values(), key=lambda each: each.at)]
        if any(
            field in stay and given[0].get(field) != value
            for fields in given[1:]
            for field, value in fields.items()
        ):
            return f"{name} changes what stays as opened"
    below = [each for step in of.steps for each in step]
    if of.same_window:
        for name, story in cases.items():
            for each in below:
                if _passes(of, each, story):
                    return f"{name} passes from one window into another"
    if of.arrivals is not None:
        for each in (clause for clause in of.steps[0] if clause.share is not None):
            parts: defaultdict[object, list[bool]] = defaultdict(list)
            for story in cases.values():
                at = _counts_at(of.policy, each, story)
                if at is not None:
                    group = tuple(
                        _fields(story, story[MOVES[each.clock][0]].at).get(name) for name in each.share.group
                    )
                    parts[_window(each, at), group].append(_is_its_own(of, story))
            for own in parts.values():
                if sum(own) < of.arrivals * len(own):
                    return f"of {len(own)} cases {sum(own)} are the agreement's, and {of.arrivals} is assumed"
    return ""


def _passes(of: Shared, clause: m.Clause, story: Story) -> bool:
    below, above = _counts_at(of.policy, clause, story), _counts_at(of.policy, of.target, story)
    if below is None or clause.share is None or of.target.share is None:
        return False
    if (
        above is None
    ):  # then it should not count in a window below that lies in one above, as the others of it
        began = of.policy.agreements[0].begins
        return "opened" in story and story["opened"].at < began <= below
    return _window(clause, below) != _window(clause, above) or _window(of.target, below) != _window(
        of.target, above
    )


def _counts_at(policy: m.Policy, clause: m.Clause, story: Story) -> int | None:
    """The instant that says in which window a case counts; None where it does not count."""
    start, stop = MOVES[clause.clock]
    agreement = next(each for each in policy.agreements if each.id == clause.agreement)
    if start not in story or not _is_for(clause, story):
        return None
    begins = story[start].at
    if begins < agreement.begins or (agreement.ends is not None and begins >= agreement.ends):
        return None
    assert isinstance(clause.deadline, m.Within)
    late = begins + clause.deadline.us + 1
    assert clause.share is None or late - begins >= 2 * HOUR
    if clause.share is not None and clause.share.by == "opening":
        return begins
    return min(late, story[stop].at) if stop in story else late


def _is_for(clause: m.Clause, story: Story) -> bool:
    priority = _fields(story, None).get("priority")
    return clause.where is None or priority in clause.where.values  # type: ignore[union-attr]


def _fields(story: Story, at: int | None) -> Mapping[str, Value]:
    """What was given up to an instant, or at all."""
    found: dict[str, Value] = {}
    for each in sorted(story.values(), key=lambda each: each.at):
        if at is None or each.at <= at:
            found |= each.fields
    return found


def _is_its_own(of: Shared, story: Story) -> bool:
    """Whether the agreement above promises something of it."""
    above = of.policy.agreements[0]
    if "opened" not in story or above.ends is None or not above.begins <= story["opened"].at < above.ends:
        return False
    return any(_is_for(each, story) for each in of.policy.clauses if each.agreement == "ABOVE")


def _window(clause: m.Clause, instant: int) -> object:
    """A name for the window of the calendar."""
    day: date = local_of(instant, ZONE).date()
    assert clause.share is not None
    match clause.share.window.unit:
        case "day":
            return day
        case "week":
            return day.isocalendar()[:2]
        case "month":
            return day.year, day.month
        case "quarter":
            return day.year, (day.month - 1) // 3
        case _:
            return day.year
