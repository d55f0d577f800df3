"""Clauses: from the sentence of the promise to what the evaluator judges."""

from collections.abc import Sequence
from typing import Literal, TypeVar

from attrs import evolve

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import (
    budget_errors,
    clause_errors,
    exclusion_errors,
    level_errors,
    name_errors,
    party_errors,
    readings,
    table_errors,
)
from sladsl.meaning.agreements import Agreed
from sladsl.meaning.burn_warnings import burns_of_cases, burns_of_window
from sladsl.meaning.calendars import Calendars
from sladsl.meaning.conditions import Reader
from sladsl.meaning.deadlines import Deadlines, counts_hours, days_of
from sladsl.meaning.enough import cases_of, least_among
from sladsl.meaning.exclusions import Exclusions
from sladsl.meaning.few_cases import few_cases
from sladsl.meaning.levels import Levels
from sladsl.meaning.places import Places
from sladsl.meaning.scope import Scope, forms_of
from sladsl.meaning.tables import Tables
from sladsl.meaning.vocabulary import Vocabulary, field_of
from sladsl.meaning.windows import a_window
from sladsl.policy import model
from sladsl.policy.budgets import Lack, lacks_budget
from sladsl.policy.covers import narrowed
from sladsl.policy.names import fold
from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax import tree


def escalations_of(
    clause: tree.Clause, judged: Literal["case", "window"], places: Places
) -> tuple[model.Escalate, ...]:
    """Whom the clause tells of breaches; of a clause about cases, those are cases unless windows are said."""
    return tuple(
        model.Escalate(said.who.text, judged if said.on == "breach" else "window", places.of(said.span))
        for said in clause.sentences
        if isinstance(said, tree.Escalate)
    )


M = TypeVar("M", tree.Counting, tree.Paused, tree.ExcludingTime, tree.ShareOf, tree.EmptyKept, tree.IfEnough)


