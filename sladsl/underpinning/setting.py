"""A policy with what rules look up in it, and the judge that counterexamples are replayed by."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Protocol

from attrs import evolve, field

from sladsl.policy.model import Agreement, Clause, Clock, Policy, Subject, WindowClause
from sladsl.policy.names import fold
from sladsl.policy.plans import Plan
from sladsl.records import frozen
from sladsl.underpinning.answers import Counterexample, Happening, Key

AnyClause = Clause | WindowClause


class Judged(Protocol):
    """What a judge says: the status of every case, and of every window, by agreement and clause."""

    @property
    def cases(self) -> Sequence[tuple[Key, str]]:
        """A status a case: met, breached, running, at risk, void, unknown."""

    @property
    def windows(self) -> Sequence[tuple[Key, str]]:
        """A status a window: met, breached, pending, at risk, no data, unknown."""


Judge = Callable[[Policy, Sequence[Happening], int], Judged]  # as of an instant, microseconds UTC


@frozen(slots=False)
class Setting:
    """What every rule is given."""

    policy: Policy
    judge: Judge = field(repr=False)

    @cached_property
    def agreements(self) -> dict[str, Agreement]:
        """By id."""
        return {agreement.id: agreement for agreement in self.policy.agreements}

    @cached_property
    def clauses(self) -> dict[Key, AnyClause]:
        """By agreement and id; of versions of one clause the first."""
        return {key: versions[0] for key, versions in self.versions.items()}

    @cached_property
    def versions(self) -> dict[Key, list[AnyClause]]:
        """The versions of each clause, by agreement and id, as written."""
        found: dict[Key, list[AnyClause]] = {}
        every: list[AnyClause] = [*self.policy.clauses, *self.policy.window_clauses]
        for clause in every:
            found.setdefault((clause.agreement, clause.id), []).append(clause)
        return found

    @cached_property
    def below(self) -> dict[str, tuple[str, ...]]:
        """The agreements that support one, by its id."""
        found: dict[str, list[str]] = {}
        for each in self.policy.supports:
            found.setdefault(each.supported, []).append(each.agreement)
        return {id: tuple(dict.fromkeys(several)) for id, several in found.items()}

    @cached_property
    def subjects(self) -> dict[str, Subject]:
        """By folded name."""
        return {fold(subject.name): subject for subject in self.policy.subjects}

    @cached_property
    def clocks(self) -> dict[tuple[str, str], Clock]:
        """By the folded names of subject and clock."""
        return {(fold(clock.subject), fold(clock.name)): clock for clock in self.policy.clocks}

    @cached_property
    def plans(self) -> dict[tuple[str, str, str], Plan]:
        """By agreement, and the folded names of subject and clock."""
        return {(plan.agreement, fold(plan.subject), fold(plan.clock)): plan for plan in self.policy.plans}

    @cached_property
    def planned(self) -> dict[str, tuple[str, ...]]:
        """The agreements that the plans of one rely on, by its id."""
        found: dict[str, dict[str, None]] = {}
        for plan in self.policy.plans:
            steps = (step for stage in plan.stages for step in stage)
            found.setdefault(plan.agreement, {}).update(
                (each.agreement, None) for step in steps for each in step.under
            )
        return {id: tuple(several) for id, several in found.items()}

    @cached_property
    def numbered(self) -> dict[str, tuple[tuple[int, AnyClause], ...]]:
        """The clauses of each agreement, by its id, each with its place among all of the policy."""
        found: dict[str, list[tuple[int, AnyClause]]] = {}
        every: list[AnyClause] = [*self.policy.clauses, *self.policy.window_clauses]
        for number, clause in enumerate(every):
            found.setdefault(clause.agreement, []).append((number, clause))
        return {id: tuple(several) for id, several in found.items()}

    def clock_of(self, clause: Clause) -> Clock:
        """The clock a clause counts."""
        return self.clocks[fold(clause.subject), fold(clause.clock)]

    def plan_of(self, clause: Clause) -> Plan | None:
        """The plan by which a clause about cases is kept, if one is written."""
        return self.plans.get((clause.agreement, fold(clause.subject), fold(clause.clock)))

    def is_asked(self, clause: AnyClause) -> bool:
        """Whether it is said how the clause is kept: its agreement is supported, or it is planned."""
        planned = isinstance(clause, Clause) and self.plan_of(clause) is not None
        return planned or clause.agreement in self.below

    def replay(self, key: Key, shown: Counterexample) -> str:
        """Why the evaluator does not see what a counterexample shows; "" where it does.

        Every clause in `kept` must have no breached case, or no breached window where it promises a share;
        the clause asked about must have one.
        """
        judged = self.judge(self._narrowed((key, *shown.kept)), shown.happenings, shown.as_of)
        for kept in dict.fromkeys(shown.kept):
            if self._breached(kept, judged):
                return f"{kept[0]}/{kept[1]} is breached too"
        if not self._breached(key, judged):
            return f"{key[0]}/{key[1]} is not breached"
        return ""

    def _narrowed(self, keys: tuple[Key, ...]) -> Policy:
        """The policy with these clauses and no others: of thousands only a few have to be judged."""
        every = [version for key in dict.fromkeys(keys) for version in self.versions[key]]
        ids = dict.fromkeys(clause.agreement for clause in every)
        return evolve(
            self.policy,
            agreements=tuple(self.agreements[id] for id in ids),
            clauses=tuple(each for each in every if isinstance(each, Clause)),
            window_clauses=tuple(each for each in every if isinstance(each, WindowClause)),
            examples=(),
        )

    def _breached(self, key: Key, judged: Judged) -> bool:
        by_case = all(isinstance(each, Clause) and each.share is None for each in self.versions[key])
        seen = judged.cases if by_case else judged.windows
        return any(of == key and status == "breached" for of, status in seen)
