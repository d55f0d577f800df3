"""What comes before the promised clock starts, and steps that end early enough for others to be due later.

A case begins with what starts the promised clock: none of the milestones of its way comes before. But the
clock of a step may be started by something else too. If that comes first, the step may be over before the
promised clock starts, and nobody promises anything any more.
"""

from sladsl.underpinning import said
from sladsl.underpinning.answers import Answer, CannotTell, Counterexample, NotCovered
from sladsl.underpinning.asked import Asked
from sladsl.underpinning.handover import Course, events_of
from sladsl.underpinning.kinds import Kind, Leg, Promise
from sladsl.underpinning.witness import over_before


def begun_before(asked: Asked, kind: Kind, course: Course) -> Answer | None:
    """The first step whose clock may start before the promised one does; None where none may."""
    early = early_start(asked, kind, course)
    return None if early is None else _over_before(asked, kind, *early)


def early_start(asked: Asked, kind: Kind, course: Course) -> tuple[Leg, Promise, str] | None:
    """The step, its promise, and the event that may start its clock early."""
    clock = asked.setting.clock_of(asked.clause)
    reached = events_of(clock, "start", "restart", "stop")
    reached |= frozenset[str]().union(*(each.events for each in course.known))
    for leg in (each for stage in kind.way for each in stage):
        for promise in leg.promises:
            its = asked.setting.clock_of(promise.clause)
            early = events_of(its, "start", "restart") - reached
            if its is not clock and early:
                return leg, promise, min(early)
    return None


def _over_before(asked: Asked, kind: Kind, leg: Leg, promise: Promise, event: str) -> Answer:
    ours, theirs = f"{asked.key[0]}/{asked.key[1]}", f"{promise.key[0]}/{promise.key[1]}"
    why = f"`{event}` may start the time of {theirs} before that of {ours}, and it may be over by then"
    shown: Counterexample = over_before(asked, kind, leg, promise, event)
    if asked.setting.replay(asked.key, shown):
        return CannotTell(why)
    return NotCovered("nobody", why, shown, place=leg.place)


def latest_course(asked: Asked, kind: Kind) -> Course:
    """The course if the steps before any step may be earlier than they have to be, where that ends later."""
    first = {promise for leg in kind.way[0] for promise in leg.promises}
    return asked.course(kind, lambda each: asked.by(each) if each in first else asked.by_then(each))


def overtaken(kind: Kind) -> str:
    """Why steps that are in time at their latest are not if one before is earlier."""
    later = [promise for stage in kind.way[1:] for leg in stage for promise in leg.promises]
    names = said.listed(dict.fromkeys(f"{promise.key[0]}/{promise.key[1]}" for promise in later))
    return f"under {names} what begins a little earlier may be due later, where months or clocks change"
