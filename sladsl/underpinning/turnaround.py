"""Promises about the time of cases: supporting promises one after the other, each on hours of its own.

A case may start at any instant of the term, and every step may take all the time it is allowed: to be early
never makes the end later, for by every promise a later start is a later end. So the latest end is one promise
after the other, never their sum, and the promise is covered if at no instant more than its time lies between.
How much that is changes only where a calendar opens or closes somewhere on the way, and there it is reckoned.
"""

from collections.abc import Iterator, Sequence

from attrs import evolve

from sladsl.policy import words
from sladsl.policy.model import Clause, Within
from sladsl.policy.names import fold
from sladsl.policy.plans import AtOnce
from sladsl.underpinning import said
from sladsl.underpinning.answers import Answer, Assumed, CannotTell, Covered, Key, NotCovered, Proof
from sladsl.underpinning.asked import Asked, amended, asked_about, not_terminated
from sladsl.underpinning.beginnings import begun_before, latest_course, overtaken
from sladsl.underpinning.case_shares import every_step
from sladsl.underpinning.changing import Changing, changing
from sladsl.underpinning.handover import Course, Gap
from sladsl.underpinning.interrupted_witness import interrupted_case
from sladsl.underpinning.interruptions import (
    assumed_at_most,
    cannot_reckon,
    endless,
    worst_with_interruptions,
)
from sladsl.underpinning.kinds import (
    Kind,
    Leg,
    Promise,
    TooMany,
    kinds_of,
    route_of,
)
from sladsl.underpinning.promises import Undecided, counted
from sladsl.underpinning.repairs import of_scope, of_shares, of_term, of_time
from sladsl.underpinning.setting import AnyClause, Setting
from sladsl.underpinning.share_witness import fewest_missing, too_many_late
from sladsl.underpinning.shares import shares_of
from sladsl.underpinning.steady import rests_on_steady_fields
from sladsl.underpinning.stretch_by_stretch import answered
from sladsl.underpinning.tried import joined, that_do
from sladsl.underpinning.witness import breached_at, late_case, left_alone, stood_still
from sladsl.worktime import OutsideKnownDays


def turnaround(setting: Setting, clause: AnyClause) -> tuple[Answer, tuple[Key, ...]] | None:
    """Whether a promise about every case can be kept."""
    if not isinstance(clause, Clause):
        return None
    route = route_of(setting, clause)
    supporting = tuple((each.agreement, each.id) for each in route.clauses)
    try:
        asked = asked_about(setting, clause, route)
        if why_not := amended(asked):
            return CannotTell(why_not), supporting
        of = changing(asked)
        if isinstance(of, Changing):
            return answered(asked, of, lambda each: _answer(each, tried=True)), supporting
        return of or _answer(asked), supporting
    except TooMany:
        return CannotTell("its conditions tell too many kinds of cases apart"), supporting
    except Undecided as why:
        return CannotTell(str(why)), supporting
    except OutsideKnownDays as why:
        return CannotTell(f"a calendar of a supporting clause does not reach so far: {why}"), supporting


def _answer(asked: Asked, tried: bool = False) -> Answer:
    """The answer; `tried`: no repairs of it, for it is one that is being tried."""
    kinds = kinds_of(asked.setting, asked.clause, asked.route)
    answers = [_of_kind(asked, kind) for kind in kinds]
    for wanted in (NotCovered, CannotTell):
        found = next((answer for answer in answers if isinstance(answer, wanted)), None)
        if found is not None:
            return _mended(asked, found, answers, tried) if isinstance(found, NotCovered) else found
    shares = _shares(asked, kinds)
    if isinstance(shares, NotCovered):
        return _mended(asked, shares, (shares,), tried)
    if isinstance(shares, CannotTell):
        return shares
    covered = [answer for answer in answers if isinstance(answer, Covered)]
    parts = (*(answer.proof for answer in covered), *(answer.proof for answer in shares))
    proved = (each for answer in (*covered, *shares) for each in answer.assumptions)
    assumptions = tuple(dict.fromkeys((*proved, *not_terminated(asked))))
    if len(parts) == 1:
        return Covered(parts[0], assumptions)
    says = (
        f"each of its {len(covered)} kinds of cases is covered"
        if len(covered) > 1
        else "its cases are covered"
    )
    if not parts:
        says = "it promises nothing of any case"
    with_time = [part for part in parts if "worst_us" in dict(part.numbers)]
    tightest = min(with_time, key=_slack, default=None)
    numbers = (*(tightest.numbers if tightest else ()), *(n for each in shares for n in each.proof.numbers))
    return Covered(Proof("every kind", says, (), numbers, parts), assumptions)


