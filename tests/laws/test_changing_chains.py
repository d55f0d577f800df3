"""What a promise rests on may change: what is covered then is never breached, and its proof stands by itself."""

import json
from collections import Counter
from random import Random

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from sladsl.compile import covered
from sladsl.policy.json import dumps
from sladsl.replaying import judged as judge
from sladsl.underpinning import CannotTell, Covered, Happening
from sladsl.underpinning.rows import coverage_tree
from tests.effort import exactly, examples
from tests.laws.changing_chains import Changed, Changing, changing_chains
from tests.laws.proof_checker import check
from tests.laws.proof_time import NotKnown
from tests.laws.supply_chains import END, values_of

SEEN: Counter[str] = Counter()
CASES = 16


def _is_kept(of: Changing, random: Random) -> None:
    play, kept = Changed(of, random), list[Happening]()
    for number in range(CASES):
        case = play.case(f"C{number}")
        statuses = judge(of.chain.policy, case, END).cases
        if not any(key[0] == "BELOW" and status == "breached" for key, status in statuses):
            kept += case
    for key, status in judge(of.chain.policy, kept, END).cases:
        assert (key, status) != (("ABOVE", "FIX"), "breached"), values_of(kept)


def _check(of: Changing, seed: int) -> None:
    coverage = covered(of.chain.policy)
    found = [each.answer for each in coverage.clauses if each.agreement == "ABOVE"]
    if all(isinstance(each, Covered) for each in found):
        _is_kept(of, Random(seed))
    told = json.loads(json.dumps(coverage_tree(coverage, "")))["clauses"]
    for answer, said in zip(found, told, strict=True):
        match answer:
            case Covered(proof):
                SEEN[f"covered {proof.rule}"] += 1
                try:
                    check(json.loads(dumps(of.chain.policy)), said)
                except NotKnown:
                    SEEN["not checked"] += 1
            case CannotTell(reason, fault):
                SEEN["cannot tell"] += 1
                SEEN[f"because {reason[:60]}"] += 1
                assert not fault, reason
            case _:
                SEEN["not covered"] += 1  # it has been played back


@given(changing_chains(), st.integers(0, 2**32))
@examples(300, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_answers_are_true(of: Changing, seed: int) -> None:
    _check(of, seed)


def test_few_cannot_be_told() -> None:
    if not SEEN:
        return
    print(f"\n{dict(SEEN)}")  # noqa: T201 (the share is part of what this run tells)
    total = sum(SEEN[key] for key in SEEN if key.startswith(("covered", "not covered", "cannot tell")))
    assert SEEN["covered stretch by stretch"] > total / 20
    assert SEEN["not checked"] < total / 20
    assert SEEN["cannot tell"] < total / 8


@pytest.mark.slow
@given(changing_chains(), st.integers(0, 2**32))
@exactly(5_000, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_sound_on_many_more(of: Changing, seed: int) -> None:
    _check(of, seed)
