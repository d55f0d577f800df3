"""Where one step ends and the next begins: what is known to have happened by when.

The clock of a step stops at one of some events, and the next step's clock starts at some. A step follows if
every event that may end the one before starts it (or stops the clock that was promised, then all is done).
Where none does, nobody promises anything in between: a gap, named by its milestones.
"""

from collections.abc import Iterable

from sladsl.policy.model import Action, Clock
from sladsl.policy.names import fold
from sladsl.policy.plans import AtOnce
from sladsl.records import frozen
from sladsl.underpinning.answers import Key
from sladsl.underpinning.kinds import Leg, Promise
from sladsl.underpinning.piecewise import Piecewise, chosen, then


@frozen(eq=False)
class Known:
    """One of `events` has come at the latest at `by` (a function of the case's start), `leg` being done."""

    events: frozenset[str]
    by: Piecewise
    leg: Leg | None
    since: "tuple[Known, ...]" = ()


@frozen
class Gap:
    """From one of the events `after` until one of `before` nobody promises anything."""

    after: tuple[str, ...]
    before: tuple[str, ...]
    leg: Leg | None
    known: tuple[Known, ...]


def events_of(clock: Clock, *actions: Action) -> frozenset[str]:
    """The folded events that do one of these things to a clock."""
    return frozenset(fold(each.event) for each in clock.transitions if each.action in actions)


@frozen
class Course:
    """What is known after each stage, until the promised clock is stopped (`done`) or a gap is met.

    `bound` is the latest instant of the stop, as a function of the start.
    """

    known: tuple[Known, ...]
    done: tuple[Known, ...]
    gap: Gap | None

    @property
    def all_of_it(self) -> tuple[Known, ...]:
        """What the end rests on, back to the start."""
        found: list[Known] = []
        todo = list(self.done)
        while todo:
            each = todo.pop()
            if each not in found:
                found.append(each)
                todo += each.since
        return tuple(found)

    @property
    def bound(self) -> Piecewise:
        """By when the promised clock has stopped: the earliest of what stops it."""
        result = self.done[0].by
        for further in self.done[1:]:
            result = chosen(result, further.by, latest=False)
        return result


def course_of(
    clock: Clock,
    stages: tuple[tuple[Leg, ...], ...],
    clocks: "dict[Key, Clock]",
    assumed: Iterable[AtOnce],
    start: Piecewise,
    by: "dict[Promise, Piecewise]",
) -> Course:
    """Go through the stages. `clocks` are those of the supporting clauses, `by` what each promise allows."""
    stops = events_of(clock, "stop")
    known = [Known(events_of(clock, "start", "restart"), start, None)]
    at_once = tuple(assumed)
    _conclude(known, at_once, stops)
    for stage in stages:
        entered = tuple(known)
        for leg in stage:
            step = _done(leg, entered, clocks, stops, by)
            if isinstance(step, Gap):
                return Course(tuple(known), (), step)
            known.append(step)
        _conclude(known, at_once, stops)
    done = tuple(each for each in known if each.events <= stops)
    if not done:
        last = known[-1]
        return Course(tuple(known), (), Gap(_shown(last.events - stops), _shown(stops), None, tuple(known)))
    return Course(tuple(known), done, None)


def _done(
    leg: Leg,
    entered: tuple[Known, ...],
    clocks: "dict[Key, Clock]",
    stops: frozenset[str],
    by: "dict[Promise, Piecewise]",
) -> Known | Gap:
    """The leg done, by the promise that allows least; or why it does not begin."""
    best: Known | None = None
    gap: Gap | None = None
    for promise in leg.promises:
        clock = clocks[promise.key]
        starts = events_of(clock, "start", "restart")
        triggers = [each for each in entered if each.events - stops <= starts]
        if not triggers:
            before = entered[-1]
            gap = gap or Gap(_shown(before.events - stops - starts), _shown(starts), leg, entered)
            continue
        begins = triggers[0].by
        for further in triggers[1:]:
            begins = chosen(begins, further.by, latest=False)
        ends = then(begins, by[promise])
        events = events_of(clock, "stop")
        carried = frozenset[str]().union(*(each.events & stops for each in triggers))
        if best is None:
            best = Known(events | carried, ends, leg, tuple(triggers))
        elif best.events == events | carried:
            best = Known(best.events, chosen(best.by, ends, latest=False), leg, best.since)
    if best is not None:
        return best
    assert gap is not None  # a leg without promises is met before
    return gap


def _conclude(known: list[Known], assumed: tuple[AtOnce, ...], stops: frozenset[str]) -> None:
    """Add what comes at once after what is known."""
    for each in assumed:
        after = {fold(event) for event in each.after}
        causes = [next((k for k in known if k.events - stops <= {event}), None) for event in sorted(after)]
        found = [cause for cause in causes if cause is not None]
        if len(found) < len(causes):
            continue
        by = found[0].by
        for cause in found[1:]:
            by = chosen(by, cause.by, latest=True)
        carried = frozenset[str]().union(*(cause.events & stops for cause in found))
        made = Known(frozenset({fold(each.event)}) | carried, by, None, tuple(found))
        if all(made.events != one.events for one in known):
            known.append(made)


def _shown(events: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(events))
