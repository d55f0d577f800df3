"""What is said to close a gap about cases closes it, and a unit less does not.

The change is made in the policy by hand: a length, a share, a term, a condition left out.
"""

from collections import Counter
from fractions import Fraction

from attrs import evolve
from hypothesis import HealthCheck, given

from sladsl.compile import covered
from sladsl.policy import model as m
from sladsl.underpinning import CannotTell, Covered, NotCovered
from sladsl.underpinning.answers import Answer, Repair
from tests.effort import examples, numbers
from tests.laws.share_sets import drawn
from tests.laws.supply_chains import Chain, chains

MINUTE = 60_000_000
SEEN: Counter[str] = Counter()


def answer_to(policy: m.Policy) -> Answer:
    return covered(policy).clauses[0].answer


def mended(policy: m.Policy, gap: str, repair: Repair, number: str) -> m.Policy:
    """With the number in the clause that the repair names."""
    assert repair.of is not None
    id, _ = repair.of

    def clause(each: m.Clause) -> m.Clause:
        if (each.agreement, each.id) != repair.of:
            return each
        match gap:
            case "time":
                new = m.Within(int(number))
                if repair.row is None:
                    return evolve(each, deadline=new)
                rows = [
                    evolve(row, deadline=new) if n == repair.row else row for n, row in enumerate(each.rows)
                ]
                return evolve(each, rows=tuple(rows))
            case "share" if repair.row is not None:
                rows = [
                    evolve(row, at_least=Fraction(number)) if n == repair.row else row
                    for n, row in enumerate(each.rows)
                ]
                return evolve(each, rows=tuple(rows))
            case "share":
                assert each.share is not None
                return evolve(each, share=evolve(each.share, at_least=Fraction(number)))
            case "scope":
                return evolve(each, where=None)
        return each

    agreements = policy.agreements
    if gap == "term":
        later = {"ends": int(number)} if "until" in repair.text else {"begins": int(number)}
        agreements = tuple(evolve(each, **later) if each.id == id else each for each in agreements)
    plans = policy.plans
    if gap == "scope":
        plans = tuple(
            evolve(plan, stages=tuple(
                tuple(
                    evolve(step, under=tuple(
                        evolve(u, where=None) if (u.agreement, u.clause) == repair.of else u for u in step.under
                    ))
                    for step in stage
                )
                for stage in plan.stages
            ))
            for plan in plans
        )  # fmt: skip
    return evolve(policy, clauses=tuple(map(clause, policy.clauses)), agreements=agreements, plans=plans)


def check_repairs(policy: m.Policy) -> None:
    """Of the first clause, if it is not covered."""
    answer = answer_to(policy)
    if not isinstance(answer, NotCovered):
        return
    for repair in answer.repairs:
        assert repair.of is not None, repair
        after = answer_to(mended(policy, answer.gap, repair, repair.number))
        SEEN[f"{answer.gap} {type(after).__name__}"] += 1
        # what is left to mend, if anything, is wrong with other kinds of cases, in another way
        if isinstance(after, NotCovered):
            assert after.gap != answer.gap, (repair, after.why)
        if isinstance(after, CannotTell):
            assert not after.fault, after.reason
            continue
        below = repair.of[0] == "BELOW"
        if answer.gap == "time":
            us = int(repair.number)
            short = us + (MINUTE if us > MINUTE or below else 1) * (1 if below else -1)
        elif answer.gap == "share" and Fraction(repair.number) not in (0, 1):
            hair = Fraction(1, 10**6) * (-1 if below else 1)
            assert not isinstance(
                answer_to(mended(policy, "share", repair, str(Fraction(repair.number) + hair))), Covered
            ), repair
            SEEN["share, a hair less"] += 1
            continue
        else:
            continue
        if short > 0:
            almost = answer_to(mended(policy, "time", repair, str(short)))
            assert not isinstance(almost, Covered), (repair, short)
            SEEN["time, a minute less"] += 1


@given(chains())
@examples(500, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_repairs_of_chains_close_their_gaps(chain: Chain) -> None:
    check_repairs(chain.policy)


def test_repairs_of_shares_close_their_gaps() -> None:
    for number in numbers(150):
        check_repairs(drawn(number).policy)


def test_many_were_tried() -> None:
    if SEEN:
        print(f"\n{dict(SEEN)}")  # noqa: T201 (what was tried is part of what this run tells)
        covered_after = {gap: SEEN[f"{gap} Covered"] for gap in ("time", "share", "scope", "term")}
        assert min(covered_after.values()) > 5, SEEN
