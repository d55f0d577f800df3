"""What is answered of a requirement, part by part."""

from collections.abc import Iterator
from typing import Literal

from sladsl.policy.model import Clause, Policy, WindowClause
from sladsl.policy.names import fold
from sladsl.policy.place import Place
from sladsl.policy.requirements import Requirement
from sladsl.records import frozen
from sladsl.underpinning.comparison.findings import Witness

# "in words": a clause meets it, and nothing of it can be compared. "unmet": no clause does.
Answer = Literal["satisfied", "in words", "not satisfied", "unmet", "cannot tell"]
PartAnswer = Literal["satisfied", "not satisfied", "cannot tell"]


@frozen
class Part:
    """One thing that is required, and whether the clauses satisfy it.

    `clauses` are those it was compared with, `why` the reason in words, also of what cannot be told. A
    `witness` is a log that breaks what is required ("old") while all these clauses are kept; its "new" is
    the clause `by`. The `story` tells it.
    """

    text: str
    answer: PartAnswer
    why: str
    place: Place
    clauses: tuple[str, ...] = ()
    story: tuple[str, ...] = ()
    witness: Witness | None = None
    by: str = ""


@frozen
class RequirementAnswer:
    """The worst of the answers of its parts; what is not satisfied is worse than what cannot be told.

    `lapses` is the instant from which none of the clauses that meet it is in force, though it is asked for.
    """

    requirement: Requirement
    zone: str
    parts: tuple[Part, ...]
    lapses: int | None = None

    @property
    def answer(self) -> Answer:
        """Of the whole requirement."""
        if not self.requirement.met_by:
            return "unmet"
        answers = {part.answer for part in self.parts}
        if "not satisfied" in answers or self.lapses is not None:
            return "not satisfied"
        if "cannot tell" in answers:
            return "cannot tell"
        return "satisfied" if answers else "in words"


def unasked(policy: Policy) -> Iterator[Clause | WindowClause]:
    """The clauses that no requirement names, of agreements that state requirements.

    Outcomes are what the customer wants, so that nobody need ask for them a second time.
    """
    stating = {each.agreement for each in policy.requirements}
    asked = {(each.agreement, fold(id)) for each in policy.requirements for id in each.met_by}
    every: list[Clause | WindowClause] = [*policy.clauses, *policy.window_clauses]
    told: set[tuple[str, str]] = set()
    for clause in every:
        key = clause.agreement, fold(clause.id.removesuffix(" (longest)"))
        outcome = isinstance(clause, WindowClause) and clause.kind == "outcome"
        if clause.agreement in stating and key not in asked | told and not outcome:
            told.add(key)
            yield clause
