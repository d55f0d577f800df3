"""Where to put late cases so that those in time with which they count below do not count with them above.

At the edge of two windows; into one month of a quarter, or one week that reaches over the end of a month;
into one group; or into the part of a window in which the agreement above is in force. Or the others change a
field by which they are counted.
"""

from collections.abc import Callable, Iterator
from itertools import islice

from attrs import evolve

from sladsl.evaluate.windows import windows_between
from sladsl.policy.conditions import Condition
from sladsl.policy.model import Agreement
from sladsl.policy.names import fold
from sladsl.policy.regions import Case, key_of, mentioned
from sladsl.policy.states import Window
from sladsl.policy.values import Text
from sladsl.records import frozen
from sladsl.underpinning.asked import Asked
from sladsl.underpinning.kinds import Kind, conditions_of, leg_of, promised
from sladsl.underpinning.piecewise import Piecewise, risen
from sladsl.underpinning.same_windows import same_window
from sladsl.underpinning.shares import LateStep, cell_of
from sladsl.underpinning.witness import some_start
from sladsl.worktime.civil import DAY_US

Span = tuple[int, int]
HALF_A_DAY = DAY_US // 2
HOUR = DAY_US // 24
MINUTE = HOUR // 60
_FAR = 800 * DAY_US  # how far edges are looked for
_EDGES = 40


@frozen
class Placing:
    """Late cases begin at `start`, and are late from `breach` on; the others are begun and done when it says.

    If `changing`, with the event of that number the others have other values; they end with the event `void`.
    """

    start: int
    late: Case
    slow: bool
    breach: int
    after: int
    begun: int
    done: int
    other: Case
    as_of: int
    changing: tuple[int, Case] | None = None
    void: str = ""


def window_at(window: Window, agreement: Agreement, instant: int) -> Span | None:
    """The one window that an instant counts in; None where there is none, or where several roll."""
    if instant < agreement.begins or (agreement.ends is not None and instant >= agreement.ends):
        return None
    if window.kind == "rolling":
        return None
    return windows_between(window, agreement, instant, instant)[0]


def placings(asked: Asked, kind: Kind, late: LateStep) -> Iterator[Placing]:
    """Those that may show it, the plainest first."""
    if late.outside is not None:
        yield from _at_once(asked, kind, late, kind.example, late.outside)
    if late.elsewhere is not None and late.elsewhere.groups:
        for own, other in _two_groups(asked, kind, late):
            yield from _at_once(asked, kind, late, own, other)
        return
    if late.elsewhere is not None and late.elsewhere.void:
        for placing in _at_once(asked, kind, late, kind.example, kind.example):
            yield evolve(placing, void=late.elsewhere.void)
        return
    if late.elsewhere is not None and late.elsewhere.changing:
        yield from _changing(asked, kind, late)
        return
    if late.elsewhere is not None or late.beyond is not None:
        yield from _Edges(asked, kind, late).placings()


def _at_once(asked: Asked, kind: Kind, late: LateStep, own: Case, other: Case) -> Iterator[Placing]:
    """All begin at the same instant, in the middle of windows or so."""
    first, edges = some_start(asked, kind), _Edges(asked, kind, late)
    for days in (0, 1, 2, 5, 9, 12, 20, 40):
        start = first + days * DAY_US
        if start < asked.term.end and (found := edges.late_at(start, False)) is not None:
            yield edges.placing(found, start, start, own, other)


def _changing(asked: Asked, kind: Kind, late: LateStep) -> Iterator[Placing]:
    """The others become, or no longer are, what the late ones are while they run."""
    assert late.elsewhere is not None
    conditions = list(conditions_of(asked.setting, asked.clause, asked.route))
    events = sum(bool(each.since) for each in asked.course(kind).known)
    for name in late.elsewhere.changing:
        values = list(_values(asked, name, conditions))
        if kind.example.get(name) is None and values:
            kind = evolve(kind, example={**kind.example, name: values[0]})
        now = kind.example.get(name)
        for value in (each for each in values if now is not None and key_of(each) != key_of(now)):
            for number in range(events):
                for before, after in ((value, now), (now, value)):
                    other: Case = {**kind.example, name: before}
                    for placing in islice(_at_once(asked, kind, late, kind.example, other), 1):
                        yield evolve(placing, changing=(number, {name: after}))
            break


def _two_groups(asked: Asked, kind: Kind, late: LateStep) -> Iterator[tuple[Case, Case]]:
    """Two cases of the kind that a field of the groups tells apart."""
    assert late.elsewhere is not None
    conditions = list(conditions_of(asked.setting, asked.clause, asked.route))
    for name in late.elsewhere.groups:
        cases = [{**kind.example, name: value} for value in _values(asked, name, conditions)]
        own = [case for case in cases if promised(asked.setting, asked.clause, case) == kind.target]
        own = [case for case in own if _goes(asked, case) == kind.way]
        for one in own[:2]:
            for other in (case for case in cases if case != one):
                below = promised(asked.setting, late.by.clause, other)
                if below is not None and cell_of(below) == cell_of(late.by):
                    yield one, other
                    break


def _goes(asked: Asked, case: Case) -> object:
    return tuple(tuple(leg_of(asked.setting, step, case) for step in stage) for stage in asked.route.stages)


