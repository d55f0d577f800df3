"""Where in a window so much open time can lie that two promises about it part."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from sladsl.underpinning.comparison.hours import CANNOT_SAY, HOUR, MINUTE, beyond, calendar_of
from sladsl.underpinning.comparison.levels import Level
from sladsl.underpinning.comparison.making import Span
from sladsl.worktime import Calendar


def placed(broken: Level, kept: Level, window: Span, us: int) -> Iterator[list[Span]]:
    """So much open time: at once in the middle, at either end, in two halves, across an end, in short
    pieces, in the hours that only one of the texts counts."""
    calendar = calendar_of(broken.named)
    begin, end = window
    try:
        whole = calendar.elapsed_us(begin, end)
        if us > whole:
            return
        if us == 0:
            yield []
            return
        for lead in (whole // 3 // HOUR * HOUR, 0, whole - us):
            if lead >= 0 and lead + us <= whole:
                at = calendar.next_open_us(calendar.due_us(begin, lead))
                yield [(at, calendar.due_us(at, us))]
        half = us // 2
        last = calendar.subtract_us(end, us - half)
        first = calendar.next_open_us(begin)
        if half and calendar.due_us(first, half) < last:
            yield [(first, calendar.due_us(first, half)), (last, end)]
            across = calendar.subtract_us(begin, half)
            yield [(across, calendar.due_us(across, us))]
        yield from _pieces(calendar, window, us)
        for outer, inner in ((broken, kept), (kept, broken)):
            only = list(beyond(outer.named, inner.named, begin, end))
            yield _first_of(only, us)
    except CANNOT_SAY:
        return


def _pieces(calendar: Calendar, window: Span, us: int) -> Iterator[list[Span]]:
    """In pieces of a minute, three, seven, and so on, an hour apart."""
    for minutes in (1, 3, 7, 20, 45):
        count = ceil(Fraction(us, minutes * MINUTE))
        if not 1 < count <= 400:
            continue
        spans, at = list[Span](), calendar.next_open_us(window[0] + HOUR)
        for _ in range(count):
            spans.append((at, at + minutes * MINUTE))
            at = calendar.next_open_us(at + HOUR)
        if spans[-1][1] < window[1]:
            yield spans


def _first_of(spans: list[Span], us: int) -> list[Span]:
    """The first so many microseconds of the spans."""
    found = list[Span]()
    for begin, end in spans:
        if us <= 0:
            break
        found.append((begin, min(end, begin + us)))
        us -= end - begin
    return found
