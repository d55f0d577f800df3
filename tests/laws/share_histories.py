"""Histories that use up all that may be late below, by chance and by what the set differs in.

The late cases of each step are put where they hurt most: on cases that are late in no other, together in one window,
one group and of one kind, while the cases that let so many be late are elsewhere, or pass from one window into the
next, from one site to another, or are cancelled.
"""

from random import Random

from sladsl.policy import model as m
from sladsl.policy.few_cases import may_miss
from sladsl.policy.values import Text
from sladsl.records import frozen
from sladsl.replaying import replayed
from sladsl.underpinning import Happening
from tests.laws.share_assumptions import admitted
from tests.laws.share_sets import BEGIN, DAY, END, Shared, midnight
from tests.laws.supply_chains import HOUR


def breached_by_chance(of: Shared, seed: int) -> bool | None:
    """Whether the promise is breached by a history that keeps all below, and uses it up; None: none was found that
    the plan admits."""
    random = Random(seed)
    number_of_cases = random.choice([20, 20, 40, 8, 16])
    priority = "P1" if of.target.where is not None else random.choice(["P1", "P1", "P2"])
    steps = [each[-1] if priority == "P2" else each[0] for each in of.steps]
    late = [_most(each, number_of_cases) for each in steps]
    at = _placed(of, random)
    edge, late_at, elsewhere, lag, pace = at.edge, at.late_at, at.elsewhere, at.lag, at.pace
    apart = random.choice(["", "", "site", "priority"])
    if at.aim or (of.arrivals is not None and random.random() < 0.7):
        apart = "site" if at.aim == "group" else "priority" if of.arrivals is not None and not at.aim else ""
    bulk, strangers = max(number_of_cases - sum(late), 0), False
    above = of.policy.agreements[0]
    # what is begun before its agreement is a stranger too
    before = edge == above.begins != BEGIN and elsewhere < 0 < late_at - edge
    beyond = edge == END and elsewhere > 0
    if of.arrivals is not None and (before or beyond or (apart == "priority" and not of.others)):
        # no more strangers than is assumed, of the same window
        elsewhere = elsewhere if before or beyond else late_at - edge
        lag, bulk = 0, int((1 - of.arrivals) * number_of_cases)
        strangers, pace = True, pace if before else 0
    kinds = {"priority": ("P2" if priority == "P1" else "P1", "A"), "site": (priority, "B")}
    others = kinds.get(apart, (priority, "A"))
    cancelled = of.cancelling and (at.aim == "void" or random.random() < 0.3)
    moved = ""  # where the others are in the end
    if "site" in of.twists and (at.aim == "site" or random.random() < 0.3):
        others, moved = random.choice([((others[0], "B"), "A"), ((others[0], "A"), "B")])
    for turn in range(4):
        events: list[Happening] = []
        for number in range(bulk):
            begun = edge + elsewhere + (number % 17) * 60_000_000
            its = _case(of, f"N{number}", begun, None, others, 0, pace, moved)
            events += [
                *its,
                *([Happening(its[-1].at + 1, "case", f"N{number}", "cancelled")] if cancelled else []),
            ]
        for place, count in enumerate(late):
            for number in range(count):
                events += _case(of, f"L{place}-{number}", late_at, place, (priority, "A"), lag)
        for number in range(max(number_of_cases - bulk - sum(late), 0) if strangers else 0):
            events += _case(of, f"O{number}", late_at, None, (priority, "A"), 0)
        result = replayed(of.policy, sorted(events, key=lambda each: each.at), END + 40 * DAY)
        missed = {
            window.clause
            for window in result.windows
            if window.agreement == "BELOW" and window.status == "breached"
        }
        missed |= {
            case.clause
            for case in result.cases
            if case.status == "breached"
            and any(e.id == case.clause and e.share is None for s in of.steps for e in s)
        }
        if not missed:
            if admitted(of, events):
                return None
            return any(w.clause == "FIX" and w.status == "breached" for w in result.windows)
        for place, step in enumerate(of.steps):
            if any(each.id in missed for each in step):
                late[place] = late[place] - 1 if turn < 1 else late[place] // 2
        if not any(late):
            return None
    return None


