"""What a name means: a field, an event or a value may go by several, `opened` also by `άνοιξε`.

Judging sees only the declared name. Whoever reads a name that a person or a system wrote looks it up here.
"""

from collections.abc import Iterator

from sladsl.policy.model import Field, Subject
from sladsl.policy.names import fold

EVERY_SUBJECT_KNOWS = "updated"
"""The event that only carries fields. No module declares it, so its further forms stand here."""
_UPDATED_FORMS = ("ενημερώθηκε",)


def names_of(field: Field) -> tuple[str, ...]:
    """The names a field goes by, the declared one first."""
    return (field.name, *field.forms)


def field_called(subject: Subject, name: str) -> Field | None:
    """The field that goes by `name`."""
    wanted = fold(name)
    return next((field for field in subject.fields if wanted in map(fold, names_of(field))), None)


def field_names(subject: Subject) -> list[str]:
    """Every name of every field, for did-you-mean."""
    return [name for field in subject.fields for name in names_of(field)]


def events_by_name(subject: Subject) -> Iterator[tuple[str, str]]:
    """Each name an event goes by, and the event as declared; `updated` with them."""
    yield from ((name, EVERY_SUBJECT_KNOWS) for name in (EVERY_SUBJECT_KNOWS, *_UPDATED_FORMS))
    yield from ((event, event) for event in subject.events)
    yield from ((form.text, form.meaning) for form in subject.event_forms)


def event_called(subject: Subject, name: str) -> str | None:
    """The event, as declared, that goes by `name`."""
    wanted = fold(name)
    return next((event for text, event in events_by_name(subject) if fold(text) == wanted), None)


def event_names(subject: Subject) -> list[str]:
    """Every name of every event but `updated`, for did-you-mean."""
    return [*subject.events, *(form.text for form in subject.event_forms)]


def values_by_name(field: Field) -> Iterator[tuple[str, str]]:
    """Each name a value of a list goes by, and the value as declared."""
    yield from ((value, value) for value in field.values)
    yield from ((form.text, form.meaning) for form in field.value_forms)


def value_called(field: Field, text: str) -> str | None:
    """The value of the field's list, as declared, that goes by `text`."""
    wanted = fold(text)
    return next((value for name, value in values_by_name(field) if fold(name) == wanted), None)


def is_unit(field: Field, unit: str) -> bool:
    """Whether a number of the field may be written in `unit`."""
    return fold(unit) in map(fold, (field.unit, *field.unit_forms))
