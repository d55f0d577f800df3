"""What a share of readings may be where it is not known of some whether or how they count.

A reading is among those asked about, or not; it satisfies the condition, or not. Where the data does not
say, it counts in every way it might, and the answer is unknown only if these differ.
"""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from attrs import evolve

from sladsl.evaluate.samples import Sample
from sladsl.policy.states import Target

_YES, _NO, _OUT = Fraction(1), Fraction(0), None


def perhaps(sample: Sample) -> Sample:
    """A reading of which it is not known whether the clause applies to it."""
    may_be = sample.may_be or {sample.value}
    return evolve(sample, value=None, may_be=frozenset({*may_be, _OUT}))


def answers_of(samples: Sequence[Sample], target: Target, least: int = 0) -> frozenset[bool | None]:
    """Whether the share is as the target says, in each way the readings may be; None: no data, or too few.

    Of so many readings every number between the fewest and the most may satisfy the condition.
    """
    kinds = Counter(sample.may_be or frozenset({sample.value}) for sample in samples)
    yes, no, either = (kinds[frozenset(each)] for each in ({_YES}, {_NO}, {_YES, _NO}))
    good, bad, any_ = (kinds[frozenset(each)] for each in ({_YES, _OUT}, {_NO, _OUT}, {_YES, _NO, _OUT}))
    found: set[bool | None] = set()
    for more in range(good + bad + any_ + 1):
        whole = yes + no + either + more
        if whole < max(least, 1):
            found.add(None)
            continue
        fewest = yes + max(more - bad - any_, 0)
        most = yes + either + min(more, good + any_)
        first, last = _meeting(target, whole)
        first, last = max(first, fewest), min(last, most)
        if first <= last:
            found.add(True)
        if last - first < most - fewest:
            found.add(False)
    return frozenset(found)


def _meeting(target: Target, whole: int) -> tuple[int, int]:
    """The fewest and the most of so many that make a share as the target says."""
    bound = target.bound * whole
    match target.order:
        case "at least":
            return ceil(bound), whole
        case "above":
            return floor(bound) + 1, whole
        case "at most":
            return 0, floor(bound)
        case "below":
            return 0, ceil(bound) - 1
        case "between":
            return ceil(bound), whole if target.upper is None else floor(target.upper * whole)
