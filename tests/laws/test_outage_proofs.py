"""Proofs of availability stand by themselves, and what was tampered with does not."""

import json
from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from sladsl.compile import covered
from sladsl.policy.json import dumps
from sladsl.policy.measures import TimeShare
from sladsl.underpinning import Covered
from sladsl.underpinning.rows import coverage_tree
from tests.laws.availability_sets import drawn
from tests.laws.outage_proof_checker import Refused, check


def _proved(number: int) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """A set without exclusions and numbers of outages, and what is said of it, if that is a proof."""
    policy = drawn(number).policy
    clauses = tuple(
        evolve(clause, excluding=())
        for clause in policy.window_clauses
        if isinstance(clause.measure, TimeShare)
    )
    coverage = covered(evolve(policy, window_clauses=clauses))
    if not isinstance(coverage.clauses[0].answer, Covered):
        return None
    policy = evolve(policy, window_clauses=clauses)
    return json.loads(dumps(policy)), coverage_tree(coverage, "")["clauses"][0]


@pytest.fixture(scope="module")
def proved() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return [found for number in range(150) if (found := _proved(number)) is not None]


def test_proofs_are_accepted(proved: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    accepted = 0
    for policy, answer in proved:
        accepted += check(policy, answer) > 0
    assert accepted == len(proved) > 20


def test_a_better_promise_is_not_proved_by_it(proved: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    """Promise a hair more than what is said to be left at worst, and the same proof is refused."""
    refused = 0
    for policy, answer in proved:
        share = answer["proof"]["numbers"]["share"].removesuffix("%")
        changed = deepcopy(policy)
        clause = next(each for each in changed["window_clauses"] if each["agreement"] == "TOP")
        more = Fraction(share) / 100 + Fraction(1, 10**6)
        clause["target"]["bound"] = f"{more.numerator}/{more.denominator}"
        with pytest.raises(Refused):
            check(changed, answer)
        refused += 1
    assert refused > 10


def test_a_weaker_clause_below_does_not_prove_it(proved: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    refused = 0
    for policy, answer in proved:
        for name in answer["supporting"]:
            changed = deepcopy(policy)
            clause = next(c for c in changed["window_clauses"] if f"{c['agreement']}/{c['id']}" == name)
            clause["target"]["bound"] = "1/100"
            with pytest.raises(Refused):
                check(changed, answer)
            refused += 1
    assert refused > 10
