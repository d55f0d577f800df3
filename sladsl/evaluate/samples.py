"""Readings, events and cases as samples, and the one number that many of them make.

Everything is exact: numbers are fractions, lengths microseconds. A value that is no number of the field's
unit is a sample that says nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import assert_never

from sladsl.evaluate.events import Event
from sladsl.evaluate.percentiles import percentile
from sladsl.evaluate.story import Story
from sladsl.evaluate.truth import Unknown, Values, folded, truth
from sladsl.policy.conditions import Condition, fields_of
from sladsl.policy.measures import CaseCount, CaseShare, ShareDifference, StretchAverage, UnknownTime
from sladsl.policy.model import Field
from sladsl.policy.states import EventCount, FieldRatio, FieldValue, ReadingShare, SampleMeasure, Target
from sladsl.policy.values import Length, Number
from sladsl.records import frozen

Sampled = SampleMeasure | CaseShare | ShareDifference | CaseCount | StretchAverage
Fields = Mapping[str, Field]  # the subject's, by folded name


MayBe = frozenset[Fraction | None]


@frozen
class Sample:
    """One thing measured at an instant; `value` None: the data does not say. `of`: a ratio's other number.

    `may_be` are the values that a reading of which the data does not say may have, None: it does not count.
    """

    at: int
    value: Fraction | None
    of: Fraction = Fraction(1)
    may_be: MayBe = frozenset()


def samples_of(measure: Sampled, story: Story, fields: Fields) -> Iterator[Sample]:
    """A case's samples, in order of time."""
    match measure:
        case FieldValue(field=name):
            for event in _giving(name, story, fields):
                yield Sample(event.at, _number(event, name, fields))
        case FieldRatio(part, whole):
            yield from _ratio_samples(part, whole, story, fields)
        case EventCount(kinds):
            wanted = {folded(kind) for kind in kinds}
            yield from (Sample(e.at, Fraction(1)) for e in story.events if folded(e.kind) in wanted)
        case ReadingShare():
            yield from _reading_samples(measure, story, fields)
        case CaseCount():
            yield from (Sample(event.at, Fraction(1)) for event in story.events[:1])
        case CaseShare(condition):
            yield from _share_sample((condition,), story, fields)
        case ShareDifference(more, less):
            yield from _share_sample((more, less), story, fields)
        case StretchAverage(_, sampled):
            yield from samples_of(sampled, story, fields)
        case _:
            assert_never(measure)


def value_of(measure: Sampled, samples: Sequence[Sample], stretches: int = 0) -> Fraction | None:
    """What the samples come to, those left out that say nothing; None where there is no data.

    `stretches` is how many of a `StretchAverage` begin in the window.
    """
    if isinstance(measure, StretchAverage):
        return _stretch_average(measure, samples, stretches)
    values = [sample.value for sample in samples if sample.value is not None]
    match measure:
        case EventCount() | CaseCount():
            return _total(values)
        case _ if not values:
            return None
        case CaseShare() | ReadingShare():
            return _total(values) / len(values)
        case ShareDifference():
            return 100 * _total(values) / len(values)
        case FieldRatio():
            whole = number_of(measure, samples)
            return _total(values) / whole if whole else None
        case FieldValue(statistic="total"):
            return _total(values)
        case FieldValue(statistic="average"):
            return _total(values) / len(values)
        case FieldValue(statistic="least"):
            return min(values)
        case FieldValue(statistic="most"):
            return max(values)
        case FieldValue(statistic="median"):
            return percentile(sorted(values), Fraction(1, 2), "linear")
        case FieldValue(at=at, method=method):
            return percentile(sorted(values), at, method)
        case _:
            assert_never(measure)


def _total(values: Iterable[Fraction]) -> Fraction:
    """The sum; those of one denominator, mostly whole numbers, are added up as such."""
    over: defaultdict[int, int] = defaultdict(int)
    for value in values:
        over[value.denominator] += value.numerator
    return sum((Fraction(part, whole) for whole, part in over.items()), Fraction())


def number_of(measure: Sampled, samples: Iterable[Sample]) -> Fraction:
    """How many things the samples tell of: of a ratio units of the whole, else readings or cases."""
    if isinstance(measure, StretchAverage):
        return number_of(measure.measure, samples)
    told = [sample for sample in samples if sample.value is not None]
    if isinstance(measure, FieldRatio):
        return _total(sample.of for sample in told)
    return Fraction(len(told))


def with_unknown_placed(
    measure: FieldValue, samples: Sequence[Sample], target: Target, counts: UnknownTime
) -> Fraction | None:
    """A value in the order of the samples, those that say nothing beyond all others; None if it falls there.

    They are what the target wants least where they count "against", most where "in favour".
    """
    values = [sample.value for sample in samples if sample.value is not None]
    if not values:
        return None
    highest = (counts == "against") == (target.order in ("at most", "below"))
    found = set()
    for beyond in (1, 2):  # the value stands among those that are known if it does not move with the others
        place = max(values) + beyond if highest else min(values) - beyond
        placed = [Sample(each.at, place) if each.value is None else each for each in samples]
        found.add(value_of(measure, placed))
    return found.pop() if len(found) == 1 else None


