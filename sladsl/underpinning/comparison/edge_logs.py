"""Made-up histories at the edges of windows: what one promise's window holds, and the other's make up for."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from sladsl.records import frozen
from sladsl.underpinning.answers import Happening
from sladsl.underpinning.comparison.findings import Log
from sladsl.underpinning.comparison.hours import CANNOT_SAY, DAY, MINUTE, calendar_of
from sladsl.underpinning.comparison.level_cells import LevelCell, level_cells
from sladsl.underpinning.comparison.made_logs import Made
from sladsl.underpinning.comparison.making import Span, Told
from sladsl.underpinning.comparison.windows import windows_over

_MOST = 4


@frozen
class Edges(Made):
    """Tells histories that lie at both sides of a window's edge, or in two groups of one."""

    def _at_edges(self, cell: LevelCell, bad: Told, good: Told) -> Iterator[Log]:
        """Bad samples in a window of the broken promise, good ones around it in windows of the kept one."""
        if self.broken.clause.window == self.kept.clause.window:
            return
        many = self._enough()
        for bads, goods in self._pairs():
            yield self._of_samples([(cell, bads, bad, 1), (cell, goods, good, many)])
        for before, first, middle, last, after in self._outlines():
            for count in self._as_many_as():
                outside = [(cell, before, good, 40 * count), (cell, after, good, 40 * count)]
                yield self._of_samples([(cell, middle, bad, 1), *outside])
                ends = [(cell, first, bad, count), (cell, last, bad, count)]
                yield self._of_samples([*ends, (cell, middle, good, 20), *outside])

    def _of_samples(self, said: Iterable[tuple[LevelCell, int, Told, int]]) -> Log:
        """So many samples of a kind at an instant."""
        found: list[Happening] = []
        number = 0
        for cell, at, told, many in said:
            for _ in range(many):
                number += 1
                found += self._told(cell, number, at, told)
        return self._log(found)

    def _pairs(self) -> Iterator[Span]:
        """An instant in a window of the broken promise, and one outside of it in the same window of the kept
        one, both in hours that count."""
        found = 0
        agreement = self.kept.agreement
        for window in self._of(self.broken, (self.stage.begin, self.stage.end), 24):
            for edge, side in ((window[0], 1), (window[1], -1)):
                wholes = windows_over(
                    self.kept.clause.window, agreement.begins, agreement.zone, (edge - MINUTE, edge + MINUTE)
                )
                for begin, end in wholes:
                    if begin < edge < end and (pair := self._both_sides(edge, side, (begin, end))):
                        yield pair
                        found += 1
                        if found == _MOST:
                            return

    def _both_sides(self, edge: int, side: int, within: Span) -> Span | None:
        """The open instants nearest to an edge: on the side given, and on the other."""
        calendar = calendar_of(self.broken.named)
        try:
            after, before = calendar.next_open_us(edge), calendar.previous_close_us(edge) - MINUTE
        except CANNOT_SAY:
            return None
        if not (within[0] <= before and after < within[1] and self.stage.begin <= before):
            return None
        return (after, before) if side > 0 else (before, after)

    def _outlines(self) -> Iterator[tuple[int, int, int, int, int]]:
        """Open instants before a window of the broken promise, at its begin, middle and end, and after it."""
        calendar, found = calendar_of(self.broken.named), 0
        for begin, end in self._of(self.broken, (self.stage.begin + 4 * DAY, self.stage.end - 4 * DAY), 8):
            try:
                first, last = calendar.next_open_us(begin), calendar.previous_close_us(end) - MINUTE
                before = calendar.previous_close_us(begin) - MINUTE
                middle, after = calendar.next_open_us((begin + end) // 2), calendar.next_open_us(end)
            except CANNOT_SAY:
                continue
            if before >= self.stage.begin and first < middle < last:
                yield before, first, middle, last, after
                found += 1
                if found == _MOST:
                    return

    def _as_many_as(self) -> list[int]:
        """So many bad samples beside twenty good ones."""
        return [1, 2, 5]

    def _moving(self, cell: LevelCell, events: list[Happening], starts: list[int]) -> Iterator[Log]:
        """The same events of a thing that goes from one group to another between them, and back."""
        other = self._other_group(cell)
        if other is None or len(starts) < 2:
            return
        thing = self._thing(cell)
        moves = [
            thing.event(max(at - MINUTE, self.stage.begin), "updated", dict((cell, other)[n % 2].fields))
            for n, at in enumerate(starts)
        ]
        yield self._log([*moves, *events])

    def _other_group(self, cell: LevelCell) -> LevelCell | None:
        """Cases counted together with these under the broken promise, and apart under the kept one."""
        for each in level_cells(self.broken, self.kept) or []:
            if each.one == "in" and each.one_key == cell.one_key and each.other_key != cell.other_key:
                return each
        return None

    def _apart(self, cell: LevelCell, events: list[Happening]) -> Iterator[Log]:
        """Every other of these events with the fields of another group."""
        other = self._other_group(cell)
        if other is None:
            return
        yield self._log(
            [
                evolve(each, at=each.at + n * 1_000_000, fields={**each.fields, **dict(other.fields)})
                if n % 2
                else evolve(each, at=each.at + n * 1_000_000)
                for n, each in enumerate(events)
            ]
        )
