"""Averages over stretches of time of which some were read and could not be understood."""

from fractions import Fraction

from sladsl.evaluate.samples import Sample, value_of
from sladsl.policy.measures import StretchAverage
from sladsl.policy.states import FieldRatio

HOUR = 3_600_000_000
EMPTY_IS_ZERO = StretchAverage(HOUR, FieldRatio("failures", "requests"), "zero")


def test_what_could_not_be_understood_is_not_without_data() -> None:
    # of four hours one failed by half, one says nothing, and in two there was nothing: a sixth of three
    half = Sample(0, Fraction(10), Fraction(20))
    nothing = Sample(HOUR, None, Fraction())
    assert value_of(EMPTY_IS_ZERO, [half, nothing], 4) == Fraction(1, 6)
    # no requests at all are no data: an eighth of four
    assert value_of(EMPTY_IS_ZERO, [half, Sample(HOUR, Fraction(), Fraction())], 4) == Fraction(1, 8)
    assert value_of(EMPTY_IS_ZERO, [half], 4) == Fraction(1, 8)
