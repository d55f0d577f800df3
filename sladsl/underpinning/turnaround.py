"""Promises about the time of cases: supporting promises one after the other, each on hours of its own.

A case may start at any instant of the term, and every step may take all the time it is allowed: to be early
never makes the end later, for by every promise a later start is a later end. So the latest end is one promise
after the other, never their sum, and the promise is covered if at no instant more than its time lies between.
How much that is changes only where a calendar opens or closes somewhere on the way, and there it is reckoned.
"""

from collections.abc import Iterator
from fractions import Fraction

from sladsl.policy.model import Clause, Within
from sladsl.policy.names import fold
from sladsl.policy.plans import AtOnce
from sladsl.underpinning import said
from sladsl.underpinning.answers import Answer, Assumed, CannotTell, Covered, Key, NotCovered, Proof
from sladsl.underpinning.asked import Asked, asked_about
from sladsl.underpinning.handover import Course, Gap
from sladsl.underpinning.interrupted_witness import interrupted_case
from sladsl.underpinning.interruptions import (
    assumed_at_most,
    cannot_reckon,
    endless,
    worst_with_interruptions,
)
from sladsl.underpinning.kinds import Kind, Leg, Promise, TooMany, kinds_of, route_of
from sladsl.underpinning.promises import Undecided
from sladsl.underpinning.repairs import of_time
from sladsl.underpinning.setting import AnyClause, Setting
from sladsl.underpinning.steady import rests_on_steady_fields
from sladsl.underpinning.witness import late_case, left_alone, stood_still
from sladsl.worktime import OutsideKnownDays


def turnaround(setting: Setting, clause: AnyClause) -> tuple[Answer, tuple[Key, ...]] | None:
    """Whether a promise about every case can be kept."""
    if not isinstance(clause, Clause):
        return None
    route = route_of(setting, clause)
    supporting = tuple((each.agreement, each.id) for each in route.clauses)
    try:
        return _answer(asked_about(setting, clause, route)), supporting
    except TooMany:
        return CannotTell("its conditions tell too many kinds of cases apart"), supporting
    except Undecided as why:
        return CannotTell(str(why)), supporting
    except OutsideKnownDays as why:
        return CannotTell(f"a calendar of a supporting clause does not reach so far: {why}"), supporting


def _answer(asked: Asked) -> Answer:
    answers = [_of_kind(asked, kind) for kind in kinds_of(asked.setting, asked.clause, asked.route)]
    for wanted in (NotCovered, CannotTell):
        found = next((answer for answer in answers if isinstance(answer, wanted)), None)
        if found is not None:
            return found
    covered = [answer for answer in answers if isinstance(answer, Covered)]
    assumptions = tuple(dict.fromkeys(each for answer in covered for each in answer.assumptions))
    if len(covered) == 1:
        return Covered(covered[0].proof, assumptions)
    parts = tuple(answer.proof for answer in covered)
    says = (
        f"each of its {len(parts)} kinds of cases is covered" if parts else "it promises nothing of any case"
    )
    tightest = min((part for part in parts if "worst_us" in dict(part.numbers)), key=_slack, default=None)
    return Covered(Proof("every kind", says, (), tightest.numbers if tightest else (), parts), assumptions)


def _slack(proof: Proof) -> int:
    """How much less than promised it takes at worst."""
    numbers = dict(proof.numbers)
    return int(numbers.get("target_us", "0")) - int(numbers["worst_us"])


def _of_kind(asked: Asked, kind: Kind) -> Answer:
    if kind.fields_missing:
        names = said.listed(kind.fields_missing)
        text = f"every {asked.clause.subject} states its {names}"
        subject = asked.setting.subjects[fold(asked.clause.subject)]
        assumed = Assumed("stated fields", text, subject.place)
        return Covered(Proof("stated fields", text), (assumed,))
    for stage in kind.way:
        for leg in stage:
            if not leg.promises:
                return _nobody(asked, kind, leg)
            for promise in leg.promises:
                if promise.agreement.begins > asked.term.begin:
                    return _too_late_in_force(asked, kind, promise)
    if reason := _not_yet(asked, kind):
        return CannotTell(reason)
    if (alike := the_same(asked, kind)) is not None:
        return alike
    course = asked.course(kind)
    if course.gap is not None:
        return _handover(asked, kind, course.gap)
    if (found := endless(asked, kind, course)) is not None:
        shown = stood_still(asked, kind, course, found)
        return NotCovered("unbounded", found.what, shown, place=found.leg.place)
    if reason := cannot_reckon(asked, kind, course):
        return CannotTell(reason)
    most, start, over = asked.worst(kind, course.bound)
    if over <= 0:
        return _standing_still(asked, kind, course, most, start)
    shown = late_case(asked, kind, course, start)
    numbers = _numbers(asked, kind, course, most, start)
    assumptions = (*asked.horizon, *_at_once(asked, course))
    ended = _ended(asked, kind) if course.bound(start) >= asked.term.end else None
    if ended is not None:
        why = said.in_force_no_longer(asked, ended)
        return NotCovered("term", why, shown, (), assumptions, numbers, ended.agreement.place)
    why = said.too_late(asked, kind, course, start, most)
    repairs = tuple(of_time(asked, kind, course, most))
    return NotCovered("time", why, shown, repairs, assumptions, numbers)


