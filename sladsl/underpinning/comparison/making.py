"""Events that make a state hold from one instant to another, and not hold, as far as is known, around it."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import chain, product

from sladsl.evaluate.samples import meets
from sladsl.policy.conditions import Both, Condition, Not, fields_of
from sladsl.policy.model import Subject
from sladsl.policy.names import fold
from sladsl.policy.regions import holds, points_of
from sladsl.policy.states import (
    AllStates,
    Announced,
    AnyState,
    Bridged,
    Buckets,
    Capped,
    CappedCount,
    During,
    EventCount,
    ExceptState,
    FieldRatio,
    FieldValue,
    Lasting,
    ReadingShare,
    SampleMeasure,
    Spans,
    StateRule,
    Successive,
    Target,
    WhileReading,
)
from sladsl.policy.values import Instant, Length, Number, Text, Value
from sladsl.records import frozen
from sladsl.underpinning.answers import Happening
from sladsl.underpinning.comparison.cells import spoken
from sladsl.underpinning.comparison.hours import DAY

Span = tuple[int, int]
MOST_READINGS = 30_000
MOST_AT_ONCE = 1_000  # events of one instant


@frozen
class Thing:
    """What the state is of: a case of a subject. All is known of it within `known`."""

    subject: Subject
    case: str
    known: Span

    def event(self, at: int, kind: str, fields: Mapping[str, Value] | None = None) -> Happening:
        """Something that happens to it."""
        return Happening(at, self.subject.name, self.case, kind, dict(fields or {}))


def made(rule: StateRule, spans: list[Span], thing: Thing) -> list[Happening] | None:
    """Events by which the state holds in the spans (in order, apart) and not around; None: not known how."""
    match rule:
        case Spans(several):
            if not several or not several[0].begins or not several[0].ends:
                return None
            begins, ends = several[0].begins[0], several[0].ends[0]
            return [each for a, b in spans for each in (thing.event(a, begins), thing.event(b, ends))]
        case WhileReading(condition, stale_us):
            return _read(condition, stale_us, spans, thing)
        case Successive(WhileReading(condition, stale_us), least):
            return _read(condition, stale_us, spans, thing, least)
        case Announced():
            return [_announced(rule, span, n, thing) for n, span in enumerate(spans, 1)]
        case Buckets():
            return _bucketed(rule, spans, thing)
        case AnyState(parts):
            return _first_made(parts, spans, thing)
        case AllStates(parts):
            return _all_made([(part, spans) for part in parts], thing)
        case ExceptState(base, less):
            return _all_made([(base, spans), (less, [])], thing)
        case Lasting(of) | Bridged(of) | Capped(of) | CappedCount(of):
            return made(of, spans, thing)
        case During():
            return []  # it holds when it does; whether that suits is seen when the log is judged


def _first_made(parts: tuple[StateRule, ...], spans: list[Span], thing: Thing) -> list[Happening] | None:
    for index in range(len(parts)):
        chosen = [(part, spans if n == index else []) for n, part in enumerate(parts)]
        if not isinstance(parts[index], During) and (found := _all_made(chosen, thing)) is not None:
            return found
    return None


def _all_made(parts: list[tuple[StateRule, list[Span]]], thing: Thing) -> list[Happening] | None:
    found: list[Happening] = []
    for part, spans in parts:
        events = made(part, spans, thing)
        if events is None:
            return None
        found += events
    return found


def _read(
    condition: Condition, stale_us: int | None, spans: list[Span], thing: Thing, least: int = 1
) -> list[Happening] | None:
    inside, outside = reading(condition, True, thing.subject), reading(condition, False, thing.subject)
    kind = _a_kind(thing)
    if inside is None or outside is None:
        return None
    edges = sorted({thing.known[0], *(edge for span in spans for edge in span)})
    step = stale_us or thing.known[1] - thing.known[0]
    found: list[Happening] = []
    for begin, end in zip(edges, [*edges[1:], max(thing.known[1], edges[-1] + 1)]):
        held = any(a <= begin < b for a, b in spans)
        if least > 1:  # so many of them in every span
            step = min(stale_us or end - begin, max((end - begin) // least, 1))
        if (end - begin) // step > MOST_READINGS:
            return None
        found += [thing.event(at, kind, inside if held else outside) for at in range(begin, end, step)]
    return found


def reading(condition: Condition, wanted: bool, subject: Subject) -> dict[str, Value] | None:
    """Values of the fields for which a condition is true, or false."""
    fields = [each for each in subject.fields if fold(each.name) in map(fold, fields_of(condition))]
    names = [each.name for each in fields]
    points = [[point for point in points_of(each, [condition]) if point is not None] for each in fields]
    for values in product(*points):
        if holds(condition, dict(zip(names, values))) is wanted:
            said = {name: spoken(value, name) for name, value in zip(names, values)}
            return {name: value for name, value in said.items() if value is not None}
    return None


def _a_kind(thing: Thing) -> str:
    """An event that says nothing by itself."""
    return next(
        (kind for kind in thing.subject.events if fold(kind) in ("checked", "measured", "read")), "updated"
    )


def _announced(rule: Announced, span: Span, number: int, thing: Thing) -> Happening:
    early = rule.notice_us + rule.notice_days * 5 * DAY + 10 * DAY
    said: dict[str, Value] = {rule.begin_field: Instant(span[0]), rule.end_field: Instant(span[1])}
    if rule.reference is not None:
        said[rule.reference] = Text(f"R-{number}")
    return thing.event(span[0] - early, rule.event, said)


def _bucketed(rule: Buckets, spans: list[Span], thing: Thing) -> list[Happening] | None:
    """An event in each bucket wholly in a span, by which it counts; in others one by which it does not."""
    within = spans if rule.without_data == "no" else [thing.known]  # elsewhere none is needed
    numbers = [range(-(-a // rule.us), b // rule.us) for a, b in within]
    inside = sample(rule.measure, beyond(rule.target, True), thing.subject)
    outside = sample(rule.measure, beyond(rule.target, False), thing.subject)
    if rule.least > 1 or inside is None or outside is None:
        return None
    if sum(map(len, numbers)) * max(len(inside), len(outside)) > MOST_READINGS:
        return None
    found: list[Happening] = []
    for number in chain.from_iterable(numbers):
        begin, end = number * rule.us, (number + 1) * rule.us
        held = any(a <= begin and end <= b for a, b in spans)
        found += [thing.event(begin, kind, said) for kind, said in (inside if held else outside)]
    return found


def beyond(target: Target, wanted: bool) -> list[Fraction]:
    """Values that a target holds of, or does not, plain ones first."""
    bounds = [target.bound, *([] if target.upper is None else [target.upper])]
    around = [
        value
        for each in bounds
        for value in (each, each + 1, each / 2, each * 2, each - 1, each - Fraction(1, 100))
    ]
    every = [*around, Fraction(0), Fraction(1), Fraction(1, 2)]
    return [value for value in every if value >= 0 and meets(target, value) is wanted]


Told = list[tuple[str, dict[str, Value]]]  # events of one instant: kind and fields


def sample(measure: SampleMeasure, values: list[Fraction], subject: Subject) -> Told | None:
    """Events of one instant that measure one of the values."""
    for value in values:
        if (found := _sample(measure, value, subject)) is not None:
            return found
    return None


def _sample(measure: SampleMeasure, value: Fraction, subject: Subject) -> Told | None:
    match measure:
        case EventCount(kinds):
            whole = value.denominator == 1 and 0 <= value <= MOST_AT_ONCE
            return [(kinds[0], {})] * int(value) if whole and kinds else None
        case FieldValue(_, name):
            given = number(name, value, subject)
            return None if given is None else [("updated", {name: given})]
        case FieldRatio(part, whole_name):
            if not 0 <= value <= 1:
                return None
            over = number(part, Fraction(value.numerator), subject)
            under = number(whole_name, Fraction(value.denominator), subject)
            return None if over is None or under is None else [("updated", {part: over, whole_name: under})]
        case ReadingShare(events, _, condition, among):
            if not 0 <= value <= 1 or value.denominator > MOST_AT_ONCE:
                return None
            asked = () if among is None else (among,)
            good = reading(Both((*asked, condition)), True, subject)
            bad = reading(Both((*asked, Not(condition))), True, subject)
            if good is None or bad is None:
                return None
            kind = events[0] if events else "updated"
            count = value.numerator
            return [(kind, good)] * count + [(kind, bad)] * (value.denominator - count)


def number(name: str, value: Fraction, subject: Subject) -> Value | None:
    """A value of a number or length field; None where it is no decimal that can be written."""
    field = next((each for each in subject.fields if fold(each.name) == fold(name)), None)
    if field is None:
        return None
    if field.type == "length":
        return Length(int(value)) if value.denominator == 1 and value >= 0 else None
    scaled = value * 10**6
    return Number(Decimal(int(scaled)) / 10**6, field.unit) if scaled.denominator == 1 else None
