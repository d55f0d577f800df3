"""A policy's calendars by any of the names they go by."""

from collections.abc import Iterator, Mapping

from sladsl.policy.model import Policy
from sladsl.policy.names import fold
from sladsl.worktime import Calendar


def calendar_called(policy: Policy, name: str) -> str | None:
    """The id of the calendar that goes by `name`: an id first, then its name, then any further one."""
    ids = [(id, id) for id in policy.calendars]
    named = [(named.name, id) for id, named in policy.calendars.items()]
    forms = [(form.text, form.meaning) for form in policy.calendar_forms]
    wanted = fold(name)
    return next((id for text, id in (*ids, *named, *forms) if fold(text) == wanted), None)


class CalendarsByName(Mapping[str, Calendar]):
    """Every calendar once, under its id, and found by any of its names."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    def __getitem__(self, name: str) -> Calendar:
        id = name if name in self._policy.calendars else calendar_called(self._policy, name)
        if id is None:
            raise KeyError(name)
        return Calendar.of(self._policy.calendars[id])

    def __iter__(self) -> Iterator[str]:
        return iter(self._policy.calendars)

    def __len__(self) -> int:
        return len(self._policy.calendars)
