"""Made-up histories that give a promise about windows a value which another text may see otherwise."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from attrs import evolve

from sladsl.policy.measures import (
    CaseCount,
    CaseShare,
    Episodes,
    EventCount,
    FieldRatio,
    FieldValue,
    ReadingShare,
    ShareDifference,
    StretchAverage,
    TimeShare,
)
from sladsl.policy.states import StateRule, announcements
from sladsl.records import frozen
from sladsl.underpinning.answers import Happening
from sladsl.underpinning.comparison.filling import filled, least_length
from sladsl.underpinning.comparison.findings import Log
from sladsl.underpinning.comparison.hours import CANNOT_SAY, HOUR, MINUTE, calendar_of
from sladsl.underpinning.comparison.level_cells import LevelCell, level_cells
from sladsl.underpinning.comparison.level_ways import values_to_try
from sladsl.underpinning.comparison.making import Span, made
from sladsl.underpinning.comparison.placing import placed
from sladsl.underpinning.comparison.sample_logs import Samples
from sladsl.worktime.spans import without

_MOST_VALUES, _MOST_CELLS = 5, 2


@frozen
class Teller(Samples):
    """Tells histories that break `broken`; where one helps, by what `kept` has otherwise."""

    def logs(self) -> Iterator[Log]:
        """Plain ones first."""
        cells = [cell for cell in level_cells(self.broken, self.kept) or [] if cell.one == "in"]
        cells.sort(key=lambda cell: cell.other == "in")
        chosen = [*cells[:1], *[cell for cell in cells if cell.other == "in"][:_MOST_CELLS]]
        values = values_to_try(self.broken, self.kept)[:_MOST_VALUES]
        for cell in dict.fromkeys(chosen):
            for window in self._windows():
                for value in values:
                    yield from self._valued(cell, window, value)

    def _valued(self, cell: LevelCell, window: Span, value: Fraction) -> Iterator[Log]:
        measure = self.broken.clause.measure
        match measure:
            case TimeShare(state, inside):
                yield from self._share_of_time(cell, window, (value if inside else 1 - value), state.rule)
            case Episodes(what, state):
                yield from self._episodes(cell, window, what, value, state.rule)
            case CaseShare(condition):
                yield from self._case_share(cell, window, value, condition)
            case ShareDifference(more, less):
                yield from self._difference(cell, window, value, more, less)
            case CaseCount() | EventCount():
                yield from self._counted(cell, window, value)
            case FieldValue() | FieldRatio() | ReadingShare():
                yield from self._sampled(cell, window, value, measure)
            case StretchAverage(_, sampled):
                yield from self._sampled(cell, window, value, sampled)
            case _:
                return

    def _share_of_time(
        self, cell: LevelCell, window: Span, share: Fraction, rule: StateRule
    ) -> Iterator[Log]:
        if not 0 <= share <= 1:
            return
        calendar = calendar_of(self.broken.named)
        try:
            whole = calendar.elapsed_us(*window)
            amount = ceil(whole * share / MINUTE) * MINUTE
            exact = ceil(whole * share)
        except CANNOT_SAY:
            return
        for us in dict.fromkeys((amount, exact, exact + 1, max(exact - 1, 0))):
            for spans in placed(self.broken, self.kept, window, us):
                yield from self._held(cell, spans, window, rule)
        yield from self._filled(cell, rule)

    def _filled(self, cell: LevelCell, rule: StateRule) -> Iterator[Log]:
        """As much in each of the kept promise's windows as it accepts."""
        if self.broken.clause.window != self.kept.clause.window:
            for each in filled(self.broken, self.kept, (self.stage.begin, self.stage.end)):
                yield from self._held(cell, each.pieces, each.window, rule)

    def _held(self, cell: LevelCell, spans: list[Span], window: Span, rule: StateRule) -> Iterator[Log]:
        """The state held in the spans: alone; while something is excluded that only one text excludes."""
        known = self._known(window, spans)
        thing = self._thing(cell, known=known)
        events = made(rule, spans, thing)
        if events is None:
            return
        begin = [thing.event(known[0], "updated", dict(cell.fields))]
        yield self._log([*begin, *events])
        yield from self._moving(cell, [*begin, *events], [a for a, _ in spans])
        for mine, theirs in ((self.kept, self.broken), (self.broken, self.kept)):
            for excluded in mine.clause.excluding:
                if mine.meaning(excluded.rule) in theirs.excluding:
                    continue
                free = without([window], spans)
                longest = max(free, key=lambda each: each[1] - each[0], default=window)
                middle = (
                    [(longest[0] + HOUR, longest[1] - HOUR)] if longest[1] - longest[0] > 4 * HOUR else []
                )
                for away in (spans, middle):
                    more = made(excluded.rule, away, thing)
                    if more is not None and away:
                        yield self._log([*begin, *events, *more])
                    if more is not None and away and (late := _announced_late(excluded.rule, more, away)):
                        yield self._log([*begin, *events, *late])
        for count in self._crowds():
            yield from self._beside(cell, begin + events, known, count)
        if len(spans) == 1 and spans[0][1] - spans[0][0] > 2 * HOUR:
            yield self._log([*begin, *(each for each in events if each.at < spans[0][1] - HOUR)])

    def _beside(self, cell: LevelCell, events: list[Happening], known: Span, count: int) -> Iterator[Log]:
        """Others beside it, to which nothing happens."""
        if self.broken.clause.case is not None:
            return
        for other in level_cells(self.broken, self.kept) or []:
            if other.other == "in" and (other.one != "in" or other.one_key != cell.one_key):
                crowd = [each for number in range(2, count + 2) for each in self._quiet(other, number, known)]
                yield self._log([*events, *crowd])
                return

    def _quiet(self, cell: LevelCell, number: int, known: Span) -> list[Happening]:
        thing = self._thing(cell, number, known)
        measure = self.broken.clause.measure
        assert isinstance(measure, TimeShare | Episodes)
        events = made(measure.state.rule, [], thing) or []
        return [thing.event(known[0], "updated", dict(cell.fields)), *events]

    def _known(self, window: Span, spans: list[Span]) -> Span:
        """From before the windows of either text that hold these to after them."""
        own = [
            each
            for level in (self.broken, self.kept)
            for each in self._of(level, (self.stage.begin, self.stage.end))
            if each[0] < window[1] and window[0] < each[1]
        ]
        edges = [
            *window,
            *(edge for span in spans for edge in span),
            *(edge for span in own for edge in span),
        ]
        return max(min(edges) - HOUR, self.stage.begin), min(max(edges), self.stage.end - 1)

    def _episodes(
        self, cell: LevelCell, window: Span, what: str, value: Fraction, rule: StateRule
    ) -> Iterator[Log]:
        calendar, least = calendar_of(self.broken.named), ceil(least_length(rule) / MINUTE)
        if what in ("number", "total"):
            yield from self._filled(cell, rule)
        if value < 0 or value.denominator != 1:
            value = Fraction(ceil(max(value, Fraction(0))))
        try:
            at = calendar.next_open_us(window[0] + 10 * HOUR)
            if what == "number":
                if value > 200:
                    return
                even = (window[1] - window[0]) // (int(value) + 1)
                lengths = (
                    (HOUR, 10),
                    (even, 10),
                    (12 * HOUR, 1),
                    (30 * HOUR, 60),
                    (even, least),
                    (HOUR, least),
                )
                for apart, length in (each for each in dict.fromkeys(lengths) if each[1] >= max(least, 1)):
                    spans, at = list[Span](), calendar.next_open_us(window[0] + HOUR)
                    for _ in range(int(value)):
                        spans.append((at, at + length * MINUTE))
                        at = calendar.next_open_us(at + apart + 2 * length * MINUTE)
                    if not spans or spans[-1][1] < window[1]:
                        yield from self._held(cell, spans, window, rule)
                last = [(window[1] - 3 * HOUR * n, window[1] - 3 * HOUR * n + 10 * MINUTE) for n in (2, 1)]
                across = [*last, *((a + 12 * HOUR, b + 12 * HOUR) for a, b in last)]
                yield from self._held(cell, across[: int(value)], window, rule)
            elif what == "between":
                first = (at, at + 10 * MINUTE)
                second = calendar.next_open_us(calendar.due_us(first[1], int(value)))
                yield from self._held(cell, [first, (second, second + 10 * MINUTE)], window, rule)
            else:
                for spans in placed(self.broken, self.kept, window, int(value)):
                    yield from self._held(cell, spans, window, rule)
        except CANNOT_SAY:
            return


def _announced_late(rule: StateRule, events: list[Happening], spans: list[Span]) -> list[Happening]:
    """The same, announced a minute before; nothing where no announcement has a say."""
    kinds = {each.event for each in announcements(rule)}
    return (
        [evolve(each, at=spans[0][0] - MINUTE) if each.kind in kinds else each for each in events]
        if kinds
        else []
    )
