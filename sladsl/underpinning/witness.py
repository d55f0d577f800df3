"""Histories in which the supporting clauses are kept and the promise is not."""

from collections.abc import Iterator

from attrs import evolve

from sladsl.policy.few_cases import may_miss
from sladsl.policy.names import fold
from sladsl.underpinning import said
from sladsl.underpinning.answers import Counterexample, Happening, Key
from sladsl.underpinning.asked import Asked
from sladsl.underpinning.handover import Course, Gap, Known, events_of
from sladsl.underpinning.interruptions import Endless
from sladsl.underpinning.kinds import Kind, Leg, Promise
from sladsl.underpinning.promises import calendar_of
from sladsl.worktime import NeverOpens, OutsideKnownDays

CASE = "CASE-1"


def breached_at(asked: Asked, kind: Kind, start: int) -> int:
    """When a case started then is breached if it is not done; the term's end if it never is."""
    return min(asked.by(kind.target)(start) + 1, asked.term.end)


def late_case(asked: Asked, kind: Kind, course: Course, start: int) -> Counterexample:
    """Every step takes all the time it is allowed."""
    first = first_event(asked, kind, start)
    done = {milestone(asked, each): each.by(start) for each in course.known if each.since}
    later = [event_of(asked, kind, name, at) for name, at in done.items() if at < asked.term.end]
    breach = breached_at(asked, kind, start)
    as_of = max([breach, *(each.at for each in later)])
    return shown(asked, kind, [first, *later], as_of, course.known, breach=breach - 1)


def left_alone(
    asked: Asked, kind: Kind, leg: Leg | None, gap: Gap | None = None, before_force: bool = False
) -> Counterexample:
    """The steps before are done at once, and then nothing happens."""
    start = some_start(asked, kind)
    known: tuple[Known, ...] = ()
    if gap is not None:
        known = tuple(each for each in gap.known if each.since)
    elif leg is not None and not before_force:
        known = tuple(_before(asked, kind, leg))
    happenings = [first_event(asked, kind, start)]
    happenings += [event_of(asked, kind, milestone(asked, each), start) for each in known]
    breach = breached_at(asked, kind, start)
    return shown(asked, kind, happenings, breach, known, breach=breach - 1)


def over_before(asked: Asked, kind: Kind, leg: Leg, promise: Promise, event: str) -> Counterexample:
    """A step is over before the promised clock starts; then those before it are done, and that is all."""
    start = max(some_start(asked, kind), asked.term.begin + 2)
    known = tuple(_before(asked, kind, leg))
    ends = min(events_of(asked.setting.clock_of(promise.clause), "stop"))
    fields = first_event(asked, kind, start).fields
    early = [event_of(asked, kind, event, start - 2), event_of(asked, kind, ends, start - 1)]
    happenings = [evolve(early[0], fields=fields), early[1], first_event(asked, kind, start)]
    happenings += [event_of(asked, kind, milestone(asked, each), start) for each in known]
    breach = breached_at(asked, kind, start)
    return shown(asked, kind, happenings, breach, known, (promise.key,), breach - 1)


def stood_still(asked: Asked, kind: Kind, course: Course, found: Endless) -> Counterexample:
    """The steps before are done at once; then something comes after which nobody promises anything."""
    start = some_start(asked, kind)
    known = course.known if found.after_all else tuple(_before(asked, kind, found.leg))
    known = tuple(each for each in known if each.since)
    happenings = [first_event(asked, kind, start)]
    happenings += [event_of(asked, kind, milestone(asked, each), start) for each in known]
    # where what came before may end a pause, it begins a moment later
    at = start + (1 if known and not found.after_all else 0)
    breach = breached_at(asked, kind, start)
    if fold(found.event) in events_of(asked.setting.clock_of(asked.clause), "stop"):
        at = breach  # which it ends, too late
    happenings.append(event_of(asked, kind, found.event, at))
    return shown(asked, kind, happenings, breach + (at - start), known, (found.promise.key,), breach - 1)


def _before(asked: Asked, kind: Kind, leg: Leg) -> Iterator[Known]:
    """What is done before the stage of a leg."""
    stages = []
    for stage in kind.way:
        if leg in stage:
            break
        stages.append(stage)
    course = asked.course(evolve(kind, way=tuple(stages)))
    yield from (each for each in course.known if each.since)


def some_start(asked: Asked, kind: Kind) -> int:
    """An instant at which the promise's hours are open, as people open cases."""
    calendar = calendar_of(asked.setting.policy.calendars[kind.target.calendar])
    try:
        start = calendar.next_open_us(asked.term.begin)
    except (NeverOpens, OutsideKnownDays):
        return asked.term.begin
    return min(start, asked.term.end - 1)


def first_event(asked: Asked, kind: Kind, start: int) -> Happening:
    """The event that starts the promised clock, with the fields of the kind."""
    clock = asked.setting.clock_of(asked.clause)
    event = next(each.event for each in clock.transitions if each.action in ("start", "restart"))
    fields = {name: value for name, value in kind.example.items() if value is not None}
    return Happening(start, asked.clause.subject, CASE, event, fields)


def milestone(asked: Asked, known: Known) -> str:
    """One of the events, rather one that does not stop the promised clock."""
    stops = events_of(asked.setting.clock_of(asked.clause), "stop")
    wanted = min(known.events, key=lambda event: (event in stops, event))
    return wanted


def event_of(asked: Asked, kind: Kind, name: str, at: int) -> Happening:
    """An event of the case, called as its subject declares it."""
    subject = asked.setting.subjects[fold(asked.clause.subject)]
    name = next((event for event in subject.events if fold(event) == fold(name)), name)
    return Happening(at, asked.clause.subject, CASE, name)


def shown(
    asked: Asked,
    kind: Kind,
    happenings: list[Happening],
    as_of: int,
    known: tuple[Known, ...],
    kept_too: tuple[Key, ...] = (),
    breach: int | None = None,
) -> Counterexample:
    """The history in order, with its story; what is kept are the promises of the steps known of."""
    last = as_of
    as_of = as_of if asked.clause.share is None else max(as_of, asked.seen_until)
    kept: dict[Key, None] = dict.fromkeys(kept_too)
    for each in known:
        if each.leg is not None:
            kept.update(dict.fromkeys(promise.key for promise in each.leg.promises))
    ordered = sorted(happenings, key=lambda each: each.at)
    story = [*said.story(asked, ordered, last if breach is None else breach)]
    number = _enough(asked, kind)
    if number > 1:
        story.insert(-1, f"{said.listed(f'CASE-{n}' for n in range(2, number + 1))} go the same way")
    every = [evolve(each, case=f"CASE-{n}") for each in ordered for n in range(1, number + 1)]
    return Counterexample(tuple(every), as_of, tuple(kept), tuple(story))


def _enough(asked: Asked, kind: Kind) -> int:
    """How many cases miss the promise if all are late: more than one where some of few may be."""
    few = asked.clause.share.few if asked.clause.share is not None else ()
    first, last = max(asked.clause.least, 1), max((each.fewer_than for each in few), default=1)
    return next((n for n in range(first, last) if may_miss(few, kind.target.share, n) < n), max(first, last))
