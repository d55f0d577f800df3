"""The trace: what was asked for, the clauses that meet it, what supports these, the latest verdicts."""

from sladsl.compile import asked_for, covered
from sladsl.evaluate import Result
from sladsl.policy.model import Clause, Policy, WindowClause
from sladsl.policy.names import fold
from sladsl.records import frozen
from sladsl.report.latest import Latest, latest
from sladsl.underpinning import ClauseCoverage, Covered, Key, NotCovered
from sladsl.underpinning.requirements.answers import RequirementAnswer, unasked

AnyClause = Clause | WindowClause
MOST_DEEP = 50  # agreements under agreements


@frozen
class Traced:
    """A clause with what it rests on.

    `kept` is whether it can be kept by what supports it: "covered", "not covered", "cannot tell", or "" where
    nothing is said to support it. `latest` is its latest verdict, where a log was judged. `clause` None:
    there is none of this name. `supporting` are told once of each clause.
    """

    agreement: str
    id: str
    clause: AnyClause | None
    kept: str
    latest: Latest | None
    supporting: tuple["Traced", ...]


@frozen
class TracedRequirement:
    """A requirement with its answer, and the clauses that meet it."""

    answer: RequirementAnswer
    clauses: tuple[Traced, ...]


@frozen
class Trace:
    """Every requirement in the order of the text; `unasked` are the clauses that no requirement names."""

    requirements: tuple[TracedRequirement, ...]
    unasked: tuple[Traced, ...]
    as_of: int | None

    @property
    def has_gaps(self) -> bool:
        """Whether something asked for is not promised."""
        return any(each.answer.answer in ("unmet", "not satisfied") for each in self.requirements)


def trace(policy: Policy, result: Result | None = None) -> Trace:
    """The trace of a policy; with a `result` also what came of each clause."""
    tracer = _Tracer.of(policy, result)
    return Trace(
        tuple(
            TracedRequirement(
                answer,
                tuple(tracer.traced((answer.requirement.agreement, id)) for id in answer.requirement.met_by),
            )
            for answer in asked_for(policy)
        ),
        tuple(tracer.traced((each.agreement, _plain(each.id))) for each in unasked(policy)),
        None if result is None else result.as_of,
    )


def _plain(id: str) -> str:
    """The clause's own name, of a second promise of it too."""
    return id.removesuffix(" (longest)")


@frozen
class _Tracer:
    result: Result | None
    clauses: dict[Key, AnyClause]  # by folded ids
    coverage: dict[Key, ClauseCoverage]

    @classmethod
    def of(cls, policy: Policy, result: Result | None) -> "_Tracer":
        every: list[AnyClause] = [*policy.clauses, *policy.window_clauses]
        return cls(
            result,
            {_key(each.agreement, each.id): each for each in every},  # of several versions the last
            {_key(each.agreement, each.clause): each for each in covered(policy).clauses},
        )

    def traced(self, key: Key) -> Traced:
        """A clause and all below it."""
        return self._traced(key, set(), 1)

    def _traced(self, key: Key, told: set[Key], depth: int) -> Traced:
        agreement, id = key
        own = _key(*key)
        clause = self.clauses.get(own)
        found = self.coverage.get(own)
        below = found.supporting if found is not None and own not in told and depth < MOST_DEEP else ()
        told.add(own)
        return Traced(
            agreement,
            id if clause is None else clause.id,
            clause,
            "" if found is None else _kept(found),
            None if self.result is None or clause is None else latest(self.result, clause),
            tuple(self._traced(each, told, depth + 1) for each in below if _key(*each) != own),
        )


def _key(agreement: str, id: str) -> Key:
    return fold(agreement), fold(id)


def _kept(of: ClauseCoverage) -> str:
    match of.answer:
        case Covered():
            return "covered"
        case NotCovered():
            return "not covered"
        case _:
            return "cannot tell"
