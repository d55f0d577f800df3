"""Stretches announced beforehand: planned maintenance, and what becomes of a plan that changes.

Announcements are taken in the order in which they were made. One that gives no times, or an end that is not
after its begin, announces nothing. One made too late replaces an earlier one all the same, and is itself
none: what was planned is no longer planned, and what came of it was not announced in time.
"""

from collections.abc import Sequence

from sladsl.evaluate.events import Event
from sladsl.evaluate.state_spans import Held
from sladsl.evaluate.truth import folded, said
from sladsl.policy.states import Announced
from sladsl.policy.values import Instant, Value
from sladsl.worktime.spans import clipped, merged

_Stretch = tuple[int, int, str | None]  # begin, end, folded reference


def announced(rule: Announced, events: Sequence[Event], as_of: int) -> Held:
    """The announced stretches up to as of now."""
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
            if any(begin < event.at < end for begin, end, _ in running):
                mark(event.at, event)
            stretches = [stretch for stretch in stretches if stretch[2] != reference]
            stretches += [(b, min(e, event.at), r) for b, e, r in running if b < event.at]
        if kind != folded(rule.event):
            continue
        if reference is not None:
            stretches = [each for each in stretches if each[2] != reference or each[0] <= event.at]
        times = _value(event, rule.begin_field), _value(event, rule.end_field)
        match times:
            case Instant(begin), Instant(end) if begin < end and begin - event.at >= rule.notice_us:
                stretches.append((begin, end, reference))
                mark(begin, event)
                mark(end, event)
            case _:
                pass
    return Held(merged(clipped(((b, e) for b, e, _ in stretches), _first(stretches), as_of)), [], edges)


def _first(stretches: Sequence[_Stretch]) -> int:
    return min((begin for begin, _, _ in stretches), default=0)


def _reference(rule: Announced, event: Event) -> str | None:
    """The reference it goes by; None where it gives none."""
    value = None if rule.reference is None else _value(event, rule.reference)
    return None if value is None else folded(said(value))


def _value(event: Event, name: str) -> Value | None:
    return next((value for field, value in event.fields.items() if folded(field) == folded(name)), None)
