"""Made-up histories of samples: readings, events and cases that give a promise about windows a value."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import ceil, floor

from attrs import evolve

from sladsl.policy.conditions import Condition
from sladsl.policy.measures import (
    EventCount,
    FieldValue,
    SampleMeasure,
)
from sladsl.policy.values import Text
from sladsl.records import frozen
from sladsl.underpinning.answers import Happening
from sladsl.underpinning.comparison.edge_logs import Edges
from sladsl.underpinning.comparison.filling import filled_with_samples
from sladsl.underpinning.comparison.findings import Log
from sladsl.underpinning.comparison.hours import DAY, HOUR, MINUTE, beyond
from sladsl.underpinning.comparison.level_cells import LevelCell, level_cells
from sladsl.underpinning.comparison.level_ways import takes
from sladsl.underpinning.comparison.making import Span, Told, reading, sample

_MOST_VALUES, _MOST_CELLS = 5, 2


@frozen
class Samples(Edges):
    """Tells histories of samples."""

    def _sampled(
        self, cell: LevelCell, window: Span, value: Fraction, measure: SampleMeasure
    ) -> Iterator[Log]:
        if isinstance(measure, FieldValue) and measure.statistic == "average":
            yield from self._outliers(cell, window, value, measure)
        bad = sample(measure, [value], self.broken.subject)
        if bad is None:
            return
        for at in self._instants(window):
            first = self._told(cell, 1, at, bad)
            yield self._log(first)
            yield self._of_samples([(cell, at, bad, max(self.broken.clause.least, 1))])
            yield from self._unread(cell, at, measure)
            yield from self._excluded(first, at)
            for good in (sample(measure, [each], self.broken.subject) for each in self._harmless()):
                if good is not None:
                    yield from self._left_out(cell, at, bad, good)
                    yield from self._mixed(cell, at, bad, good)
        for good in (sample(measure, [each], self.broken.subject) for each in self._harmless()):
            if good is not None:
                yield from self._at_edges(cell, bad, good)

    def _outliers(self, cell: LevelCell, window: Span, value: Fraction, measure: FieldValue) -> Iterator[Log]:
        """One sample so bad that it makes the average of many good ones."""
        for at, many in product(self._instants(window), (20, 200)):
            bad = sample(measure, [value * (many + 1)], self.broken.subject)
            good = sample(measure, [Fraction(0)], self.broken.subject)
            if bad is not None and good is not None:
                told = [bad] + [good] * many
                yield self._log(
                    [each for n, said in enumerate(told, 1) for each in self._told(cell, n, at, said)]
                )

    def _unread(self, cell: LevelCell, at: int, measure: SampleMeasure) -> Iterator[Log]:
        """Readings that are no number, beside one that is harmless."""
        if self.broken.clause.unknown_readings == self.kept.clause.unknown_readings:
            return
        if isinstance(measure, FieldValue):
            unread: Told = [("updated", {measure.field: Text("none")})]
            for value in self._harmless():
                if (good := sample(measure, [value], self.broken.subject)) is not None:
                    yield self._of_samples([(cell, at, unread, 1), (cell, at, good, 1)])

    def _left_out(self, cell: LevelCell, at: int, bad: Told, good: Told) -> Iterator[Log]:
        """Good samples that the broken text leaves out: two hours before the bad one, or a day after it."""
        for excluded in self.broken.clause.excluding:
            if self.broken.meaning(excluded.rule) in self.kept.excluding:
                continue
            for many, when in product(self._crowds(), self._near(at)):
                said = [(cell, at, bad)] + [(cell, when, good)] * many
                events = [
                    each for n, (of, t, told) in enumerate(said, 1) for each in self._told(of, n, t, told)
                ]
                cases = dict.fromkeys(each.case for each in events if each.at == when)
                yield self._log([*events, *self._while(excluded.rule, cases, when)])

    def _near(self, at: int) -> list[int]:
        """Open instants two hours before and after, on the same day if it can be, and a day later."""
        tried = (at - 2 * HOUR, at + 2 * HOUR, at + DAY)
        return [when for when in tried if when > self.stage.begin + HOUR and self._open(when) == when]

    def _mixed(self, cell: LevelCell, at: int, bad: Told, good: Told) -> Iterator[Log]:
        """Bad samples, and good ones at the same time, at other times and of other kinds of cases."""
        for other, when in self._around(cell, at):
            for many in self._crowds():
                far = when != at or other is not cell
                for bads in (1,) if far else self._beside_so_many(many):
                    said = [(cell, at, bad)] * bads + [(other, when, good)] * many
                    yield self._log(
                        [
                            each
                            for n, (of, t, told) in enumerate(said, 1)
                            for each in self._told(of, n, t, told)
                        ]
                    )

    def _beside_so_many(self, many: int) -> list[int]:
        """How many bad ones to lay beside so many good ones; of a percentile, as many as just show."""
        shares = {Fraction(1, 30), Fraction(1, 15)}
        for each in (self.broken.clause.measure, self.kept.clause.measure):
            if isinstance(each, FieldValue) and each.statistic == "percentile" and each.at < 1:
                shares.add((1 - each.at) / each.at)
        counts = {1, *(max(1, floor(many * share) + more) for share in shares for more in (0, 1))}
        return sorted(counts)

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
        apart = (
            10 * MINUTE if self.broken.clause.case is not None else 0
        )  # one thing is of one kind at a time
        for other in level_cells(self.broken, self.kept) or []:
            if other.other == "in" and (other.one != "in" or other.one_key != cell.one_key):
                yield from ((other, self._open(at + apart)), (other, at - apart))
                return

    def _excluded(self, events: list[Happening], at: int) -> Iterator[Log]:
        """The same while something is excluded that only the kept text excludes."""
        cases = dict.fromkeys(each.case for each in events)
        for excluded in self.kept.clause.excluding:
            if self.kept.meaning(excluded.rule) not in self.broken.excluding:
                yield self._log([*events, *self._while(excluded.rule, cases, at)])

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
                yield from self._excluded(events, at)
                yield from self._apart(cell, events)
                even = (window[1] - window[0]) // (len(events) + 1)
                yield self._log(
                    [evolve(each, at=self._open(window[0] + n * even)) for n, each in enumerate(events, 1)]
                )
                spread = [each for n, each in enumerate(events) if n % 2]
                later = [evolve(each, at=each.at + 12 * DAY) for each in spread]
                yield self._log([*(each for n, each in enumerate(events) if n % 2 == 0), *later])
            for filling in filled_with_samples(self.broken, self.kept, (self.stage.begin, self.stage.end)):
                yield self._log(
                    [
                        each
                        for n, at in enumerate(filling, 1)
                        for each in self._told(cell, n, at, [(kind, {})])
                    ]
                )
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
            yield from self._excluded(first, at)
            yield from self._left_out(cell, at, bad, good)
            yield from self._mixed(cell, at, bad, good)
        yield from self._at_edges(cell, bad, good)

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
