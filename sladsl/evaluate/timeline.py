"""Why a case has the elapsed time it has: its segments laid over the calendar, interval by interval."""

from collections.abc import Iterator
from datetime import timedelta

from attrs import evolve

from sladsl.evaluate.life import clock_of
from sladsl.evaluate.terms import calendar_of
from sladsl.evaluate.verdicts import CaseVerdict, Segment
from sladsl.policy.model import Clause, Policy
from sladsl.records import frozen
from sladsl.worktime import Calendar
from sladsl.worktime.civil import day_of, local_midnight_us


@frozen
class Interval:
    """A stretch that counted or did not (instants, half-open), and why.

    `why` is in words: "office hours open", "closed: Good Friday", "paused: waiting for customer",
    "excluded: planned maintenance of Email", "resolved, waiting for reopening". `calendar` is the calendar's
    name, `states` what paused or excluded it, `events` the ids of the events that began and ended it.
    `counted_us` is what it adds to the elapsed time: its length if it counted, unless it is a brief one that
    holds closed time too.
    """

    begin: int
    end: int
    counted: bool
    why: str
    calendar: str
    states: tuple[str, ...]
    events: tuple[str, ...]
    counted_us: int


def timeline(
    policy: Policy, clause: Clause, verdict: CaseVerdict, as_of: int, brief: bool = False
) -> tuple[Interval, ...]:
    """The life of a case's clock, without gap from its start to its stop, its end, or as of now.

    `as_of` is the judgement's (`Result.as_of`). The counted parts add up to `verdict.elapsed_us` exactly.
    A `brief` one has one interval a segment instead of one a working day and night. A verdict that was
    not reckoned (its reason says why) has no timeline.
    """
    named = policy.calendars[verdict.calendar or clause.calendar]
    calendar = calendar_of(named)
    said = clock_of(policy, clause).said
    stopped = f"{said[0] if said else 'stopped'}, waiting for reopening"
    found: list[Interval] = []
    for segment in verdict.segments:
        end = as_of if segment.end is None else segment.end
        if end == segment.begin:
            continue
        whole = Interval(
            segment.begin,
            end,
            False,
            stopped,
            named.name,
            segment.states,
            tuple(filter(None, segment.events)),
            counted_us=0,
        )
        match segment.kind:
            case "stopped":
                found.append(whole)
            case "paused":
                found.append(evolve(whole, why=f"paused: {' and '.join(segment.states)}"))
            case "excluded":
                found.append(evolve(whole, why=f"excluded: {' and '.join(segment.states)}"))
            case "counted" if brief:
                open_us = calendar.elapsed_us(segment.begin, end)
                why = f"{named.name} open" if open_us == end - segment.begin else f"while {named.name} open"
                found.append(
                    evolve(whole, counted=open_us > 0, why=why, counted_us=open_us)
                    if open_us
                    else evolve(whole, why=f"closed: {named.name}")
                )
            case "counted":
                pieces = list(_pieces(calendar, named.zone, named.name, whole))
                found.extend(_with_events(pieces, segment))
    return tuple(found)


def _pieces(calendar: Calendar, zone: str, name: str, whole: Interval) -> Iterator[Interval]:
    """A counted segment cut where the calendar opens and closes."""
    at = whole.begin
    for opens, closes in calendar.intervals_us(whole.begin, whole.end):
        yield from _closed(calendar, zone, whole, at, opens)
        yield evolve(
            whole, begin=opens, end=closes, counted=True, why=f"{name} open", counted_us=closes - opens
        )
        at = closes
    yield from _closed(calendar, zone, whole, at, whole.end)


def _closed(calendar: Calendar, zone: str, whole: Interval, begin: int, end: int) -> Iterator[Interval]:
    """A closed stretch, cut at the midnights between different reasons."""
    while begin < end:
        why = calendar.why_closed(begin)
        until = begin
        while until < end and (until == begin or calendar.why_closed(until) == why):
            until = min(end, _next_midnight(zone, until))
        yield evolve(whole, begin=begin, end=until, why=f"closed: {why}" if why else "closed")
        begin = until


def _next_midnight(zone: str, instant: int) -> int:
    day = day_of(instant, zone) + timedelta(days=1)
    # In a zone that leaves out a day, two dates begin at one instant.
    while (midnight := local_midnight_us(day, zone)) <= instant:
        day += timedelta(days=1)
    return midnight


def _with_events(pieces: list[Interval], segment: Segment) -> Iterator[Interval]:
    """The event that opened the segment stands at its first piece, the one that closed it at its last."""
    last = len(pieces) - 1
    for index, piece in enumerate(pieces):
        opened = segment.events[:1] if index == 0 else ()
        closed = segment.events[1:] if index == last else ()
        yield evolve(piece, events=tuple(id for id in opened + closed if id))
