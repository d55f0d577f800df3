"""What one clause of an agreement says of others: windows in a row, and what an outcome watches."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import evolve

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import follower_errors, name_errors, readings
from sladsl.meaning.about_cases import AboutCases
from sladsl.meaning.agreements import Agreed
from sladsl.meaning.calendars import Calendars
from sladsl.meaning.cases_in_a_row import cases_in_a_row
from sladsl.meaning.clauses import escalations_of
from sladsl.meaning.misses import misses
from sladsl.meaning.places import Places
from sladsl.meaning.scope import Scope
from sladsl.policy import measures, model
from sladsl.policy.names import as_written, fold
from sladsl.records import frozen
from sladsl.syntax import tree

Promise = model.Clause | model.WindowClause


@frozen
class Followers:
    """Completes the clauses of one agreement once all of them are known."""

    scopes: Mapping[str, Scope]  # by file
    calendars: Calendars
    places: Places
    found: list[Diagnostic]

    def complete(
        self, written: Sequence[tree.Clause], lowered: Sequence[Promise], agreed: Agreed
    ) -> list[Promise]:
        """The clauses with those added that speak of windows in a row, in the order of the text."""
        names = {each.name.key: each.name.text for each in written}
        by_id: dict[str, list[Promise]] = {}
        for promise in lowered:
            by_id.setdefault(fold(as_written(promise.id)), []).append(promise)
        of_cases = {each.name.key: cases for each in written if (cases := _cases_of(each)) is not None}
        rows = {each.name.key: row for each in written if (row := _row_of(each)) is not None}
        complete: list[Promise] = []
        for clause in written:
            watches = self._watches(clause, names, agreed)
            own = by_id.get(clause.name.key, [])
            if clause.name.key in rows and not own:
                follower = self._in_a_row(clause, rows, of_cases, names, by_id, agreed)
                own = [] if follower is None else [follower]
            about = AboutCases(clause, names, by_id, self.calendars, self.places, agreed, self.found)
            if clause.name.key in of_cases and not own:
                follower = cases_in_a_row(about, of_cases[clause.name.key], self.scopes[clause.span.file])
                own = [] if follower is None else [follower]
            if not own and (said := _misses_of(clause)) is not None:
                follower = misses(about, said)
                own = [] if follower is None else [follower]
            for promise in own:
                if isinstance(promise, model.WindowClause) and watches:
                    promise = evolve(promise, watches=watches)
                complete.append(promise)
        return complete

    def _watches(self, clause: tree.Clause, names: dict[str, str], agreed: Agreed) -> tuple[str, ...]:
        said = [sentence for sentence in clause.sentences if isinstance(sentence, tree.Watches)]
        if not clause.outcome:
            self.found.extend(follower_errors.watches_in_a_clause(watches) for watches in said)
            return ()
        if not said:
            others = [text for key, text in names.items() if key != clause.name.key]
            self.found.append(follower_errors.outcome_watches_nothing(clause, others))
        found: dict[str, None] = {}
        for name in (name for watches in said for name in watches.clauses):
            if name.key == clause.name.key:
                self.found.append(follower_errors.about_itself(name, "cannot watch itself"))
            elif name.key not in names:
                others = [text for key, text in names.items() if key != clause.name.key]
                self.found.append(name_errors.unknown_clause(name, agreed.agreement.id, others, "an outcome"))
            else:
                found[names[name.key]] = None
        return tuple(found)

    def _in_a_row(
        self,
        clause: tree.Clause,
        rows: dict[str, tree.InARow],
        of_cases: dict[str, tree.CasesInARow],
        names: dict[str, str],
        by_id: dict[str, list[Promise]],
        agreed: Agreed,
    ) -> model.WindowClause | None:
        row = rows[clause.name.key]
        if row.clause.key not in names:
            others = [text for key, text in names.items() if key != clause.name.key]
            self.found.append(name_errors.unknown_clause(row.clause, agreed.agreement.id, others, "a clause"))
            return None
        if row.clause.key == clause.name.key:
            self.found.append(
                follower_errors.about_itself(row.clause, "cannot be about its own windows in a row")
            )
            return None
        if row.clause.key in rows or row.clause.key in of_cases:
            self.found.append(follower_errors.in_a_row_of_rows(row))
            return None
        promises = by_id.get(row.clause.key, [])
        if not promises:
            return None  # it is broken and reported
        first = promises[0]
        window = _window_of(first)
        if window is None:
            self.found.append(follower_errors.in_a_row_of_nothing(row))
            return None
        if window.kind == "rolling" or window.unit != row.unit:
            self.found.append(follower_errors.in_a_row_of_other_windows(row, window))
            return None
        count = readings.a_number(row.count)
        if count != int(count) or not 2 <= count <= 1_000:
            self.found.append(follower_errors.no_row(row))
            return None
        if row.below is not None and isinstance(first, model.WindowClause) and first.unit != "%":
            self.found.append(follower_errors.not_a_share(row, row.below))
            return None
        below = None if row.below is None else readings.a_share(row.below)
        return model.WindowClause(
            agreement=agreed.agreement.id,
            id=clause.name.text,
            title=clause.title.text if clause.title else "",
            kind="outcome" if clause.outcome else "clause",
            subject=first.subject,
            case=None,
            each=False,
            where=None,
            measure=measures.InARow(names[row.clause.key], below),
            target=model.Target("below", Fraction(int(count))),
            unit="",
            calendar=self.calendars.always(agreed.agreement.zone),
            excluding=(),
            unknown="left out",
            window=window,
            group=(),
            watches=(),
            escalations=escalations_of(clause, "window", self.places),
            place=self.places.of(row.span),
        )


def _window_of(promise: Promise) -> model.Window | None:
    """The windows a promise is judged by; None where it has only cases."""
    if isinstance(promise, model.WindowClause):
        return promise.window
    return None if promise.share is None else promise.share.window


def _row_of(clause: tree.Clause) -> tree.InARow | None:
    """The sentence about windows in a row, where the clause has one."""
    return next((sentence for sentence in clause.sentences if isinstance(sentence, tree.InARow)), None)


def _misses_of(clause: tree.Clause) -> tree.Misses | None:
    """The sentence about how many cases miss others, where the clause has one."""
    return next((sentence for sentence in clause.sentences if isinstance(sentence, tree.Misses)), None)


def _cases_of(clause: tree.Clause) -> tree.CasesInARow | None:
    """The sentence about cases in a row, where the clause has one."""
    return next((sentence for sentence in clause.sentences if isinstance(sentence, tree.CasesInARow)), None)
