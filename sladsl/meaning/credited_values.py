"""The values by which a clause credits: in the unit of what it measures, and how they are rounded."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import money_errors, readings
from sladsl.meaning.agreements import Agreed
from sladsl.meaning.cuts import FIRST, LAST, Cut, after, before
from sladsl.meaning.targets import InUnit, Targets
from sladsl.policy import measures, model, states
from sladsl.policy.names import fold
from sladsl.policy.rounded import Rounded
from sladsl.records import frozen
from sladsl.syntax import tree
from sladsl.syntax.tree import money as written

Promise = model.Clause | model.WindowClause


@frozen
class CreditedValues:
    """Reads the values of one agreement's credits."""

    subjects: Mapping[str, model.Subject]  # by folded name
    agreed: Agreed
    found: list[Diagnostic]

    def measured(self, promise: Promise) -> "tuple[model.Target, InUnit[object], Targets]":
        """The target of a promise, the unit it is in, and what reads bounds in that unit."""
        subject = self.subjects[fold(promise.subject)]
        targets = Targets(subject, self.agreed.agreement.zone, self.found)
        if isinstance(promise, model.Clause):
            assert promise.share is not None
            return model.Target("at least", promise.share.at_least), InUnit(None, "%"), targets
        measure = promise.measure
        if isinstance(measure, measures.StretchAverage):
            measure = measure.measure
        name = fold(measure.field) if isinstance(measure, states.FieldValue) else None
        field = next((each for each in subject.fields if fold(each.name) == name), None)
        return promise.target, InUnit(promise.measure, promise.unit, field), targets

    def length(self, size: tree.Length) -> int | None:
        """A length in microseconds; None with a diagnostic."""
        us = readings.microseconds(tree.Duration((size,), span=size.span), self.found)
        if us == 0:
            self.found.append(money_errors.no_step(size.span))
            return None
        return us

    def value(
        self, said: tree.Quantity | tree.Duration, in_unit: "InUnit[object]", targets: Targets
    ) -> Fraction | None:
        """A value in the unit of what is measured; None with a diagnostic."""
        bound = tree.Bound("at least", said, None, span=said.span)
        target = targets.target(bound, in_unit)
        return None if target is None else target.bound

    def size(
        self,
        size: tree.Quantity | tree.Length,
        promise: Promise,
        in_unit: "InUnit[object]",
        targets: Targets,
    ) -> Fraction | None:
        """How far a step goes, in the unit of what is measured."""
        said: tree.Quantity | tree.Duration
        if isinstance(size, tree.Length):
            said = tree.Duration((size,), span=size.span)
        else:
            said = size
            if size.unit is not None and size.unit.key == "points" and in_unit.unit == "%":
                said = tree.Quantity(size.number, tree.Name("%", span=size.span), span=size.span)
        if isinstance(said, tree.Quantity) and in_unit.unit == "" and said.unit is not None:
            words = f" {fold(promise.place.text)} "  # `2 outages` of a promise that counts outages
            if f" {said.unit.key} " in words or f" {said.unit.key}s " in words:
                said = tree.Quantity(said.number, None, span=said.span)
        found = self.value(said, in_unit, targets)
        if found is not None and found <= 0:
            self.found.append(money_errors.no_step(size.span))
            return None
        return found

    def rounded(self, said: Sequence[written.CreditsGoBy], promise: Promise) -> Rounded | None:
        """By what rounded value the steps go, as the first of these sentences says."""
        if not said or window_of(promise) is None:
            return None
        _, in_unit, targets = self.measured(promise)
        to = self.size(said[0].to, promise, in_unit, targets)
        return None if to is None else Rounded(to, said[0].how)

    def of_all(self, said: written.CreditsGoBy, promise: Promise) -> bool:
        """Whether what the agreement says of percentages, or of lengths of time, is of this clause."""
        unit = "" if window_of(promise) is None else self.measured(promise)[1].unit
        return unit == ("time" if isinstance(said.to, tree.Length) else "%")

    def bounds(self, cut: written.Cut, in_unit: "InUnit[object]", targets: Targets) -> tuple[Cut, Cut] | None:
        """The cuts that the values lie between of which a step speaks."""
        value = self.value(cut.value, in_unit, targets)
        upper = None if cut.upper is None else self.value(cut.upper, in_unit, targets)
        if value is None or (cut.upper is not None and upper is None):
            return None
        match cut.order:
            case "at least":
                return before(value), LAST
            case "above":
                return after(value), LAST
            case "at most":
                return FIRST, after(value)
            case "below":
                return FIRST, before(value)
            case "between":
                return before(value), after(value if upper is None else upper)


def window_of(promise: Promise) -> model.Window | None:
    """The windows a promise is judged by; None where it has only cases."""
    if isinstance(promise, model.WindowClause):
        return promise.window
    return None if promise.share is None else promise.share.window
