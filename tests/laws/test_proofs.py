"""Proofs stand by themselves: a checker that knows only the policy's JSON accepts them, and not what was tampered with."""

import json
from collections import Counter
from copy import deepcopy

import pytest
from attrs import evolve
from hypothesis import HealthCheck, assume, given, settings

from sladsl.compile import covered
from sladsl.policy.json import dumps
from sladsl.policy.model import Within
from sladsl.underpinning import Covered
from sladsl.underpinning.rows import coverage_tree
from tests.laws.proof_checker import Refused, check
from tests.laws.supply_chains import CALENDARS, Chain, chains

SEEN: Counter[str] = Counter()
NOT_KNOWN = ("are not known here", "only lengths of time")


@given(chains())
@settings(
    max_examples=150, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip
def test_proofs_are_accepted(chain: Chain) -> None:
    clauses = tuple(evolve(each, share=None) for each in chain.policy.clauses)
    policy = evolve(chain.policy, clauses=clauses)
    coverage = covered(policy)
    assume(isinstance(coverage.clauses[0].answer, Covered))
    answer = coverage_tree(coverage, "")["clauses"][0]
    told = json.loads(dumps(policy))
    try:
        check(told, answer)
    except Refused as why:
        if str(why).startswith("the proof says") or not any(each in str(why) for each in NOT_KNOWN):
            raise
        SEEN["not known"] += 1
        return
    SEEN["accepted"] += 1


def test_many_were_accepted() -> None:
    if SEEN:
        assert SEEN["accepted"] > 20, SEEN


def weekend() -> tuple[dict, dict]:  # type: ignore[type-arg]
    """The JSON of a policy of one step, and the answer to its promise of 68 hours."""
    found = next(chain for chain in (_one() for _ in range(1)))
    return json.loads(dumps(found)), coverage_tree(covered(found), "")["clauses"][0]


def _one():  # type: ignore[no-untyped-def]
    from tests.laws.supply_chains import BEGIN, END, HERE, SUBJECT, WAITING, ZONE, _clock, m, pl

    hours = 3_600_000_000
    above = m.Clause(
        "ABOVE", "FIX", "", "case", None, "whole", Within(67 * hours), "always", (), "current", None, (), HERE
    )
    below = m.Clause(
        "BELOW", "B0", "", "case", None, "whole", Within(4 * hours), "office", (), "current", None, (), HERE
    )
    return m.Policy(
        (),
        (
            m.Agreement("ABOVE", "", "customer SLA", "1", "P", "C", ZONE, BEGIN, END, HERE),
            m.Agreement("BELOW", "", "OLA", "1", "Q", "P", ZONE, BEGIN, END, HERE),
        ),
        CALENDARS, (), (SUBJECT,), (WAITING,), (_clock("whole", "opened", "resolved", False, True),),
        (above, below), (), (),
        plans=(pl.Plan("ABOVE", "case", "whole", ((pl.Step("s", "", (pl.Relied("BELOW", "B0", None, HERE),), HERE),),), (), HERE),),
    )  # fmt: skip


def test_a_proof_is_accepted_and_a_tampered_one_refused() -> None:
    policy, answer = weekend()
    assert answer["proof"]["numbers"]["worst_us"] == str(67 * 3_600_000_000)
    check(policy, answer)
    shorter = deepcopy(answer)
    shorter["proof"]["numbers"]["worst_us"] = str(66 * 3_600_000_000)
    with pytest.raises(Refused, match="the proof says"):
        check(policy, shorter)
    other = deepcopy(answer)
    other["proof"]["uses"] = ["BELOW/B1"]
    with pytest.raises(Refused, match="nothing is said of"):
        check(policy, other)
    longer = deepcopy(policy)
    longer["clauses"][1]["deadline"]["us"] += 1
    with pytest.raises(Refused, match="it may last"):
        check(longer, answer)
    paused = deepcopy(policy)
    paused["clauses"][1]["pauses"] = ["waiting"]
    with pytest.raises(Refused, match="paused alone"):
        check(paused, answer)
