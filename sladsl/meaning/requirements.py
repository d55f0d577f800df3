"""Requirements: what the customer asked for, by which clauses it is met, and the levels that are required."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar, assert_never, get_args

from attrs import evolve

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import name_errors, requirement_errors
from sladsl.meaning.agreements import Agreed
from sladsl.meaning.clauses import Clauses
from sladsl.meaning.editions import Edition
from sladsl.meaning.followers import Promise
from sladsl.meaning.money import Moneys
from sladsl.policy import model, money
from sladsl.policy.names import fold
from sladsl.policy.requirements import Requirement
from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax import tree
from sladsl.syntax.tree import money as written

S = TypeVar("S", tree.CreditOwed, tree.OnlyExcluded)
OfHeading = (
    written.Cap,
    written.Claimed,
    written.Right,
    written.RightOfCredits,
    written.SetAgainst,
    written.PaidWithin,
)
OfClause = (written.CreditSteps, written.CreditFormula, written.CreditsGoBy, written.NothingBetween)
PromiseSentence = get_args(tree.PromiseSentence)


@frozen
class Asked:
    """A requirement with the levels that it requires."""

    requirement: Requirement
    levels: tuple[Promise, ...]


@frozen
class Requirements:
    """Lowers the requirements of one agreement, once all its clauses are known."""

    clauses: Mapping[str, Clauses]  # how those of a file are lowered, by file
    moneys: Moneys
    agreed: Agreed
    tiers: Sequence[tree.Tier]
    found: list[Diagnostic]

    def lower(
        self, editions: Sequence[Edition], promises: Sequence[Sequence[Promise]], paying: tree.Agreement
    ) -> Iterator[Asked]:
        """Those under each heading. `promises` are the clauses of each edition, `paying` says the fee."""
        names = {
            fold(each.id.removesuffix(" (longest)")): each.id.removesuffix(" (longest)")
            for complete in promises
            for each in complete
        }
        names |= {key: each.clause.name.text for edition in editions for key, each in edition.clauses.items()}
        declared: dict[str, tree.Name] = {}
        for edition, complete in zip(editions, promises):
            if not edition.own:
                continue
            for asked in edition.text.requirements:
                first = declared.setdefault(asked.name.key, asked.name)
                if first is not asked.name:
                    self.found.append(name_errors.declared_twice("requirement", asked.name, first))
                    continue
                yield self._requirement(asked, edition, complete, names, paying)

    def _requirement(
        self,
        asked: tree.Requirement,
        edition: Edition,
        complete: Sequence[Promise],
        names: Mapping[str, str],
        paying: tree.Agreement,
    ) -> Asked:
        met_by: dict[str, None] = {}
        for name in asked.met_by:
            if name.key in names:
                met_by[names[name.key]] = None
            else:
                agreement = self.agreed.agreement.id
                self.found.append(requirement_errors.met_by_nothing(name, agreement, names.values()))
        excluded = self._one(asked, tree.OnlyExcluded)
        last = asked.met_by[-1] if asked.met_by else asked.words
        lowering = self.clauses[edition.text.file]
        levels: list[Promise] = []
        for each in asked.sentences:
            match each:
                case tree.Promise() | tree.Level():
                    alone = tree.Clause(asked.name, asked.words, (each,), span=asked.span)
                    levels += lowering.lower(alone, self.agreed)
                case (
                    written.Cap()
                    | written.Claimed()
                    | written.Right()
                    | written.RightOfCredits()
                    | written.SetAgainst()
                    | written.PaidWithin()
                    | written.CreditSteps()
                    | written.CreditFormula()
                    | written.CreditsGoBy()
                    | written.NothingBetween()
                    | tree.CreditOwed()
                    | tree.OnlyExcluded()
                ):
                    pass  # read below, each among its like
                case never:
                    assert_never(never)
        return Asked(
            Requirement(
                agreement=self.agreed.agreement.id,
                id=asked.name.text,
                party=asked.party.text,
                words=asked.words.text,
                met_by=tuple(met_by),
                place=lowering.places.of(Span(asked.span.file, asked.span.start, last.span.end)),
                since=edition.since,
                credit_owed=self._one(asked, tree.CreditOwed) is not None,
                only_excluded=None if excluded is None else self._states(excluded, lowering),
                money=self._money(asked, edition, complete, paying),
            ),
            tuple(levels),
        )

    def _one(self, asked: tree.Requirement, kind: type[S]) -> S | None:
        said = [each for each in asked.sentences if isinstance(each, kind)]
        self.found.extend(name_errors.said_twice(again.span, said[0].span) for again in said[1:])
        return said[0] if said else None

    def _states(self, said: tree.OnlyExcluded, lowering: Clauses) -> tuple[str, ...]:
        """The states by the names they are declared under."""
        declared = {
            form.key: each.item.name.text
            for each in lowering.scope.states()
            for form in (each.item.name, *each.item.forms)
        }
        found: dict[str, None] = {}
        for name in said.states:
            if name.key in declared:
                found[declared[name.key]] = None
            else:
                self.found.append(requirement_errors.no_state_to_exclude(name, declared.values()))
        return tuple(found)

    def _money(
        self, asked: tree.Requirement, edition: Edition, complete: Sequence[Promise], paying: tree.Agreement
    ) -> money.Terms | None:
        """What is required of money, read as if it stood in the agreement in place of what it says there."""
        of_heading = tuple(each for each in asked.sentences if isinstance(each, OfHeading))
        of_clause = tuple(each for each in asked.sentences if isinstance(each, OfClause))
        if not of_heading and not of_clause:
            return None
        own = (*OfHeading, written.EarnedBack, written.PaidAbove, written.CreditsGoBy)
        others = (each for each in paying.sentences if not isinstance(each, own))
        heading = evolve(paying, sentences=(*others, *of_heading))
        met = {name.key for name in asked.met_by}
        clauses = [
            evolve(
                each.clause,
                sentences=(
                    *(said for said in each.clause.sentences if isinstance(said, PromiseSentence)),
                    *(of_clause if key in met else ()),
                ),
            )
            for key, each in edition.clauses.items()
        ]
        terms = self.moneys.lower(heading, clauses, complete, self.agreed, self.tiers, asked=True)
        if terms is None:
            return None
        return evolve(terms, credits=tuple(each for each in terms.credits if fold(each.clause) in met))


def required(asked: Sequence[Asked]) -> tuple[tuple[model.Clause, ...], tuple[model.WindowClause, ...]]:
    """The levels of all requirements, those of cases and those of windows."""
    levels = [level for each in asked for level in each.levels]
    return (
        tuple(each for each in levels if isinstance(each, model.Clause)),
        tuple(each for each in levels if isinstance(each, model.WindowClause)),
    )
