"""Which version of a clause holds at an instant, and policies whose versions are not in order."""

import pytest
from attrs import evolve

from sladsl.policy.life import Life, Suspension
from sladsl.policy.model import Agreement, Clause, Policy, Version
from sladsl.policy.sound import faults
from sladsl.policy.versions import by_clause, in_force, judging, stretch, version_at
from tests.unit.evaluate.policies import DAY, at, policy

JULY, AUGUST = at("2026-07-01 00:00"), at("2026-08-01 00:00")
PLAIN = policy()
(AGREEMENT,) = PLAIN.agreements
(CLAUSE,) = PLAIN.clauses
FIRST, SECOND = evolve(CLAUSE, until=JULY), evolve(CLAUSE, since=JULY, version="2")


def version(number: str, since: int) -> Version:
    return Version(number, since, "", False, "P", "C", None, (), (), CLAUSE.place)


def of(*clauses: Clause, agreement: Agreement = AGREEMENT) -> Policy:
    return evolve(PLAIN, clauses=clauses, agreements=(agreement,))


def test_which_text_holds() -> None:
    assert in_force((FIRST, SECOND), AGREEMENT, CLAUSE.id, JULY - 1) == FIRST
    assert in_force((FIRST, SECOND), AGREEMENT, CLAUSE.id.lower(), JULY) == SECOND
    assert in_force((FIRST, SECOND), AGREEMENT, "OTHER", JULY) is None
    assert in_force((FIRST, SECOND), AGREEMENT, CLAUSE.id, AGREEMENT.begins - 1) is None
    assert in_force((FIRST,), AGREEMENT, CLAUSE.id, JULY) is None


def test_by_which_text_a_verdict_is() -> None:
    assert judging((FIRST, SECOND), AGREEMENT, CLAUSE.id, None) == FIRST
    assert judging((FIRST, SECOND), AGREEMENT, CLAUSE.id, AGREEMENT.begins - DAY) == FIRST
    assert judging((FIRST, SECOND), AGREEMENT, CLAUSE.id, AUGUST) == SECOND
    assert judging((FIRST,), AGREEMENT, CLAUSE.id, AUGUST) == FIRST
    assert judging((), AGREEMENT, CLAUSE.id, AUGUST) is None


def test_the_stretch_is_cut_by_the_term() -> None:
    short = evolve(AGREEMENT, begins=JULY + DAY, ends=AUGUST)
    assert stretch(CLAUSE, short) == (JULY + DAY, AUGUST)
    assert stretch(SECOND, short) == (JULY + DAY, AUGUST)
    assert stretch(FIRST, evolve(short, begins=0)) == (0, JULY)
    assert stretch(SECOND, evolve(short, ends=None)) == (JULY + DAY, None)


def test_the_version_of_an_agreement() -> None:
    assert version_at(AGREEMENT, JULY) is None
    both = evolve(AGREEMENT, versions=(version("1", AGREEMENT.begins), version("2", JULY)))
    assert [found and found.version for found in (version_at(both, at) for at in (0, JULY - 1, JULY))] == [
        "1",
        "1",
        "2",
    ]


def test_versions_stand_together() -> None:
    other = evolve(CLAUSE, id="OTHER")
    assert by_clause((FIRST, SECOND, other)) == [(FIRST, SECOND), (other,)]
    assert faults(of(FIRST, SECOND, other)) == []
    assert faults(of(evolve(FIRST, until=JULY - DAY), SECOND)) == []  # removed, and added again


@pytest.mark.parametrize(
    ("clauses", "fault"),
    [
        ((FIRST, evolve(SECOND, since=JULY - 1)), "in force at the same time"),
        ((CLAUSE, SECOND), "in force at the same time"),
        ((CLAUSE, CLAUSE), "in force at the same time"),
        ((SECOND, FIRST), "out of order"),
        ((FIRST, evolve(CLAUSE, id="OTHER"), SECOND), "do not stand together"),
        ((FIRST, evolve(SECOND, until=JULY)), "ends before it begins"),
    ],
)
def test_versions_that_cannot_be(clauses: tuple[Clause, ...], fault: str) -> None:
    assert any(fault in said for said in faults(of(*clauses)))


@pytest.mark.parametrize(
    ("suspensions", "fault"),
    [
        (((JULY, JULY),), "ends before it begins"),
        (((AUGUST, AUGUST + DAY), (JULY, JULY + DAY)), "out of order"),
        (((JULY, AUGUST), (AUGUST - DAY, AUGUST)), "overlap"),
    ],
)
def test_suspensions_that_cannot_be(suspensions: tuple[tuple[int, int], ...], fault: str) -> None:
    life = Life(suspensions=tuple(Suspension(*each, "", CLAUSE.place) for each in suspensions))
    assert any(fault in said for said in faults(of(CLAUSE, agreement=evolve(AGREEMENT, life=life))))


def test_versions_of_an_agreement_out_of_order() -> None:
    wrong = evolve(AGREEMENT, versions=(version("1", JULY), version("2", JULY)))
    assert any("out of order" in said for said in faults(of(CLAUSE, agreement=wrong)))
