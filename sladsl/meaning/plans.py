"""Which agreements support which, and plans: resolved when all agreements and clauses are known."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import plan_errors, readings
from sladsl.meaning.conditions import Reader
from sladsl.meaning.modules import Unit
from sladsl.meaning.places import Places
from sladsl.meaning.scope import Scope
from sladsl.meaning.vocabulary import Vocabulary, event_of, field_of
from sladsl.policy import model, plans
from sladsl.policy.names import fold
from sladsl.records import frozen
from sladsl.syntax import tree

MOST_TIMES = 1_000  # pauses or reopenings of a case


@frozen(slots=False)
class Plans:
    """Lowers `supports` and `plan ...` of a program. `agreements` and `clauses` are what it declares.

    `every_agreement` names those of other programs too, for did-you-mean; empty: there are none.
    """

    scopes: Mapping[str, Scope]
    vocabulary: Vocabulary
    places: Places
    agreements: Mapping[str, model.Agreement]  # by folded name
    clauses: tuple[model.Clause, ...]
    windows: tuple[model.WindowClause, ...]
    found: list[Diagnostic]
    every_agreement: tuple[str, ...] = ()

    def lower(self, units: Iterable[Unit]) -> tuple[tuple[plans.Supports, ...], tuple[plans.Plan, ...]]:
        """Everything that rests on something else."""
        supports: list[plans.Supports] = []
        lowered: dict[tuple[str, str, str], tree.Plan] = {}
        made: list[plans.Plan] = []
        for unit in units:
            for item in unit.module.items:
                if isinstance(item, tree.Agreement):
                    supports.extend(self._supports(item))
                elif isinstance(item, tree.Plan):
                    plan = self._plan(item, self.scopes[unit.name])
                    if plan is None:
                        continue
                    key = (plan.agreement, plan.subject, plan.clock)
                    if key in lowered:
                        self.found.append(plan_errors.planned_twice(item, lowered[key]))
                    lowered.setdefault(key, item)
                    made.append(plan)
        self._circles(units, supports)
        return tuple(supports), tuple(made)

    def _supports(self, item: tree.Agreement) -> Iterable[plans.Supports]:
        own = self.agreements.get(item.name.key)
        for sentence in item.sentences:
            if isinstance(sentence, tree.Supports):
                for name in sentence.agreements:
                    supported = self._agreement(name)
                    if supported is not None and own is not None:
                        yield plans.Supports(own.id, supported.id, self.places.of(name.span))

    def _agreement(self, name: tree.Name) -> model.Agreement | None:
        agreement = self.agreements.get(name.key)
        if agreement is None:
            known = self.every_agreement or tuple(each.id for each in self.agreements.values())
            self.found.append(plan_errors.unknown_agreement(name, known))
        return agreement

    def _circles(self, units: Iterable[Unit], supports: list[plans.Supports]) -> None:
        """Report each `supports` that closes a circle, at its name."""
        names = {
            (item.name.key, name.key): name
            for unit in units
            for item in unit.module.items
            if isinstance(item, tree.Agreement)
            for sentence in item.sentences
            if isinstance(sentence, tree.Supports)
            for name in sentence.agreements
        }
        above: dict[str, list[str]] = {}
        for each in supports:
            back = _way(above, each.supported, each.agreement)
            if back is not None:
                name = names[fold(each.agreement), fold(each.supported)]
                self.found.append(plan_errors.supports_itself(name, [each.agreement, *back]))
            else:
                above.setdefault(each.agreement, []).append(each.supported)

    def _plan(self, item: tree.Plan, scope: Scope) -> plans.Plan | None:
        before = len(self.found)
        agreement = self._agreement(item.agreement)
        subject = self.vocabulary.subject(item.subject, scope, self.found)
        if agreement is None or subject is None:
            return None
        clock = self._clock(item, agreement, subject)
        zone = agreement.zone
        stages = tuple(
            tuple(self._step(step, agreement, subject, zone) for step in stage) for stage in item.stages
        )
        assumed = [self._assumption(each, subject) for each in item.assumptions]
        if clock is None or len(self.found) > before:
            return None
        return plans.Plan(
            agreement.id,
            subject.name,
            clock,
            stages,
            tuple(each for each in assumed if each is not None),
            self.places.of(item.clock.span.to(item.agreement.span)),
        )

    @cached_property
    def _counted(self) -> dict[tuple[str, str], set[str]]:
        """By agreement and subject the clocks that its clauses count."""
        found: dict[tuple[str, str], set[str]] = {}
        for clause in self.clauses:
            found.setdefault((clause.agreement, clause.subject), set()).add(clause.clock)
        return found

    def _clock(self, item: tree.Plan, agreement: model.Agreement, subject: model.Subject) -> str | None:
        """The name of the clock that is planned, if a clause of the agreement counts it."""
        counted = self._counted.get((agreement.id, subject.name), set())
        for clock in self.vocabulary.clocks.values():
            said = [clock.name, *clock.said]
            if clock.subject == subject.name and item.clock.key in map(fold, said) and clock.name in counted:
                return clock.name
        self.found.append(plan_errors.nothing_to_plan(item, sorted(counted)))
        return None

    def _step(
        self, step: tree.Step, agreement: model.Agreement, subject: model.Subject, zone: str
    ) -> plans.Step:
        under = [self._relied(each, agreement, subject, zone) for each in step.under]
        return plans.Step(
            step.name.text,
            step.by.text if step.by else "",
            tuple(each for each in under if each is not None),
            self.places.of(step.name.span),
        )

    def _relied(
        self, relied: tree.Relied, planned: model.Agreement, subject: model.Subject, zone: str
    ) -> plans.Relied | None:
        where = None
        if relied.where is not None:
            where = Reader(subject, zone, self.found).condition(relied.where)
        clause = self._clause(relied.clause)
        if clause is None:
            return None
        if clause.agreement == planned.id:
            self.found.append(plan_errors.rests_on_itself(relied.clause))
        elif clause.subject != subject.name:
            self.found.append(plan_errors.of_another_subject(relied.clause, clause.subject, subject.name))
        return plans.Relied(clause.agreement, clause.id, where, self.places.of(relied.span))

    @cached_property
    def _by_agreement(self) -> dict[str, list[model.Clause]]:
        found: dict[str, list[model.Clause]] = {}
        for each in self.clauses:
            found.setdefault(each.agreement, []).append(each)
        return found

    def _clause(self, name: tree.Name) -> model.Clause | None:
        """The clause called AGREEMENT/CLAUSE."""
        said, stroke, clause = (part.strip() for part in name.text.partition("/"))
        if not stroke and fold(said) in self.agreements:
            of_it = [each.id for each in self.clauses if fold(each.agreement) == fold(said)]
            self.found.append(plan_errors.no_clause_named(name, of_it))
            return None
        agreement = self._agreement(tree.Name(said, span=name.span))
        if agreement is None:
            return None
        its = self._by_agreement.get(agreement.id, [])
        for each in its:
            if fold(each.id) == fold(clause):
                return each
        if any(each.agreement == agreement.id and fold(each.id) == fold(clause) for each in self.windows):
            self.found.append(plan_errors.about_windows(name))
        else:
            self.found.append(
                plan_errors.unknown_relied(name, agreement.id, clause, [each.id for each in its])
            )
        return None

    def _assumption(self, item: tree.Assumption, subject: model.Subject) -> plans.Assumption | None:
        place = self.places.of(item.span)
        match item:
            case tree.AssumedAtOnce(name, after):
                event = event_of(subject, name, self.found)
                before = tuple(each for one in after if (each := event_of(subject, one, self.found)))
                if event in before:
                    what = f"`{event}` cannot come after itself"
                    self.found.append(plan_errors.cannot_assume(item.span, what, "name the event before it"))
                return None if event is None else plans.AtOnce(event, before, place)
            case tree.AssumedSteady(names):
                fields = [field_of(subject, name, self.found) for name in names]
                return plans.Steady(tuple(each.name for each in fields if each), place)
            case tree.AssumedAtMost(what_, count):
                times = Decimal(count.text.replace(" ", "")) if count else Decimal(0)
                if times != int(times) or times > MOST_TIMES:
                    what = f"a case has no `{times}` {what_}"
                    help_ = f"write a whole number up to {MOST_TIMES}"
                    self.found.append(plan_errors.cannot_assume(item.span, what, help_))
                    return None
                return plans.AtMost(what_, int(times), place)
            case tree.AssumedShare(at_least, name, of):
                clause, agreement = self._clause(name), self._agreement(of)
                share = readings.a_share(at_least)
                if not 0 < share <= 1:
                    what = f"`{at_least.text}` is not a share of the cases"
                    help_ = "a share is above 0% and at most 100%"
                    self.found.append(plan_errors.cannot_assume(at_least.span, what, help_))
                if clause is None or agreement is None:
                    return None
                return plans.ArrivalShare(clause.agreement, clause.id, share, place)
            case tree.AssumedSameWindow():
                return plans.SameWindow(place)


def _way(above: Mapping[str, list[str]], begin: str, end: str) -> list[str] | None:
    """The agreements from `begin` up to `end`, each supporting the next; None where there is no way."""
    reached: dict[str, str | None] = {begin: None}
    todo = [begin]
    while todo:
        each = todo.pop()
        if each == end:
            back = [each]
            while (before := reached[back[-1]]) is not None:
                back.append(before)
            return back[::-1]
        for further in above.get(each, ()):
            if further not in reached:
                reached[further] = each
                todo.append(further)
    return None
