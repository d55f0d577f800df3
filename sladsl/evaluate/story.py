"""What is known of one case as of an instant."""

from bisect import bisect_right

from attrs import evolve

from sladsl.evaluate.events import Event
from sladsl.evaluate.truth import Values, folded
from sladsl.records import frozen


@frozen
class Story:
    """A case's events, in order and each once, and its field values from each instant on that set some.

    All events of one instant set their fields at that instant, the last in source order prevailing.
    """

    events: tuple[Event, ...]
    instants: tuple[int, ...]
    values: tuple[Values, ...]

    @classmethod
    def of(cls, events: tuple[Event, ...], as_of: int) -> "Story":
        """The story so far: nothing later than `as_of`. `events` are in order (`intake.in_order`)."""
        seen = tuple(event for event in events if event.at <= as_of)
        instants: list[int] = []
        values: list[Values] = []
        for event in seen:
            if not event.fields:
                continue
            known = {**values[-1]} if values else {}
            known.update((folded(name), value) for name, value in event.fields.items())
            if instants and instants[-1] == event.at:
                values[-1] = known
            else:
                instants.append(event.at)
                values.append(known)
        return cls(_once(seen), tuple(instants), tuple(values))

    def at(self, instant: int) -> Values:
        """The values known at an instant, by folded field name."""
        index = bisect_right(self.instants, instant)
        return self.values[index - 1] if index else {}

    def changes(self, begin: int, end: int) -> tuple[int, ...]:
        """The instants after `begin` and up to `end` at which fields were set."""
        return self.instants[bisect_right(self.instants, begin) : bisect_right(self.instants, end)]


def _once(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """What was told again is left out, and what it told again has the fields as they were told last."""
    if not any(event.again for event in events):
        return events
    happened: list[Event] = []
    place: dict[tuple[int, str], int] = {}
    for event in events:
        key = event.at, folded(event.kind)
        if event.again and key in place:
            told = happened[place[key]]
            happened[place[key]] = evolve(told, fields={**told.fields, **event.fields})
        else:
            place[key] = len(happened)
            happened.append(event)
    return tuple(happened)
