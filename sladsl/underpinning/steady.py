"""Fields that change while a case runs.

Each step judges a case by the fields it has when the step ends, or by those of its own start; the promise
by those at its end or start. A case may be of one kind when one step is judged and of another for the next,
unless the plan says that fields stay as opened. What holds whatever the fields do is guaranteed; else it
rests on that.
"""

from collections.abc import Iterator
from itertools import product

from attrs import evolve

from sladsl.policy.names import fold
from sladsl.policy.plans import Steady
from sladsl.policy.regions import Case
from sladsl.underpinning.answers import Assumed, CannotTell
from sladsl.underpinning.asked import Asked
from sladsl.underpinning.beginnings import early_start, latest_course
from sladsl.underpinning.interruptions import cannot_reckon, endless, worst_with_interruptions
from sladsl.underpinning.kinds import Kind, Way, fields_below, leg_of, points_below

MOST_MIXTURES = 1_000


def rests_on_steady_fields(asked: Asked, kind: Kind) -> tuple[Assumed, ...] | CannotTell:
    """What must be assumed of fields for a chain that is in time while they do not change."""
    names = fields_below(asked.setting, asked.route)
    if not names or _judged_together(asked, kind):
        return ()
    said = {}
    for each in asked.route.plan.assumptions if asked.route.plan else ():
        if isinstance(each, Steady):
            said.update({fold(name): each.place for name in each.fields})
    if _whatever_they_do(asked, kind):
        missed = _missed_until_stated(asked)
        if not missed:
            return ()
        if not all(fold(name) in said for name in missed):
            subject = asked.setting.subjects[fold(asked.clause.subject)]
            text = f"every {asked.clause.subject} states its {' and '.join(missed)}"
            return (Assumed("stated fields", text, subject.place),)
    open_ones = [name for name in names if fold(name) not in said]
    if open_ones:
        listed, one = " and ".join(open_ones), len(open_ones) == 1
        return CannotTell(
            f"it is in time only if {listed} {'does' if one else 'do'} not change while a case runs; if so, "
            f"let its plan say `assuming that {listed} {'stays' if one else 'stay'} as opened.`"
        )
    return tuple(
        Assumed("steady", f"{name} does not change while a case runs", said[fold(name)]) for name in names
    )


def _judged_together(asked: Asked, kind: Kind) -> bool:
    """Whether the promise and all it rests on look at the fields of the same instants."""
    promises = [promise for stage in kind.way for leg in stage for promise in leg.promises]
    clock = asked.setting.clock_of(asked.clause)
    return sum(map(len, kind.way)) == 1 and all(
        asked.setting.clock_of(p.clause) is clock and p.clause.fields == asked.clause.fields for p in promises
    )


def _missed_until_stated(asked: Asked) -> tuple[str, ...]:
    """The fields without whose value nobody does some step: a case may be given it later."""
    points = points_below(asked.setting, asked.clause, asked.route)
    found = []
    for name in points:
        cases: list[Case] = [
            {**dict(zip(points, combined)), name: None} for combined in product(*points.values())
        ]
        steps = (step for stage in asked.route.stages for step in stage)
        if any(not leg_of(asked.setting, step, case).promises for step in steps for case in cases):
            found.append(name)
    return tuple(found)


def _whatever_they_do(asked: Asked, kind: Kind) -> bool:
    """Whether it is in time by every mixture of the ways in which the steps may go."""
    for tried, way in enumerate(_mixtures(asked)):
        if tried >= MOST_MIXTURES or not _in_time(asked, evolve(kind, way=way)):
            return False
    return True


def _mixtures(asked: Asked) -> Iterator[Way]:
    points = points_below(asked.setting, asked.clause, asked.route)
    cases: list[Case] = [dict(zip(points, combined)) for combined in product(*points.values())]
    ways = [
        list(dict.fromkeys(leg_of(asked.setting, step, case) for case in cases))
        for stage in asked.route.stages
        for step in stage
    ]
    for legs in product(*ways):
        left = iter(legs)
        yield tuple(tuple(next(left) for _ in stage) for stage in asked.route.stages)


def _in_time(asked: Asked, kind: Kind) -> bool:
    """Whether it is, whatever stands still."""
    if not all(leg.promises for stage in kind.way for leg in stage):
        return False
    course = latest_course(asked, kind)
    if course.gap is not None or early_start(asked, kind, course) is not None:
        return False
    if endless(asked, kind, course) is not None or cannot_reckon(asked, kind, course):
        return False
    if asked.worst(kind, course.bound)[2] > 0:
        return False
    interrupted = worst_with_interruptions(asked, kind, course)
    if interrupted is None:
        return True
    return interrupted.most is not None and interrupted.most <= asked.least_allowed(kind)
