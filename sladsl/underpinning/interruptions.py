"""Clocks that stand still for a while: pauses, and going on after a stop.

While the clocks of a promise and of the step it rests on both stand still, nothing is counted on either.
But whoever decides when they do can let time pass unpaused when only the hours of the promise are open:
that time counts above and not below. Without such time, the step takes at most what it is allowed, counted
above; with it, there is no bound, unless it is known how often a case is interrupted: e <= d + G * (floor(d
/ L) + k + 1), with d the time allowed, k the interruptions, G the most that counts above while the step's
hours are closed in between, L their shortest opening.
"""

from sladsl.policy.model import Clause, Within
from sladsl.policy.names import fold
from sladsl.policy.plans import AtMost
from sladsl.records import frozen
from sladsl.underpinning.answers import Assumed
from sladsl.underpinning.asked import Asked
from sladsl.underpinning.handover import Course, Known, events_of
from sladsl.underpinning.kinds import Kind, Leg, Promise
from sladsl.underpinning.piecewise import Piecewise, chosen, greatest_difference, identity, open_time, then
from sladsl.underpinning.promises import counted, openings


@frozen
class Endless:
    """Something after which nobody promises anything, though the promised clock may run on.

    `event` does it (a state begins, a clock is void, a stopped clock goes on), while `leg` is at hand or
    done.
    """

    what: str
    event: str
    leg: Leg
    promise: Promise
    after_all: bool = False  # when every step is done


def endless(asked: Asked, kind: Kind, course: Course) -> Endless | None:
    """The first such thing that a step does not share with the promise."""
    clock = asked.setting.clock_of(asked.clause)
    stops = events_of(clock, "stop")
    for leg in (each for stage in kind.way for each in stage):
        for promise in leg.promises:
            its = asked.setting.clock_of(promise.clause)
            if its is clock and promise.clause.pauses == asked.clause.pauses:
                continue
            alone = events_of(its, "void") - events_of(clock, "void")
            for event in sorted(alone, key=lambda each: (each in stops, each)):
                does = "only stops" if event in stops else "not"
                what = f"`{event}` voids {_called(promise)} and {does} {asked.key[0]}/{asked.key[1]}"
                return Endless(what, event, leg, promise)
            if at_most(asked, "pauses") != 0:
                for state in _pauses(promise.clause) - _pauses(asked.clause):
                    event = _begins(asked, promise.clause, state)
                    what = f"only {_called(promise)} is paused while {state}, and it may be so for ever"
                    return Endless(what, event, leg, promise)
    resumes = events_of(clock, "continue")
    if resumes and at_most(asked, "reopenings") != 0 and not _goes_on(asked, course, resumes):
        last = next((each.leg for each in course.done if each.leg is not None), kind.way[-1][0])
        event = min(resumes)
        what = f"after `{event}` the time goes on, and nobody below promises anything"
        return Endless(what, event, last, last.promises[0], after_all=True)
    return None


def _goes_on(asked: Asked, course: Course, resumes: frozenset[str]) -> bool:
    """Whether some step that ends the promised clock goes on with it."""
    return any(
        each.leg is not None
        and any(resumes <= events_of(asked.setting.clock_of(p.clause), "continue") for p in each.leg.promises)
        for each in course.done
    )


def cannot_reckon(asked: Asked, kind: Kind, course: Course) -> str:
    """Why clocks that begin anew, or go on only for some time, cannot be reckoned with; "" where they can."""
    clock = asked.setting.clock_of(asked.clause)
    promises = [promise for stage in kind.way for leg in stage for promise in leg.promises]
    for promise in promises:
        for each in promise.clause.excluding:
            if each not in asked.clause.excluding:
                ours = f"{asked.key[0]}/{asked.key[1]}"
                return f"{_called(promise)} does not count while {each.state.name}, and {ours} does"
    if len(kind.way) == 1 and all(asked.setting.clock_of(p.clause) is clock for p in promises):
        return ""
    for its in (clock, *(asked.setting.clock_of(p.clause) for p in promises)):
        if any(transition.action == "restart" for transition in its.transitions):
            return f"the clock `{its.name}` may begin anew, and the steps are on other clocks"
        if any(t.within is not None for t in its.transitions):
            return f"the clock `{its.name}` goes on only for some time after it has stopped"
    return ""


def is_interrupted(asked: Asked, leg: Leg, last: bool) -> bool:
    """Whether the clock of a step may stand still together with the promised one."""
    clock = asked.setting.clock_of(asked.clause)
    pauses = at_most(asked, "pauses") != 0 and any(_pauses(p.clause) for p in leg.promises)
    resumes = last and at_most(asked, "reopenings") != 0 and bool(events_of(clock, "continue"))
    return pauses or resumes or any(promise.clause.excluding for promise in leg.promises)


def at_most(asked: Asked, what: str) -> int | None:
    """How often a case is paused or reopened at most, if the plan says so."""
    for each in asked.route.plan.assumptions if asked.route.plan else ():
        if isinstance(each, AtMost) and each.what == what:
            return each.count
    return None


