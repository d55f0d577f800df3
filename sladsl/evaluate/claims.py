"""Whether a credit was claimed in time: a claim is an event like any other.

A claim names a clause and, in `period`, a day of the window it is for; one without a clause is for all
credits of its period, one without a group for those of all groups. It counts when it is made, unless it is
withdrawn later; from the window's begin on, before the window is over and before its time runs as well. Where
the agreement asks for no claim, none is needed.

A credit can be claimed until the end of the last day of its time. The days are dates in the agreement's zone.
Day 0 is the last day of the calendar unit in which the window ends or, of an incident, the incident's own
date: that of the last moment in the window that counted against the promise (`incidents` says which that is;
for a credit of one case it is when the case was breached). Of the readings that "within 30 days of the
incident" admits this is the one kindest to the customer: of several outages the last one counts, and its end,
not its begin. What lasts to the window's end, or has no single moment, is of the window's last day, so that
of as many days no claim has more time from the incident than from the end of the month. Only a case that
counts in the window of its opening, and is breached after it, has.

Working days are dates with opening hours, and day 0 is not counted, as in deadlines. Where the calendar does
not know its days a claim is never too late.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from sladsl.evaluate.books import Book
from sladsl.evaluate.credit_values import Group
from sladsl.evaluate.credits import Owed
from sladsl.evaluate.deadlines import CANNOT_SAY
from sladsl.evaluate.story import Story
from sladsl.evaluate.terms import calendar_of
from sladsl.evaluate.truth import folded, said
from sladsl.evaluate.windows import months_later, whole_windows
from sladsl.policy.model import Agreement
from sladsl.policy.money import Claims
from sladsl.policy.names import fold
from sladsl.policy.states import Window
from sladsl.policy.values import Day, Text
from sladsl.records import frozen
from sladsl.worktime import Calendar, OutOfRange
from sladsl.worktime.civil import day_of, local_midnight_us

CLAIM = "credit claim"


@frozen
class Claimed:
    """How a credit stands: "" where no claim is needed; `until` the end of its time (None: a calendar does
    not know), `at` when it was claimed, `late` when it was claimed too late, `incident` the instant from
    which the time runs (None: it does not run from one)."""

    state: Literal["", "claimed", "claimable", "lapsed"] = ""
    until: int | None = None
    at: int | None = None
    late: int | None = None
    incident: int | None = None


@frozen
class _Claim:
    clause: str  # folded; "" for all
    agreement: str
    group: str  # folded; "" for all
    day: date
    at: int


def claim_until(
    wanted: Claims, agreement: Agreement, calendar: Calendar | None, incident: int, end: int
) -> int:
    """The end of the time to claim a credit for a window that ends at `end`. Raises one of CANNOT_SAY."""
    zone = agreement.zone
    try:
        if wanted.unit is None:
            day = day_of(incident - 1 if incident == end else incident, zone)
        else:
            unit = Window("calendar", wanted.unit)
            day = day_of(next(whole_windows(unit, agreement, end - 1, end - 1))[1] - 1, zone)
        if wanted.working_days:
            assert calendar is not None, "a time in working days has its calendar"
            day = calendar.working_day_after(day, wanted.working_days)
        elif wanted.unit is None:
            day = months_later(day, wanted.months) + timedelta(days=wanted.days)
        else:  # a month after the end of February is the end of March
            day = months_later(day + _DAY, wanted.months) + timedelta(days=wanted.days) - _DAY
        return local_midnight_us(day + _DAY, zone)
    except (OverflowError, ValueError):
        raise OutOfRange from None


_DAY = timedelta(days=1)


@frozen
class Made:
    """The claims made under an agreement."""

    book: Book
    claims: Sequence[_Claim]
    calendar: Calendar | None = None  # by which their time is counted

    def state(self, of: Owed) -> Claimed:
        """How a credit stands as of now."""
        wanted = self.book.terms.claims
        if wanted is None:
            return Claimed()
        incident = of.incident if wanted.unit is None else None
        until: int | None
        try:
            until = claim_until(wanted, self.book.agreement, self.calendar, of.incident, of.end)
        except CANNOT_SAY:
            until = None
        zone, clause = self.book.agreement.zone, fold(of.credit.clause)
        first, final = day_of(of.begin, zone), day_of(of.end - 1, zone)
        own = [
            each.at
            for each in self.claims
            if each.clause in ("", clause)
            and each.agreement in ("", fold(self.book.agreement.id))
            and each.group in ("", *_called(of.group))
            and first <= each.day <= final
            and of.begin <= each.at
        ]
        at = min(own, default=None)
        if until is None or self.book.as_of < until:
            return Claimed("claimable" if at is None else "claimed", until, at, None, incident)
        if at is not None and at < until:
            return Claimed("claimed", until, at, None, incident)
        return Claimed("lapsed", until, None, at, incident)


def _called(group: Group) -> Iterator[str]:
    """What a claim may call a group: each of its values, with the field's name or without, or all of them."""
    for name, value in group:
        yield from (fold(value), fold(f"{name} {value}"))
    yield fold(", ".join(f"{name} {value}" for name, value in group))


def claims_of(book: Book, stories: Mapping[str, Mapping[str, Story]]) -> Made:
    """The claims in the log that stand as of now."""
    found: list[_Claim] = []
    wanted = book.terms.claims
    if wanted is None:
        return Made(book, ())
    calendar = calendar_of(book.policy.calendars[wanted.calendar]) if wanted.calendar else None
    for subject, by_case in stories.items():
        if fold(subject) != fold(CLAIM):
            continue
        for story in by_case.values():
            claim = _claim(story)
            if claim is not None:
                found.append(claim)
    return Made(book, found, calendar)


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
