"""How much of an allowance a cycle has used, and when it is used up."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from sladsl.evaluate.deadlines import CANNOT_SAY, Undecided, why
from sladsl.evaluate.exclusions import Excused
from sladsl.evaluate.truth import Values
from sladsl.evaluate.verdicts import Segment
from sladsl.worktime import Calendar


class Counting:
    """The counted stretches of a cycle up to `until` (its stop, its end, or as of now).

    Past `until` the clock is taken to go on, but in the `gaps` (in which the agreement is suspended): a pause
    still open there is treated as ending there.
    Instants in microseconds UTC, lengths in microseconds of the calendar's open time.
    Raises OutsideKnownDays where the calendar does not know its holidays.
    """

    def __init__(
        self,
        calendar: Calendar,
        segments: Iterable[Segment],
        started: int,
        until: int,
        gaps: Sequence[tuple[int, int]] = (),
    ) -> None:
        self._gaps = gaps
        self._calendar = calendar
        self._started = started
        self._until = until
        self._begins: list[int] = []
        self._stretches: list[tuple[int, int, int, int]] = []  # begin, end, elapsed at begin, elapsed at end
        self.segments = tuple(segments)
        self.paused_us = self.excluded_us = total = 0
        for segment in self.segments:
            end = until if segment.end is None else segment.end
            if segment.kind == "counted":
                before, total = total, total + calendar.elapsed_us(segment.begin, end)
                self._begins.append(segment.begin)
                self._stretches.append((segment.begin, end, before, total))
            elif segment.kind == "paused":
                self.paused_us += calendar.elapsed_us(segment.begin, end)
            elif segment.kind == "excluded":
                self.excluded_us += calendar.elapsed_us(segment.begin, end)
        self.elapsed_us = total

    def elapsed_at(self, instant: int) -> int:
        """What was elapsed at this instant."""
        index = bisect_right(self._begins, instant) - 1
        if index < 0:
            return 0
        begin, end, before, after = self._stretches[index]
        return after if instant >= end else before + self._calendar.elapsed_us(begin, instant)

    def due(self, allowance: int) -> int:
        """The earliest instant at which the allowance is used up. Raises NeverOpens."""
        if allowance <= 0:
            return self._started
        for begin, _, before, after in self._stretches:
            if after >= allowance:
                return self._calendar.due_us(begin, allowance - before)
        begin, left = self._after(allowance, used_up=True)
        return self._calendar.due_us(begin, left)

    def breach(self, allowance: int) -> int:
        """The last instant at which no more than the allowance is elapsed. Raises NeverOpens."""
        for begin, _, before, after in self._stretches:
            if after > allowance:
                return self._calendar.breach_us(begin, allowance - before)
        begin, left = self._after(allowance, used_up=False)
        return self._calendar.breach_us(begin, left)

    def _after(self, allowance: int, used_up: bool) -> tuple[int, int]:
        """From where on the rest of an allowance is used up, past the gaps before that; and the rest."""
        begin, left = self._until, allowance - self.elapsed_us
        for gap in self._gaps:
            used = self._calendar.elapsed_us(begin, gap[0]) if gap[0] > begin else 0
            if used > left or (used == left and used_up):
                break
            begin, left = gap[1], left - used
        return begin, left


class Countings:
    """The countings of one cycle on different calendars and without what different fields exclude, each made
    when first asked for."""

    def __init__(
        self,
        segments: Iterable[Segment],
        started: int,
        until: int,
        excused: Excused | None = None,
        gaps: Sequence[tuple[int, int]] = (),
    ) -> None:
        self._gaps = gaps
        self._segments = tuple(segments)
        self._started = started
        self._until = until
        self._excused = excused
        self._made: list[tuple[Calendar, tuple[Segment, ...], Counting]] = []

    def on(self, calendar: Calendar, values: Values) -> Counting:
        """The counting on a calendar, by what these fields exclude. Raises Undecided."""
        segments = self._segments
        if self._excused is not None:
            segments = self._excused.segments(segments, values, self._until)
        for known, of, counting in self._made:
            if known is calendar and of == segments:
                return counting
        try:
            counting = Counting(calendar, segments, self._started, self._until, self._gaps)
        except CANNOT_SAY as error:  # of several calendars it must be said which
            raise Undecided(why(error, calendar)) from error
        self._made.append((calendar, segments, counting))
        return counting
