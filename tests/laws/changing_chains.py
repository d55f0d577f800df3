"""Chains of promises in which something changes: clauses below are amended, agreements suspended, cases given other tiers."""

from random import Random

from attrs import evolve, frozen
from hypothesis import strategies as st

from sladsl.policy import model as m
from sladsl.policy.conditions import IsOneOf
from sladsl.policy.life import Life, Suspension
from sladsl.policy.tiers import Tier, TierCases
from sladsl.policy.values import Text
from tests.laws.supply_chains import BEGIN, END, HERE, HOUR, Chain, Play, chains, deadlines

DAY = 24 * HOUR
edges = st.one_of(
    st.integers(1, 58).map(lambda days: BEGIN + days * DAY),
    st.integers(2, 1400).map(lambda hours: BEGIN + hours * HOUR),
)


@frozen
class Changing:
    """A chain, and the versions of its clauses below by id, each with its begin; when each agreement is suspended."""

    chain: Chain
    versions: dict[str, tuple[tuple[int, m.Clause], ...]]
    held: dict[str, tuple[tuple[int, int], ...]]


@st.composite
def changing_chains(draw: st.DrawFn) -> Changing:
    """A chain of which every case has to be in time, with one or two changes."""
    chain = draw(chains())
    target, *steps = (evolve(each, share=None) for each in (chain.target, *chain.steps))
    if draw(st.integers(0, 2)):  # often enough to be kept
        longest = m.Within(draw(st.sampled_from([30, 100, 200, 400])) * HOUR)
        target = evolve(
            target, deadline=longest, calendar=draw(st.sampled_from(["always", "long", "office"]))
        )
    versions = {each.id: ((BEGIN, each),) for each in steps}
    clauses: list[m.Clause] = [target]
    for each in steps:
        if draw(st.integers(0, 1)):
            other = evolve(each, deadline=draw(deadlines), version="2", since=draw(edges))
            if isinstance(other.deadline, m.CalendarUnits) or draw(st.booleans()):
                other = evolve(other, calendar="always")
            assert other.since is not None
            if draw(st.integers(0, 4)):  # else it is taken out
                versions[each.id] += ((other.since, other),)
                clauses += [evolve(each, until=other.since), other]
            else:
                clauses.append(evolve(each, until=other.since))
        else:
            clauses.append(each)
    if draw(st.integers(0, 3)) == 0:  # the promise too, often on the same day
        days = [each.since for each in clauses if each.since is not None]
        since = draw(st.sampled_from(days)) if days and draw(st.booleans()) else draw(edges)
        assert since is not None
        other = evolve(
            target, deadline=m.Within(draw(st.sampled_from([30, 100, 400])) * HOUR), since=since, version="2"
        )
        clauses[:1] = [evolve(target, until=since), other]
    held: dict[str, tuple[tuple[int, int], ...]] = {"ABOVE": (), "BELOW": ()}
    if draw(st.integers(0, 2)) == 0:
        begin = BEGIN + draw(st.integers(2, 24)) * DAY  # before the clocks go forward: days of 24 hours
        for id in draw(st.sampled_from([("BELOW",), ("ABOVE",), ("ABOVE", "BELOW")])):
            own = [each for each in clauses if each.agreement == id]
            if all(isinstance(each.deadline, m.Within) for each in own):  # of days it cannot be told
                held[id] = ((begin, begin + draw(st.integers(1, 3)) * DAY),)
    agreements = tuple(
        evolve(each, life=Life(suspensions=tuple(Suspension(a, b, "", HERE) for a, b in held[each.id])))
        for each in chain.policy.agreements
    )
    tiers: tuple[Tier, ...] = ()
    if draw(st.integers(0, 2)) == 0:
        site = IsOneOf("site", (Text(draw(st.sampled_from("AB"))),))
        cases = (TierCases("case", "priority", draw(st.sampled_from(["P1", "P2"])), site, draw(edges), None),)
        id = draw(st.sampled_from(["ABOVE", "BELOW"]))
        tiers = (Tier(id, "one", "", cases, ((cases[0].begins, None),), HERE),)
    policy = evolve(chain.policy, clauses=tuple(clauses), agreements=agreements, tiers=tiers)
    return Changing(evolve(chain, policy=policy, target=target, steps=tuple(steps)), versions, held)


class Changed(Play):
    """Histories that are as late as each version allows."""

    def __init__(self, of: Changing, random: Random) -> None:
        super().__init__(of.chain, random)
        self.of = of

    def _start(self) -> int:
        if self.random.random() < 0.5:
            return super()._start()
        marks = [since for versions in self.of.versions.values() for since, _ in versions]
        marks += [each.begins for tier in self.chain.policy.tiers for each in tier.cases]
        marks += [edge for spans in self.of.held.values() for span in spans for edge in span]
        start = self.random.choice(marks) - self.random.choice([0, 0, 1, self.random.randrange(30 * HOUR)])
        return min(max(start, BEGIN), END - 1)

    def _latest(self, clause: m.Clause, at: int, pauses: list[tuple[int, int]]) -> int:
        begun = [each for since, each in self.of.versions[clause.id] if since <= at]
        stands = [*(pauses if clause.pauses else ()), *self.of.held["BELOW"]]
        return super()._latest(evolve((begun or [clause])[-1], pauses=("waiting",)), at, stands)
