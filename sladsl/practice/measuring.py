"""Can a clause be measured from the sources that are declared? Asked where one is declared of its subject."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import Factory

from sladsl.policy.conditions import Condition, fields_of
from sladsl.policy.forms import EVERY_SUBJECT_KNOWS, field_called
from sladsl.policy.measures import (
    CaseShare,
    Episodes,
    ShareDifference,
    StretchAverage,
    TimeShare,
)
from sladsl.policy.model import (
    Clause,
    Clock,
    Deadline,
    EndOf,
    Policy,
    Source,
    Subject,
    Whichever,
    WindowClause,
)
from sladsl.policy.names import fold
from sladsl.policy.states import (
    Announced,
    AnyState,
    Buckets,
    EventCount,
    ExceptState,
    FieldRatio,
    FieldValue,
    ReadingShare,
    SampleMeasure,
    Spans,
    StateRule,
    WhileReading,
    parts_of,
)
from sladsl.practice import measuring_errors
from sladsl.practice.promises import Promise, with_promises
from sladsl.practice.told import Told
from sladsl.records import define, frozen


@frozen
class Need:
    """At least one of these events, or of these fields, has to come; `what_for` says why, in words."""

    kind: str  # "event" or "field"
    names: tuple[str, ...]
    what_for: str


@define
class _Known:
    """What all sources of a subject tell of it, and the levels that tiers say its cases have."""

    events: set[str] = Factory(set)
    fields: set[str] = Factory(set)
    any_event: bool = False  # where a row is an event its name stands in the row

    def add(self, source: Source) -> None:
        self.any_event = self.any_event or source.row == "event"
        self.events |= {fold(each.event) for each in source.moments}
        self.events |= {fold(each.event) for each in source.changes}
        self.fields |= {fold(each.field) for each in source.fields}

    def meets(self, need: Need) -> bool:
        wanted = set(map(fold, need.names))
        if need.kind == "field":
            return bool(wanted & self.fields)
        return self.any_event or fold(EVERY_SUBJECT_KNOWS) in wanted or bool(wanted & self.events)


def unmeasured(policy: Policy) -> Iterator[Told]:
    """Promises that need an event or a field of which no source of their subject tells.

    Only of files that declare a source of it: where none does, the log is read as it is.
    """
    declared: dict[tuple[str, str], list[Source]] = {}
    known: dict[str, _Known] = {}
    for source in policy.sources:
        declared.setdefault((source.place.file, fold(source.subject)), []).append(source)
        known.setdefault(fold(source.subject), _Known()).add(source)
    if not declared:
        return
    subjects = {fold(subject.name): subject for subject in policy.subjects}
    tiered = {(fold(tier.agreement), fold(each.field)) for tier in policy.tiers for each in tier.cases}
    clocks = {(fold(clock.subject), fold(clock.name)): clock for clock in policy.clocks}
    for agreement, promises in with_promises(policy):
        for promise in promises:
            key = fold(promise.subject)
            sources = declared.get((promise.place.file, key), [])
            needs = _needs(policy, promise, subjects[key], clocks) if sources else ()
            for need in needs:
                by_tier = any((fold(agreement.id), fold(name)) in tiered for name in need.names)
                if not (known[key].meets(need) or (need.kind == "field" and by_tier)):
                    yield measuring_errors.no_source_tells(
                        promise, need.kind, need.names, need.what_for, sources
                    )


Clocks = Mapping[tuple[str, str], Clock]


def _needs(policy: Policy, promise: Promise, subject: Subject, clocks: Clocks) -> Iterator[Need]:
    if isinstance(promise, Clause):
        yield from _of_cases(policy, promise, subject, clocks)
    else:
        yield from _of_windows(promise, subject)


def _of_cases(policy: Policy, clause: Clause, subject: Subject, clocks: Clocks) -> Iterator[Need]:
    clock = clocks[fold(clause.subject), fold(clause.clock)]
    for actions, what_for in ((("start", "restart"), "start its clock"), (("stop",), "stop its clock")):
        events = tuple(each.event for each in clock.transitions if each.action in actions)
        if events:
            yield Need("event", events, what_for)
    for state in policy.states:
        paused = fold(state.name) in map(fold, clause.pauses) and fold(state.subject) == fold(clause.subject)
        if paused and (begins := tuple(event for span in state.spans for event in span.begins)):
            yield Need("event", begins, f"begin `{state.name}`")
    conditions = [clause.where, *(row.where for row in clause.rows)]
    group = clause.share.group if clause.share else ()
    deadlines = [row.deadline for row in clause.rows if row.deadline is not None] or [clause.deadline]
    ends = [name for each in deadlines for name in _end_fields(each)]
    yield from _fields(subject, conditions, [*group, *ends])


def _end_fields(deadline: Deadline) -> Iterator[str]:
    match deadline:
        case EndOf(field):
            yield field
        case Whichever(_, parts):
            for part in parts:
                yield from _end_fields(part)
        case _:
            pass


def _of_windows(clause: WindowClause, subject: Subject) -> Iterator[Need]:
    conditions = [clause.where]
    match clause.measure:
        case TimeShare(state) | Episodes(_, state):
            yield from _of_state(state.name, state.rule)
        case StretchAverage(_, measure):
            yield from _of_samples(measure)
        case CaseShare(condition):
            conditions.append(condition)
        case ShareDifference(more, less):
            conditions += [more, less]
        case FieldValue() | FieldRatio() | EventCount() | ReadingShare():
            yield from _of_samples(clause.measure)
        case _:
            pass
    yield from _fields(subject, conditions, clause.group)


def _of_samples(measure: SampleMeasure) -> Iterator[Need]:
    match measure:
        case FieldValue(field=field):
            yield Need("field", (field,), "measure it")
        case FieldRatio(part, whole):
            yield Need("field", (part,), "measure it")
            yield Need("field", (whole,), "measure it")
        case EventCount(events):
            yield Need("event", events, "measure it")
        case ReadingShare(events, _, condition, among):
            if events:
                yield Need("event", events, "measure it")
            asked = fields_of(condition) + (() if among is None else fields_of(among))
            yield from (Need("field", (name,), "measure it") for name in dict.fromkeys(asked))


def _of_state(name: str, rule: StateRule) -> Iterator[Need]:
    """What it takes to see the state ever: what it leaves out need not come, of several parts one does."""
    what_for = f"begin `{name}`"
    match rule:
        case Spans(spans):
            yield Need("event", tuple(event for span in spans for event in span.begins), what_for)
        case WhileReading(condition):
            yield Need("field", fields_of(condition), f"tell `{name}`")
        case Buckets(measure=measure):
            yield from _of_samples(measure)
        case Announced(event=event):
            yield Need("event", (event,), what_for)
        case ExceptState(base):
            yield from _of_state(name, base)
        case AnyState(parts):
            needs = [list(_of_state(name, part)) for part in parts]
            if all(len(each) == 1 and each[0].kind == "event" for each in needs):
                events = tuple(event for (need,) in needs for event in need.names)
                yield Need("event", events, what_for)
        case _:
            for part in parts_of(rule):
                yield from _of_state(name, part)


def _fields(
    subject: Subject, conditions: Iterable[Condition | None], others: Iterable[str]
) -> Iterator[Need]:
    asked = [name for each in conditions if each is not None for name in fields_of(each)]
    for name in dict.fromkeys([*asked, *others]):
        field = field_called(subject, name)
        if field is not None:  # else the key, which every row has
            yield Need("field", (field.name,), "tell its cases apart")
