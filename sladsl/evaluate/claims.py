"""Whether a credit was claimed in time: a claim is an event like any other.

A claim names a clause and, in `period`, a day of the window it is for; one without a clause is for all
credits of its period, one without a group for those of all groups. It counts when it is made, unless it is
withdrawn later. Where the agreement asks for no claim, none is needed. A credit can be claimed until the end
of its time, which is counted in calendar days and months of the agreement's zone from the end of the calendar
unit in which its window ends.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from sladsl.evaluate.books import Book
from sladsl.evaluate.credit_values import Group
from sladsl.evaluate.story import Story
from sladsl.evaluate.truth import folded, said
from sladsl.evaluate.windows import months_later, whole_windows
from sladsl.policy.names import fold
from sladsl.policy.states import Window
from sladsl.policy.values import Day, Text
from sladsl.records import frozen
from sladsl.worktime.civil import day_of, local_midnight_us

CLAIM = "credit claim"


@frozen
class Claimed:
    """How a credit stands: "" where no claim is needed; `until` the end of its time, `at` when it was
    claimed."""

    state: Literal["", "claimed", "claimable", "lapsed"] = ""
    until: int | None = None
    at: int | None = None


@frozen
class _Claim:
    clause: str  # folded; "" for all
    agreement: str
    group: str  # folded; "" for all
    day: date
    at: int


@frozen
class Made:
    """The claims made under an agreement."""

    book: Book
    claims: Sequence[_Claim]

    def state(self, clause: str, begin: int, end: int, group: Group) -> Claimed:
        """How the credit of a clause for a window (instants, half-open) stands as of now."""
        wanted = self.book.terms.claims
        if wanted is None:
            return Claimed()
        zone = self.book.agreement.zone
        unit_end = next(
            whole_windows(Window("calendar", wanted.unit), self.book.agreement, end - 1, end - 1)
        )[1]
        last = months_later(day_of(unit_end, zone), wanted.months) + timedelta(days=wanted.days)
        until = local_midnight_us(last, zone)
        first, final = day_of(begin, zone), day_of(end - 1, zone)
        own = [
            each.at
            for each in self.claims
            if each.clause in ("", fold(clause))
            and each.agreement in ("", fold(self.book.agreement.id))
            and each.group in ("", *_called(group))
            and first <= each.day <= final
            and begin <= each.at < until
        ]
        if own:
            return Claimed("claimed", until, min(own))
        return Claimed("claimable" if self.book.as_of < until else "lapsed", until)


def _called(group: Group) -> Iterator[str]:
    """What a claim may call a group: each of its values, with the field's name or without, or all of them."""
    for name, value in group:
        yield from (fold(value), fold(f"{name} {value}"))
    yield fold(", ".join(f"{name} {value}" for name, value in group))


def claims_of(book: Book, stories: Mapping[str, Mapping[str, Story]]) -> Made:
    """The claims in the log that stand as of now."""
    found: list[_Claim] = []
    if book.terms.claims is None:
        return Made(book, ())
    for subject, by_case in stories.items():
        if fold(subject) != fold(CLAIM):
            continue
        for story in by_case.values():
            claim = _claim(story)
            if claim is not None:
                found.append(claim)
    return Made(book, found)


def _claim(story: Story) -> _Claim | None:
    """The claim of one case: its first `claimed`, unless withdrawn after it."""
    at = next((event.at for event in story.events if fold(event.kind) == "claimed"), None)
    if at is None or any(fold(event.kind) == "withdrawn" and event.at >= at for event in story.events):
        return None
    values = story.at(story.events[-1].at)
    period, clause, agreement, group = map(values.get, ("period", "clause", "agreement", "group"))
    if not isinstance(period, Day):
        return None
    return _Claim(
        fold(clause.text) if isinstance(clause, Text) else "",
        fold(agreement.text) if isinstance(agreement, Text) else "",
        "" if group is None else folded(said(group)),
        period.day,
        at,
    )
