"""From the events of a case to the cycles of its clock: when it counted, paused, stopped, and what ended it.

Events of one instant are taken in this order: start, void and stop, then what begins a pausing state,
then what ends one, then continue and restart, then the rest; among equals by source order, then id. So a
stop and a reopening at one instant are a stop followed by a reopening, however they were delivered; and a
case opened and answered within the same minute of a log is answered. (A start counts only before the
first start, so taking it first moves nothing else.)

A pausing state holds whether or not the clock was started: one that still holds at the start pauses the
clock from there, one still open at the stop is cut off there, and one that still holds when the clock
goes on after a reopening pauses it again.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Literal, assert_never

from attrs import Factory

from sladsl.evaluate.clock import ACTIONS, CLOCK, ClockState
from sladsl.evaluate.events import Event
from sladsl.evaluate.intake import ALWAYS_KNOWN
from sladsl.evaluate.truth import folded
from sladsl.evaluate.verdicts import Segment
from sladsl.policy.model import Clause, Clock, Deadline, Policy, Subject, Transition
from sladsl.records import define, frozen

SegmentKind = Literal["counted", "paused", "stopped"]

_FIRST_START, _STOPPING, _PAUSING, _RESUMING, _STARTING = range(5)
_RANK = {
    "void": _STOPPING,
    "stop": _STOPPING,
    "continue": _STARTING,
    "restart": _STARTING,
    "start": _FIRST_START,
}


@frozen
class Role:
    """What one kind of event does to a clause's clock, and to its pausing states' spans (by number)."""

    rank: int
    transitions: tuple[Transition, ...]
    begins: frozenset[int]
    ends: frozenset[int]


@frozen
class Score:
    """All roles under a clause by event kind, and for each span the state it belongs to."""

    roles: Mapping[str, Role]
    span_states: tuple[str, ...]


@frozen
class Ending:
    """The event that ended a cycle for good."""

    at: int
    action: Literal["void", "restart"]
    kind: str


@frozen
class Cycle:
    """One run of the clock. `runs` are its stretches from a start or continuation to a stop (None: none yet).

    `segments` leave out stretches without length and what follows the last stop.
    """

    number: int
    started: int
    by: str  # the kind of the event that started it
    runs: tuple[tuple[int, int | None], ...]
    stopped: int | None
    ended: Ending | None
    segments: tuple[Segment, ...]


# (bound, instant of the cycle's start, of its stop, of the event)
InTime = Callable[[Deadline, int, int, int], bool]


def clock_of(policy: Policy, clause: Clause) -> Clock:
    """The clock the clause names; ValueError if the policy has none (it was not compiled by this package)."""
    for clock in policy.clocks:
        if folded(clock.name) == folded(clause.clock) and folded(clock.subject) == folded(clause.subject):
            return clock
    raise ValueError(f"the policy has no clock `{clause.clock}` of `{clause.subject}`")


def subject_of(policy: Policy, clause: Clause) -> Subject:
    """The subject the clause names; ValueError if the policy has none."""
    for subject in policy.subjects:
        if folded(subject.name) == folded(clause.subject):
            return subject
    raise ValueError(f"the policy has no subject `{clause.subject}`")


def score_of(policy: Policy, clause: Clause) -> Score:
    """What each kind of event of the clause's subject does under the clause."""
    clock = clock_of(policy, clause)
    pausing = {folded(name) for name in clause.pauses}
    spans = [
        (state.name, span)
        for state in policy.states
        if folded(state.name) in pausing and folded(state.subject) == folded(clause.subject)
        for span in state.spans
    ]
    roles = {}
    for kind in (*subject_of(policy, clause).events, ALWAYS_KNOWN):
        key = folded(kind)
        transitions = sorted(
            (t for t in clock.transitions if folded(t.event) == key), key=lambda t: ACTIONS.index(t.action)
        )
        begins = frozenset(n for n, (_, span) in enumerate(spans) if key in map(folded, span.begins))
        ends = frozenset(n for n, (_, span) in enumerate(spans) if key in map(folded, span.ends))
        ranks = [_RANK[t.action] for t in transitions]
        ranks += [_PAUSING] * bool(begins) + [_RESUMING] * bool(ends)
        if ranks:
            roles[kind] = Role(min(ranks), tuple(transitions), begins, ends)
    return Score(roles, tuple(name for name, _ in spans))


