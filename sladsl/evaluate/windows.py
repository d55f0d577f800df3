"""Where windows begin and end, and which of them an instant falls in.

Calendar windows are the local day, ISO week, month, quarter or year; their boundaries are local midnights
of the agreement's zone (the first one where a midnight is repeated, the end of the gap where it is
skipped). Contract windows are counted from the in-force date: the Nth contract month begins on the same
day of the month, or on the month's last day if it is shorter. Rolling windows are the last N days, one
ending at each local midnight. All are cut at the instants the agreement begins and ends, and half-open.
"""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from sladsl.policy.model import Agreement, Window
from sladsl.worktime.civil import day_of, local_midnight_us

MOST_WINDOWS = 100_000

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_DAYS = {"day": 1, "week": 7}


class TooManyWindows(ValueError):  # noqa: N818 (the name says what is wrong)
    """A clause would have more than MOST_WINDOWS window verdicts; the message says which and why."""


def windows_between(window: Window, agreement: Agreement, first: int, last: int) -> list[tuple[int, int]]:
    """The windows from the one `first` falls in to the one `last` falls in, as (begin, end), ascending.

    Both instants count as in force: one before the agreement begins is taken as its begin. Raises
    TooManyWindows.
    """
    ends = agreement.ends
    first = max(first, agreement.begins)
    if ends is not None:
        last = min(last, ends - 1)
    found: list[tuple[int, int]] = []
    if last < first:
        return found
    for begin, end in _uncut(window, agreement, first):
        if begin > last or (window.kind == "rolling" and found and found[-1][1] > last):
            break
        found.append((max(begin, agreement.begins), end if ends is None else min(end, ends)))
        if len(found) > MOST_WINDOWS:
            raise TooManyWindows(
                f"more than {MOST_WINDOWS:,} windows from {day_of(first, agreement.zone)} "
                f"to {day_of(last, agreement.zone)}: take longer windows or a shorter stretch"
            )
    return found


def whole_windows(window: Window, agreement: Agreement, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The windows from the one `first` falls in to the one `last` falls in, not cut by the agreement's
    term."""
    for begin, end in _uncut(window, agreement, first):
        if begin > last:
            return
        yield begin, end


def windows_of(windows: Sequence[tuple[int, int]], instant: int) -> range:
    """The indices of the windows an instant falls in: one, or several where they roll."""
    return range(
        bisect_right(windows, instant, key=lambda window: window[1]),
        bisect_right(windows, instant, key=lambda window: window[0]),
    )


def _uncut(window: Window, agreement: Agreement, first: int) -> Iterator[tuple[int, int]]:
    """Windows without end, from the one that `first` falls in."""
    zone, day = agreement.zone, day_of(first, agreement.zone)
    if window.kind == "rolling":
        while True:
            day += timedelta(days=1)
            yield local_midnight_us(_back(day, window.count), zone), local_midnight_us(day, zone)
    if window.kind == "contract":
        origin = day_of(agreement.begins, zone)
        index = _contract_index(window, origin, day)
    else:
        origin, index = begin_of(window, day), 0
    boundary = boundaries(window, origin)
    while True:
        yield local_midnight_us(boundary(index), zone), local_midnight_us(boundary(index + 1), zone)
        index += 1


def boundaries(window: Window, origin: date) -> Callable[[int], date]:
    """The date the Nth window after the one that begins at `origin` begins."""
    if window.unit in _DAYS:
        return lambda n: origin + timedelta(days=n * _DAYS[window.unit])
    return lambda n: months_later(origin, n * _MONTHS[window.unit])


def begin_of(window: Window, day: date) -> date:
    """The day on which the calendar window begins that holds this day."""
    match window.unit:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case _:
            months = _MONTHS[window.unit]
            return date(day.year, (day.month - 1) // months * months + 1, 1)


def _contract_index(window: Window, origin: date, day: date) -> int:
    """How many whole windows lie between the in-force date and this day, which is not before it."""
    if window.unit in _DAYS:
        return (day - origin).days // _DAYS[window.unit]
    months = (day.year - origin.year) * 12 + day.month - origin.month
    if months_later(origin, months) > day:
        months -= 1
    return months // _MONTHS[window.unit]


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _back(day: date, days: int) -> date:
    """So many days earlier, or the first date there is."""
    return date.fromordinal(max(day.toordinal() - days, date.min.toordinal() + 1))
