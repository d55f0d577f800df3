"""The least number of readings, requests or cases by which a promise stands, and what is unknown of them."""

from collections.abc import Iterable, Sequence

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import enough_errors
from sladsl.policy import measures, model
from sladsl.policy.enough import has_place_for_unknown
from sladsl.policy.names import fold
from sladsl.syntax import tree

MOST = 10**15
_READINGS = ("readings", "samples", "measurements")


def least_of(
    said: tree.IfEnough | None,
    measure: measures.Measure,
    subject: model.Subject,
    found: list[Diagnostic],
) -> int:
    """How many there have to be of what a measure rests on; 0 where nothing is said, or not rightly."""
    if said is None:
        return 0
    return least_among(said, _counted(measure, subject), found)


def least_among(said: tree.IfEnough, names: Sequence[str], found: list[Diagnostic]) -> int:
    """The number said of one of these names; 0 with a diagnostic."""
    if not names or said.of.key not in {fold(name) for name in names}:
        found.append(enough_errors.least_of_other_things(said, names))
        return 0
    digits = said.number.text.replace(" ", "")
    if not digits.isdecimal() or not 0 < int(digits) <= MOST:
        found.append(enough_errors.least_out_of_range(said))
        return 0
    return int(digits)


def unknown_readings_of(
    said: tree.UnknownReadings | None,
    measure: measures.Measure,
    target: model.Target,
    found: list[Diagnostic],
) -> measures.UnknownTime:
    """What readings that are no number count as."""
    if said is None:
        return "left out"
    if not has_place_for_unknown(measure, target):
        found.append(enough_errors.no_place_for_unknown(said, target.order == "between"))
        return "left out"
    return said.counts


def cases_of(subject: model.Subject) -> list[str]:
    """What the cases of a subject are called."""
    return [*subject.plurals, subject.name, "cases"]


def _counted(measure: measures.Measure, subject: model.Subject) -> list[str]:
    match measure:
        case measures.StretchAverage(_, sampled):
            return _counted(sampled, subject)
        case measures.FieldRatio(_, whole):
            return _called(whole, subject.fields)
        case measures.FieldValue(_, name):
            field = next((each for each in subject.fields if fold(each.name) == fold(name)), None)
            if field is None or not field.reading:
                return cases_of(subject)
            return [*_READINGS, *(f"readings of {form}" for form in _called(name, subject.fields))]
        case measures.ReadingShare(events):
            return [*_READINGS, *(form for event in events for form in _of_event(event, subject))]
        case measures.CaseShare() | measures.ShareDifference():
            return cases_of(subject)
        case _:
            return []


def _of_event(event: str, subject: model.Subject) -> list[str]:
    return [event, *(form.text for form in subject.event_forms if form.meaning == event)]


def _called(name: str, fields: Iterable[model.Field]) -> list[str]:
    found = next((each for each in fields if fold(each.name) == fold(name)), None)
    return [name] if found is None else [found.name, *found.forms]
