"""Made-up histories of cases that bring out a difference between two promises about cases."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from attrs import field

from sladsl.policy.model import Window
from sladsl.policy.values import Day, Value
from sladsl.records import frozen
from sladsl.underpinning.answers import Happening
from sladsl.underpinning.comparison.cells import Cell, spoken
from sladsl.underpinning.comparison.findings import Log
from sladsl.underpinning.comparison.hours import CANNOT_SAY, DAY, HOUR, MINUTE, Hours, date_fields
from sladsl.underpinning.comparison.promises import Promise
from sladsl.worktime.civil import day_of, local_midnight_us

_DAYS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
Span = tuple[int, int]


@frozen
class Stage:
    """The stretch [begin, end) in which both texts are in force and know their calendars."""

    begin: int
    end: int
    zone: str

    def spots(self) -> Iterator[int]:
        """Mornings at the begin, in the middle and at the end of the first months wholly on the stage."""
        first = day_of(self.begin, self.zone)
        months = 0
        for n in range(1, 16):
            year, month = divmod(first.year * 12 + first.month - 1 + n, 12)
            opens = date(year, month + 1, 1)
            next_year, next_month = divmod(first.year * 12 + first.month + n, 12)
            last = date(next_year, next_month + 1, 1) - timedelta(days=1)
            if local_midnight_us(last, self.zone) + DAY > self.end:
                break
            months += 1
            if months > 4 and months != 12:
                continue
            for day in (opens, date(opens.year, opens.month, 15), last):
                yield local_midnight_us(day, self.zone) + 9 * HOUR
        yield self.begin
        yield (self.begin + self.end) // 2 // HOUR * HOUR

    def firsts(self) -> Iterator[int]:
        """Mornings of the first days of months, at most 36."""
        day = day_of(self.begin, self.zone).replace(day=1)
        for _ in range(36):
            day = (day + timedelta(days=32)).replace(day=1)
            at = local_midnight_us(day, self.zone) + 9 * HOUR
            if at >= self.end:
                return
            yield at


@frozen
class Cast:
    """The events by which a case starts, stops, goes on, and comes to wait and to wait no more."""

    broken: Promise
    kept: Promise
    stage: Stage
    name: str = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "name", "-".join(self.broken.spelled.upper().split()))

    def kinds(self, *actions: str) -> list[str]:
        """Events that do this to the clocks of both, then those that do it to either; void events last."""
        of_both = [
            {turn.event for turn in each.turns if turn.action in actions} for each in (self.broken, self.kept)
        ]
        voids = {
            turn.event for each in (self.broken, self.kept) for turn in each.turns if turn.action == "void"
        }
        order = [turn for turn in dict(self.broken.kinds) if turn in of_both[0]]
        order += [turn for turn in dict(self.kept.kinds) if turn in of_both[1] - of_both[0]]
        return sorted(order, key=lambda kind: (kind in voids, not all(kind in each for each in of_both)))

    def spelled(self, kind: str) -> str:
        """The event as a policy declares it."""
        return dict(self.broken.kinds).get(kind) or dict(self.kept.kinds).get(kind, kind)

    def said(self, cell: Cell, day: date | None) -> tuple[tuple[str, Value], ...]:
        """The fields of such a case, the date fields of its deadlines filled with a day."""
        names = dict(self.kept.names) | dict(self.broken.names)
        values = {name: spoken(value, names.get(name, name)) for name, value in cell.case}
        for each in (cell.one, cell.other):
            if each.kind == "in" and day is not None:
                for name in date_fields(each.hours.deadline):
                    values[name] = values.get(name) or Day(day)
        return tuple((names.get(name, name), value) for name, value in values.items() if value is not None)

    def case(
        self,
        number: int,
        cell: Cell,
        start: int,
        stop: int | None,
        gaps: Sequence[tuple[int, int, str, str]] = (),
        day: date | None = None,
    ) -> list[Happening]:
        """One case. `gaps`: from when to when, by which events, its time does not count."""
        starts, stops = self.kinds("start", "restart"), self.kinds("stop")
        if not starts or (stop is not None and not stops):
            return []
        case = f"{self.name}-{number}"
        found = [self._event(start, case, starts[0], self.said(cell, day))]
        for begin, end, begins, ends in gaps:
            found += [self._event(begin, case, begins), self._event(end, case, ends)]
        if stop is not None:
            found.append(self._event(stop, case, stops[0]))
        return found

    def turned(self, before: Cell, after: Cell, start: int, stop: int) -> list[Happening]:
        """A case of one kind that is of another a minute after its start."""
        day = day_of(start, self.stage.zone)
        found = self.case(1, before, start, stop, day=day)
        case = f"{self.name}-1"
        return [*found, self._event(start + MINUTE, case, "updated", self.said(after, day))] if found else []

    def _event(self, at: int, case: str, kind: str, fields: tuple[tuple[str, Value], ...] = ()) -> Happening:
        return Happening(at, self.broken.spelled, case, self.spelled(kind), dict(fields))

    def log(
        self, happenings: Iterable[Happening], repeats: dict[str, int] | None = None, after: int = 0
    ) -> Log:
        """The log, to be judged when every window that it touches is over, or later by `after`."""
        ordered = sorted(happenings, key=lambda each: each.at)
        if not ordered or ordered[-1].at >= self.stage.end:
            return Log((), self.stage.end)
        shares = [each.share for each in (self.broken, self.kept) if each.share is not None]
        longest = max((length_us(share.window) for share in shares), default=0)
        as_of = min(self.stage.end, ordered[-1].at + max(longest, after) + 2 * DAY)
        return Log(tuple(ordered), as_of, repeats=repeats or {})

    def crowd(self, first: int, many: int, cell: Cell, start: int) -> list[Happening]:
        """So many cases alike that are stopped a minute after they start."""
        day = day_of(start, self.stage.zone) + timedelta(days=1)
        return [
            each
            for number in range(first, first + many)
            for each in self.case(number, cell, start, start + MINUTE, day=day)
        ]


def length_us(window: Window) -> int:
    """As long as such a window can be."""
    return window.count * _DAYS[window.unit] * DAY


def openings_of(hours: Iterable[Hours], at: int) -> int:
    """The first instant from this one on at which the first of the calendars is open."""
    for each in hours:
        try:
            return each.calendar.next_open_us(at)
        except CANNOT_SAY:
            continue
    return at
