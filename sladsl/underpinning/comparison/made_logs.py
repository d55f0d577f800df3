"""Where made-up histories of promises about windows may lie, and what they are made up of."""

from collections.abc import Iterable, Iterator
from math import floor

from sladsl.policy.model import WindowClause
from sladsl.policy.states import StateRule
from sladsl.policy.values import Value
from sladsl.records import frozen
from sladsl.underpinning.answers import Happening
from sladsl.underpinning.comparison.findings import Log
from sladsl.underpinning.comparison.hours import CANNOT_SAY, DAY, HOUR, beyond, calendar_of
from sladsl.underpinning.comparison.level_cells import LevelCell
from sladsl.underpinning.comparison.levels import Level, is_lower
from sladsl.underpinning.comparison.making import Span, Thing, made
from sladsl.underpinning.comparison.replay import MOST_EVENTS
from sladsl.underpinning.comparison.stories import Stage, length_us
from sladsl.underpinning.comparison.windows import some_windows

_MOST_BESIDE = 3_000


@frozen
class Made:
    """Histories that break `broken`; where one helps, by what `kept` has otherwise."""

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

    def _of(self, level: Level, span: Span, most: int = 4) -> Iterator[Span]:
        agreement = level.agreement
        return some_windows(level.clause.window, agreement.begins, agreement.zone, span, most)

    def _crowds(self) -> list[int]:
        """How many harmless ones to lay beside something: few, and as many as make up for it."""
        return sorted({1, 20, 300, self._enough()})

    def _enough(self) -> int:
        """So many good ones beside a bad one that the kept promise is kept."""
        clause = self.kept.clause
        bound = clause.target.bound
        if clause.unit != "%" or not 0 < bound < 1:
            return 20
        ill = 1 - bound if is_lower(clause.target) else bound
        return min(floor(1 / ill) + 1, _MOST_BESIDE)

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

    def _told(
        self, cell: LevelCell, number: int, at: int, events: list[tuple[str, dict[str, Value]]]
    ) -> list[Happening]:
        thing = self._thing(cell, number)
        return [thing.event(at, kind, dict(cell.fields) | said) for kind, said in events]

    def _while(self, rule: StateRule, cases: Iterable[str], at: int) -> Iterator[Happening]:
        """The state holds of these around an instant."""
        for case in cases:
            thing = Thing(self.broken.subject, case, (at - HOUR, at + HOUR))
            yield from made(rule, [(at - HOUR // 2, at + HOUR // 2)], thing) or []


def _rolls(clause: WindowClause) -> bool:
    return clause.window.kind == "rolling"
