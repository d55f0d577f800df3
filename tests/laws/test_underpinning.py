"""Coverage is sound and tight: what is said to be covered is never breached, what is not is shown and replays."""

from collections import Counter
from random import Random
from re import sub

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from sladsl.compile import covered
from sladsl.replaying import judged as judge
from sladsl.underpinning import CannotTell, Covered, Happening, NotCovered
from sladsl.underpinning.answers import Answer
from tests.effort import exactly, examples
from tests.laws.supply_chains import END, Chain, Play, chains, values_of

STATUSES: Counter[str] = Counter()
MANY: Counter[str] = Counter()  # of the long run
NAMES = r"(ABOVE|BELOW)(/[A-Z0-9-]+)?"
CASES = 12


def answer_of(chain: Chain) -> Answer:
    """What is said of the promise above."""
    found = [each for each in covered(chain.policy).clauses if each.agreement == "ABOVE"]
    assert len(found) == 1
    return found[0].answer


def check_chain(chain: Chain, seed: int, statuses: Counter[str]) -> None:
    """Whatever the answer is, it is true. Counted is what it is, and why it cannot be told."""
    answer = answer_of(chain)
    match answer:
        case Covered():
            statuses["covered"] += 1
            _never_breached(chain, Random(seed))
        case NotCovered():  # what does not replay never comes out as such
            statuses["not covered"] += 1
        case CannotTell(reason, fault):
            statuses["cannot tell"] += 1
            statuses[f"cannot tell: {sub(NAMES, '..', reason)}"] += 1
            assert not fault, reason


def _never_breached(chain: Chain, random: Random) -> None:
    play = Play(chain, random)
    kept: list[Happening] = []
    plain = evolve(chain.policy, clauses=tuple(evolve(each, share=None) for each in chain.policy.clauses))
    for number in range(CASES):
        case = play.case(f"C{number}")
        statuses = judge(plain, case, END).cases
        late = any(key[0] == "BELOW" and status == "breached" for key, status in statuses)
        if not late or any(each.share is not None for each in chain.steps):
            kept += case
    judged = judge(chain.policy, kept, END)
    seen = [*(judged.windows if chain.target.share else judged.cases)]
    below = [
        status
        for step in chain.steps
        for key, status in (judged.windows if step.share else judged.cases)
        if key == (step.agreement, step.id)
    ]
    if "breached" in below:
        return  # a share was not kept after all
    for key, status in seen:
        assert not (key == ("ABOVE", "FIX") and status == "breached"), (answer_of(chain), values_of(kept))


@given(chains(), st.integers(0, 2**32))
@examples(500, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_answers_are_true(chain: Chain, seed: int) -> None:
    check_chain(chain, seed, STATUSES)


def test_few_cannot_be_told() -> None:
    _few_cannot(STATUSES, 400)


def _few_cannot(statuses: Counter[str], at_least: int) -> None:
    """Print their share and why, and hold it below a twentieth if so many were looked at."""
    looked_at = sum(statuses[each] for each in ("covered", "not covered", "cannot tell"))
    share = statuses["cannot tell"] / max(looked_at, 1)
    print(f"\ncannot tell {share:.1%} of {looked_at}: {dict(statuses)}")  # noqa: T201 (this run tells it)
    if looked_at >= at_least:
        assert share < 0.05
        assert min(statuses["covered"], statuses["not covered"]) > looked_at / 10


@pytest.mark.slow
@given(chains(), st.integers(0, 2**32))
@exactly(20_000, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_sound_on_many_more_chains(chain: Chain, seed: int) -> None:
    check_chain(chain, seed, MANY)


@pytest.mark.slow
def test_few_of_many_cannot_be_told() -> None:
    _few_cannot(MANY, 10_000)
