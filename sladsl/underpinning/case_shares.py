"""What shares of cases, promised of each step, leave of the share of cases in which every step is in time.

All bounds are guaranteed and sharp: there are cases that attain them (Frechet, 1935). `failing_cases` and
`placed_failures` place them.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from sladsl.policy.few_cases import FewCases, may_miss
from sladsl.records import frozen

MOST_CASES = 100_000  # for which the least number is looked for one by one


@frozen
class Step:
    """Of a step's cases at least `share` are in time.

    Of all the cases of the step's promise, those of the promise above are at least the part `arrivals`: 1
    where the same cases are counted in the same groups and windows. Where the step's promise counts over
    several groups, or over a longer window, all that may fail can fall into one. Of `few` cases others may
    fail than the share lets, where its cases are those of the promise above, and no others.
    """

    share: Fraction
    arrivals: Fraction = Fraction(1)
    few: tuple[FewCases, ...] = ()


def every_step(steps: Sequence[Step]) -> Fraction:
    """The least share of cases in which every step is in time."""
    return max(Fraction(0), 1 - sum((_most_failing(step) for step in steps), Fraction(0)))


def _most_failing(step: Step) -> Fraction:
    if step.arrivals <= 0:
        return Fraction(int(step.share < 1))
    return min(Fraction(1), (1 - step.share) / step.arrivals)


def independent_steps(steps: Sequence[Step]) -> Fraction:
    """The same if steps fail independently of each other: no guarantee without that."""
    product = Fraction(1)
    for step in steps:
        product *= 1 - _most_failing(step)
    return product


def failing_cases(step: Step, cases: int) -> int:
    """How many of so many cases of the promise above may fail in a step at most.

    The step's promise then has at most cases / arrivals of its own, of which the share of those in time is
    met: the rounding is part of the target.
    """
    if step.arrivals <= 0:
        return cases if step.share < 1 else 0
    if step.few:
        return may_miss(step.few, step.share, cases)
    return min(cases, floor((1 - step.share) * floor(cases / step.arrivals)))


def most_failing_cases(steps: Sequence[Step], cases: int) -> int:
    """How many of so many cases can have a step that is late; attained, one late step a case."""
    return min(cases, sum(failing_cases(step, cases) for step in steps))


def keeps(share: Fraction, steps: Sequence[Step]) -> bool:
    """Whether a promised share is kept for every number of cases."""
    return every_step(steps) >= share


def fewest_cases_missing(
    share: Fraction, steps: Sequence[Step], few: Sequence[FewCases] = (), least: int = 1
) -> int | None:
    """The least number of cases of which the promised share can be missed while each step keeps its own.

    `few` lets more of few cases miss, and of fewer than `least` all. None if it is kept for every number of
    cases. Beyond MOST_CASES a number that suffices, not the least.
    """
    if keeps(share, steps):
        return None
    # Of n cases more than n times the most failing, less two a step for the rounding, can fail.
    sure = floor(2 * len(steps) / (share - every_step(steps))) + 1
    sure = max([sure, least, *(each.fewer_than for each in few), last_of_few(steps)])
    numbers = range(max(least, 1), min(sure, MOST_CASES) + 1)
    return next((n for n in numbers if most_failing_cases(steps, n) > may_miss(few, share, n)), sure)


def last_of_few(steps: Sequence[Step]) -> int:
    """From this number of cases on no step lets others fail than its share does."""
    return max((step.few[-1].fewer_than for step in steps if step.few), default=1)


def placed_failures(steps: Sequence[Step], cases: int) -> tuple[tuple[int, ...], ...]:
    """For each step the cases (from 0) that are late in it, so that as many as possible are late in one."""
    found, first = [], 0
    for step in steps:
        count = failing_cases(step, cases)
        found.append(tuple(sorted((first + index) % cases for index in range(count))))
        first += count
    return tuple(found)
