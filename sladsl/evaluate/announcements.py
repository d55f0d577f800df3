"""Stretches announced beforehand: planned maintenance, and what becomes of a plan that changes.

Announcements are taken in the order in which they were made. One that gives no times, or an end that is not
after its begin, announces nothing. One made too late replaces an earlier one all the same, and is itself
none: what was planned is no longer planned, and what came of it was not announced in time.
"""

from collections.abc import Sequence

from sladsl.evaluate.deadlines import CANNOT_SAY
from sladsl.evaluate.events import Event
from sladsl.evaluate.state_spans import Held
from sladsl.evaluate.truth import folded, said
from sladsl.policy.states import Announced
from sladsl.policy.values import Instant, Value
from sladsl.worktime import Calendar
from sladsl.worktime.spans import clipped, merged, without

_Stretch = tuple[int, int, str | None, bool | None]  # begin, end, folded reference, whether in time


def announced(rule: Announced, events: Sequence[Event], as_of: int, calendar: Calendar | None) -> Held:
    """The announced stretches up to as of now; `calendar` is the one that the notice is counted on.

    Where the calendar does not know the days of the notice, it is unknown whether a stretch is one.
    """
    withdrawing = {folded(kind) for kind in rule.withdrawn}
    stretches: list[_Stretch] = []
    edges: dict[int, tuple[str, ...]] = {}

    def mark(instant: int, event: Event) -> None:
        edges[instant] = (*edges.get(instant, ()), event.id)

    for event in events:
        kind = folded(event.kind)
        reference = _reference(rule, event)
        if kind in withdrawing and (reference is not None or rule.reference is None):
            running = [stretch for stretch in stretches if stretch[2] == reference]
            if any(begin < event.at < end for begin, end, *_ in running):
                mark(event.at, event)
            stretches = [stretch for stretch in stretches if stretch[2] != reference]
            stretches += [(b, min(e, event.at), r, t) for b, e, r, t in running if b < event.at]
        if kind != folded(rule.event):
            continue
        if reference is not None:
            stretches = [each for each in stretches if each[2] != reference or each[0] <= event.at]
        times = _value(event, rule.begin_field), _value(event, rule.end_field)
        match times:
            case Instant(begin), Instant(end) if begin < end:
                in_time = _in_time(rule, event.at, begin, calendar)
                if in_time is not False:
                    stretches.append((begin, end, reference, in_time))
                    mark(begin, event)
                    mark(end, event)
            case _:
                pass
    first = min((begin for begin, *_ in stretches), default=0)
    holds = merged(clipped(((b, e) for b, e, _, in_time in stretches if in_time), first, as_of))
    unknown = merged(clipped(((b, e) for b, e, _, in_time in stretches if in_time is None), first, as_of))
    return Held(holds, without(unknown, holds), edges)


def _in_time(rule: Announced, at: int, begin: int, calendar: Calendar | None) -> bool | None:
    """Whether a stretch that begins then was announced early enough; None: the calendar does not say."""
    if calendar is None:
        return begin - at >= rule.notice_us
    try:
        if rule.notice_days:
            return calendar.end_of_working_day_us(at, rule.notice_days) <= begin
        return calendar.elapsed_us(at, begin) >= rule.notice_us
    except CANNOT_SAY:
        return None


def _reference(rule: Announced, event: Event) -> str | None:
    """The reference it goes by; None where it gives none."""
    value = None if rule.reference is None else _value(event, rule.reference)
    return None if value is None else folded(said(value))


def _value(event: Event, name: str) -> Value | None:
    return next((value for field, value in event.fields.items() if folded(field) == folded(name)), None)
