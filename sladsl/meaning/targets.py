"""Measures of samples, and the targets they are held to, in the unit of what is measured."""

from decimal import Decimal
from fractions import Fraction
from typing import Generic, TypeVar

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import level_errors, reading_share_errors, readings
from sladsl.meaning.conditions import Reader
from sladsl.meaning.reading_shares import ReadingShares, is_share
from sladsl.meaning.vocabulary import field_of
from sladsl.policy import model, states
from sladsl.policy.forms import event_called
from sladsl.policy.names import fold
from sladsl.policy.percentiles import METHOD_NAMES, PercentileMethod
from sladsl.policy.values import Length, Number
from sladsl.records import frozen
from sladsl.syntax import tree

M = TypeVar("M")


@frozen
class InUnit(Generic[M]):
    """A measure with its unit: "%", "time", a field's own, or "" for a count; `field` where it has one."""

    measure: M
    unit: str
    field: model.Field | None = None


def of_readings(measure: states.ReadingShare | None) -> InUnit[states.SampleMeasure] | None:
    """A share of readings with its unit."""
    return None if measure is None else InUnit(measure, "%")


@frozen
class Targets:
    """Reads measures of one subject's samples, and bounds."""

    subject: model.Subject
    zone: str
    found: list[Diagnostic]

    def sampled(self, written: tree.Sampled) -> InUnit[states.SampleMeasure] | None:
        """The measure, or None with a diagnostic."""
        match written:
            case tree.StatisticOf():
                return self.statistic(written)
            case tree.RatioOf():
                return self.ratio(written)
            case tree.NumberOf(what):
                return self.number(what)
            case tree.ReadingsWhere():
                return of_readings(ReadingShares(self.subject, self.zone, self.found).where(written))
            case tree.ValuesThatAre():
                return of_readings(ReadingShares(self.subject, self.zone, self.found).values(written))

    def statistic(self, written: tree.StatisticOf) -> InUnit[states.SampleMeasure] | None:
        """A statistic over a number or length field."""
        field = field_of(self.subject, written.of, self.found)
        if field is None:
            return None
        if field.type not in ("number", "length"):
            self.found.append(level_errors.not_measurable(written.of, field, lengths=True))
            return None
        at = Fraction(1, 2)
        if written.at is not None:
            at = Fraction(Decimal(written.at.text)) / 100
            if not 0 < at <= 1:
                self.found.append(level_errors.percentile_out_of_range(written.at))
                return None
        method = self._method(written)
        if method is None:
            return None
        measure = states.FieldValue(written.statistic, field.name, at, method)
        return InUnit(measure, "time" if field.type == "length" else field.unit, field)

    def _method(self, written: tree.StatisticOf) -> PercentileMethod | None:
        if written.method is None:
            return "linear" if written.interpolated else "nearest rank"
        said = written.method.key.removesuffix(" method")
        for method, names in METHOD_NAMES.items():
            if said in map(fold, names):
                return method
        self.found.append(level_errors.unknown_percentile_method(written.method))
        return None

    def ratio(self, written: tree.RatioOf) -> InUnit[states.SampleMeasure] | None:
        """One number field of another: said, or found by its name, `failed requests` of `requests`."""
        part = field_of(self.subject, written.part, self.found)
        if part is None:
            return None
        if written.whole is not None:
            whole = field_of(self.subject, written.whole, self.found)
        else:
            whole = next(
                (field for field in self.subject.fields if fold(part.name).endswith(f" {fold(field.name)}")),
                None,
            )  # by the declared names: in another language they may end otherwise
            if whole is None:
                self.found.append(level_errors.share_of_what(written, self.subject))
        if whole is None:
            return None
        for name, field in ((written.part, part), (written.whole or written.part, whole)):
            if field.type != "number":
                self.found.append(level_errors.not_measurable(name, field, lengths=False))
                return None
        return InUnit(states.FieldRatio(part.name, whole.name), "%")

    def number(self, what: tree.Name) -> InUnit[states.SampleMeasure] | None:
        """How many events of a kind."""
        if (event := event_called(self.subject, what.text)) is not None:
            return InUnit(states.EventCount((event,)), "")
        self.found.append(level_errors.nothing_to_count(what, self.subject, ()))
        return None

    def target(self, bound: tree.Bound, measured: InUnit[M]) -> states.Target | None:
        """The bound in the measure's unit, or None with a diagnostic."""
        value = self._amount(bound.value, measured)
        upper = None if bound.upper is None else self._amount(bound.upper, measured)
        if value is None or (bound.upper is not None and upper is None):
            return None
        if upper is not None and upper < value:
            self.found.append(level_errors.bounds_reversed(bound))
            return None
        target = states.Target(bound.order, value, upper)
        if isinstance(measured.measure, states.ReadingShare) and not is_share(target):
            self.found.append(reading_share_errors.not_a_share(bound))
            return None
        return target

    def _amount(self, written: tree.Quantity | tree.Duration, measured: InUnit[M]) -> Fraction | None:
        if measured.field is not None:
            value = Reader(self.subject, self.zone, self.found).value(measured.field, written)
            match value:
                case Number(amount):
                    return Fraction(amount)
                case Length(length):
                    return Fraction(length)
                case _:
                    return None
        match written:
            case tree.Duration() if measured.unit == "time":
                us = readings.microseconds(written, self.found)
                return None if us is None else Fraction(us)
            case tree.Quantity(raw, unit) if measured.unit != "time":
                said = unit.text if unit else ""
                if said == measured.unit:
                    share = Fraction(readings.a_number(raw))
                    return share / 100 if said == "%" else share
            case _:
                pass
        self.found.append(level_errors.wrong_unit_of_measure(written, measured.unit))
        return None
