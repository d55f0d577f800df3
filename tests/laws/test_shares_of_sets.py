"""Shares that are said to be kept are never missed, however the cases fall that may be late."""

import json
from collections import Counter
from collections.abc import Callable

import pytest

from sladsl.compile import covered
from sladsl.policy.json import dumps
from sladsl.underpinning import CannotTell, Covered
from sladsl.underpinning.rows import coverage_tree
from tests.effort import numbers
from tests.laws.proof_checker import check
from tests.laws.share_sets import breached_by_chance, drawn

HISTORIES = 6


def _tally(sets: range) -> Counter[str]:
    counts: Counter[str] = Counter()
    for number in sets:
        of = drawn(number)
        coverage = covered(of.policy)
        match coverage.clauses[0].answer:
            case Covered():
                counts["covered"] += 1
                check(json.loads(dumps(of.policy)), coverage_tree(coverage, "")["clauses"][0])
                for history in range(HISTORIES):
                    found = breached_by_chance(of, 1000 * number + history)
                    counts["histories"] += found is not None
                    assert not found, number
            case CannotTell(reason, fault):
                assert not fault, (number, reason)
                counts["cannot tell"] += 1
            case _:
                counts["not covered"] += 1  # it has been played back
    return counts


def _said(counts: Counter[str], record: Callable[[str, object], None], sets: int) -> None:
    record("shares", f"{dict(counts)} of {sets}")
    print(f"\n{dict(counts)} of {sets}")  # noqa: T201 (the share is part of what this run tells)
    assert min(counts["covered"], counts["not covered"]) > sets / 10
    assert counts["histories"] > counts["covered"] * HISTORIES / 2


def test_shares_that_are_covered_are_kept(record_property: Callable[[str, object], None]) -> None:
    sets = numbers(500)
    _said(_tally(sets), record_property, len(sets))


@pytest.mark.slow
def test_sound_on_many_more_shares(record_property: Callable[[str, object], None]) -> None:
    _said(_tally(range(500, 20_500)), record_property, 20_000)
