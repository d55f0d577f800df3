"""When so much of a window's budget was used up that a warning fell due.

- Of a share of time the budget is a share of all the window's time that counts, less what was excluded (and,
  left out, unknown) up to an instant: what goes wrong only adds to what is used, and what is excluded only
  takes from what is allowed, so that the first instant at which enough is used up stays as it is.
- Of a share of cases or requests it is a share of those so far; of a number or a total it is what is
  promised.
- Nothing falls due before something went wrong. What is not known yet (a state that has yet to last) is not
  used up yet.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil

from attrs import Factory

from sladsl.evaluate.samples import Sample
from sladsl.policy.measures import CaseShare
from sladsl.policy.model import Warn, WindowClause
from sladsl.policy.states import FieldRatio, ReadingShare
from sladsl.records import define, frozen
from sladsl.worktime import Calendar
from sladsl.worktime.spans import Spans, clipped, merged


@define
class Spent:
    """A window's time that used up the budget, and time that the budget is no share of (instants)."""

    used: Spans = Factory(list)
    taken_out: Spans = Factory(list)
    sure_until: int | None = None  # what is later may yet turn out otherwise

    def wait_from(self, instants: Iterable[int | None]) -> None:
        """Nothing is sure from the earliest of these on."""
        known = [each for each in (self.sure_until, *instants) if each is not None]
        self.sure_until = min(known, default=None)


@frozen
class Warned:
    """The instants at which warnings fell due, and whether so much is used up as of now as well."""

    instants: tuple[tuple[str, int], ...] = ()
    at_risk: bool = False


def of_steps(
    warnings: Sequence[Warn], steps: Iterable[tuple[int, Fraction, Fraction]], allowed: Fraction
) -> Warned:
    """By steps (instant, what went wrong, what more may) and what may go wrong from the beginning on."""
    by_instant: defaultdict[int, tuple[Fraction, Fraction]] = defaultdict(lambda: (Fraction(), Fraction()))
    for at, wrong, more in steps:
        before = by_instant[at]
        by_instant[at] = before[0] + wrong, before[1] + more
    due: dict[int, int] = {}
    used = Fraction()
    for at, (wrong, more) in sorted(by_instant.items()):
        used, allowed = used + wrong, allowed + more
        for index, warn in enumerate(warnings):
            if used > 0 and used >= warn.at * allowed:
                due.setdefault(index, at)
    now = any(used > 0 and used >= warn.at * allowed for warn in warnings)
    return Warned(tuple((warnings[index].who, at) for index, at in sorted(due.items())), now)


def of_samples(clause: WindowClause, samples: Sequence[Sample]) -> Warned:
    """By readings, events and cases."""
    allowed, steps = steps_of(clause, samples)
    return of_steps(clause.warnings, steps, allowed)


def steps_of(
    clause: WindowClause, samples: Sequence[Sample]
) -> tuple[Fraction, list[tuple[int, Fraction, Fraction]]]:
    """What may go wrong from the beginning on, and by readings and cases what did, and what more may."""
    bound, at_most = clause.target.bound, clause.target.order in ("at most", "below")
    told = [(sample.at, sample.value, sample.of) for sample in samples if sample.value is not None]
    if isinstance(clause.measure, FieldRatio | CaseShare | ReadingShare):
        of_case = isinstance(clause.measure, CaseShare)
        share = bound if at_most else 1 - bound
        steps = []
        for at, value, of in told:
            whole = Fraction(1) if of_case else of
            steps.append((at, value if at_most else whole - value, share * whole))
        return Fraction(), steps
    return bound, [(at, value, Fraction()) for at, value, _ in told]


def of_time(
    clause: WindowClause, calendar: Calendar, window: tuple[int, int], spent: Spent, until: int, share: bool
) -> Warned:
    """By time: of a share of the window's, or of so much in all.

    Raises what a calendar raises that does not know its days.
    """
    bound = clause.target.bound
    if share and clause.target.order in ("at least", "above"):
        bound = 1 - bound
    whole = Fraction(calendar.elapsed_us(*window)) if share else Fraction(1)
    last = min(until, window[1], until if spent.sure_until is None else spent.sure_until)
    used = clipped(spent.used, window[0], last)
    taken_out = clipped(merged(spent.taken_out), window[0], last) if share else []
    instants = []
    for warn in clause.warnings:
        at = _first(calendar, used, taken_out, warn.at * bound, whole)
        if at is not None and at <= until:
            instants.append((warn.who, at))
    return Warned(tuple(instants), bool(instants))


def _first(calendar: Calendar, used: Spans, taken_out: Spans, share: Fraction, whole: Fraction) -> int | None:
    """The first instant at which the open time of `used` is at least this share of what is not taken out."""
    turns: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
    for which, spans in enumerate((used, taken_out)):
        for begin, end in spans:
            turns[begin][which] += 1
            turns[end][which] -= 1
    lacking, so_far = share * whole, 0
    using = taking = 0
    for begin, end in pairwise(sorted(turns)):
        using, taking = using + turns[begin][0], taking + turns[begin][1]
        open_us, rate = calendar.elapsed_us(begin, end), using + share * taking
        if open_us and so_far + using:
            if lacking <= 0:
                return calendar.next_open_us(begin)
            if lacking <= rate * open_us:
                return calendar.due_us(begin, ceil(lacking / rate))
        lacking, so_far = lacking - rate * open_us, so_far + using * open_us
    return None
