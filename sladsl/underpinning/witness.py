"""Histories in which the supporting clauses are kept and the promise is not."""

from collections.abc import Iterator

from sladsl.policy.names import fold
from sladsl.underpinning import said
from sladsl.underpinning.answers import Counterexample, Happening, Key
from sladsl.underpinning.asked import Asked
from sladsl.underpinning.handover import Course, Gap, Known, events_of
from sladsl.underpinning.kinds import Kind, Leg
from sladsl.underpinning.promises import calendar_of
from sladsl.worktime import NeverOpens, OutsideKnownDays

CASE = "CASE-1"


def breached_at(asked: Asked, kind: Kind, start: int) -> int:
    """When a case started then is breached if it is not done; the term's end if it never is."""
    return min(asked.by(kind.target)(start) + 1, asked.term.end)


def late_case(asked: Asked, kind: Kind, course: Course, start: int) -> Counterexample:
    """Every step takes all the time it is allowed."""
    first = _first(asked, kind, start)
    done = {_chosen(asked, each): each.by(start) for each in course.known if each.leg or each.since}
    later = [_event(asked, kind, name, at) for name, at in done.items() if at < asked.term.end]
    breach = breached_at(asked, kind, start)
    as_of = max([breach, *(each.at for each in later)])
    return _shown(asked, kind, [first, *later], as_of, course.known)


def left_alone(
    asked: Asked, kind: Kind, leg: Leg | None, gap: Gap | None = None, before_force: bool = False
) -> Counterexample:
    """The steps before are done at once, and then nothing happens."""
    start = _some_start(asked, kind)
    happenings = [_first(asked, kind, start)]
    known: tuple[Known, ...] = ()
    if gap is not None:
        known = tuple(each for each in gap.known if each.leg)
        happenings += [_event(asked, kind, _chosen(asked, each), start) for each in known]
    elif leg is not None:
        known = tuple(_before(asked, kind, leg))
        happenings += [_event(asked, kind, _chosen(asked, each), start) for each in known]
    return _shown(asked, kind, happenings, breached_at(asked, kind, start), known)


def _before(asked: Asked, kind: Kind, leg: Leg) -> Iterator[Known]:
    """What is done before the stage of a leg that nobody does."""
    from attrs import evolve

    stages = []
    for stage in kind.way:
        if leg in stage:
            break
        stages.append(stage)
    course = asked.course(evolve(kind, way=tuple(stages)))
    yield from (each for each in course.known if each.leg)


def _some_start(asked: Asked, kind: Kind) -> int:
    """An instant at which the promise's hours are open, as people open cases."""
    calendar = calendar_of(asked.setting.policy.calendars[kind.target.calendar])
    try:
        start = calendar.next_open_us(asked.term.begin)
    except (NeverOpens, OutsideKnownDays):
        return asked.term.begin
    return min(start, asked.term.end - 1)


def _first(asked: Asked, kind: Kind, start: int) -> Happening:
    clock = asked.setting.clock_of(asked.clause)
    event = next(each.event for each in clock.transitions if each.action in ("start", "restart"))
    fields = {name: value for name, value in kind.example.items() if value is not None}
    return Happening(start, asked.clause.subject, CASE, event, fields)


def _chosen(asked: Asked, known: Known) -> str:
    """One of the events, rather one that does not stop the promised clock; as the subject declares it."""
    stops = events_of(asked.setting.clock_of(asked.clause), "stop")
    wanted = min(known.events, key=lambda event: (event in stops, event))
    subject = asked.setting.subjects[fold(asked.clause.subject)]
    return next(event for event in subject.events if fold(event) == wanted)


def _event(asked: Asked, kind: Kind, name: str, at: int) -> Happening:
    return Happening(at, asked.clause.subject, CASE, name)


def _shown(
    asked: Asked, kind: Kind, happenings: list[Happening], as_of: int, known: tuple[Known, ...]
) -> Counterexample:
    kept: dict[Key, None] = {}
    for each in known:
        if each.leg is not None:
            kept.update(dict.fromkeys(promise.key for promise in each.leg.promises))
    ordered = tuple(sorted(happenings, key=lambda each: each.at))
    story = tuple(said.story(asked, kind, ordered, as_of))
    return Counterexample(ordered, as_of, tuple(kept), story)
