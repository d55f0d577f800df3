"""Shares of readings that satisfy a condition: `for at least 5% of requests where ..., the status is ...`."""

from fractions import Fraction

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import reading_share_errors
from sladsl.meaning.conditions import Reader
from sladsl.policy import conditions, model, states
from sladsl.policy.conditions import Condition, fields_of
from sladsl.policy.forms import event_called, field_called
from sladsl.policy.names import fold
from sladsl.records import frozen
from sladsl.syntax import tree

READINGS = ("readings", "reading")


def is_reading(subject: model.Subject, name: tree.Name) -> bool:
    """Whether a name is one of what is read: an event, `readings`, or a field of readings that is no number.

    `the share of failed requests` is one number of another, whatever is asked about it.
    """
    field = field_called(subject, name.text)
    if field is not None:
        return field.reading and field.type != "number"
    return name.key in READINGS or event_called(subject, name.text) is not None


@frozen
class ReadingShares:
    """Lowers shares of one subject's readings."""

    subject: model.Subject
    zone: str
    found: list[Diagnostic]

    def where(self, written: tree.ReadingsWhere) -> states.ReadingShare | None:
        """The measure, or None with a diagnostic."""
        reader = Reader(self.subject, self.zone, self.found)
        condition = reader.condition(written.condition)
        among = None if written.among is None else reader.condition(written.among)
        if condition is None or (written.among is not None and among is None):
            return None
        return self.of(written.of, condition, among)

    def values(self, written: tree.ValuesThatAre) -> states.ReadingShare | None:
        """`at least 5% of durations are above 5 minutes`: the readings are those of the field."""
        field = field_called(self.subject, written.of.text)
        if field is None or not field.reading:
            self.found.append(reading_share_errors.no_values(written, self.subject))
            return None
        condition = bounded(written.of, written.bound, Reader(self.subject, self.zone, self.found))
        return None if condition is None else self.of(written.of, condition, None)

    def of(
        self, name: tree.Name, condition: Condition, among: Condition | None
    ) -> states.ReadingShare | None:
        """The share of the readings called `name`, or None with a diagnostic."""
        asked = [*fields_of(condition), *(() if among is None else fields_of(among))]
        read = self._read(asked)
        if not self._read(fields_of(condition)):
            self.found.append(reading_share_errors.nothing_read(name, fields_of(condition), self.subject))
            return None
        field = field_called(self.subject, name.text)
        event = event_called(self.subject, name.text)
        if event is not None:
            return states.ReadingShare((event,), (), condition, among)
        if field is not None and field.reading:
            return states.ReadingShare((), (field.name,), condition, among)
        if name.key in READINGS:
            return states.ReadingShare((), read, condition, among)
        self.found.append(reading_share_errors.unknown_reading(name, self.subject, READINGS[0]))
        return None

    def apart(self, of: Condition | None) -> tuple[Condition | None, Condition | None]:
        """What of a condition is about the readings, and what about the case they are of."""
        parts = of.parts if isinstance(of, conditions.Both) else () if of is None else (of,)
        about = [part for part in parts if self._read(fields_of(part))]
        rest = [part for part in parts if part not in about]
        return _both(about), _both(rest)

    def _read(self, names: tuple[str, ...] | list[str]) -> tuple[str, ...]:
        """Those of the fields that are readings, each once."""
        read = {fold(field.name): field.name for field in self.subject.fields if field.reading}
        return tuple(dict.fromkeys(read[fold(name)] for name in names if fold(name) in read))


def bounded(field: tree.Name, bound: tree.Bound | tuple[tree.Value, ...], reader: Reader) -> Condition | None:
    """That a field is as a bound says, or one of some values; None with a diagnostic."""
    tests: list[tree.Condition] = []
    if isinstance(bound, tuple):
        tests = [tree.Test(field, "is", bound, span=field.span)]
    elif bound.order != "between":
        tests = [tree.Test(field, bound.order, (bound.value,), span=field.span)]
    elif bound.upper is not None:
        tests = [
            tree.Test(field, "at least", (bound.value,), span=field.span),
            tree.Test(field, "at most", (bound.upper,), span=field.span),
        ]
    read = [condition for test in tests if (condition := reader.condition(test)) is not None]
    return None if len(read) < len(tests) else _both(read)


def is_share(target: model.Target) -> bool:
    """Whether a share can lie on either side of the target at all, or on it."""
    bounds = [target.bound, *([] if target.upper is None else [target.upper])]
    return all(Fraction(0) <= each <= 1 for each in bounds)


def _both(parts: list[Condition]) -> Condition | None:
    return conditions.Both(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None
