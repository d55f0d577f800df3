"""Questions about downtime by hand: windows of real calendars, what promises leave in them."""

from collections.abc import Sequence
from fractions import Fraction

from sladsl.evaluate.windows import windows_between
from sladsl.policy.model import Agreement, Window
from sladsl.underpinning.cuts import Needs, cuts_of
from sladsl.underpinning.downtime import Allowance, Cap, Question, Span
from sladsl.worktime import Calendar
from sladsl.worktime.spans import clipped
from tests.unit.evaluate.policies import PLACE, at

MONTH, QUARTER = Window("calendar", "month"), Window("calendar", "quarter")
DAY, ROLLING = Window("calendar", "day"), Window("rolling", "day", 30)


def share(percent: str) -> Fraction:
    """What a promise of so many per cent leaves, of 1."""
    return 1 - Fraction(percent) / 100


def term(begins: str, ends: str, zone: str = "UTC") -> Agreement:
    return Agreement("A", "", "OLA", "1", "P", "C", zone, at(begins), at(ends), PLACE)


def windows(window: Window, agreement: Agreement) -> list[Span]:
    assert agreement.ends is not None
    return windows_between(window, agreement, agreement.begins, agreement.ends)


def opened(calendar: Calendar, begin: int, end: int) -> tuple[Span, ...]:
    return tuple(calendar.intervals_us(begin, end))


def allowances(
    service: str, percent: str, window: Window, agreement: Agreement, calendar: Calendar, about: Span
) -> list[Allowance]:
    """What an availability promise leaves in all its windows that reach into a stretch."""
    found = []
    for begin, end in windows(window, agreement):
        counted = opened(calendar, begin, end)
        if within := clipped(counted, *about):
            most = share(percent) * sum(closes - opens for opens, closes in counted)
            found.append(
                Allowance(service, tuple(within), most, frozenset(), Fraction(0), service, (begin, end))
            )
    return found


def question(
    within: Sequence[Span],
    percent: str,
    limits: Sequence[Allowance],
    needs: Needs | None = None,
    caps: Sequence[Cap] = (),
) -> Question:
    """Of service E, which needs these."""
    cuts = cuts_of("E", {"E": needs}.get)
    return Question(cuts, tuple(within), share(percent), frozenset(), tuple(limits), tuple(caps))
