"""Whether one state holds only where another does, by how they are made."""

from fractions import Fraction

from attrs import evolve

from sladsl.policy.conditions import Both, Condition, fields_of
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
    ExceptState,
    Lasting,
    ReadingShare,
    Spans,
    StateRule,
    Target,
    WhileReading,
)
from sladsl.underpinning.comparison.folding import folded_span
from sladsl.underpinning.comparison.levels import Level, accepted, is_lower
from sladsl.underpinning.comparison.spans import holds_within


def within(one: StateRule, of_one: Level, other: StateRule, of_other: Level) -> bool:
    """Whether `one` surely holds only where `other` does; what is unknown of one is so of the other."""
    if of_one.meaning(one) == of_other.meaning(other):
        return True

    def inside(a: StateRule, b: StateRule) -> bool:
        return within(a, of_one, b, of_other)

    match one, other:
        case Spans(mine), Spans(theirs):
            return all(any(holds_within(folded_span(a), folded_span(b)) for b in theirs) for a in mine)
        case WhileReading(), WhileReading():
            return _readings(one, other, of_one.subject)
        case Buckets(), Buckets():
            return _buckets(one, of_one, other, of_other)
        case Announced(), Announced():
            return _announced(one, other, of_one, of_other)
        case Lasting(mine_of, us), Lasting(theirs_of, other_us) if us >= other_us and inside(
            mine_of, theirs_of
        ):
            return bool(of_one.meaning(mine_of) == of_other.meaning(theirs_of))
        case Bridged(mine_of, us), Bridged(theirs_of, other_us) if us <= other_us:
            return inside(mine_of, theirs_of)
        case Capped(mine_of, us, window), Capped(theirs_of, other_us, other_window) if window == other_window:
            return us <= other_us and bool(of_one.meaning(mine_of) == of_other.meaning(theirs_of))
        case ExceptState(base, less), ExceptState(other_base, other_less):
            return inside(base, other_base) and within(other_less, of_other, less, of_one)
        case AnyState(parts), _:
            return bool(parts) and all(inside(part, other) for part in parts)
        case _, AllStates(parts):
            return bool(parts) and all(inside(one, part) for part in parts)
        case _, AnyState(parts) if any(inside(one, part) for part in parts):
            return True
        case AllStates(parts), _ if any(inside(part, other) for part in parts):
            return True
        case ((Lasting(of) | Capped(of) | CappedCount(of)), _):
            return inside(of, other)
        case ExceptState(base, _), _:
            return inside(base, other)
        case _, Bridged(of):
            return inside(one, of)
        case _:
            return False


def _readings(one: WhileReading, other: WhileReading, subject: Subject) -> bool:
    """The same fields are read, for as long, and whenever the one condition holds so does the other."""
    names = set(map(fold, fields_of(one.condition)))
    if (
        one.stale_us != other.stale_us
        or names != set(map(fold, fields_of(other.condition)))
        or len(names) != 1
    ):
        return False
    field = next((each for each in subject.fields if fold(each.name) in names), None)
    if field is None or set(fields_of(one.condition)) != set(fields_of(other.condition)):
        return False
    name = fields_of(one.condition)[0]
    points = [point for point in points_of(field, [one.condition, other.condition]) if point is not None]
    return all(
        holds(other.condition, {name: point}) is True
        for point in points
        if holds(one.condition, {name: point}) is not False
    )


def _buckets(one: Buckets, of_one: Level, other: Buckets, of_other: Level) -> bool:
    """The same stretches of the same measure, of which the one accepts fewer values or counts fewer readings.

    A share of readings that are not all known may be unknown of the one and known of the other: then it is
    not the one's, or the other's, so that what follows from being within still does.
    """
    if not accepted(one.target, one.measure).within(accepted(other.target, other.measure)):
        return False
    a, b = one.measure, other.measure
    if isinstance(a, ReadingShare) and isinstance(b, ReadingShare) and is_lower(other.target):
        if not narrower(a.condition, b.condition, of_one.subject):
            return _same_stretches(one, of_one, other, of_other)
        a, b = (evolve(each, condition=Both(())) for each in (a, b))
    return _same_stretches(evolve(one, measure=a), of_one, evolve(other, measure=b), of_other)


def _same_stretches(one: Buckets, of_one: Level, other: Buckets, of_other: Level) -> bool:
    """Whether they are the same but for what is asked of the measure."""
    plain = Target("at least", Fraction())
    return bool(of_one.meaning(evolve(one, target=plain)) == of_other.meaning(evolve(other, target=plain)))


def narrower(one: Condition, other: Condition, subject: Subject) -> bool:
    """Whether a condition of one and the same field holds only where the other does, and is as known."""
    names = {*fields_of(one), *fields_of(other)}
    field = next((each for each in subject.fields if each.name in names), None)
    if len(names) != 1 or field is None:
        return False
    both = [one, other]
    for point in points_of(field, both):
        held = [holds(each, {field.name: point}) for each in both]
        if (held[0] is None) != (held[1] is None) or (held[0] and not held[1]):
            return False
    return True


def _announced(one: Announced, other: Announced, of_one: Level, of_other: Level) -> bool:
    """The same announcements, of which the one wants more notice."""
    parts = ("event", "begin_field", "end_field", "reference", "withdrawn", "notice_calendar")
    mine = of_one.meaning(one), of_other.meaning(other)
    same = [
        a == b
        for index, (a, b) in enumerate(zip(*mine))
        if index == 0 or _FIELDS[index - 1] in parts  # the first is the class's name
    ]
    return all(same) and one.notice_us >= other.notice_us and one.notice_days >= other.notice_days


_FIELDS = [each.name for each in Announced.__attrs_attrs__]
