"""How many cases of other clauses may miss them in a window."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import follower_errors, name_errors, readings
from sladsl.meaning.agreements import Agreed
from sladsl.meaning.calendars import Calendars
from sladsl.meaning.clauses import escalations_of
from sladsl.meaning.places import Places
from sladsl.meaning.windows import a_window
from sladsl.policy import measures, model
from sladsl.policy.names import fold
from sladsl.records import frozen
from sladsl.syntax import tree


@frozen
class Misses:
    """Lowers promises about how many cases miss others, once the other clauses of the agreement are known."""

    calendars: Calendars
    places: Places
    agreed: Agreed
    found: list[Diagnostic]

    def lower(
        self,
        clause: tree.Clause,
        said: tree.Misses,
        names: Mapping[str, str],
        by_id: Mapping[str, Sequence[model.Clause | model.WindowClause]],
    ) -> model.WindowClause | None:
        """The promise; `names` are those of the agreement's clauses, `by_id` what the sound ones are."""
        agreement = self.agreed.agreement
        others = [text for key, text in names.items() if key != clause.name.key]
        about: list[model.Clause] = []
        for name in said.clauses:
            if name.key == clause.name.key:
                self.found.append(follower_errors.about_itself(name, "cannot be about its own misses"))
                return None
            if name.key not in names:
                self.found.append(name_errors.unknown_clause(name, agreement.id, others, "a clause"))
                return None
            followed = [*by_id.get(name.key, ())]
            if not followed:
                return None  # it is broken and reported, or about other clauses itself
            first = followed[0]
            if not isinstance(first, model.Clause):
                self.found.append(follower_errors.no_misses(name))
                return None
            about.append(first)
        window, bound = a_window(said.window, self.found), said.bound
        number = readings.a_number(bound.value.number) if isinstance(bound.value, tree.Quantity) else None
        if number is None or bound.order not in ("at most", "below"):
            self.found.append(follower_errors.misses_without_a_limit(said))
            return None
        if said.group or said.by_opening or len({fold(each.subject) for each in about}) > 1:
            self.found.append(follower_errors.misses_by_group(said))
            return None
        if window is None:
            return None
        return model.WindowClause(
            agreement=agreement.id,
            id=clause.name.text,
            title=clause.title.text if clause.title else "",
            kind="outcome" if clause.outcome else "clause",
            subject=about[0].subject,
            case=None,
            each=False,
            where=None,
            measure=measures.Misses(tuple(dict.fromkeys(each.id for each in about))),
            target=model.Target(bound.order, Fraction(number)),
            unit="",
            calendar=self.calendars.always(agreement.zone),
            excluding=(),
            unknown="left out",
            window=window,
            group=(),
            watches=(),
            place=self.places.of(said.span),
            escalations=escalations_of(clause, "window", self.places),
        )
