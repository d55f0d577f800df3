"""The time over which something is required, in stretches in each of which the same texts are in force."""

from collections.abc import Iterator
from itertools import pairwise

from attrs import evolve

from sladsl.policy.model import Agreement, Clause, Policy, WindowClause
from sladsl.policy.money import within
from sladsl.policy.names import fold
from sladsl.policy.requirements import Requirement
from sladsl.policy.versions import stretch
from sladsl.records import frozen
from sladsl.underpinning.comparison.sides import Side

AnyClause = Clause | WindowClause
_NO_END = 1 << 62


@frozen
class Stretch:
    """From `begins` until `ends` (None: no end): the policy as it then stands, and the clauses that are to
    meet the requirement."""

    policy: Policy
    agreement: Agreement
    clauses: tuple[AnyClause, ...]

    def side(self, clause: AnyClause) -> Side:
        """One of the clauses, ready to compare."""
        return Side(self.policy, self.agreement, clause)

    def level(self, level: AnyClause) -> Side:
        """A required level as if it stood in the agreement, and nothing besides."""
        alone = evolve(
            self.policy,
            clauses=(level,) if isinstance(level, Clause) else (),
            window_clauses=() if isinstance(level, Clause) else (level,),
        )
        return Side(alone, self.agreement, level)


def stretches(policy: Policy, asked: Requirement) -> Iterator[Stretch]:
    """In order of time, without a gap; of an agreement that is over when it is asked for, none."""
    agreement = next(each for each in policy.agreements if each.id == asked.agreement)
    met = {fold(id) for id in asked.met_by}
    every: list[AnyClause] = [*policy.clauses, *policy.window_clauses]
    own = [each for each in every if each.agreement == agreement.id]
    meeting = [each for each in own if fold(each.id.removesuffix(" (longest)")) in met]
    begin = agreement.begins if asked.since is None else max(asked.since, agreement.begins)
    end = _NO_END if agreement.ends is None else agreement.ends
    edges = {begin, end}
    for clause in meeting:
        edges |= {us for us in stretch(clause, agreement) if us is not None and begin < us < end}
    for since, until in pairwise(sorted(edges)):
        yield _stretch(policy, agreement, (since, None if until == _NO_END else until), own, meeting)


def _stretch(
    policy: Policy,
    agreement: Agreement,
    at: tuple[int, int | None],
    own: list[AnyClause],
    meeting: list[AnyClause],
) -> Stretch:
    since, until = at
    standing = evolve(agreement, begins=since, ends=until, versions=())
    holding = [each for each in own if _holds(each, agreement, since)]
    whole = {id(each): _whole(each) for each in holding}
    clauses = [whole[id(each)] for each in holding]
    money = tuple(
        evolve(
            terms,
            credits=tuple(each for each in terms.credits if within(each, since)),
            rights=tuple(each for each in terms.rights if within(each, since)),
        )
        for terms in policy.money
        if terms.agreement == agreement.id and within(terms, since)
    )
    then = evolve(
        policy,
        agreements=(standing,),
        clauses=tuple(each for each in clauses if isinstance(each, Clause)),
        window_clauses=tuple(each for each in clauses if isinstance(each, WindowClause)),
        money=money,
        examples=(),
        supports=(),
        plans=(),
    )
    return Stretch(then, standing, tuple(whole[id(each)] for each in meeting if id(each) in whole))


def _holds(clause: AnyClause, agreement: Agreement, instant: int) -> bool:
    begins, ends = stretch(clause, agreement)
    return begins <= instant and (ends is None or instant < ends)


def _whole(clause: AnyClause) -> AnyClause:
    """The clause as if it had stood all along, without what no verdict rests on."""
    if isinstance(clause, Clause):
        return evolve(clause, since=None, until=None, warnings=(), budget_warnings=(), escalations=())
    return evolve(clause, since=None, until=None, warnings=(), escalations=(), watches=())
