"""Proofs of availability stand by themselves, and what was tampered with does not."""

import json
from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest

from sladsl.compile import covered
from sladsl.policy.json import dumps
from sladsl.underpinning import Covered
from sladsl.underpinning.rows import coverage_tree
from tests.effort import numbers
from tests.laws.availability_sets import drawn
from tests.laws.outage_proof_checker import check
from tests.laws.proof_time import NotKnown, Refused
from tests.laws.tampering import some_tampered

Json = dict[str, Any]
SETS = 250


def _proved(number: int) -> tuple[Json, Json] | None:
    """A set, and what is said of its promise, if that is a proof."""
    policy = drawn(number).policy
    coverage = covered(policy)
    if not isinstance(coverage.clauses[0].answer, Covered):
        return None
    return json.loads(dumps(policy)), coverage_tree(coverage, "")["clauses"][0]


@pytest.fixture(scope="module")
def proved() -> list[tuple[Json, Json]]:
    with pytest.MonkeyPatch.context() as patch:  # numbers that would close gaps take most of the time
        patch.setattr("sladsl.underpinning.availability.mendings", lambda *_: iter(()))
        return [found for number in numbers(SETS) if (found := _proved(number)) is not None]


def test_proofs_are_accepted(proved: list[tuple[Json, Json]]) -> None:
    assert len(proved) > 50
    for policy, answer in proved:
        assert check(policy, answer) > 0
    rules = {rule for _, answer in proved for rule in answer["proof"]["rule"].split(", ")}
    assert rules >= {
        "one service",
        "series",
        "parallel",
        "so many of",
        "windows",
        "hours",
        "exclusions",
        "incidents",
    }


def test_with_anything_changed_they_are_refused(proved: list[tuple[Json, Json]]) -> None:
    for policy, answer in proved[::4]:
        for done, changed in some_tampered(answer, 25):
            try:
                check(policy, changed)
            except Refused:
                continue
            raise AssertionError(done)


def test_a_better_promise_is_not_proved_by_it(proved: list[tuple[Json, Json]]) -> None:
    """Promise a hair more than what is said to be left at worst, and the same proof is refused."""
    for policy, answer in proved[::2]:
        share = answer["proof"]["numbers"]["share"].removesuffix("%")
        changed = deepcopy(policy)
        clause = next(each for each in changed["window_clauses"] if each["agreement"] == "TOP")
        more = Fraction(share) / 100 + Fraction(1, 10**6)
        clause["target"]["bound"] = f"{more.numerator}/{more.denominator}"
        with pytest.raises(Refused):
            check(changed, answer)


def test_a_weaker_clause_below_does_not_prove_it(proved: list[tuple[Json, Json]]) -> None:
    """Nor one on other hours, or of other windows, if it leaves another number than is told."""
    refused = 0
    for policy, answer in proved[::2]:
        for name in answer["supporting"]:
            changed = deepcopy(policy)
            clause = next(c for c in changed["window_clauses"] if f"{c['agreement']}/{c['id']}" == name)
            if clause["measure"]["type"] != "time share":
                continue
            clause["target"]["bound"] = "1/100"
            with pytest.raises(Refused):
                check(changed, answer)
            refused += 1
    assert refused > 20


def test_other_hours_do_not_prove_it(proved: list[tuple[Json, Json]]) -> None:
    refused = 0
    for policy, answer in proved[::2]:
        hours = next(id for id in policy["calendars"] if id != "always")
        for name in answer["supporting"][:2]:
            changed = deepcopy(policy)
            clause = next(c for c in changed["window_clauses"] if f"{c['agreement']}/{c['id']}" == name)
            clause["calendar"] = hours if clause["calendar"] == "always" else "always"
            with pytest.raises(Refused):
                check(changed, answer)
            refused += 1
    assert refused > 20


def test_proofs_of_an_unknown_kind_are_not_accepted(proved: list[tuple[Json, Json]]) -> None:
    policy, answer = proved[0]
    for rule in ("a rule of nobody's", "one service, a rule of nobody's", ""):
        changed = deepcopy(answer)
        changed["proof"]["rule"] = rule
        with pytest.raises(NotKnown):
            check(policy, changed)
