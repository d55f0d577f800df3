"""Made-up histories of samples: readings, events and cases that give a promise about windows a value."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from attrs import evolve, frozen

from sladsl.policy.conditions import Condition
from sladsl.policy.measures import (
    EventCount,
    FieldRatio,
    FieldValue,
)
from sladsl.policy.model import WindowClause
from sladsl.policy.values import Value
from sladsl.underpinning.answers import Happening
from sladsl.underpinning.comparison.findings import Log
from sladsl.underpinning.comparison.hours import CANNOT_SAY, DAY, HOUR, beyond, calendar_of
from sladsl.underpinning.comparison.level_cells import LevelCell, level_cells
from sladsl.underpinning.comparison.level_ways import takes
from sladsl.underpinning.comparison.levels import Level
from sladsl.underpinning.comparison.making import Span, Thing, Told, made, reading, sample
from sladsl.underpinning.comparison.replay import MOST_EVENTS
from sladsl.underpinning.comparison.stories import Stage, length_us
from sladsl.underpinning.comparison.windows import some_windows

_MOST_VALUES, _MOST_CELLS = 5, 2
_CROWDS = (1, 20, 300)


@frozen
class Samples:
    """Tells histories that break `broken`; where one helps, by what `kept` has otherwise."""

    broken: Level
    kept: Level
    stage: Stage

    def _windows(self) -> list[Span]:
        span = self.stage.begin, self.stage.end
        lead = max(
            (each.window.count * DAY for each in (self.broken.clause, self.kept.clause) if _rolls(each)),
            default=0,
        )
        span = min(span[0] + lead, span[1]), span[1]
        found = list(self._of(self.broken, span))[:2]
        return found + [each for each in self._of(self.kept, span) if each not in found][:1]

    def _of(self, level: Level, span: Span) -> Iterator[Span]:
        agreement = level.agreement
        return some_windows(level.clause.window, agreement.begins, agreement.zone, span)

    def _thing(self, cell: LevelCell, number: int = 1, known: Span = (0, 0)) -> Thing:
        name = self.broken.clause.case or f"{'-'.join(self.broken.subject.name.upper().split())}-{number}"
        return Thing(self.broken.subject, name, known)

    def _log(self, happenings: list[Happening], repeats: dict[str, int] | None = None) -> Log:
        ordered = sorted(happenings, key=lambda each: each.at)
        if not ordered or len(ordered) > MOST_EVENTS or ordered[-1].at >= self.stage.end:
            return Log((), self.stage.end)
        longest = max(length_us(each.clause.window) for each in (self.broken, self.kept))
        return Log(
            tuple(ordered), min(self.stage.end, ordered[-1].at + longest + 2 * DAY), repeats=repeats or {}
        )

    def _instants(self, window: Span) -> list[int]:
        """An open instant in the middle, near either end, and one in hours that only this text counts."""
        calendar = calendar_of(self.broken.named)
        found = []
        for at in ((window[0] + window[1]) // 2 // HOUR * HOUR, window[0] + 10 * HOUR, window[1] - 14 * HOUR):
            try:
                found.append(calendar.next_open_us(at))
            except CANNOT_SAY:
                continue
        found[:0] = [begin for begin, _ in beyond(self.broken.named, self.kept.named, *window)[:1]]
        return [at for at in dict.fromkeys(found) if window[0] <= at < window[1]]

    def _open(self, at: int) -> int:
        """The first instant from this one on that the broken text counts."""
        try:
            return calendar_of(self.broken.named).next_open_us(at)
        except CANNOT_SAY:
            return at

    def _sampled(
        self, cell: LevelCell, window: Span, value: Fraction, measure: EventCount | FieldValue | FieldRatio
    ) -> Iterator[Log]:
        bad = sample(measure, [value], self.broken.subject)
        if bad is None:
            return
        for at in self._instants(window):
            first = self._told(cell, 1, at, bad)
            yield self._log(first)
            yield from self._excluded(cell, first, at)
            for good in (sample(measure, [each], self.broken.subject) for each in self._harmless()):
                if good is not None:
                    yield from self._left_out(cell, at, bad, good)
                    yield from self._mixed(cell, at, bad, good)

    def _left_out(self, cell: LevelCell, at: int, bad: Told, good: Told) -> Iterator[Log]:
        """Good samples that the broken text leaves out, a day after the bad one."""
        when = self._open(at + DAY)
        for excluded in self.broken.clause.excluding:
            if self.broken.meaning(excluded.rule) in self.kept.excluding:
                continue
            for many in _CROWDS:
                said = [(cell, at, bad)] + [(cell, when, good)] * many
                events = [
                    each for n, (of, t, told) in enumerate(said, 1) for each in self._told(of, n, t, told)
                ]
                cases = list(dict.fromkeys(each.case for each in events if each.at == when))
                things = [Thing(self.broken.subject, case, (when - HOUR, when + HOUR)) for case in cases]
                more = [made(excluded.rule, [(when - HOUR, when + HOUR)], thing) or [] for thing in things]
                yield self._log([*events, *(each for several in more for each in several)])

    def _mixed(self, cell: LevelCell, at: int, bad: Told, good: Told) -> Iterator[Log]:
        """Bad samples, and good ones at the same time, at other times and of other kinds of cases."""
        for other, when in self._around(cell, at):
            for many in _CROWDS:
                far = when != at or other is not cell
                for bads in (1,) if far else sorted({1, max(1, many // 30), max(1, many // 15)}):
                    said = [(cell, at, bad)] * bads + [(other, when, good)] * many
                    yield self._log(
                        [
                            each
                            for n, (of, t, told) in enumerate(said, 1)
                            for each in self._told(of, n, t, told)
                        ]
                    )

    def _harmless(self) -> list[Fraction]:
        """A value that both texts accept, as good as can be."""
        targets = [each.clause.target for each in (self.broken, self.kept)]
        bounds = [bound for t in targets for bound in (t.bound, t.upper) if bound is not None]
        larger, within = max(bounds) * 2 + 1, [(a + b) / 2 for a in bounds for b in bounds]
        tried = (larger, Fraction(1), Fraction(0), *within, *bounds)
        return [each for each in tried if takes(self.broken, each) and takes(self.kept, each)][:1]

    def _around(self, cell: LevelCell, at: int) -> Iterator[tuple[LevelCell, int]]:
        """The same kind of case at the same time and at others, then other kinds."""
        yield cell, at
        yield from (
            (cell, begin) for begin, _ in beyond(self.kept.named, self.broken.named, at, at + 3 * DAY)[:1]
        )
        for days in (1, 20, 31, 45, 93, 200):
            for when in (at + days * DAY, at - days * DAY):
                if self.stage.begin <= when < self.stage.end:
                    yield cell, when
        for other in level_cells(self.broken, self.kept) or []:
            if other.other == "in" and (other.one != "in" or other.one_key != cell.one_key):
                yield other, at
                return

    def _told(
        self, cell: LevelCell, number: int, at: int, events: list[tuple[str, dict[str, Value]]]
    ) -> list[Happening]:
        thing = self._thing(cell, number)
        return [thing.event(at, kind, dict(cell.fields) | said) for kind, said in events]

    def _excluded(self, cell: LevelCell, events: list[Happening], at: int) -> Iterator[Log]:
        thing = self._thing(cell, known=(at - 12 * HOUR, at + 12 * HOUR))
        for excluded in self.kept.clause.excluding:
            if self.kept.meaning(excluded.rule) not in self.broken.excluding:
                more = made(excluded.rule, [(at - HOUR, at + HOUR)], thing)
                if more is not None:
                    yield self._log([*events, *more])

    def _counted(self, cell: LevelCell, window: Span, value: Fraction) -> Iterator[Log]:
        measure = self.broken.clause.measure
        if not 0 <= value <= 2_000:
            return
        count = ceil(value)
        kinds = measure.events if isinstance(measure, EventCount) else self.broken.subject.events[:1]
        for kind in kinds:
            for at in self._instants(window):
                events = [
                    each
                    for number in range(1, count + 1)
                    for each in self._told(cell, number, at, [(kind, {})])
                ]
                yield self._log(events)
                yield from self._excluded(cell, events, at)
                even = (window[1] - window[0]) // (len(events) + 1)
                yield self._log(
                    [evolve(each, at=self._open(window[0] + n * even)) for n, each in enumerate(events, 1)]
                )
                spread = [each for n, each in enumerate(events) if n % 2]
                later = [evolve(each, at=each.at + 12 * DAY) for each in spread]
                yield self._log([*(each for n, each in enumerate(events) if n % 2 == 0), *later])
            across = [window[1] - 2 * HOUR, window[1] + 10 * HOUR]
            events = [
                each
                for number in range(1, count + 1)
                for each in self._told(cell, number, across[number % 2], [(kind, {})])
            ]
            yield self._log(events)

    def _case_share(
        self, cell: LevelCell, window: Span, value: Fraction, condition: Condition
    ) -> Iterator[Log]:
        fine, late = (reading(condition, wanted, self.broken.subject) for wanted in (True, False))
        if fine is None or late is None or not 0 <= value <= 1:
            return
        good: Told = [("updated", fine)]
        bad: Told = [("updated", late)]
        for at in self._instants(window):
            for count, many in self._parting():
                said = [good] * count + [bad] * (many - count)
                yield self._log(
                    [each for n, told in enumerate(said, 1) for each in self._told(cell, n, at, told)]
                )
            first = self._told(cell, 1, at, bad)
            yield self._log(first)
            yield from self._excluded(cell, first, at)
            yield from self._left_out(cell, at, bad, good)
            yield from self._mixed(cell, at, bad, good)

    def _parting(self) -> Iterator[tuple[int, int]]:
        """The fewest cases, and how many of them are good, that keep the one text and break the other."""
        for many in (1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000):
            for count in range(many, -1, -1):
                share = Fraction(count, many)
                if not takes(self.broken, share):
                    if takes(self.kept, share):
                        yield count, many
                        return
                    break

    def _difference(
        self, cell: LevelCell, window: Span, value: Fraction, more: Condition, less: Condition
    ) -> Iterator[Log]:
        fans, critics = (reading(each, True, self.broken.subject) for each in (more, less))
        if fans is None or critics is None:
            return
        for at in self._instants(window):
            for many in (1, 10, 100, 200):
                fine = min(max(round(many * (value / 100 + 1) / 2), 0), many)
                for count in (fine, max(fine - 1, 0), min(fine + 1, many)):
                    said = [fans] * count + [critics] * (many - count)
                    yield self._log(
                        [
                            each
                            for n, fields in enumerate(said, 1)
                            for each in self._told(cell, n, at, [("updated", fields)])
                        ]
                    )


def _rolls(clause: WindowClause) -> bool:
    return clause.window.kind == "rolling"
