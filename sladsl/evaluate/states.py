"""When a state holds, worked out from a case's events up to an instant.

- Spans: at one instant what begins a span comes before what ends one, as for a clock that pauses.
- A case without any event is unknown, except for what a calendar alone says.
- A calendar is unknown outside the days whose holidays it knows.
- Whether a state lasts, is bridged or is within its cap depends on what was before, so that it is worked out
  from a begin early enough for that to be seen (`begin_for`).
"""

from collections.abc import Mapping, Sequence
from typing import assert_never

from attrs import evolve

from sladsl.evaluate.announcements import announced
from sladsl.evaluate.declarations import refused
from sladsl.evaluate.events import Event
from sladsl.evaluate.readings import buckets, while_reading
from sladsl.evaluate.state_spans import (
    Held,
    all_of,
    any_of,
    bridged,
    capped,
    capped_count,
    except_for,
    lasting,
)
from sladsl.evaluate.story import Story
from sladsl.evaluate.truth import folded
from sladsl.evaluate.windows import windows_between
from sladsl.policy.model import Agreement, Field
from sladsl.policy.states import (
    AllStates,
    Announced,
    AnyState,
    Bridged,
    Buckets,
    Capped,
    CappedCount,
    During,
    ExceptState,
    FromUntil,
    Lasting,
    Spans,
    StateRule,
    Successive,
    WhileReading,
    parts_of,
)
from sladsl.records import frozen
from sladsl.worktime import Calendar
from sladsl.worktime.spans import merged, without

_BEGINS, _ENDS = range(2)
_LONGEST_OPENING = 32 * 86_400_000_000


@frozen
class Ground:
    """What states are worked out from: the story from `begin` up to `as_of` (instants, half-open)."""

    story: Story
    fields: Mapping[str, Field]  # the subject's, by folded name
    calendars: Mapping[str, Calendar]  # by id
    agreement: Agreement
    begin: int
    as_of: int
    # whether what only events say is known not to be where there is none: an exclusion rests on a record
    unrecorded_is_nothing: bool = False


def held(rule: StateRule, ground: Ground) -> Held:
    """When the state holds and when it is unknown."""
    begin, as_of, story = ground.begin, ground.as_of, ground.story
    match rule:
        case AnyState(parts):
            return any_of([held(part, ground) for part in parts])
        case AllStates(parts):
            return all_of([held(part, ground) for part in parts])
        case ExceptState(base, less):
            return except_for(held(base, ground), held(less, ground))
        case Lasting(of, us):
            return lasting(held(of, ground), us, as_of)
        case Bridged(of, us):
            return bridged(held(of, ground), us, as_of)
        case Capped(of, us, window):
            windows = windows_between(window, ground.agreement, begin, as_of)
            return capped(held(of, ground), us, windows)
        case CappedCount(of, count, window):
            windows = windows_between(window, ground.agreement, begin, as_of)
            return capped_count(held(of, ground), count, windows, ground.agreement.begins)
        case During(calendar):
            return _during(ground.calendars[calendar], begin, as_of)
        case Spans() | Announced() if not story.events and ground.unrecorded_is_nothing:
            return Held([], [], {})
        case _ if not story.events:
            return Held([], merged([(begin, as_of)]), {})
        case Spans(spans):
            return _declared(spans, ground)
        case WhileReading():
            return while_reading(rule, story, ground.fields, begin, as_of)
        case Successive(reading, least):
            return while_reading(reading, story, ground.fields, begin, as_of, least)
        case Buckets():
            return buckets(rule, story, ground.fields, begin, as_of)
        case Announced():
            id = rule.notice_calendar
            return announced(rule, story.events, as_of, None if id is None else ground.calendars[id])
        case _:
            assert_never(rule)


def begin_for(rules: Sequence[StateRule], agreement: Agreement, first: int) -> int:
    """From when on these states have to be worked out to be right from `first` on."""
    parts = [part for rule in rules for part in _all_parts(rule)]
    reach = sum(part.us for part in parts if isinstance(part, Lasting | Bridged))
    begin = first - reach
    for part in parts:
        if isinstance(part, Capped | CappedCount):
            windows = windows_between(part.window, agreement, first - reach, max(first, agreement.begins))
            begin = min([begin, *(opens for opens, _ in windows[:1])])
        if isinstance(part, CappedCount):  # whether an opening began in the window or goes on in it
            begin -= _LONGEST_OPENING
    return begin - reach


def _all_parts(rule: StateRule) -> list[StateRule]:
    """The rule and all it is made of."""
    return [rule, *(part for each in parts_of(rule) for part in _all_parts(each))]


def _during(calendar: Calendar, begin: int, as_of: int) -> Held:
    known = max(begin, calendar.known_from_us), min(as_of, calendar.known_until_us)
    return Held(list(calendar.intervals_us(*known)), without([(begin, as_of)], merged([known])), {})


def _declared(spans: Sequence[FromUntil], ground: Ground) -> Held:
    """Spans by the events of those who may declare the state; and what they would be by all events."""
    events, as_of = ground.story.events, ground.as_of
    why = {event.id: reason for event in events if (reason := refused(ground.agreement, event))}
    held = _spans(spans, [event for event in events if event.id not in why], as_of)
    if not why:
        return held
    every = _spans(spans, events, as_of)
    told = []
    for span in without(every.holds, held.holds):
        begun = [event for event in events if event.id in why and event.at <= span[0]]
        told.append((span, why[begun[-1].id] if begun else ""))
    return evolve(held, refused=tuple(told))


def _spans(spans: Sequence[FromUntil], events: Sequence[Event], as_of: int) -> Held:
    begins: dict[str, set[int]] = {}
    ends: dict[str, set[int]] = {}
    for number, span in enumerate(spans):
        for kinds, found in ((span.begins, begins), (span.ends, ends)):
            for kind in kinds:
                found.setdefault(folded(kind), set()).add(number)
    played = []
    for event in events:
        kind = folded(event.kind)
        if kind in begins or kind in ends:
            rank = _BEGINS if kind in begins else _ENDS
            played.append(((event.at, rank, event.order, event.id), kind))
    holding: set[int] = set()
    holds: list[tuple[int, int]] = []
    edges: dict[int, tuple[str, ...]] = {}
    since = 0
    for (at, _, _, id), kind in sorted(played):
        before = bool(holding)
        holding = holding - ends.get(kind, set()) | begins.get(kind, set())
        if before == bool(holding):
            continue
        edges[at] = (*edges.get(at, ()), id)
        if holding:
            since = at
        else:
            holds.append((since, at))
    if holding:
        holds.append((since, as_of))
    return Held(merged(holds), [], edges)