def _stretch_average(measure: StretchAverage, samples: Sequence[Sample], stretches: int) -> Fraction | None:
    of_stretch: defaultdict[int, list[Sample]] = defaultdict(list)
    for sample in samples:
        of_stretch[sample.at // measure.us].append(sample)
    answers = (value_of(measure.measure, each) for each in of_stretch.values())
    values = [value for value in answers if value is not None]
    # a stretch that was read, and of which nothing could be understood, is not one without data
    unclear = sum(all(sample.value is None for sample in each) for each in of_stretch.values())
    count = max(stretches - unclear, len(values)) if measure.without_data == "zero" else len(values)
    return _total(values) / count if count else None


def meets(target: Target, value: Fraction) -> bool:
    """Whether a measured value is as the target says."""
    match target.order:
        case "at least":
            return value >= target.bound
        case "at most":
            return value <= target.bound
        case "below":
            return value < target.bound
        case "above":
            return value > target.bound
        case "between":
            return value >= target.bound and (target.upper is None or value <= target.upper)
        case _:
            assert_never(target.order)


def fields_in(condition: Condition | None) -> frozenset[str]:
    """The folded names of the fields that a condition asks for."""
    return frozenset() if condition is None else frozenset(map(folded, fields_of(condition)))


def gives(event: Event, names: frozenset[str]) -> bool:
    """Whether an event gives one of the fields (folded names)."""
    return any(folded(name) in names for name in event.fields)


def _ratio_samples(part: str, whole: str, story: Story, fields: Fields) -> Iterator[Sample]:
    """A sample an event; one that gives only one of the numbers adds nothing to the other."""
    found: dict[tuple[int, int, str], dict[str, Fraction | None]] = {}
    for name in (part, whole):
        for event in _giving(name, story, fields):
            key = event.at, event.order, event.id
            found.setdefault(key, {})[folded(name)] = _number(event, name, fields)
    for key, numbers in sorted(found.items(), key=lambda item: item[0]):
        over, under = (numbers.get(folded(name), Fraction()) for name in (part, whole))
        known = over is not None and under is not None
        yield Sample(key[0], over if known else None, under or Fraction())


def _share_sample(conditions: Sequence[Condition], story: Story, fields: Fields) -> Iterator[Sample]:
    """A case at the last event that gave one of the fields: 1 if it satisfies the condition, else 0; of two
    conditions the first less the second.

    One that gave none counts at its last event, if that can be decided without them (`is known`).
    """
    names = frozenset[str]().union(*map(fields_in, conditions))
    last = next((event for event in reversed(story.events) if gives(event, names)), None)
    if last is None and not story.events:
        return
    at = story.events[-1].at if last is None else last.at
    answers = [truth(condition, story.at(at), fields) for condition in conditions]
    satisfied = [Fraction(answer) for answer in answers if not isinstance(answer, Unknown)]
    if len(satisfied) == len(answers):
        yield Sample(at, satisfied[0] - sum(satisfied[1:]))
    elif last is not None:
        yield Sample(at, None)


def _reading_samples(measure: ReadingShare, story: Story, fields: Fields) -> Iterator[Sample]:
    """A sample a reading: 1 if it satisfies the condition, else 0; none of one that is not asked about."""
    kinds, names = frozenset(map(folded, measure.events)), frozenset(map(folded, measure.giving))
    asked = fields_in(measure.condition) | fields_in(measure.among)
    for event in story.events:
        if folded(event.kind) not in kinds and not gives(event, names):
            continue
        values = _reading(event, asked, story, fields)
        among = truth(measure.among, values, fields)
        if among is False:
            continue
        satisfied = truth(measure.condition, values, fields)
        value = None if isinstance(satisfied, Unknown) else Fraction(satisfied)
        if value is not None and among is True:
            yield Sample(event.at, value)
        else:
            may_be = (Fraction(0), Fraction(1)) if value is None else (value,)
            out = (None,) if isinstance(among, Unknown) else ()
            yield Sample(event.at, None, may_be=frozenset((*may_be, *out)))


def _reading(event: Event, asked: Iterable[str], story: Story, fields: Fields) -> Values:
    """What a reading says: what its event gives, and of fields that are no readings what is known besides."""
    given = {folded(name): value for name, value in event.fields.items()}
    known = story.at(event.at)
    held = (name for name in asked if name in known and not (name in fields and fields[name].reading))
    return {**{name: known[name] for name in held}, **given}


def _giving(name: str, story: Story, fields: Fields) -> list[Event]:
    """The events that give a field its values: every one for a reading, the last one for another field."""
    key = folded(name)
    given = [event for event in story.events if gives(event, frozenset((key,)))]
    return given if key in fields and fields[key].reading else given[-1:]


def _number(event: Event, name: str, fields: Fields) -> Fraction | None:
    """What an event gives for a field as a number, a length in microseconds; None if it is neither."""
    key = folded(name)
    declared = fields.get(key)
    match next(value for field, value in event.fields.items() if folded(field) == key):
        case Number(number, unit) if number.is_finite():
            same = declared is None or folded(unit) == folded(declared.unit)
            return Fraction(number) if same else None
        case Length(us):
            return Fraction(us)
        case _:
            return None
