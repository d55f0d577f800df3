"""A number that is said to close a gap does, and the next number on the other side of it does not."""

from fractions import Fraction

import pytest
from attrs import evolve

from sladsl.compile import covered
from sladsl.policy.model import Policy, Target
from sladsl.underpinning import Covered, NotCovered
from tests.laws.availability_sets import drawn

UNIT = Fraction(1, 10_000)


def with_share(policy: Policy, key: tuple[str, str], share: Fraction) -> Policy:
    clauses = tuple(
        evolve(clause, target=Target("at least", share)) if (clause.agreement, clause.id) == key else clause
        for clause in policy.window_clauses
    )
    return evolve(policy, window_clauses=clauses)


def is_covered(policy: Policy) -> bool:
    return isinstance(covered(policy).clauses[0].answer, Covered)


@pytest.mark.parametrize("number", range(12))
def test_a_repair_closes_the_gap_and_less_does_not(number: int) -> None:
    policy = drawn(number).policy
    answer = covered(policy).clauses[0].answer
    if not isinstance(answer, NotCovered):
        return
    for repair in answer.repairs:
        if repair.of is None:
            continue
        share = Fraction(repair.number)
        assert is_covered(with_share(policy, repair.of, share)), repair
        if (share / UNIT).denominator != 1:
            continue  # of more places than two
        short = share - UNIT if repair.of[0] == "BELOW" else share + UNIT
        if 0 <= short <= 1:
            assert not is_covered(with_share(policy, repair.of, short)), repair
