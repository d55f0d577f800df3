"""Parts of a policy as nested tuples that are equal where the parts mean the same.

Names are folded, calendars stand for their hours, and what no verdict rests on is left out. A part of the
policy that nobody thought of here is compared as it stands: whatever is new is never passed over.
"""

from collections.abc import Mapping
from typing import Any

from attrs import fields_dict, has

from sladsl.policy.names import fold
from sladsl.underpinning.comparison.folding import plain_calendar
from sladsl.worktime.rules import NamedRule

Meaning = Any  # nested tuples of plain values, hashable
_SILENT = {"place", "title", "said", "since", "until", "version", "origin", "plurals"}
_CALENDARS = {"calendar", "notice_calendar"}


def meaning_of(part: object, calendars: Mapping[str, NamedRule]) -> Meaning:
    """What a part means. A calendar is found by its id in `calendars`."""
    match part:
        case str():
            return fold(part)
        case tuple() | list():
            return tuple(meaning_of(each, calendars) for each in part)
        case Mapping():
            return tuple(
                sorted((fold(str(key)), meaning_of(value, calendars)) for key, value in part.items())
            )
        case _ if has(type(part)):
            return (type(part).__name__, *_fields(part, calendars))
        case _:
            return part


def _fields(part: object, calendars: Mapping[str, NamedRule]) -> tuple[Meaning, ...]:
    return tuple(_field(part, name, calendars) for name in _names(part))


def _names(part: object) -> tuple[str, ...]:
    """The fields of an attrs class, in its order."""
    kind: Any = type(part)  # attrs asks for a class that is known to be one of its own
    return tuple(fields_dict(kind))


def _field(part: object, name: str, calendars: Mapping[str, NamedRule]) -> Meaning:
    if name in _SILENT:
        return None
    value = object.__getattribute__(part, name)
    if name in _CALENDARS and isinstance(value, str) and value in calendars:
        return plain_calendar(calendars[value])
    return meaning_of(value, calendars)


def differing(
    one: object, other: object, of_one: Mapping[str, NamedRule], of_other: Mapping[str, NamedRule]
) -> list[str]:
    """The fields in which two parts of one class mean different things, in the class's order."""
    return [name for name in _names(one) if _field(one, name, of_one) != _field(other, name, of_other)]
