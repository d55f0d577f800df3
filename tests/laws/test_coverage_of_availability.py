"""Availability that is said to be covered is never breached, and what is not covered is shown.

On drawn agreement sets, with drawn histories that keep every supporting clause.
"""

from collections import Counter
from collections.abc import Callable

import pytest

from sladsl.compile import covered
from sladsl.underpinning import CannotTell, Covered
from tests.effort import numbers
from tests.laws.availability_sets import breached_by_chance, drawn


def _tally(sets: range) -> Counter[str]:
    counts: Counter[str] = Counter()
    for number in sets:
        of = drawn(number)
        answer = covered(of.policy).clauses[0].answer
        match answer:
            case Covered():
                counts["covered"] += 1
                for history in range(2):
                    assert not breached_by_chance(of, 1000 * number + history), number
            case CannotTell(reason, fault):
                assert not fault, (number, reason)
                counts["cannot tell"] += 1
            case _:
                counts["not covered"] += 1  # it has been played back
    return counts


@pytest.fixture(autouse=True)
def _without_repairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """They take most of the time, and are held below."""
    monkeypatch.setattr("sladsl.underpinning.availability.mendings", lambda *_: iter(()))


def _said(counts: Counter[str], record: Callable[[str, object], None]) -> None:
    total = sum(counts.values())
    record("cannot tell", f"{100 * counts['cannot tell'] / total:.2f}% of {total}, {dict(counts)}")
    assert counts["covered"] > total / 20
    assert counts["not covered"] > total / 20
    assert counts["cannot tell"] < total / 20


def test_what_is_covered_is_kept_and_what_is_not_is_shown(
    record_property: Callable[[str, object], None],
) -> None:
    _said(_tally(numbers(500)), record_property)


@pytest.mark.slow
def test_sound_on_many_more_sets(record_property: Callable[[str, object], None]) -> None:
    _said(_tally(range(500, 20_500)), record_property)