def assumed_at_most(asked: Asked, kind: Kind) -> tuple[Assumed, ...]:
    """What the plan says of how often, where it matters."""
    clock = asked.setting.clock_of(asked.clause)
    promises = [promise for stage in kind.way for leg in stage for promise in leg.promises]
    matters = {
        "pauses": any(_pauses(promise.clause) for promise in promises),
        "reopenings": bool(events_of(clock, "continue")),
    }
    assumed = asked.route.plan.assumptions if asked.route.plan else ()
    return tuple(
        Assumed(
            "at most", f"{f'at most {each.count}' if each.count else 'no'} {each.what} of a case", each.place
        )
        for each in assumed
        if isinstance(each, AtMost) and matters[each.what]
    )


@frozen
class Worst:
    """The most that counts above from start to end. `legs`: each with its share of it, None without a bound.

    `exact` is False where it is a bound that may not be attained.
    """

    most: int | None
    exact: bool
    unbounded: Leg | None


def worst_with_interruptions(asked: Asked, kind: Kind, course: Course) -> Worst | None:
    """The bound, or None where no clock of a step stands still: then the course itself is exact."""
    if not any(
        is_interrupted(asked, leg, any(each.leg is leg for each in course.done))
        for stage in kind.way
        for leg in stage
    ):
        return None
    found = [_along(asked, kind, each) for each in course.done]
    bounded = [each for each in found if each.most is not None]
    return min(bounded, key=lambda each: each.most or 0) if bounded else found[0]


def way_to(done: Known) -> tuple[Known, ...] | None:
    """The steps one after the other up to an end; None where several at the same time lead there."""
    way: list[Known] = []
    at: Known = done
    while at.since:
        if len(at.since) > 1:
            return None
        if at.leg is not None:
            way.append(at)
        at = at.since[0]
    return tuple(reversed(way))


def _along(asked: Asked, kind: Kind, done: Known) -> Worst:
    """Along one way to the end: what is interrupted counts by itself, and what lies between at its worst."""
    way = way_to(done)
    if way is None:
        return Worst(None, False, None)
    time = counted(asked.setting.policy.calendars[kind.target.calendar], asked.term)
    most, exact = 0, True
    between: Piecewise | None = None
    for each in way:
        assert each.leg is not None
        if is_interrupted(asked, each.leg, each is way[-1]):
            if between is not None:
                most, between = most + greatest_difference(then(between, time), time)[0], None
            found = [_interrupted(asked, kind, promise) for promise in each.leg.promises]
            known = [one for one in found if one is not None]
            if not known:
                return Worst(None, True, each.leg)
            most += min(one for one, _ in known)
            exact = exact and all(sharp for _, sharp in known)
        else:
            step = least([asked.by(promise) for promise in each.leg.promises])
            between = then(between or identity(asked.term.begin, asked.term.end), step)
    if between is not None:
        most += greatest_difference(then(between, time), time)[0]
    return Worst(most, exact, None)


def least(several: list[Piecewise]) -> Piecewise:
    """The earliest of several ends."""
    result = several[0]
    for further in several[1:]:
        result = chosen(result, further, latest=False)
    return result


def _interrupted(asked: Asked, kind: Kind, promise: Promise) -> tuple[int, bool] | None:
    """The most that counts above while a step is done that may be interrupted, and if it is attained."""
    ours = asked.setting.policy.calendars[kind.target.calendar]
    its = asked.setting.policy.calendars[promise.calendar]
    time = counted(its, asked.term)
    if isinstance(promise.deadline, Within):
        allowed = promise.deadline.us
    else:
        allowed = greatest_difference(then(asked.by(promise), time), time)[0]
    above = openings(ours, asked.term.begin, asked.term.end)
    below = openings(its, asked.term.begin, asked.term.end)
    gap = _most_in_a_gap(above, below, asked)
    if gap == 0:
        return allowed, True
    times = [at_most(asked, what) for what in ("pauses", "reopenings")]
    clock = asked.setting.clock_of(asked.clause)
    needed = [bool(_pauses(promise.clause)), bool(events_of(clock, "continue"))]
    if promise.clause.excluding or not below:
        return None
    if any(need and count is None for need, count in zip(needed, times)):
        return None
    count = sum(count or 0 for need, count in zip(needed, times) if need)
    shortest = min(closes - opens for opens, closes in below)
    return allowed + gap * (allowed // shortest + count + 1), False


def _most_in_a_gap(
    above: tuple[tuple[int, int], ...], below: tuple[tuple[int, int], ...], asked: Asked
) -> int:
    """The most that counts above in one stretch in which the step's hours are closed."""
    time = counted_of(above, asked)
    most, begin = 0, asked.term.begin
    for opens, closes in (*below, (asked.term.end, asked.term.end)):
        most = max(most, time(max(opens, begin)) - time(begin))
        begin = max(closes, begin)
    return most


def counted_of(spans: tuple[tuple[int, int], ...], asked: Asked) -> Piecewise:
    """The open time of spans since the term's begin."""
    return open_time(spans, asked.term.begin, asked.term.end)


def _pauses(clause: Clause) -> frozenset[str]:
    return frozenset(fold(state) for state in clause.pauses)


def _begins(asked: Asked, clause: Clause, state: str) -> str:
    """An event that begins a pausing state."""
    for each in asked.setting.policy.states:
        if fold(each.name) == state and fold(each.subject) == fold(clause.subject):
            return next((fold(event) for span in each.spans for event in span.begins), "")
    return ""


def _called(promise: Promise) -> str:
    return f"{promise.key[0]}/{promise.key[1]}"