def _standing_still(asked: Asked, kind: Kind, course: Course, most: int, start: int) -> Answer:
    """A chain that is in time if no clock ever stands still: and if some do?"""
    steady = rests_on_steady_fields(asked, kind)
    if isinstance(steady, CannotTell):
        return steady
    interrupted = worst_with_interruptions(asked, kind, course)
    if interrupted is None:
        return _covered(asked, kind, course, most, start, steady)
    deadline = kind.target.deadline
    if not isinstance(deadline, Within):
        return CannotTell("its clock may stand still, and what it allows is no length of time")
    if interrupted.most is not None and interrupted.most <= deadline.us:
        return _covered(asked, kind, course, interrupted.most, start, steady)
    shown = interrupted_case(asked, kind, course)
    if shown is None:
        return CannotTell("the clocks may stand still so that the time above goes on; no such case was found")
    why = said.standing_still(asked, kind, interrupted.most)
    return NotCovered("unbounded" if interrupted.most is None else "time", why, shown)


def _covered(
    asked: Asked, kind: Kind, course: Course, most: int, start: int, steady: tuple[Assumed, ...]
) -> Covered:
    promises = [promise for stage in kind.way for leg in stage for promise in leg.promises]
    steps = tuple(
        Proof(
            "step",
            said.leg(leg),
            tuple(promise.key for promise in leg.promises),
            (("stage", str(number)), *_case(kind)),
        )
        for number, stage in enumerate(kind.way)
        for leg in stage
    )
    numbers = _numbers(asked, kind, course, most, start)
    says = said.in_time(asked, kind, course, start, most)
    uses = tuple(dict.fromkeys(promise.key for promise in promises))
    proof = Proof("one after the other", says, uses, numbers, steps)
    often = assumed_at_most(asked, kind)
    return Covered(proof, (*asked.horizon, *_at_once(asked, course), *often, *steady))


def the_same(asked: Asked, kind: Kind) -> Covered | None:
    """One step that promises the very same, on the same clock and hours: kept whenever that is."""
    target = kind.target
    if len(kind.way) != 1 or len(kind.way[0]) != 1 or isinstance(target.deadline, Within):
        return None
    clock = asked.setting.clock_of(asked.clause)
    calendars = asked.setting.policy.calendars
    ours = calendars[target.calendar]
    for promise in kind.way[0][0].promises:
        its = calendars[promise.calendar]
        same_hours = (its.rule, its.zone) == (ours.rule, ours.zone)
        in_force = promise.agreement.ends is None or promise.agreement.ends >= asked.term.end
        if (
            asked.setting.clock_of(promise.clause) is clock
            and promise.deadline == target.deadline
            and same_hours
            and promise.agreement.zone == target.agreement.zone
            and set(promise.clause.pauses) <= set(asked.clause.pauses)
            and set(promise.clause.excluding) <= set(asked.clause.excluding)
            and promise.clause.fields == asked.clause.fields
            and in_force
        ):
            says = f"{promise.key[0]}/{promise.key[1]} promises the very same"
            return Covered(Proof("the same promise", says, (promise.key,), _case(kind)), asked.horizon)
    return None


def _numbers(asked: Asked, kind: Kind, course: Course, most: int, start: int) -> tuple[tuple[str, str], ...]:
    deadline = kind.target.deadline
    target = (("target_us", str(deadline.us)),) if isinstance(deadline, Within) else ()
    return (
        *target,
        ("worst_us", str(most)),
        ("worst_start", str(start)),
        ("worst_end", str(course.bound(start))),
        ("from", str(asked.term.begin)),
        ("until", str(asked.term.end)),
    )


def _case(kind: Kind) -> tuple[tuple[str, str], ...]:
    return tuple((f"field {name}", said.value(value)) for name, value in kind.example.items())


def _nobody(asked: Asked, kind: Kind, leg: Leg) -> NotCovered:
    shown = left_alone(asked, kind, leg)
    under = any(step.under for stage in asked.route.stages for step in stage if step.name == leg.name)
    why = said.nobody(asked, kind, leg, under)
    return NotCovered("scope" if under else "nobody", why, shown, place=leg.place)


def _handover(asked: Asked, kind: Kind, gap: Gap) -> NotCovered:
    shown = left_alone(asked, kind, gap.leg, gap)
    return NotCovered("nobody", said.handover(asked, gap), shown, place=gap.leg.place if gap.leg else None)


def _too_late_in_force(asked: Asked, kind: Kind, promise: Promise) -> NotCovered:
    shown = left_alone(asked, kind, None, before_force=True)
    return NotCovered("term", said.not_in_force(asked, promise), shown, place=promise.agreement.place)


def _not_yet(asked: Asked, kind: Kind) -> str:
    promises = [promise for stage in kind.way for leg in stage for promise in leg.promises]
    if any(promise.share < 1 for promise in promises) or kind.target.share < Fraction(1):
        return "shares of cases are not yet reckoned with"
    return ""


def _ended(asked: Asked, kind: Kind) -> Promise | None:
    """A supporting promise whose agreement ends before the one it supports."""
    for promise in (each for stage in kind.way for leg in stage for each in leg.promises):
        if promise.agreement.ends is not None and promise.agreement.ends < asked.term.end:
            return promise
    return None


def _at_once(asked: Asked, course: Course) -> Iterator[Assumed]:
    """What the plan assumes to come at once, where the course rests on it."""
    used = [each.events for each in course.all_of_it if each.leg is None and each.since]
    for assumed in asked.route.plan.assumptions if asked.route.plan else ():
        if isinstance(assumed, AtOnce) and any(fold(assumed.event) in events for events in used):
            after = said.listed([f"`{each}`" for each in assumed.after])
            yield Assumed("at once", f"`{assumed.event}` comes at once after {after}", assumed.place)
