"""A history in which clocks stand still just when that helps nobody but whoever is late."""

from collections.abc import Iterator

from sladsl.policy.model import Within
from sladsl.policy.names import fold
from sladsl.records import define, frozen
from sladsl.underpinning.answers import Counterexample, Happening
from sladsl.underpinning.asked import Asked
from sladsl.underpinning.handover import Course, Known, events_of
from sladsl.underpinning.interruptions import is_interrupted, least, way_to
from sladsl.underpinning.kinds import Kind, Promise
from sladsl.underpinning.piecewise import Piecewise, greatest_difference, then
from sladsl.underpinning.promises import counted, openings
from sladsl.underpinning.witness import event_of, first_event, milestone, shown
from sladsl.worktime.spans import common, merged, without

MOST_STRETCHES = 2_000


@frozen
class Switch:
    """The events that interrupt a clock and let it go on."""

    off: str
    on: str


@define
class _Clockwork:
    """How much has counted above by now, and what has happened."""

    now: int
    needed: int
    happenings: list[Happening]


def interrupted_case(asked: Asked, kind: Kind, course: Course) -> Counterexample | None:
    """The case interrupted as is worst; None where no such history is known."""
    deadline = kind.target.deadline
    way = next((found for each in course.done if (found := way_to(each)) is not None), None)
    if way is None or not isinstance(deadline, Within):
        return None
    start = _start(asked, kind, way)
    work = _Clockwork(start, deadline.us + 1, [first_event(asked, kind, start)])
    for number, each in enumerate(way):
        assert each.leg is not None
        if is_interrupted(asked, each.leg, each is way[-1]):
            switch = _switch(asked, each)
            if switch is None or not _interrupt(asked, kind, each.leg.promises, switch, work):
                return None
            if work.needed <= 0:
                if asked.clause.share is not None:  # its window is over only when the case is done
                    work.happenings.append(event_of(asked, kind, milestone(asked, each), work.now))
                return shown(asked, kind, work.happenings, work.now, way[: number + 1])
            later = _start(asked, kind, way[number + 1 :], work.now) if number + 1 < len(way) else work.now
            if later > work.now:
                work.happenings.append(event_of(asked, kind, switch.off, work.now))
            work.now = later
        else:
            end = least([asked.by(promise) for promise in each.leg.promises])(work.now)
            time = counted(asked.setting.policy.calendars[kind.target.calendar], asked.term)
            work.needed -= time(end) - time(work.now)
            work.now = end
        if work.now >= asked.term.end:
            break
        work.happenings.append(event_of(asked, kind, milestone(asked, each), work.now))
    return shown(asked, kind, work.happenings, work.now, way) if work.needed <= 0 else None


def _start(asked: Asked, kind: Kind, way: tuple[Known, ...], earliest: int | None = None) -> int:
    """When what comes before the next interrupted step counts most; an instant not before `earliest`."""
    begin = asked.term.begin if earliest is None else earliest
    time = counted(asked.setting.policy.calendars[kind.target.calendar], asked.term)
    between: Piecewise | None = None
    for each in way:
        assert each.leg is not None
        if is_interrupted(asked, each.leg, each is way[-1]):
            break
        step = least([asked.by(promise) for promise in each.leg.promises])
        between = step if between is None else then(between, step)
    if between is None:
        opens = openings(asked.setting.policy.calendars[kind.target.calendar], begin, asked.term.end)
        return opens[0][0] if opens and earliest is None else begin
    start = greatest_difference(then(between, time), time)[1]
    return max(start, begin)


def _switch(asked: Asked, known: Known) -> Switch | None:
    """Events that pause both clocks and let both go on, or stop both and let both go on."""
    assert known.leg is not None
    promises = known.leg.promises
    clocks = [asked.setting.clock_of(asked.clause), *(asked.setting.clock_of(p.clause) for p in promises)]
    moving = frozenset[str]().union(
        *(events_of(clock, "start", "stop", "void", "continue", "restart") for clock in clocks)
    )
    paused = [
        {fold(state) for state in clause.pauses} for clause in (asked.clause, *(p.clause for p in promises))
    ]
    for state in asked.setting.policy.states:
        if fold(state.subject) == fold(asked.clause.subject) and all(
            fold(state.name) in one for one in paused
        ):
            for span in state.spans:
                off = next((each for each in span.begins if fold(each) not in moving), None)
                on = next((each for each in span.ends if fold(each) not in moving), None)
                if off is not None and on is not None:
                    return Switch(off, on)
    stops = frozenset.intersection(*(events_of(clock, "stop") for clock in clocks))
    resumes = frozenset.intersection(*(events_of(clock, "continue") for clock in clocks))
    return Switch(min(stops), min(resumes)) if stops and resumes else None


def _interrupt(
    asked: Asked, kind: Kind, promises: tuple[Promise, ...], switch: Switch, work: _Clockwork
) -> bool:
    """Let the clocks run only where it counts above, and below only as long as is allowed."""
    calendars = asked.setting.policy.calendars
    budgets = [promise.deadline.us for promise in promises if isinstance(promise.deadline, Within)]
    if len(budgets) < len(promises):
        return False
    budget, off_since = min(budgets), work.now
    end = asked.term.end
    above = list(openings(calendars[kind.target.calendar], work.now, end))
    below: list[tuple[int, int]] = []
    for promise in promises:  # whichever of them counts
        below += openings(calendars[promise.calendar], work.now, end)
    for number, (begin, until, free) in enumerate(_parts(above, merged(below))):
        if number > MOST_STRETCHES or work.needed <= 0:
            break
        length = min(until - begin, work.needed, until - begin if free else budget)
        if length <= 0:
            continue
        if begin > off_since:
            work.happenings.append(event_of(asked, kind, switch.off, off_since))
            work.happenings.append(event_of(asked, kind, switch.on, begin))
        budget -= 0 if free else length
        work.needed -= length
        off_since = work.now = begin + length
    return True


def _parts(above: list[tuple[int, int]], below: list[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    """The stretches that count above, in order; free are those that do not count below."""
    free = [(begin, end, True) for begin, end in without(above, below)]
    yield from sorted([*free, *((begin, end, False) for begin, end in common(above, below))])
