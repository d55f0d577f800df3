"""Promises about how the cases of other clauses fare: what their lowering has in common."""

from collections.abc import Callable, Mapping, Sequence

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import follower_errors, name_errors
from sladsl.meaning.agreements import Agreed
from sladsl.meaning.calendars import Calendars
from sladsl.meaning.clauses import escalations_of
from sladsl.meaning.places import Places
from sladsl.policy import measures, model
from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax import tree


@frozen
class AboutCases:
    """A clause of an agreement, once the other clauses are known.

    `names` are those of the agreement's clauses by key, `by_id` what the sound ones are.
    """

    clause: tree.Clause
    names: Mapping[str, str]
    by_id: Mapping[str, Sequence[model.Clause | model.WindowClause]]
    calendars: Calendars
    places: Places
    agreed: Agreed
    found: list[Diagnostic]

    def followed(
        self, name: tree.Name, about_itself: str, of_no_cases: Callable[[tree.Name], Diagnostic]
    ) -> model.Clause | None:
        """The clause about cases that is named; None if it is none, which is reported, or itself broken."""
        own = self.clause.name.key
        if name.key == own:
            self.found.append(follower_errors.about_itself(name, about_itself))
            return None
        if name.key not in self.names:
            others = [text for key, text in self.names.items() if key != own]
            agreement = self.agreed.agreement.id
            self.found.append(name_errors.unknown_clause(name, agreement, others, "a clause"))
            return None
        first = next(iter(self.by_id.get(name.key, ())), None)
        if first is not None and not isinstance(first, model.Clause):
            self.found.append(of_no_cases(name))
            return None
        return first

    def promise(
        self,
        span: Span,
        subject: str,
        measure: measures.CasesInARow | measures.Misses,
        target: model.Target,
        window: model.Window,
    ) -> model.WindowClause:
        """That so many cases of the subject, in a window, fare so."""
        clause = self.clause
        return model.WindowClause(
            agreement=self.agreed.agreement.id,
            id=clause.name.text,
            title=clause.title.text if clause.title else "",
            kind="outcome" if clause.outcome else "clause",
            subject=subject,
            case=None,
            each=False,
            where=None,
            measure=measure,
            target=target,
            unit="",
            calendar=self.calendars.always(self.agreed.agreement.zone),
            excluding=(),
            unknown="left out",
            window=window,
            group=(),
            watches=(),
            place=self.places.of(span),
            escalations=escalations_of(clause, "window", self.places),
        )