@define
class _Writer:
    """A cycle being written down."""

    number: int
    started: int
    by: str
    runs: list[tuple[int, int | None]] = Factory(list)
    segments: list[Segment] = Factory(list)
    kind: SegmentKind | None = None
    states: tuple[str, ...] = ()
    since: int = 0
    opened_by: str = ""

    def turn(self, event: Event, kind: SegmentKind | None, states: tuple[str, ...] = ()) -> None:
        """From this event on the clock is in another stretch; None: it has ended."""
        if kind == self.kind and states == self.states:
            return
        was_running, is_running = self.kind in ("counted", "paused"), kind in ("counted", "paused")
        if was_running and not is_running:
            self.runs[-1] = (self.runs[-1][0], event.at)
        elif is_running and not was_running:
            self.runs.append((event.at, None))
        trailing = self.kind == "stopped" and kind is None
        if self.kind is not None and self.since < event.at and not trailing:
            ids = (self.opened_by, event.id)
            self.segments.append(Segment(self.since, event.at, self.kind, self.states, ids))
        self.kind, self.states, self.since, self.opened_by = kind, states, event.at, event.id

    def cycle(self, ended: Ending | None, stopped: int | None) -> Cycle:
        segments = list(self.segments)
        if self.kind in ("counted", "paused"):
            segments.append(Segment(self.since, None, self.kind, self.states, (self.opened_by,)))
        return Cycle(self.number, self.started, self.by, tuple(self.runs), stopped, ended, tuple(segments))


def cycles_of(events: Iterable[Event], score: Score, in_time: InTime) -> tuple[Cycle, ...]:
    """Take the events one at a time. `in_time` says whether a continuation still comes within its bound."""
    state: ClockState = "not started"
    holding: set[int] = set()
    cycles: list[Cycle] = []
    writer: _Writer | None = None
    stopped: int | None = None

    def close(event: Event, action: Literal["void", "restart"]) -> None:
        nonlocal writer, stopped
        if writer is not None:
            writer.turn(event, None)
            cycles.append(writer.cycle(Ending(event.at, action, event.kind), stopped))
        writer, stopped = None, None

    def settle(event: Event) -> None:
        if state == "running" and writer is not None:
            states = tuple(dict.fromkeys(score.span_states[n] for n in sorted(holding)))
            writer.turn(event, "paused" if states else "counted", states)

    played = [(event, score.roles[event.kind]) for event in events if event.kind in score.roles]
    played.sort(key=lambda pair: (pair[0].at, pair[1].rank, pair[0].order, pair[0].id))
    for event, role in played:
        holding -= role.ends
        holding |= role.begins
        for transition in role.transitions:
            action = transition.action
            if (
                action == "continue"
                and stopped is not None
                and writer is not None
                and transition.within is not None
                and not in_time(transition.within, writer.started, stopped, event.at)
            ):
                action = "restart"
            step = CLOCK[state, action]
            match step.effect:
                case "nothing":
                    pass
                case "begins" | "begins anew":
                    close(event, "restart")
                    writer = _Writer(len(cycles) + 1, event.at, event.kind)
                case "stops":
                    assert writer is not None
                    writer.turn(event, "stopped")
                    stopped = event.at
                case "goes on":
                    stopped = None
                case "is void":
                    close(event, "void")
                case _:
                    assert_never(step.effect)
            state = step.after
            settle(event)
        settle(event)
    if writer is not None:
        cycles.append(writer.cycle(None, stopped))
    return tuple(cycles)
