"""Fields that change while a case runs.

Each step judges a case by the fields it has when the step ends, or by those of its own start; the promise
by those at its end or start. A case may be of one kind when one step is judged and of another for the next,
unless the plan says that fields stay as opened. What holds whatever the fields do is guaranteed; else it
rests on that.
"""

from itertools import product

from sladsl.policy.names import fold
from sladsl.policy.plans import Steady
from sladsl.policy.regions import Case
from sladsl.underpinning.answers import Assumed, CannotTell
from sladsl.underpinning.asked import Asked
from sladsl.underpinning.kinds import Kind, Promise, fields_below, leg_of, points_below
from sladsl.underpinning.piecewise import Piecewise, chosen


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
    """Whether it is in time with the loosest promise of each step, whichever kind of case that is for."""
    loosest: dict[Promise, Piecewise] = {}
    points = points_below(asked.setting, asked.clause, asked.route)
    cases: list[Case] = [dict(zip(points, combined)) for combined in product(*points.values())]
    for number, stage in enumerate(asked.route.stages):
        for place, step in enumerate(stage):
            found: list[Piecewise] = []
            for variant in {leg_of(asked.setting, step, case).promises for case in cases}:
                if not variant:
                    return False
                by = asked.by_then if number else asked.by
                ends = by(variant[0])
                for further in variant[1:]:
                    ends = chosen(ends, by(further), latest=False)
                found.append(ends)
            latest = found[0]
            for another in found[1:]:
                latest = chosen(latest, another, latest=True)
            for promise in kind.way[number][place].promises:
                loosest[promise] = (
                    chosen(loosest[promise], latest, latest=True) if promise in loosest else latest
                )
    course = asked.course(kind, lambda promise: loosest[promise])
    return course.gap is None and asked.worst(kind, course.bound)[2] <= 0