@frozen
class Placing:
    """Around an edge of windows: when cases are late, and from there when the others are; how long a step before one
    that is late takes, and one of the others. `aim` is the twist that it is made for."""

    edge: int
    late_at: int
    elsewhere: int
    lag: int = 0
    pace: int = 0
    aim: str = ""


def _placed(of: Shared, random: Random) -> Placing:
    # where a month begins, in April a quarter, in none but June a week, in most no week of a month
    edge = random.choice(
        [midnight(*day) for day in ((2, 1), (4, 1), (4, 1), (5, 1), (6, 1), (3, 2), (5, 11), (2, 18))]
    )
    above = of.policy.agreements[0]
    aim = random.choice(sorted(of.twists)) if of.twists and random.random() < 0.7 else ""
    apart = random.choice([9 * HOUR, -15 * HOUR, 33 * HOUR, 9 * DAY, -9 * DAY, 33 * DAY, -33 * DAY])
    soon = random.choice([HOUR, 9 * HOUR]) if not of.same_window else 9 * HOUR
    match aim:
        case "begin":
            passes = not of.same_window and random.random() < 0.7
            before = -HOUR // 2 if passes else random.choice([-15 * HOUR, -9 * DAY])
            return Placing(
                above.begins, above.begins + soon, before, 0, 100 * HOUR // 60 if passes else 0, aim
            )
        case "end":
            return Placing(END, END - 15 * HOUR, random.choice([HOUR, 33 * HOUR, 9 * DAY]), aim=aim)
        case "window":
            return Placing(edge, edge + random.choice([soon, -15 * HOUR]), apart, aim=aim)
        case "group" | "site" | "void":
            return Placing(edge, edge + 9 * HOUR, 9 * HOUR, aim=aim)
        case "time" if not of.same_window:  # late below before the edge, above after it
            return Placing(
                edge, edge - _longest(of), random.choice([-9 * HOUR, -15 * HOUR, -2 * HOUR]), aim=aim
            )
        case "by" if not of.same_window:
            return Placing(edge, edge - HOUR, random.choice([-9 * HOUR, 9 * HOUR, 33 * HOUR]), aim=aim)
    if of.same_window:  # no case passes an edge
        return Placing(edge, edge + random.choice([9 * HOUR, -15 * HOUR]), apart)
    if random.random() < 0.3:  # begun before the edge, the late step after it, where all others are
        return Placing(edge, edge - HOUR, random.choice([9 * HOUR, 2 * DAY]), 2 * HOUR)
    if random.random() < 0.3:  # the others are begun before the edge, and done after it
        late_at = edge + random.choice([0, HOUR, DAY, -DAY])
        return Placing(edge, late_at, -HOUR, 0, 100 * HOUR // 60)
    late_at = edge + random.choice([-HOUR, -3 * HOUR, -5 * HOUR, -10 * DAY, -1, 0, 1, HOUR, 8 * DAY])
    return Placing(edge, late_at, random.choice([apart, -9 * HOUR, 2 * DAY]), random.choice([0, 2 * HOUR]))


def _longest(of: Shared) -> int:
    assert isinstance(of.target.deadline, m.Within)
    return of.target.deadline.us


def _most(step: m.Clause, cases: int) -> int:
    """How many of a step may be late among so many."""
    return 0 if step.share is None else may_miss(step.share.few, step.share.at_least, cases)


def _case(
    of: Shared,
    name: str,
    at: int,
    late: int | None,
    kind: tuple[str, str],
    lag: int,
    pace: int = 0,
    moved: str = "",
) -> list[Happening]:
    """A case that is late in one step at most, and there so late that no time is left; or done at once, or each
    step at its pace."""
    fields = {"priority": Text(kind[0]), "site": Text(kind[1])}
    events = [Happening(at, "case", name, "opened", fields)]
    ends = {1: ["resolved"], 2: ["assigned", "resolved"], 3: ["assigned", "told", "resolved"]}[len(of.steps)]
    for place, event in enumerate(ends):
        if late is not None and place == late - 1:
            at += lag
        if place == late:
            at += _longest(of) + 1
        at += pace
        given = {"site": Text(moved)} if moved and place == 0 else {}
        events.append(Happening(at + (place + 1 if moved else 0), "case", name, event, given))
    return events
