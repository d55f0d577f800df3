"""Single outages of what needs several: covered is kept whatever outages follow on one another, and its proof stands by itself."""

import json
from collections import Counter
from collections.abc import Callable

import pytest

from sladsl.compile import covered
from sladsl.policy.json import dumps
from sladsl.underpinning import CannotTell, Covered
from sladsl.underpinning.rows import coverage_tree
from tests.effort import numbers
from tests.laws.any_proof_checker import check
from tests.laws.outage_chain_sets import breached_by_chance, drawn
from tests.laws.proof_time import Refused
from tests.laws.tampering import some_tampered


def _tally(sets: range) -> Counter[str]:
    counts: Counter[str] = Counter()
    for number in sets:
        of = drawn(number)
        coverage = covered(of.policy)
        (found,) = coverage.clauses
        match found.answer:
            case Covered(proof):
                counts["covered"] += 1
                counts[f"covered: {proof.rule}"] += 1
                policy = json.loads(dumps(of.policy))
                answer = json.loads(json.dumps(coverage_tree(coverage, "")))["clauses"][0]
                check(policy, answer)
                if number % 5 == 0:
                    _with_anything_changed(policy, answer)
                for history in range(12):
                    kept = breached_by_chance(of, 1000 * number + history)
                    counts["histories"] += kept is not None
                    assert not kept, number
            case CannotTell(reason, fault):
                assert not fault, (number, reason)
                counts["cannot tell"] += 1
                counts[f"cannot tell: {reason}"[:90]] += 1
            case _:
                counts["not covered"] += 1  # it has been played back
    return counts


def _with_anything_changed(policy: dict[str, object], answer: dict[str, object]) -> None:
    for done, changed in some_tampered(answer, 8):
        try:
            check(policy, changed)
        except Refused:
            continue
        raise AssertionError(done)


def _said(counts: Counter[str], record: Callable[[str, object], None]) -> None:
    sets = counts["covered"] + counts["not covered"] + counts["cannot tell"]
    record("single outages", f"{dict(counts)}")
    print(f"\ncannot tell {counts['cannot tell'] / sets:.1%} of {sets}: {dict(counts)}")  # noqa: T201
    assert counts["covered"] > sets / 20
    assert counts["not covered"] > sets / 3
    assert counts["cannot tell"] < sets / 20
    assert counts["histories"] > counts["covered"]


def test_what_is_covered_is_kept_and_what_is_not_is_shown(
    record_property: Callable[[str, object], None],
) -> None:
    _said(_tally(numbers(200)), record_property)


@pytest.mark.slow
def test_sound_on_many_more_sets(record_property: Callable[[str, object], None]) -> None:
    _said(_tally(range(200, 5_200)), record_property)