def _mended(asked: Asked, found: NotCovered, answers: Sequence[Answer], tried: bool) -> NotCovered:
    """With those repairs that close the gap for every kind of case that has it."""
    if tried:
        return evolve(found, repairs=())
    alike = [each.repairs for each in answers if isinstance(each, NotCovered) and each.gap == found.gap]
    repairs = that_do(asked, found.gap, joined(asked, alike), answers, _again)
    return evolve(found, repairs=tuple(repairs))


def _again(setting: Setting, clause: Clause) -> Answer:
    try:
        return _answer(asked_about(setting, clause, route_of(setting, clause)), tried=True)
    except (TooMany, Undecided, OutsideKnownDays) as why:
        return CannotTell(str(why))


def _shares(asked: Asked, kinds: tuple[Kind, ...]) -> tuple[Covered, ...] | NotCovered | CannotTell:
    """Whether enough cases are in time, for each share that the clause promises."""
    reckoned = [kind for kind in kinds if not kind.fields_missing]
    own = {kind.target.row if _own_share(kind) else None for kind in reckoned}
    found: list[Covered] = []
    for row in sorted(own, key=lambda each: -1 if each is None else each):
        of_it = tuple(kind for kind in reckoned if (kind.target.row if _own_share(kind) else None) == row)
        shares = shares_of(asked, of_it)
        if isinstance(shares, CannotTell):
            return shares
        if not shares.steps:
            continue
        promised, left = of_it[0].target.share, every_step(shares.steps)
        numbers = (("promised_share", str(promised)), ("share", str(left)))
        few = left >= promised and any(
            fewest_missing(asked, promised, [each.step for each in late]) for _, late in shares.kinds
        )
        if left >= promised and not few:
            says = (
                f"at least {words.percent(left)} of its cases are in time, and {words.percent(promised)} must"
            )
            uses = tuple(dict.fromkeys(p.key for each in of_it for p in each.promises))
            parts = tuple(
                Proof("late cases of a step", "", (), (("share", str(every_step([step]))),))
                for step in shares.steps
            )
            found.append(Covered(Proof("late cases add up", says, uses, numbers, parts), shares.assumptions))
            continue
        shown = too_many_late(asked, shares, promised)
        if shown is None:
            return CannotTell(said.no_example(shares, left))
        why = said.too_many_of_few(asked) if few else said.too_few(asked, shares, promised, left)
        repairs = tuple(of_shares(asked, shares, promised, left))
        return NotCovered("share", why, shown, repairs, shares.assumptions, numbers)
    return tuple(found)


def _own_share(kind: Kind) -> bool:
    row = kind.target.row
    return row is not None and kind.target.clause.rows[row].at_least is not None


def _slack(proof: Proof) -> int:
    """How much less than promised it takes at worst."""
    numbers = dict(proof.numbers)
    return int(numbers.get("target_us", "0")) - int(numbers["worst_us"])


def _of_kind(asked: Asked, kind: Kind) -> Answer:
    answer = _of_one(asked, kind)
    if isinstance(answer, NotCovered) and breached_at(asked, kind, asked.term.begin) >= asked.term.end:
        return CannotTell(f"{answer.why}, but before {asked.clause.agreement} ends none can be late")
    return answer


