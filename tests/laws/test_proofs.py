"""Proofs stand by themselves: a checker that knows only the policy's JSON accepts them, and not what was tampered with."""

import json
from collections import Counter
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given

from sladsl.compile import covered
from sladsl.policy import model as m
from sladsl.policy import plans as pl
from sladsl.policy.json import dumps
from sladsl.underpinning import Covered
from sladsl.underpinning.rows import coverage_tree
from tests.effort import examples
from tests.laws.proof_checker import check
from tests.laws.proof_time import NotKnown, Refused
from tests.laws.supply_chains import (
    BEGIN,
    CALENDARS,
    END,
    HERE,
    HOUR,
    SUBJECT,
    WAITING,
    ZONE,
    Chain,
    chains,
    clock,
)
from tests.laws.tampering import tampered

SEEN: Counter[str] = Counter()
Json = dict[str, Any]


def read(policy: m.Policy) -> tuple[Json, Json]:
    """The JSON of a policy, and what is said of the first of its clauses."""
    return json.loads(dumps(policy)), coverage_tree(covered(policy), "")["clauses"][0]


def is_refused(policy: Json, answer: Json) -> bool:
    """Whether the checker finds fault with it."""
    try:
        check(policy, answer)
    except Refused:
        return True
    return False


@given(chains())
@examples(500, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_proofs_are_accepted_and_with_anything_changed_refused(chain: Chain) -> None:
    coverage = covered(chain.policy)
    if not isinstance(coverage.clauses[0].answer, Covered):
        return
    policy, answer = json.loads(dumps(chain.policy)), coverage_tree(coverage, "")["clauses"][0]
    check(policy, answer)
    SEEN[answer["proof"]["rule"]] += 1
    for part in answer["proof"]["parts"]:
        SEEN[part["rule"]] += 1
    if sum(SEEN.values()) % 5 == 0:
        for done, changed in tampered(answer):
            assert is_refused(policy, changed), done


def test_many_were_accepted() -> None:
    if SEEN:
        assert SEEN["one after the other"] > 50, SEEN
        assert min(SEEN["every kind"], SEEN["the same promise"], SEEN["late cases add up"]) >= 3, SEEN


def _two_steps() -> m.Policy:
    """A promise of 67 hours around the clock on an hour and then three of office hours, one after the other."""

    def promise(agreement: str, id: str, name: str, hours: int, calendar: str) -> m.Clause:
        return m.Clause(
            agreement, id, "", "case", None, name, m.Within(hours * HOUR), calendar, (), "current", None, (), HERE
        )  # fmt: skip

    steps = (promise("BELOW", "ONE", "first", 1, "office"), promise("BELOW", "TWO", "second", 3, "office"))
    stages = tuple(
        (pl.Step(each.id, "", (pl.Relied("BELOW", each.id, None, HERE),), HERE),) for each in steps
    )
    return m.Policy(
        (),
        (
            m.Agreement("ABOVE", "", "customer SLA", "1", "P", "C", ZONE, BEGIN, END, HERE),
            m.Agreement("BELOW", "", "OLA", "1", "Q", "P", ZONE, BEGIN, END, HERE),
        ),
        CALENDARS, (), (SUBJECT,), (WAITING,),
        (
            clock("whole", "opened", "resolved", False, True), clock("first", "opened", "assigned", False, True),
            clock("second", "assigned", "resolved", False, True),
        ),
        (promise("ABOVE", "FIX", "whole", 67, "always"), *steps), (), (),
        plans=(pl.Plan("ABOVE", "case", "whole", stages, (), HERE),),
    )  # fmt: skip


def test_the_numbers_are_found_anew() -> None:
    """Of four hours of office hours 67 are the most, from Friday 13:00 to Monday 08:00 (coverage theory)."""
    policy, answer = read(_two_steps())
    assert answer["proof"]["numbers"]["worst_us"] == str(67 * HOUR)
    check(policy, answer)


@pytest.mark.parametrize(
    ("place", "name", "value", "why"),
    [
        (0, "deadline", {"type": "within", "us": 67 * HOUR - 1}, "is promised"),
        (1, "deadline", {"type": "within", "us": HOUR + 1}, "is promised"),
        (2, "deadline", {"type": "working days", "days": 2}, "is promised"),
        (2, "calendar", "easter", "is promised"),
        (2, "calendar", "always", "the proof says"),
        (1, "pauses", ["waiting"], "paused alone"),
        (2, "clock", "whole", "the proof says"),
        (2, "clock", "first", "does not stop"),
        (2, "where", {"type": "is one of", "field": "priority", "values": [{"type": "text", "text": "P1"}]}, "nobody"),
        (1, "since", BEGIN + HOUR, "amended"),
        (1, "share", {"at_least": "99/100", "window": {"kind": "calendar", "unit": "month", "count": 1},
                      "group": [], "by": "opening", "empty": "no data", "few": []}, "need be in time"),
    ],
)  # fmt: skip
def test_a_proof_does_not_hold_of_another_policy(place: int, name: str, value: Any, why: str) -> None:
    policy, answer = read(_two_steps())
    changed = deepcopy(policy)
    changed["clauses"][place][name] = value
    with pytest.raises(Refused, match=why):
        check(changed, answer)


def test_a_clock_that_others_may_start_earlier_proves_nothing() -> None:
    """It may have stopped before the promised one starts."""
    policy, answer = read(_two_steps())
    changed = deepcopy(policy)
    changed["clocks"][1]["transitions"].append({"event": "told", "action": "start", "within": None})
    with pytest.raises(Refused, match="may begin before"):
        check(changed, answer)


def test_proofs_of_an_unknown_kind_are_not_accepted() -> None:
    policy, answer = read(_two_steps())
    for rule in ("a rule of nobody's", "prices", "step"):
        changed = deepcopy(answer)
        changed["proof"]["rule"] = rule
        with pytest.raises(NotKnown):
            check(policy, changed)
