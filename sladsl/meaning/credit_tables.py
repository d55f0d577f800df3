"""Is a credit table total, monotone and free inside the target? Steps as written become bands without
overlap.

Steps of rounded values are taken for those of the values measured: only whether they are all of the good is
asked by the cells that are rounded.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from attrs import evolve

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import credit_table_errors
from sladsl.meaning.cuts import FIRST, LAST, Cut, after, before
from sladsl.meaning.rounded_steps import unrounded, whole_cells
from sladsl.policy import level_words, money, money_words
from sladsl.policy.rounded import Rounded
from sladsl.policy.states import Target
from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax.tree import money as written

Less = Callable[[money.Amount, money.Amount], "bool | None"]


@frozen
class Wanted:
    """A step as written: the values it is for, and whether both of its ends are said."""

    low: Cut
    high: Cut
    closed: bool
    amount: money.Amount
    said: str
    span: Span


@frozen
class _Cell:
    low: Cut
    high: Cut
    step: Wanted | None


@frozen
class Table:
    """Checks the steps of one clause against its target."""

    target: Target
    unit: str
    less: Less  # whether one amount is less than another; None: cannot be said
    found: list[Diagnostic]
    whole: bool = False  # the values are whole numbers
    rounded: Rounded | None = None  # by what the steps are said
    between: written.NothingBetween | None = None

    @property
    def floor(self) -> Cut:
        """Below it no window has a value."""
        return before(Fraction(0)) if self.unit in ("%", "time", "") else FIRST

    @property
    def ceiling(self) -> Cut:
        """Above it no window has a value."""
        return after(Fraction(1)) if self.unit == "%" else LAST

    def bands(self, steps: Sequence[Wanted]) -> Iterator[tuple[Cut, Cut, Wanted]]:
        """The bands, ascending; diagnostics where the steps do not make a sound table."""
        floor, ceiling = self.floor, self.ceiling
        good = good_of(self.target)
        free = good if self.rounded is None else whole_cells(*good, self.rounded)
        kept = []
        for said in steps:
            step = self._as_measured(said)
            low, high = max(step.low, floor), min(step.high, ceiling)
            if said.low >= said.high:
                self.found.append(credit_table_errors.reversed_band(step.span))
            elif self.rounded is not None and step.low >= step.high:
                by = money_words.rounded(self.rounded, self.unit)
                self.found.append(credit_table_errors.never_rounded_into(step.span, f"the {by}"))
            elif low >= high:
                self.found.append(credit_table_errors.no_such_value(step.span))
            else:
                inside = max(low, free[0]), min(high, free[1])
                if inside[0] < inside[1] and not is_nothing(step.amount):
                    met = self._witness(*inside)
                    bound = level_words.target(self.target, self.unit)
                    self.found.append(credit_table_errors.inside_the_target(step.span, met, bound))
                kept.append(step)
        if len(kept) < len(steps):
            return  # what is missing may well stand in the steps that were refused
        low_side = (floor, min(good[0], ceiling))
        high_side = (max(good[1], floor), ceiling)
        gaps = False
        for (low, high), downwards in ((low_side, True), (high_side, False)):
            if low < high:
                cells = list(self._cells(kept, low, high, downwards))
                gaps |= self._sound(cells[::-1] if downwards else cells)
                yield from ((cell.low, cell.high, cell.step) for cell in cells if cell.step is not None)
        if self.between is not None and not gaps:
            self.found.append(credit_table_errors.no_gap(self.between.span))

    def _as_measured(self, step: Wanted) -> Wanted:
        """A step of rounded values as one of the values that are rounded into it."""
        if self.rounded is None:
            return step
        return evolve(step, low=unrounded(step.low, self.rounded), high=unrounded(step.high, self.rounded))

    def _cells(self, steps: Sequence[Wanted], low: Cut, high: Cut, downwards: bool) -> Iterator[_Cell]:
        """The stretches between two neighbouring bounds, each with the deepest step it matches."""
        cuts = {low, high} | {cut for step in steps for cut in (step.low, step.high) if low < cut < high}
        told: set[tuple[int, int]] = set()
        for begin, end in pairwise(sorted(cuts)):
            if self.whole and _whole_between(begin, end) is None:
                continue
            matching = [step for step in steps if step.low <= begin and end <= step.high]
            deepest: Wanted | None = None
            for step in matching:
                if deepest is None:
                    deepest = step
                    continue
                same = step.high == deepest.high if downwards else step.low == deepest.low
                if step.closed or deepest.closed or same:
                    pair = (steps.index(deepest), steps.index(step))
                    if pair not in told:
                        told.add(pair)
                        where = self._witness(begin, end)
                        self.found.append(credit_table_errors.overlap(step.span, deepest.span, where))
                elif (step.high < deepest.high) if downwards else (step.low > deepest.low):
                    deepest = step
            yield _Cell(begin, end, deepest)

    def _sound(self, cells: Sequence[_Cell]) -> bool:
        """No gap that is not meant, and never less for worse: the cells from the target on, worse and worse.

        Returns whether there is a gap.
        """
        best: _Cell | None = None
        for cell in cells:
            if cell.step is None:
                continue
            if best is not None and best.step is not None and best.step is not cell.step:
                less = self.less(cell.step.amount, best.step.amount)
                if less is None:
                    self.found.append(credit_table_errors.not_comparable(cell.step.span, best.step.span))
                elif less:
                    self.found.append(
                        credit_table_errors.not_monotone(
                            cell.step.span,
                            self._witness(cell.low, cell.high),
                            money_words.amount(cell.step.amount),
                            self._witness(best.low, best.high),
                            money_words.amount(best.step.amount),
                        )
                    )
            best = cell
        stepped = [number for number, cell in enumerate(cells) if cell.step is not None]
        gaps = False
        for number, cell in enumerate(cells):
            if cell.step is not None or not stepped:
                continue
            where = self._witness(cell.low, cell.high)
            if number < stepped[0]:
                first = cells[stepped[0]].step
                assert first is not None
                self.found.append(credit_table_errors.missed_for_nothing(first.span, where))
                continue
            nearer = cells[max(each for each in stepped if each < number)]
            assert nearer.step is not None
            if not is_nothing(nearer.step.amount):
                point = cell.low[:2] == cell.high[:2]
                better = self._witness(nearer.low, nearer.high)
                gaps = True
                if self.between is not None and (self.between.beyond or number < stepped[-1]):
                    self.found.append(credit_table_errors.meant_gap(nearer.step.span, where, better))
                else:
                    self.found.append(credit_table_errors.gap(nearer.step.span, where, better, point))
        return gaps

    def _witness(self, low: Cut, high: Cut) -> str:
        """A value between two cuts, as the text would write it."""
        number = _whole_between(low, high) if self.whole else None
        if number is not None:
            return level_words.amount(Fraction(number), self.unit)
        if low[0] == 0 and low[2] == 0:
            value = low[1]
        elif high[0] == 0 and high[2] == 1:
            value = high[1]
        elif low[0] == high[0] == 0:
            value = (low[1] + high[1]) / 2
        elif low[0] == 0:
            value = low[1] + (60_000_000 if self.unit == "time" else 1)
        elif high[0] == 0:
            value = high[1] - 1
        else:
            value = Fraction(0)
        return level_words.amount(value, self.unit)


def _whole_between(low: Cut, high: Cut) -> int | None:
    """The whole number nearest to the lower of two cuts that lies between them."""
    if low[0] == 0:
        number = floor(low[1]) + 1 if low[2] else ceil(low[1])
    elif high[0] == 0:
        number = ceil(high[1]) - 1 if not high[2] else floor(high[1])
    else:
        number = 0
    at = Fraction(number)
    return number if low <= before(at) and after(at) <= high else None


def good_of(target: Target) -> tuple[Cut, Cut]:
    """The values that meet a target."""
    match target.order:
        case "at least":
            return before(target.bound), LAST
        case "above":
            return after(target.bound), LAST
        case "at most":
            return FIRST, after(target.bound)
        case "below":
            return FIRST, before(target.bound)
        case "between":
            return before(target.bound), after(target.bound if target.upper is None else target.upper)


def is_nothing(amount: money.Amount) -> bool:
    """Whether the step says that nothing is credited."""
    return amount.share == 0 if isinstance(amount, money.FeeShare) else amount.amount == 0