def _of_one(asked: Asked, kind: Kind) -> Answer:
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
    if (alike := the_same(asked, kind)) is not None:
        return alike
    course = asked.course(kind)
    if course.gap is not None:
        return _handover(asked, kind, course.gap)
    if (begun := begun_before(asked, kind, course)) is not None:
        return begun
    if (found := endless(asked, kind, course)) is not None:
        shown = stood_still(asked, kind, course, found)
        return NotCovered("unbounded", found.what, shown, place=found.leg.place)
    if reason := cannot_reckon(asked, kind, course):
        return CannotTell(reason)
    most, start, over = asked.worst(kind, course.bound)
    if over <= 0:
        course = latest_course(asked, kind)
        most, start, over = asked.worst(kind, course.bound)
        if over > 0:
            return CannotTell(overtaken(kind))
        return _standing_still(asked, kind, course, most, start)
    shown = late_case(asked, kind, course, start)
    numbers = _numbers(asked, kind, course, most, start)
    assumptions = (*asked.horizon, *_at_once(asked, course))
    ended = _ended(asked, kind) if course.bound(start) >= asked.term.end else None
    if ended is not None:
        why = said.in_force_no_longer(asked, ended)
        repairs = tuple(of_term(asked, ended))
        return NotCovered("term", why, shown, repairs, assumptions, numbers, ended.agreement.place)
    why = said.too_late(asked, kind, course, start, most)
    repairs = tuple(of_time(asked, kind, course, most, over))
    return NotCovered("time", why, shown, repairs, assumptions, numbers)


def _standing_still(asked: Asked, kind: Kind, course: Course, most: int, start: int) -> Answer:
    """A chain that is in time if no clock ever stands still: and if some do?"""
    steady = rests_on_steady_fields(asked, kind)
    if isinstance(steady, CannotTell):
        return steady
    interrupted = worst_with_interruptions(asked, kind, course)
    if interrupted is None:
        return _covered(asked, kind, course, most, start, steady)
    if interrupted.most is not None and interrupted.most <= asked.least_allowed(kind):
        return _covered(asked, kind, course, interrupted.most, start, steady)
    if not isinstance(kind.target.deadline, Within):
        return CannotTell("its clock may stand still, and what it allows is no length of time")
    shown = interrupted_case(asked, kind, course)
    if shown is None:
        return CannotTell("the clocks may stand still so that the time above goes on; no such case was found")
    why = said.standing_still(asked, kind, interrupted.most)
    return NotCovered("unbounded" if interrupted.most is None else "time", why, shown)


def _covered(
    asked: Asked, kind: Kind, course: Course, most: int, start: int, steady: tuple[Assumed, ...]
) -> Covered:
    promises = list(kind.promises)
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
        *_of_steps(asked, kind, course, start),
    )


def _of_steps(asked: Asked, kind: Kind, course: Course, start: int) -> Iterator[tuple[str, str]]:
    """How much of the worst case each of several steps takes, by the hours of the promise."""
    time = counted(asked.setting.policy.calendars[kind.target.calendar], asked.term)
    known = [each for each in course.all_of_it if each.leg is not None and each.since]
    for each in reversed(known) if len(known) > 1 else ():
        assert each.leg is not None
        begins = min(one.by(start) for one in each.since)
        yield f"step {each.leg.name}", str(time(each.by(start)) - time(begins))


def _case(kind: Kind) -> tuple[tuple[str, str], ...]:
    return tuple((f"field {name}", said.value(value)) for name, value in kind.example.items())


def _nobody(asked: Asked, kind: Kind, leg: Leg) -> NotCovered:
    shown = left_alone(asked, kind, leg)
    under = any(step.under for stage in asked.route.stages for step in stage if step.name == leg.name)
    why = said.nobody(asked, kind, leg, under)
    repairs = tuple(of_scope(asked, kind, leg))
    return NotCovered("scope" if under else "nobody", why, shown, repairs, place=leg.place)


def _handover(asked: Asked, kind: Kind, gap: Gap) -> NotCovered:
    shown = left_alone(asked, kind, gap.leg, gap)
    return NotCovered("nobody", said.handover(asked, gap), shown, place=gap.leg.place if gap.leg else None)


def _too_late_in_force(asked: Asked, kind: Kind, promise: Promise) -> NotCovered:
    shown = left_alone(asked, kind, None, before_force=True)
    why, repairs = said.not_in_force(asked, promise), tuple(of_term(asked, promise))
    return NotCovered("term", why, shown, repairs, place=promise.agreement.place)


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