def _values(asked: Asked, name: str, conditions: list[Condition]) -> Iterator[Text]:
    subject = asked.setting.subjects[fold(asked.clause.subject)]
    field = next((each for each in subject.fields if fold(each.name) == fold(name)), None)
    if field is not None and field.type == "one of":
        yield from map(Text, field.values)
    if field is not None and field.type == "text":
        yield from (value for value in mentioned(conditions, field.name) if isinstance(value, Text))
        yield from (Text("A"), Text("B"))


@frozen
class _Late:
    """A late case: when it begins, and when it counts as late below and above, in these windows."""

    start: int
    slow: bool
    below: int
    above: int
    windows: tuple[Span, Span]


class _Edges:
    """What is looked for of a kind of case that is late in a step."""

    def __init__(self, asked: Asked, kind: Kind, late: LateStep) -> None:
        self.asked, self.kind, self.late = asked, kind, late
        ours, its = asked.clause.share, late.by.clause.share
        assert ours is not None
        assert its is not None
        self.ours, self.its = ours, its
        self.agreement: Agreement = asked.setting.agreements[asked.key[0]]
        self.by_above, self.by_below = risen(asked.by(kind.target)), risen(asked.by(late.by))
        known = [each for each in asked.course(kind).known if each.since]
        number, place = late.position
        leg = kind.way[number][place]
        before: list[Callable[[int], int]] = []
        for each in known:
            if each.leg is leg:
                before = [one.by for one in each.since]
        self.begun: Callable[[int], int] = lambda start: min((by(start) for by in before), default=start)
        self.known = known
        self.together = same_window(asked) is not None

    def placings(self) -> Iterator[Placing]:
        """At the edges of windows, of the agreement's term, and where a case that begins is decided there."""
        for start in self._starts():
            for slow in (False, True):
                if (found := self.late_at(start, slow)) is None:
                    continue
                for begun, done in self._others(found):
                    yield self.placing(found, begun, done, self.kind.example, self.kind.example)

    def placing(self, found: _Late, begun: int, done: int, own: Case, other: Case) -> Placing:
        """With the others begun and done at these instants."""
        breach = self.by_above(found.start)
        after = max([breach, found.below, *(each.by(found.start) for each in self.known)])
        (_, end), (_, ours_end) = found.windows
        as_of = max(self.asked.seen_until, end, ours_end)
        return Placing(found.start, own, found.slow, breach, after + 1, begun, done, other, as_of)

    def late_at(self, start: int, slow: bool) -> _Late | None:
        """Such a case that begins then, if it is decided while both agreements are in force."""
        if not self.asked.term.begin <= start < self.asked.starts_before:
            return None
        begins = self.begun(start) if slow else start
        if begins >= self.asked.term.end:
            return None
        below = begins if self.its.by == "opening" else self.by_below(begins) + 1
        above = start if self.ours.by == "opening" else self.by_above(start) + 1
        if max(self.by_above(start), self.by_below(begins)) + 1 >= self.asked.term.end:
            return None
        its, ours = self._below_at(below), self._above_at(above)
        if its is None or ours is None:
            return None
        if self.together and not (
            self._below_at(start) == self._below_at(begins) == its and self._above_at(start) == ours
        ):
            return None
        return _Late(start, slow, below, above, (its, ours))

    def _below_at(self, instant: int) -> Span | None:
        return window_at(self.its.window, self.late.by.agreement, instant)

    def _above_at(self, instant: int) -> Span | None:
        return window_at(self.ours.window, self.agreement, instant)

    def _others(self, found: _Late) -> Iterator[Span]:
        """When cases begin and are done that count with it below and not above."""
        (begin, end), (ours_begin, ours_end) = found.windows
        term = self.asked.term
        if self.late.stated:  # they have to be the agreement's own
            begin, end = max(begin, term.begin), min(end, term.end)
        if begin < ours_begin:
            at = max(begin, ours_begin - HALF_A_DAY)
            yield at, at
        elif end > ours_end:
            at = min(ours_end + HALF_A_DAY, end - 1)
            yield at, at
        earlier = self.late.by.agreement.begins < term.begin and not self.late.stated and not self.together
        by_opening = self.its.by == "opening" and self.late.position[0] == 0
        if earlier and not by_opening and begin <= term.begin:
            yield term.begin - MINUTE, term.begin
            yield term.begin - 1, term.begin

    def _starts(self) -> Iterator[int]:
        """Instants at which a late case may begin."""
        term = self.asked.term
        last = min(term.end, term.begin + _FAR)
        edges: set[int] = {term.begin, term.end}
        for window, agreement in (
            (self.ours.window, self.agreement),
            (self.its.window, self.late.by.agreement),
        ):
            if window.kind != "rolling":
                spans = windows_between(window, agreement, term.begin, last - 1)[:_EDGES]
                edges |= {each for span in spans for each in span if term.begin <= each <= term.end}
        for edge in sorted(edges):
            yield from (edge, edge - HOUR, edge - 1)
            for by in (self.by_below, self.by_above):
                before = _latest_before(by, edge, term.begin)
                if before is not None:
                    yield from (before - before % HOUR, before)
            yield edge + HALF_A_DAY


def _latest_before(by: Piecewise, edge: int, begin: int) -> int | None:
    """The last instant from which on a case is late before the edge."""
    low, high = begin, min(edge, by.end)
    if low >= high or by(low) + 1 >= edge:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if by(middle) + 1 < edge:
            low = middle
        else:
            high = middle
    return low
