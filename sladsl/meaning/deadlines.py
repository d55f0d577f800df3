"""Deadlines as written to deadlines as judged."""

from collections.abc import Iterator
from decimal import Decimal

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import clause_errors, readings
from sladsl.meaning.vocabulary import field_of
from sladsl.policy import model
from sladsl.records import frozen
from sladsl.syntax import tree
from sladsl.worktime.rules import Always, NamedRule

MOST_WORKING_DAYS = 10_000


@frozen
class Deadlines:
    """Reads the deadlines of one subject."""

    subject: model.Subject
    found: list[Diagnostic]

    def deadline(
        self, written: tree.Limit | tree.Whichever, calendar: NamedRule | None
    ) -> model.Deadline | None:
        """The deadline on `calendar`, if that is known; None with diagnostics."""
        match written:
            case tree.Within(duration):
                return self._within(duration, calendar)
            case tree.ByEndOf(name):
                field = field_of(self.subject, name, self.found)
                if field is not None and field.type != "date":
                    self.found.append(clause_errors.not_a_date_field(written, field))
                return None if field is None else model.EndOf(field.name)
            case tree.ByEndOfNth(nth):
                count = Decimal(1) if nth is None else Decimal(nth.text)
                if count != int(count) or not 1 <= count <= MOST_WORKING_DAYS:
                    self.found.append(clause_errors.no_such_working_day(written))
                    return None
                return model.WorkingDays(int(count))
            case tree.Whichever(which, limits):
                parts = [self.deadline(limit, calendar) for limit in limits]
                known = tuple(part for part in parts if part is not None)
                return model.Whichever(which, known) if len(known) == len(parts) else None

    def _within(self, duration: tree.Duration, calendar: NamedRule | None) -> model.Deadline | None:
        deadline = readings.deadline(duration, self.found)
        days = isinstance(deadline, model.CalendarUnits)
        if days and calendar is not None and not isinstance(calendar.rule, Always):
            self.found.append(clause_errors.days_on_a_calendar(duration, calendar.name))
        return deadline


def days_of(written: tree.Limit | tree.Whichever | tree.Table) -> Iterator[tree.ByEndOf]:
    """The parts that name the day of a date field."""
    match written:
        case tree.ByEndOf():
            yield written
        case tree.Whichever(_, limits):
            for limit in limits:
                yield from days_of(limit)
        case tree.Table(_, rows):
            for row in rows:
                for cell in row.cells:
                    if isinstance(cell, tree.ByEndOf | tree.Whichever):
                        yield from days_of(cell)


def counts_hours(written: tree.Limit | tree.Whichever) -> bool:
    """Whether it has hours or shorter units, of which it must be said on which calendar they count."""
    match written:
        case tree.Within(duration):
            return not {part.unit for part in duration.parts} <= {"day", "week", "month", "year"}
        case tree.Whichever(_, limits):
            return any(map(counts_hours, limits))
        case _:
            return isinstance(written, tree.ByEndOfNth)
