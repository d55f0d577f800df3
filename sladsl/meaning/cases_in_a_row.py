"""How many cases in a row may miss another clause."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import clause_errors, follower_errors, name_errors, readings
from sladsl.meaning.agreements import Agreed
from sladsl.meaning.calendars import Calendars
from sladsl.meaning.clauses import escalations_of
from sladsl.meaning.places import Places
from sladsl.meaning.scope import Scope, forms_of
from sladsl.meaning.windows import a_window
from sladsl.policy import measures, model
from sladsl.policy.names import fold
from sladsl.records import frozen
from sladsl.syntax import tree


@frozen
class CasesInARow:
    """Lowers promises about cases in a row, once the other clauses of the agreement are known."""

    scope: Scope
    calendars: Calendars
    places: Places
    agreed: Agreed
    found: list[Diagnostic]

    def lower(
        self,
        clause: tree.Clause,
        row: tree.CasesInARow,
        names: Mapping[str, str],
        by_id: Mapping[str, Sequence[model.Clause | model.WindowClause]],
    ) -> model.WindowClause | None:
        """The promise; `names` are those of the agreement's clauses, `by_id` what the sound ones are."""
        agreement = self.agreed.agreement
        others = [text for key, text in names.items() if key != clause.name.key]
        if row.clause.key not in names:
            self.found.append(name_errors.unknown_clause(row.clause, agreement.id, others, "a clause"))
            return None
        if row.clause.key == clause.name.key:
            self.found.append(
                follower_errors.about_itself(row.clause, "cannot be about its own cases in a row")
            )
            return None
        followed = [*by_id.get(row.clause.key, ())]
        if not followed:
            return None  # it is broken and reported, or about windows in a row itself
        first = followed[0]
        if not isinstance(first, model.Clause):
            self.found.append(follower_errors.no_cases_in_a_row(row))
            return None
        window, count = a_window(row.window, self.found), readings.a_number(row.count)
        if count != int(count) or not 2 <= count <= 1_000:
            self.found.append(follower_errors.no_row_of_cases(row))
            return None
        declared = self.scope.subject(first.subject)
        forms = ["cases", *(forms_of(declared.item) if declared else ())]
        if row.of.key not in map(fold, forms):
            about = tree.Name(first.subject, span=row.clause.span)
            self.found.append(clause_errors.share_of_other_things(row.of, about, forms))
        if row.group or row.by_opening:
            self.found.append(follower_errors.group_of_a_row(row))
        if window is None:
            return None
        return model.WindowClause(
            agreement=agreement.id,
            id=clause.name.text,
            title=clause.title.text if clause.title else "",
            kind="outcome" if clause.outcome else "clause",
            subject=first.subject,
            case=None,
            each=False,
            where=None,
            measure=measures.CasesInARow(first.id),
            target=model.Target("below", Fraction(int(count))),
            unit="",
            calendar=self.calendars.always(agreement.zone),
            excluding=(),
            unknown="left out",
            window=window,
            group=(),
            watches=(),
            place=self.places.of(row.span),
            escalations=escalations_of(clause, "window", self.places),
        )
