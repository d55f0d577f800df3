"""Events that bring a state about in given spans, and in no others.

What comes out is played back by the evaluator before anybody sees it, so that a state that depends on more
than is looked at here makes no wrong answer, but none.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product

from sladsl.evaluate.truth import truth
from sladsl.policy.conditions import Both, Compared, Condition, Either, IsKnown, IsOneOf, Not, fields_of
from sladsl.policy.model import Field, Subject
from sladsl.policy.names import fold
from sladsl.policy.states import (
    AllStates,
    Announced,
    AnyState,
    Bridged,
    Buckets,
    Capped,
    During,
    ExceptState,
    FieldRatio,
    FieldValue,
    Lasting,
    ReadingShare,
    Spans,
    StateRule,
    Successive,
    WhileReading,
)
from sladsl.policy.values import Instant, Length, Number, Text, Value
from sladsl.underpinning.answers import Happening
from sladsl.worktime.civil import DAY_US
from sladsl.worktime.spans import merged, without

Span = tuple[int, int]
MOST_READINGS = 60_000
_EARLY = 90 * DAY_US  # an announcement whose notice is counted on a calendar is made so long before


class CannotDrive(ValueError):  # noqa: N818 (it says what cannot be done)
    """The state cannot be brought about by events alone, or by too many; the message says which and why."""


def driven(
    rule: StateRule, subject: Subject, service: str, holds: Sequence[Span], seen: Span, tag: str = ""
) -> Iterator[Happening]:
    """Events by which the state holds in `holds`, and nowhere else in the span `seen`. Raises CannotDrive.

    `tag` sets references apart from those of other states.
    """
    match rule:
        case Spans(spans):
            for begin, end in holds:
                yield Happening(begin, subject.name, service, spans[0].begins[0])
                yield Happening(end, subject.name, service, spans[0].ends[0])
            if not holds or holds[0][0] > seen[0]:
                yield Happening(seen[0], subject.name, service, spans[0].ends[0])
        case AnyState((first, *_)):
            yield from driven(first, subject, service, holds, seen, tag)
        case ExceptState(of) | Lasting(of) | Bridged(of) | Capped(of):
            yield from driven(of, subject, service, holds, seen, tag)
        case AllStates(parts):
            for number, part in enumerate(each for each in parts if not isinstance(each, During)):
                yield from driven(part, subject, service, holds, seen, f"{tag}{number}")
        case WhileReading():
            yield from _read(rule, subject, service, holds, seen)
        case Successive(reading, least):
            yield from _read(reading, subject, service, holds, seen, least)
        case Buckets():
            yield from _counted(rule, subject, service, holds)
        case Announced():
            for number, (begin, end) in enumerate(holds, 1):
                fields: dict[str, Value] = {rule.begin_field: Instant(begin), rule.end_field: Instant(end)}
                if rule.reference is not None:
                    fields[rule.reference] = Text(f"PLAN{tag}-{number}")
                by_calendar = rule.notice_days or rule.notice_calendar
                at = begin - (_EARLY if by_calendar else rule.notice_us)
                yield Happening(at, subject.name, service, rule.event, fields)
        case During() | _:
            raise CannotDrive("a calendar says when it holds")


def _read(
    rule: WhileReading, subject: Subject, service: str, holds: Sequence[Span], seen: Span, least: int = 1
) -> Iterator[Happening]:
    """A reading where something changes, and again before the last one is too old."""
    bad, good = told(rule.condition, subject)
    kind = next((event for event in subject.events if fold(event) == "checked"), "updated")
    pieces = [(begin, end, bad) for begin, end in holds]
    pieces += [(begin, end, good) for begin, end in without([seen], merged(holds))]
    step = rule.stale_us
    if step is not None and sum((end - begin) // step + 1 for begin, end, _ in pieces) > MOST_READINGS:
        raise CannotDrive("it would take too many readings to tell of it")
    for begin, end, values in sorted(pieces, key=lambda piece: piece[:2]):
        longest = max((end - begin) // least, 1)  # so that there are so many of them in every piece
        for at in range(begin, end, min(step or longest, longest)):
            yield Happening(at, subject.name, service, kind, values)


def told(condition: Condition, subject: Subject) -> tuple[dict[str, Value], dict[str, Value]]:
    """Values of the condition's fields of which it is true, and others of which it is not."""
    fields = {fold(field.name): field for field in subject.fields}
    names = [fold(name) for name in fields_of(condition)]
    found: dict[bool, dict[str, Value]] = {}
    for values in product(*(_values(name, condition, fields) for name in names)):
        given = dict(zip(names, values))
        answer = truth(condition, given, fields)
        if isinstance(answer, bool):
            found.setdefault(answer, {fields[name].name: value for name, value in given.items()})
    if len(found) < 2:
        raise CannotDrive("no readings were found that bring it about and end it")
    return found[True], found[False]


def _values(name: str, condition: Condition, fields: Mapping[str, Field]) -> list[Value]:
    """Values of a field beside and between all that it is compared with."""
    field = fields.get(name)
    found: list[Value] = [Text(value) for value in field.values] if field else []
    for value in _compared_with(name, condition):
        match value:
            case Number(number, unit):
                found += [Number(number + step, unit) for step in (Decimal(-1), Decimal(0), Decimal(1))]
            case Length(us):
                found += [Length(max(us + step, 0)) for step in (-1_000, 0, 1_000)]
            case Text():
                found += [value, Text(f"not {value.text}")]
            case _:
                raise CannotDrive("it depends on a date")
    return found


def _compared_with(name: str, condition: Condition) -> list[Value]:
    match condition:
        case IsOneOf(field, values):
            return list(values) if fold(field) == name else []
        case Compared(field, _, value):
            return [value] if fold(field) == name else []
        case Not(inner):
            return _compared_with(name, inner)
        case Both(parts) | Either(parts):
            return [value for part in parts for value in _compared_with(name, part)]
        case IsKnown():
            return []


def _counted(rule: Buckets, subject: Subject, service: str, holds: Sequence[Span]) -> Iterator[Happening]:
    """Data in the whole stretches that lie within the spans; none elsewhere."""
    if rule.without_data != "no":
        raise CannotDrive("data would be needed for every stretch")
    if rule.least > 1:
        raise CannotDrive("so much data would be needed for each stretch")
    target, fields, kind = rule.target, dict[str, Value](), "updated"
    by_name = {fold(field.name): field for field in subject.fields}
    more = target.order in ("above", "at least")
    all_does = (more and target.bound < 1) or target.order == "at least"  # a share of 100%
    match rule.measure:
        case FieldRatio(part, whole) if all_does:
            units = [by_name[fold(name)].unit for name in (part, whole)]
            fields = {part: Number(Decimal(100), units[0]), whole: Number(Decimal(100), units[1])}
        case ReadingShare(events, _, condition, among) if all_does:
            asked = condition if among is None else Both((among, condition))
            fields, kind = told(asked, subject)[0], events[0] if events else kind
        case FieldValue(field=name) if more:
            bound = int(target.bound) + 1
            of_length = by_name[fold(name)].type == "length"
            fields = {name: Length(bound) if of_length else Number(Decimal(bound), by_name[fold(name)].unit)}
        case _:
            raise CannotDrive("no data was found that brings it about")
    if sum((end - begin) // rule.us for begin, end in holds) > MOST_READINGS:
        raise CannotDrive("it would take too many stretches to tell of it")
    for begin, end in holds:
        for at in range(-(-begin // rule.us) * rule.us, end - rule.us + 1, rule.us):
            yield Happening(at, subject.name, service, kind, fields)
