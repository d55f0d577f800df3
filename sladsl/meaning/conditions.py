"""Types of values, and conditions lowered to small trees."""

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import clause_errors, readings
from sladsl.meaning.vocabulary import as_text, field_of
from sladsl.policy import conditions as lowered
from sladsl.policy import model
from sladsl.policy.forms import is_unit, value_called
from sladsl.policy.values import Length, Number, Text, Value
from sladsl.records import frozen
from sladsl.syntax import tree

_ORDERS: dict[str, lowered.Order] = {
    "above": "above",
    "below": "below",
    "at least": "at least",
    "at most": "at most",
    "before": "below",
    "after": "above",
}


@frozen
class Reader:
    """Reads values and conditions about one subject, with times in one zone."""

    subject: model.Subject
    zone: str
    found: list[Diagnostic]

    def condition(self, written: tree.Condition) -> lowered.Condition | None:
        """The condition, or None with diagnostics."""
        match written:
            case tree.Negation(inner):
                condition = self.condition(inner)
                return None if condition is None else lowered.Not(condition)
            case tree.Both(parts):
                read = self._all(parts)
                return None if read is None else lowered.Both(read)
            case tree.Either(parts):
                read = self._all(parts)
                return None if read is None else lowered.Either(read)
            case tree.Test():
                return self._test(written)

    def _all(self, parts: tuple[tree.Condition, ...]) -> tuple[lowered.Condition, ...] | None:
        read = [self.condition(part) for part in parts]
        known = tuple(part for part in read if part is not None)
        return known if len(known) == len(read) else None

    def _test(self, test: tree.Test) -> lowered.Condition | None:
        field = field_of(self.subject, test.field_name, self.found)
        if field is None:
            return None
        if test.word == "known":
            return lowered.IsKnown(field.name)
        if test.word == "not known":
            return lowered.Not(lowered.IsKnown(field.name))
        values = [self.value(field, value) for value in test.values]
        known = tuple(value for value in values if value is not None)
        if len(known) < len(values):
            return None
        if test.word in ("is", "is not"):
            one_of = lowered.IsOneOf(field.name, known)
            return one_of if test.word == "is" else lowered.Not(one_of)
        if field.type in ("text", "one of") or (
            test.word in ("before", "after") and field.type not in ("date", "time")
        ):
            self.found.append(clause_errors.cannot_be_ordered(test, field))
            return None
        if len(known) > 1:
            self.found.append(clause_errors.one_value_only(test))
            return None
        return lowered.Compared(field.name, _ORDERS[test.word], known[0])

    def value(self, field: model.Field, written: tree.Value) -> Value | None:
        """The value as one of the field's type, or None with a diagnostic."""
        match field.type, written:
            case "one of", _ if (text := as_text(written)) is not None:
                if (value := value_called(field, text)) is not None:
                    return Text(value)
                self.found.append(clause_errors.not_among_values(written, text, field))
                return None
            case "text", _ if (text := as_text(written)) is not None:
                return Text(text)
            case "number", tree.Quantity(number, unit):
                if not is_unit(field, unit.text if unit else ""):
                    self.found.append(clause_errors.wrong_unit(written, field))
                    return None
                return Number(readings.a_number(number), field.unit)
            case "length", tree.Duration():
                us = readings.microseconds(written, self.found)
                return None if us is None else Length(us)
            case "date", tree.Date(_, None):
                return readings.day_value(written, self.found)
            case "time", tree.Date():
                return readings.instant_value(written, self.zone, self.found)
            case _:
                self.found.append(clause_errors.wrong_type(written, field))
                return None
