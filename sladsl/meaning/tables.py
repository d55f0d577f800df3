"""Decision tables: from rows of cells to conditions with their deadlines and calendars."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import clause_errors, name_errors, readings, table_errors
from sladsl.meaning.agreements import Agreed
from sladsl.meaning.calendars import Calendars
from sladsl.meaning.conditions import Reader
from sladsl.meaning.deadlines import Deadlines, counts_hours
from sladsl.meaning.places import Places
from sladsl.meaning.regions import Regions
from sladsl.meaning.scope import Scope
from sladsl.meaning.vocabulary import field_of
from sladsl.policy import conditions, model
from sladsl.records import frozen
from sladsl.syntax import tree

LIMITS = tree.Within | tree.ByEndOf | tree.ByEndOfNth | tree.Whichever
Label = tuple[tuple[str, str], ...]


@frozen
class Case:
    """What one row is for."""

    where: conditions.Condition
    label: Label
    written: tree.TableRow


@frozen
class Tables:
    """Lowers the tables of one subject under one agreement."""

    scope: Scope
    calendars: Calendars
    places: Places
    subject: model.Subject
    agreed: Agreed
    found: list[Diagnostic]

    def rows(
        self, promise: tree.Promise, counting: tree.Counting | None, where: conditions.Condition | None
    ) -> tuple[model.Row, ...]:
        """The rows of a promise that has a table, or counts on a calendar that a table chooses; else none."""
        by_field = self.scope.calendar_by(counting.calendar.text) if counting is not None else None
        table = promise.deadline if isinstance(promise.deadline, tree.Table) else None
        if table is None and by_field is None:
            return ()
        before = len(self.found)
        chosen: list[tuple[Case, tree.Name] | None] = [None]
        if by_field is not None:
            chosen = [*self._calendar_rows(by_field, where)]
        if table is None:
            assert not isinstance(promise.deadline, tree.Table)
            rows = [self._row_of(None, promise.deadline, None, choice) for choice in chosen]
        else:
            rows = [*self._table_rows(promise, table, counting, where, chosen)]
        known = tuple(row for row in rows if row is not None)
        return known if len(self.found) == before or len(known) == len(rows) else ()

    def _table_rows(
        self,
        promise: tree.Promise,
        table: tree.Table,
        counting: tree.Counting | None,
        where: conditions.Condition | None,
        chosen: "list[tuple[Case, tree.Name] | None]",
    ) -> Iterator[model.Row | None]:
        kinds = self._sound(table, "within")
        if "within" not in kinds:
            return
        if "counting" in kinds and counting is not None:
            place = table.columns[kinds["counting"]].span
            self.found.append(name_errors.said_twice(counting.span, place))
        for case in self._cases(table, where):
            cells = case.written.cells
            limit = cells[kinds["within"]]
            calendar = cells[kinds["counting"]] if "counting" in kinds else None
            share = cells[kinds["at least"]] if "at least" in kinds else None
            name = calendar.name if isinstance(calendar, tree.CellCalendar) else None
            choices = chosen
            if name is None and counting is not None:
                name = counting.calendar
            elif name is not None and (by_field := self.scope.calendar_by(name.text)) is not None:
                choices = [*self._calendar_rows(by_field, where)]
            deadline = None if isinstance(limit, tree.NotPromised) else limit
            assert deadline is None or isinstance(deadline, LIMITS)
            at_least = self._share(share)
            for choice in choices:
                yield self._row_of(case, deadline, name, choice, at_least)

    def _row_of(
        self,
        case: Case | None,
        limit: tree.Limit | tree.Whichever | None,
        name: tree.Name | None,
        choice: "tuple[Case, tree.Name] | None",
        at_least: Fraction | None = None,
    ) -> model.Row | None:
        zone = self.agreed.agreement.zone
        if choice is not None:
            name = choice[1]
        if name is not None:
            id = self.calendars.id_of(name, self.scope.file, zone, self.agreed.term)
        elif limit is not None and counts_hours(limit):
            self.found.append(clause_errors.no_calendar_named(limit))
            id = None
        else:
            id = self.calendars.always(zone)
        if id is None:
            return None
        deadline = None
        if limit is not None:
            deadline = Deadlines(self.subject, self.found).deadline(limit, self.calendars.rules[id])
            if deadline is None:
                return None
        parts = [each for each in (case, choice[0] if choice else None) if each is not None]
        wheres = tuple(part.where for part in parts)
        written = parts[0].written
        return model.Row(
            where=wheres[0] if len(wheres) == 1 else conditions.Both(wheres),
            deadline=deadline,
            calendar=id,
            at_least=at_least,
            label=case.label if case is not None else (),
            place=self.places.of(written.span),
        )

    def _calendar_rows(
        self, by_field: tree.CalendarBy, where: conditions.Condition | None
    ) -> Iterator[tuple[Case, tree.Name]]:
        table = by_field.table
        kinds = self._sound(table, "counting")
        if "counting" not in kinds:
            return
        for column in table.columns:
            if column.kind in ("within", "at least", "credit", "credit per case"):
                self.found.append(table_errors.column_of_no_use(column))
        for case in self._cases(table, None):
            cell = case.written.cells[kinds["counting"]]
            if isinstance(cell, tree.CellCalendar):
                yield case, cell.name

    def _sound(self, table: tree.Table, needed: Literal["within", "counting"]) -> dict[str, int]:
        """Where the columns of each kind stand; those that are there twice or not at all are reported."""
        seen: dict[str, tree.Column] = {}
        for column in table.columns:
            if first := seen.get(column.name.key):
                self.found.append(name_errors.said_twice(column.span, first.span))
            seen[column.name.key] = column
        kinds = {column.kind: index for index, column in enumerate(table.columns)}
        if "unread" not in kinds:  # it might be the one
            missing = [kind for kind in ("field", needed) if kind not in kinds]
            self.found.extend(table_errors.no_column(table, kind) for kind in missing)
        return {str(kind): index for kind, index in kinds.items()}

    def _cases(self, table: tree.Table, where: conditions.Condition | None) -> Iterator[Case]:
        """What each row is for; what no row and what two rows are for is reported."""
        cases: list[Case] = []
        whole = table.whole
        for row in table.rows:
            read = [
                self._test(column, cell)
                for column, cell in zip(table.columns, row.cells)
                if column.kind == "field" and isinstance(cell, tree.CellTest)
            ]
            tests = tuple(test for each in read if each is not None for test in each)
            whole = whole and None not in read
            label = tuple(
                (column.name.text, self.places.of(cell.span).text)
                for column, cell in zip(table.columns, row.cells)
                if column.kind == "field"
            )
            cases.append(Case(conditions.Both(tests), label, row))
        if whole:
            Regions(self.subject, self.found).check(
                table, [(case.where, case.written) for case in cases], where
            )
        yield from cases

    def _test(self, column: tree.Column, cell: tree.CellTest) -> list[conditions.Condition] | None:
        """The conditions of a cell, none for `any`; None with diagnostics."""
        if cell.word == "any":
            return [] if field_of(self.subject, column.name, self.found) else None
        if cell.word == "between":
            tests = [_as_test(column, "at least", cell.values[:1], cell)]
            tests.append(_as_test(column, "at most", cell.values[1:], cell))
        else:
            tests = [_as_test(column, cell.word, cell.values, cell)]
        reader = Reader(self.subject, self.agreed.agreement.zone, self.found)
        read = [condition for test in tests if (condition := reader.condition(test)) is not None]
        return read if len(read) == len(tests) else None

    def _share(self, cell: tree.Cell | None) -> Fraction | None:
        if not isinstance(cell, tree.CellShare):
            return None
        share = readings.a_share(cell.share)
        if not 0 < share <= 1:
            self.found.append(clause_errors.share_out_of_range(cell.share))
        return share


def calendars_of(by_field: tree.CalendarBy) -> Iterator[tree.Name]:
    """The calendars that its table names."""
    for row in by_field.table.rows:
        for cell in row.cells:
            if isinstance(cell, tree.CellCalendar):
                yield cell.name


def _as_test(
    column: tree.Column, word: tree.TestWord, values: tuple[tree.Value, ...], cell: tree.CellTest
) -> tree.Test:
    return tree.Test(tree.Name(column.name.text, span=column.name.span), word, values, span=cell.span)
