"""Events as they come, made ready: spelled as the vocabulary declares, each once, by case and in order.

- Subjects, kinds and field names are found by any of their forms (`names.fold`) and take their declared
  spelling; so does the value of a "one of" field. A value outside its list stays as it is: conditions on it
  are unknown.
- An event whose subject or kind the vocabulary does not know is counted and named, and has no part in any
  verdict. Every subject knows `updated`. A field the vocabulary does not know is carried and never read.
- Events of one subject with the same id are one event. If they differ, the one that is earliest, then
  first in source order, then first in spelling is taken, so that the order of delivery decides nothing.
- Every event is used, duplicate or unknown. One later than the as-of instant is used: it was read and
  understood, and is merely not seen yet.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from attrs import evolve

from sladsl.evaluate.events import Event
from sladsl.evaluate.truth import folded
from sladsl.evaluate.verdicts import EventCounts
from sladsl.policy.catalogue import Service
from sladsl.policy.forms import EVERY_SUBJECT_KNOWS, events_by_name, names_of, values_by_name
from sladsl.policy.model import Field, Subject
from sladsl.policy.values import Text, Value
from sladsl.records import frozen
from sladsl.worktime.civil import FIRST_YEAR, LAST_YEAR, local_midnight_us

ALWAYS_KNOWN = EVERY_SUBJECT_KNOWS

# The years that calendars answer for, less one at each side: windows reach beyond the instants in them.
_FIRST_US = local_midnight_us(date(FIRST_YEAR + 1, 1, 1), "UTC")
_LAST_US = local_midnight_us(date(LAST_YEAR, 1, 1), "UTC") - 1


class OutsideYears(ValueError):  # noqa: N818 (the name says what is wrong)
    """An instant that cannot be judged: no calendar answers for its year."""


@frozen
class Intake:
    """The used events by declared subject and case, each case's in order, and what became of all."""

    cases: dict[str, dict[str, tuple[Event, ...]]]
    counts: EventCounts
    unknown_kinds: tuple[tuple[str, int], ...]  # most frequent first
    last: int | None  # the instant of the last used event


_THING = "service"  # the subject whose cases have names that the policy declares


class _Vocabulary:
    """One subject's spellings. Raw names repeat by the thousand, so each is folded once."""

    def __init__(self, subject: Subject, things: Mapping[str, str]) -> None:
        self.name = subject.name
        self._things = things  # the services by their further names, folded
        self._is_thing = folded(subject.name) == _THING
        self._kinds = {folded(name): kind for name, kind in events_by_name(subject)}
        self._fields: dict[str, Field] = {
            folded(name): field for field in subject.fields for name in names_of(field)
        }
        self._one_of = {
            key: {folded(name): Text(value) for name, value in values_by_name(field)}
            for key, field in self._fields.items()
            if field.type == "one of"
        }

    def kind(self, raw: str) -> str | None:
        return self._kinds.get(folded(raw))

    def case(self, raw: str) -> str:
        return self._things.get(folded(raw), raw) if self._is_thing and self._things else raw

    def fields(self, raw: Mapping[str, Value]) -> dict[str, Value]:
        return dict(self._field(name, value) for name, value in raw.items())

    def _field(self, raw: str, value: Value) -> tuple[str, Value]:
        key = folded(raw)
        declared = self._fields.get(key)
        if isinstance(value, Text) and key in self._one_of:
            value = self._one_of[key].get(folded(value.text), value)
        if isinstance(value, Text) and declared is not None and self._things:
            named = self._things.get(folded(value.text)) if folded(declared.name) == _THING else None
            value = value if named is None else Text(named)
        return (raw if declared is None else declared.name), value


def checked(instant: int) -> int:
    """The instant itself. Raises OutsideYears, a ValueError, outside the years 1901 to 2198."""
    if not _FIRST_US <= instant <= _LAST_US:
        raise OutsideYears(f"{instant} microseconds since 1970 lie outside the years 1901 to 2198")
    return instant


def take_in(subjects: Iterable[Subject], events: Iterable[Event], services: Iterable[Service] = ()) -> Intake:
    """Sort the events out; one entry an event is held in memory. Raises OutsideYears."""
    vocabularies = {}
    things = {folded(form): service.name for service in services for form in service.forms}
    for subject in subjects:
        vocabulary = _Vocabulary(subject, things)
        for name in (*subject.plurals, subject.name):
            vocabularies[folded(name)] = vocabulary
    known: dict[tuple[str, str], Event] = {}
    unknown: Counter[str] = Counter()
    read = duplicate = 0
    for event in events:
        read += 1
        found = vocabularies.get(folded(event.subject))
        kind = found.kind(event.kind) if found else None
        if found is None or kind is None:
            unknown[event.kind if found else f"{event.kind} of {event.subject}"] += 1
            continue
        case = found.case(event.case)
        if (kind, found.name, case) != (event.kind, event.subject, event.case) or event.fields:
            fields = found.fields(event.fields)
            event = evolve(event, subject=found.name, kind=kind, case=case, fields=fields)
        checked(event.at)
        identity = (event.subject, event.id)
        if identity in known:
            duplicate += 1
            event = min(known[identity], event, key=_precedence)
        known[identity] = event
    cases: dict[str, dict[str, list[Event]]] = {}
    for event in known.values():
        cases.setdefault(event.subject, {}).setdefault(event.case, []).append(event)
    return Intake(
        cases={
            subject: {case: tuple(sorted(of_case, key=in_order)) for case, of_case in by_case.items()}
            for subject, by_case in cases.items()
        },
        counts=EventCounts(
            read=read, used=len(known), duplicate=duplicate, unknown=unknown.total(), rejected=0
        ),
        unknown_kinds=tuple(sorted(unknown.items(), key=lambda item: (-item[1], item[0]))),
        last=max((event.at for event in known.values()), default=None),
    )


def in_order(event: Event) -> tuple[int, int, str]:
    """The order of a case's events where no clock has a say: by instant, source order, id."""
    return event.at, event.order, event.id


def _precedence(event: Event) -> tuple[int, int, str, str, str]:
    return event.at, event.order, event.case, event.kind, repr(sorted(event.fields.items(), key=str))
