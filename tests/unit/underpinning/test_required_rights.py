"""A right that is required arises never without the right that is given: by formula, and by every way to miss."""

from itertools import combinations

import pytest

from sladsl.policy.model import Place
from sladsl.policy.money import Right
from sladsl.underpinning.requirements.terms import arises

HERE = Place("a.sla", 1, 1, 1, 1, "")
MOST = 6


def right(missed: int, of: int) -> Right:
    return Right("customer", "terminate", "UPTIME", None, missed, of, None, HERE)


def has_arisen(windows: list[bool], of: Right) -> bool:
    """Whether so many of any so many windows in a row were missed."""
    return any(sum(windows[at : at + of.of]) >= of.missed for at in range(len(windows) - of.of + 1))


@pytest.mark.parametrize(
    ("missed", "of"), [(missed, of) for of in range(1, MOST + 1) for missed in range(1, of + 1)]
)
def test_it_is_as_every_way_to_miss_says(missed: int, of: int) -> None:
    required = right(missed, of)
    for width in range(1, MOST + 1):
        for least in range(1, width + 1):
            given = right(least, width)
            kept = [False] * width
            ways = (
                [*kept, *(at in chosen for at in range(of)), *kept]
                for chosen in combinations(range(of), missed)
            )
            always = all(has_arisen(way, given) for way in ways)
            assert arises(given, required) == always, (least, width)
