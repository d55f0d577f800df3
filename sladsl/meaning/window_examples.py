"""Worked examples of windows: which window, and what must come out of it."""

from decimal import Decimal
from fractions import Fraction

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import example_errors, readings
from sladsl.meaning.places import Places
from sladsl.meaning.targets import InUnit, Targets
from sladsl.policy import model, states
from sladsl.policy.names import fold
from sladsl.records import frozen
from sladsl.syntax import tree


@frozen
class WindowExamples:
    """Lowers what the examples of one clause say of its windows."""

    agreement: model.Agreement
    promise: model.Clause | model.WindowClause
    subject: model.Subject
    places: Places
    found: list[Diagnostic]

    def lower(self, written: tree.WindowExpectation) -> model.WindowExpectation | None:
        """The expectation, or None with a diagnostic."""
        day = readings.a_date(written.day, self.found)
        at = readings.an_instant(written.at, self.agreement.zone, self.found) if written.at else None
        window = self._window()
        if window is None:
            self.found.append(example_errors.clause_without_windows(written, self.promise.id))
            return None
        called = {"window"} if window.kind == "rolling" else {"window", window.unit}
        if written.unit not in called:
            self.found.append(example_errors.other_windows(written, self.promise.id, window))
            return None
        value, step = self._value(written.value)
        if day is None or (written.at and at is None) or (written.value is not None and value is None):
            return None
        begin, end = readings.day_begin(day, self.agreement.zone), readings.day_end(day, self.agreement.zone)
        ends = self.agreement.ends
        if end <= self.agreement.begins or (ends is not None and begin >= ends):
            self.found.append(example_errors.not_in_force(written, self.agreement.id))
            return None
        return model.WindowExpectation(
            day=day,
            group=tuple(raw.text for raw in written.group),
            status=written.status,
            at=at,
            value=value,
            step=step,
            place=self.places.of(written.span),
        )

    def _window(self) -> model.Window | None:
        if isinstance(self.promise, model.WindowClause):
            return self.promise.window
        return None if self.promise.share is None else self.promise.share.window

    def _value(self, written: tree.Quantity | tree.Duration | None) -> tuple[Fraction | None, Fraction]:
        """The value in the unit of what is measured, and the last place that it is written to."""
        if written is None:
            return None, Fraction(1)
        bound = tree.Bound("at least", written, None, span=written.span)
        unit = self.promise.unit if isinstance(self.promise, model.WindowClause) else "%"
        target = Targets(self.subject, self.agreement.zone, self.found).target(
            bound, InUnit(None, unit, self._field())
        )
        if target is None or isinstance(written, tree.Duration):
            return None if target is None else target.bound, Fraction(1)
        exponent = Decimal(written.number.text.replace(" ", "")).as_tuple().exponent
        places = -exponent if isinstance(exponent, int) else 0
        return target.bound, Fraction(1, 10**places) / (100 if unit == "%" else 1)

    def _field(self) -> model.Field | None:
        """The field whose values are measured, which says their unit."""
        measure = self.promise.measure if isinstance(self.promise, model.WindowClause) else None
        if not isinstance(measure, states.FieldValue):
            return None
        return next((f for f in self.subject.fields if fold(f.name) == fold(measure.field)), None)
