"""Can a clause be measured from the sources that are declared? Asked where one is declared of its subject."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from sladsl.policy.conditions import Condition, fields_of
from sladsl.policy.forms import EVERY_SUBJECT_KNOWS, field_called
from sladsl.policy.measures import (
    CaseShare,
    Episodes,
    ShareDifference,
    StretchAverage,
    TimeShare,
)
from sladsl.policy.model import Clause, Deadline, EndOf, Policy, Source, Subject, Whichever, WindowClause
from sladsl.policy.names import fold
from sladsl.policy.states import (
    Announced,
    Buckets,
    EventCount,
    FieldRatio,
    FieldValue,
    SampleMeasure,
    Spans,
    StateRule,
    WhileReading,
    parts_of,
)
from sladsl.practice import measuring_errors
from sladsl.practice.promises import Promise, promises_of
from sladsl.practice.told import Told


@frozen
class Need:
    """At least one of these events, or of these fields, has to come; `what_for` says why, in words."""

    kind: str  # "event" or "field"
    names: tuple[str, ...]
    what_for: str


def unmeasured(policy: Policy) -> Iterator[Told]:
    """Promises that need an event or a field of which no source of their subject tells."""
    subjects = {fold(subject.name): subject for subject in policy.subjects}
    for agreement in policy.agreements:
        for promise in promises_of(policy, agreement):
            sources = [each for each in policy.sources if fold(each.subject) == fold(promise.subject)]
            if not any(each.place.file == promise.place.file for each in sources):
                continue  # the log is read as it is, or by a source of another file that was not given
            subject = subjects[fold(promise.subject)]
            tiered = {
                fold(each.field)
                for tier in policy.tiers
                if fold(tier.agreement) == fold(agreement.id)
                for each in tier.cases
                if fold(each.subject) == fold(subject.name)
            }
            for need in _needs(policy, promise, subject):
                if not _is_met(need, sources, tiered):
                    yield measuring_errors.no_source_tells(
                        promise, need.kind, need.names, need.what_for, sources
                    )


def _is_met(need: Need, sources: Iterable[Source], tiered: set[str]) -> bool:
    wanted = set(map(fold, need.names))
    if need.kind == "field":
        told = {fold(each.field) for source in sources for each in source.fields}
        return bool(wanted & (told | tiered))
    return any(_tells(source, wanted) for source in sources)


def _tells(source: Source, events: set[str]) -> bool:
    """Whether a row can be one of the events; where a row is an event its name stands in the row."""
    if source.row == "event" or fold(EVERY_SUBJECT_KNOWS) in events:
        return True
    told = [each.event for each in source.moments] + [each.event for each in source.changes]
    return not events.isdisjoint(map(fold, told))


def _needs(policy: Policy, promise: Promise, subject: Subject) -> Iterator[Need]:
    if isinstance(promise, Clause):
        yield from _of_cases(policy, promise, subject)
    else:
        yield from _of_windows(promise, subject)


def _of_cases(policy: Policy, clause: Clause, subject: Subject) -> Iterator[Need]:
    clock = next(
        each
        for each in policy.clocks
        if (fold(each.subject), fold(each.name)) == (fold(clause.subject), fold(clause.clock))
    )
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
        case FieldValue() | FieldRatio() | EventCount():
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


def _of_state(name: str, rule: StateRule) -> Iterator[Need]:
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