@frozen
class Clauses:
    """Lowers the clauses of one file."""

    scope: Scope
    vocabulary: Vocabulary
    calendars: Calendars
    places: Places
    found: list[Diagnostic]

    def lower(self, clause: tree.Clause, agreed: Agreed) -> list[model.Clause | model.WindowClause]:
        """The clause (two, where a promise about windows says two things); none with diagnostics.

        Promises about windows of other clauses are left for `Followers`: they need those first.
        """
        kinds = (tree.Promise, tree.Level, tree.InARow, tree.CasesInARow, tree.Misses)
        promises = [sentence for sentence in clause.sentences if isinstance(sentence, kinds)]
        if not promises:
            self.found.append(clause_errors.clause_without_promise(clause))
            return []
        for again in promises[1:]:
            self.found.append(clause_errors.two_promises(again, promises[0]))
        warnings = [sentence for sentence in clause.sentences if isinstance(sentence, tree.Warn)]
        budgets = [sentence for sentence in clause.sentences if isinstance(sentence, tree.WarnBudget)]
        burns = [sentence for sentence in clause.sentences if isinstance(sentence, tree.WarnBurn)]
        match promises[0]:
            case tree.Promise() as promise if clause.outcome:
                self.found.append(level_errors.outcome_of_cases(promise))
                return []
            case tree.Promise() as promise:
                lowered = self._promise(clause, promise, warnings, agreed)
                if lowered is None:
                    return []
                shares = [row.at_least for row in lowered.rows if row.at_least is not None]
                shares += [] if lowered.share is None else [lowered.share.at_least]
                lack: Lack | Literal["no share"] | None = None if shares else "no share"
                if shares and min(shares) == 1:
                    lack = "nothing is allowed"
                warned = self._budgets(budgets, lack)
                fast = burns_of_cases(burns, min(shares, default=None), lack, self.places, self.found)
                return [evolve(lowered, budget_warnings=warned, burn_warnings=fast)]
            case tree.Level() as level:
                self.found.extend(level_errors.warning_on_a_level(warn) for warn in warnings)
                levels = Levels(self.scope, self.vocabulary, self.calendars, self.places, self.found)
                lowered_levels = levels.lower(clause, level, agreed)
                up = escalations_of(clause, "window", self.places)
                told = [evolve(each, escalations=up) for each in lowered_levels]
                for each in told[:1]:
                    warned = self._budgets(budgets, lacks_budget(each.measure, each.target))
                    fast = burns_of_window(burns, each, self.places, self.found)
                    return [evolve(each, warnings=warned, burn_warnings=fast), *told[1:]]
                return []
            case _:
                self._budgets([*budgets, *burns], "nothing is used up")
                self.found.extend(level_errors.warning_on_a_level(warn) for warn in warnings)
                return []

    def _promise(
        self, clause: tree.Clause, promise: tree.Promise, warnings: list[tree.Warn], agreed: Agreed
    ) -> model.Clause | None:
        before = len(self.found)
        warned = self._warnings(warnings)
        subject = self.vocabulary.subject(promise.subject, self.scope, self.found)
        counting = self._one(promise, tree.Counting)
        paused = self._one(promise, tree.Paused)
        excluding = self._one(promise, tree.ExcludingTime)
        share = self._one(promise, tree.ShareOf)
        kept = self._one(promise, tree.EmptyKept)
        enough = self._one(promise, tree.IfEnough)
        for without in (kept, enough):
            if without is not None and share is None:
                self.found.append(clause_errors.no_windows(without))
        if subject is None:
            if counting is not None and self.scope.calendar_by(counting.calendar.text) is None:
                self._counted_on(counting, agreed)
            return None
        zone = agreed.agreement.zone
        clock = self.vocabulary.clock(promise.said, subject, self.scope, self.found)
        where = None
        if promise.where is not None:
            where = Reader(subject, zone, self.found).condition(promise.where)
        where = narrowed(agreed.covered(subject.name), where)
        tables = Tables(self.scope, self.calendars, self.places, subject, agreed, self.found)
        rows = tables.rows(promise, counting, where)
        deadline, calendar = self._deadline(promise, counting, subject, agreed, rows)
        pauses = self._pauses(paused, subject)
        if paused is not None and (day := next(days_of(promise.deadline), None)):
            self.found.append(clause_errors.pause_cannot_move_a_date(paused, day))
        if excluding is not None and (day := next(days_of(promise.deadline), None)):
            self.found.append(exclusion_errors.exclusion_cannot_move_a_date(excluding, day))
        exclusions = Exclusions(self.scope, self.vocabulary, self.calendars, subject, agreed, self.found)
        left_out = exclusions.lower(excluding)
        shared = self._share(share, promise, subject, rows) if share else None
        few_said = [each for each in promise.modifiers if isinstance(each, tree.FewCases)]
        few = few_cases(few_said, share, self.found)
        if shared is not None:
            shared = evolve(shared, few=few, empty=shared.empty if kept is None else "met")
        least = 0 if enough is None else least_among(enough, cases_of(subject), self.found)
        self._table(promise, rows, share)
        self._missed_windows(clause, shared)
        if len(self.found) > before and any(d.severity.value == "error" for d in self.found[before:]):
            return None
        if clock is None or deadline is None or calendar is None:
            return None
        return model.Clause(
            agreement=agreed.agreement.id,
            id=clause.name.text,
            title=clause.title.text if clause.title else "",
            subject=subject.name,
            where=where,
            clock=clock.name,
            deadline=deadline,
            calendar=calendar,
            pauses=pauses,
            fields="opening" if promise.as_opened else "current",
            share=shared,
            warnings=warned,
            place=self._place(promise),
            rows=rows,
            excluding=left_out,
            escalations=escalations_of(clause, "case", self.places),
            least=least,
        )

    def _missed_windows(self, clause: tree.Clause, share: model.Share | None) -> None:
        for said in clause.sentences:
            if isinstance(said, tree.Escalate) and said.on == "missed window" and share is None:
                self.found.append(party_errors.escalates_windows_without(said, clause))

    def _place(self, promise: tree.Promise) -> model.Place:
        """Where the promise stands, with its words; a table's rows have places of their own."""
        place = self.places.of(promise.span)
        table = promise.deadline
        if not isinstance(table, tree.Table):
            return place
        before = self.places.of(Span(promise.span.file, promise.span.start, table.span.start)).text
        after = self.places.of(Span(promise.span.file, table.span.end, promise.span.end)).text
        space = "" if after.startswith((",", ".")) else " "
        return evolve(place, text=f"{before} (a table of {len(table.rows)} rows){space}{after}")

    def _table(self, promise: tree.Promise, rows: tuple[model.Row, ...], share: tree.ShareOf | None) -> None:
        """A table promises something, and its shares are reckoned over some time."""
        table = promise.deadline
        if not isinstance(table, tree.Table):
            return
        if rows and all(row.deadline is None for row in rows):
            self.found.append(table_errors.nothing_promised(table))
        column = next((column for column in table.columns if column.kind == "at least"), None)
        if column is not None and share is None:
            declared = self.scope.subject(promise.subject.text)
            forms = forms_of(declared.item) if declared else []
            self.found.append(table_errors.share_without_window(column, [*forms, "cases", "cases"][1]))

    def _one(self, promise: tree.Promise, kind: type[M]) -> M | None:
        said = [modifier for modifier in promise.modifiers if isinstance(modifier, kind)]
        for again in said[1:]:
            self.found.append(name_errors.said_twice(again.span, said[0].span))
        return said[0] if said else None

    def _deadline(
        self,
        promise: tree.Promise,
        counting: tree.Counting | None,
        subject: model.Subject,
        agreed: Agreed,
        rows: tuple[model.Row, ...],
    ) -> tuple[model.Deadline | None, str | None]:
        """Deadline and calendar; with rows those of the first that promises something."""
        if rows:
            first = next((row for row in rows if row.deadline is not None), rows[0])
            return first.deadline, first.calendar
        if isinstance(promise.deadline, tree.Table):
            return None, None
        if counting is not None:
            if self.scope.calendar_by(counting.calendar.text) is not None:
                return None, None
            calendar = self._counted_on(counting, agreed)
        elif counts_hours(promise.deadline):
            if not self._named_in_a_pause(promise, subject):
                self.found.append(clause_errors.no_calendar_named(promise.deadline))
            calendar = None
        else:
            calendar = self.calendars.always(agreed.agreement.zone)
        named = None if calendar is None else self.calendars.rules[calendar]
        return Deadlines(subject, self.found).deadline(promise.deadline, named), calendar

    def _named_in_a_pause(self, promise: tree.Promise, subject: model.Subject) -> bool:
        """Whether the hours are in a state's name, for want of a comma: then it is unknown, and reported."""
        return any(
            " counting " in " ".join(name.key.split())
            and self.vocabulary.state(name, subject, self.scope, []) is None
            for modifier in promise.modifiers
            if isinstance(modifier, tree.Paused)
            for name in modifier.states
        )

    def _counted_on(self, counting: tree.Counting, agreed: Agreed) -> str | None:
        return self.calendars.id_of(counting.calendar, self.scope.file, agreed.agreement.zone, agreed.term)

    def _pauses(self, paused: tree.Paused | None, subject: model.Subject) -> tuple[str, ...]:
        if paused is None:
            return ()
        names: list[str] = []
        for name in paused.states:
            state = self.vocabulary.state(name, subject, self.scope, self.found)
            if state is not None and not state.spans:
                self.found.append(level_errors.pausing_state(name, state))
            elif state is not None:
                names.append(state.name)
        return tuple(dict.fromkeys(names))

    def _share(
        self,
        share: tree.ShareOf,
        promise: tree.Promise,
        subject: model.Subject,
        rows: tuple[model.Row, ...],
    ) -> model.Share | None:
        own = [row.at_least for row in rows if row.at_least is not None]
        if share.at_least is None:
            if not own:
                a_table = isinstance(promise.deadline, tree.Table)
                self.found.append(table_errors.share_not_said(share, a_table))
                return None
            at_least = own[0]
        else:
            if own:
                self.found.append(table_errors.share_said_twice(share))
            at_least = readings.a_share(share.at_least)
            if not 0 < at_least <= 1:
                self.found.append(clause_errors.share_out_of_range(share.at_least))
                return None
        declared = self.scope.subject(promise.subject.text)
        forms = ["cases", *(forms_of(declared.item) if declared else ())]
        if share.of.key not in map(fold, forms):
            self.found.append(clause_errors.share_of_other_things(share.of, promise.subject, forms))
        window = a_window(share.window, self.found)
        if window is None:
            return None
        fields = [field_of(subject, name, self.found) for name in share.group]
        group = tuple(dict.fromkeys(field.name for field in fields if field is not None))
        return model.Share(at_least, window, group, "opening" if share.by_opening else "decision")

    def _budgets(
        self, warnings: Sequence[tree.WarnBudget | tree.WarnBurn], lack: Lack | Literal["no share"] | None
    ) -> tuple[model.Warn, ...]:
        """Warnings of a window's budget, the earliest first; reported where there is no budget."""
        lowered: list[model.Warn] = []
        for warn in warnings:
            if lack is not None:
                self.found.append(budget_errors.no_budget(warn, lack))
            elif isinstance(warn, tree.WarnBudget):
                at = readings.a_share(warn.at)
                if 0 < at < 1:
                    lowered.append(model.Warn(warn.who.text, at, self.places.of(warn.span)))
                else:
                    self.found.append(budget_errors.warning_of_budget_out_of_range(warn))
        return tuple(sorted(lowered, key=lambda each: each.at))

    def _warnings(self, warnings: list[tree.Warn]) -> tuple[model.Warn, ...]:
        lowered: list[model.Warn] = []
        for warn in warnings:
            at = readings.a_share(warn.at)
            if not 0 < at < 1:
                self.found.append(clause_errors.warning_out_of_range(warn))
            lowered.append(model.Warn(warn.who.text, at, self.places.of(warn.span)))
        return tuple(sorted(lowered, key=lambda each: each.at))
