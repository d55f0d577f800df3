"""Worked examples: events in the agreement's zone, and what must come out."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal, InvalidOperation
from typing import Literal

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import name_errors, readings, vocabulary_errors
from sladsl.meaning.conditions import Reader
from sladsl.meaning.places import Places
from sladsl.meaning.vocabulary import event_of
from sladsl.meaning.window_examples import WindowExamples
from sladsl.policy import model
from sladsl.policy.forms import event_called, field_called, field_names, is_unit
from sladsl.policy.names import fold
from sladsl.policy.values import Length, Number, Value
from sladsl.records import frozen
from sladsl.syntax import tree

_PART = r"(\d{1,3}(?: \d{3})+(?:\.\d+)?|\d+(?:\.\d+)?) ([A-Za-z]+)"
_UNITS: tuple[Literal["ms", "second", "minute", "hour", "day", "week", "month", "year"], ...]
_UNITS = ("ms", "second", "minute", "hour", "day", "week", "month", "year")


@frozen
class Examples:
    """Lowers the examples of one agreement."""

    agreement: model.Agreement
    clauses: dict[str, tuple[str, model.Subject]]  # folded id -> id as declared, subject
    windows: AbstractSet[str]  # folded ids of the clauses that no case can show
    promises: Mapping[str, model.Clause | model.WindowClause]  # by folded id, those that are sound
    subject_of: Mapping[str, model.Subject]  # by folded name
    places: Places
    found: list[Diagnostic]

    def lower(self, example: tree.Example) -> model.Example | None:
        """The example, or None with diagnostics."""
        before = len(self.found)
        promise = self.promises.get(example.clause.key)
        if example.clause.key in self.windows:
            if promise is None:
                return None  # it is broken and reported
            clause, subject = promise.id, self.subject_of[fold(promise.subject)]
        elif example.clause.key in self.clauses:
            clause, subject = self.clauses[example.clause.key]
        else:
            ids = [name for name, _ in self.clauses.values()]
            self.found.append(
                name_errors.unknown_clause(example.clause, self.agreement.id, ids, "an example")
            )
            return None
        about = [subject, *self._others(promise)]
        events: list[model.ExampleEvent] = []
        expectations: list[model.Expectation] = []
        windows: list[model.WindowExpectation] = []
        of_cases = False
        for sentence in example.sentences:
            match sentence:
                case tree.ExampleEvent():
                    event = self._event(sentence, about)
                    events += [] if event is None else [event]
                case tree.Expectation():
                    of_cases = True
                    expectations.append(self._expectation(sentence))
                case tree.WindowExpectation() if promise is not None:
                    lowering = WindowExamples(self.agreement, promise, subject, self.places, self.found)
                    window = lowering.lower(sentence)
                    windows += [] if window is None else [window]
                case tree.WindowExpectation():
                    pass  # the clause is broken and reported
        if of_cases and example.clause.key in self.windows:
            self.found.append(name_errors.example_of_no_case(example.clause))
        kinds = {isinstance(sentence, tree.ExampleEvent) for sentence in example.sentences}
        if kinds != {True, False}:
            self.found.append(vocabulary_errors.example_expects_nothing(example))
        if len(self.found) > before or (promise is None and not of_cases):
            return None
        return model.Example(
            example.title.text,
            self.agreement.id,
            clause,
            tuple(events),
            tuple(expectations),
            self.places.of(example.title.span),
            tuple(windows),
        )

    def _others(self, promise: model.Clause | model.WindowClause | None) -> list[model.Subject]:
        """The subjects whose states are left out of the clause's clock."""
        excluding = promise.excluding if isinstance(promise, model.Clause) else ()
        names = dict.fromkeys(fold(each.subject) for each in excluding if each.field is not None)
        return [self.subject_of[name] for name in names]

    def _event(
        self, sentence: tree.ExampleEvent, about: Sequence[model.Subject]
    ) -> model.ExampleEvent | None:
        knowing = (s for s in about if event_called(s, sentence.event.text) in s.events)
        subject = next(knowing, about[0])
        at = readings.an_instant(sentence.at, self.agreement.zone, self.found)
        kind = event_of(subject, sentence.event, self.found)
        fields = [self._assignment(raw, subject) for raw in sentence.assignments]
        known = tuple(pair for pair in fields if pair is not None)
        if at is None or kind is None or len(known) < len(fields):
            return None
        other = "" if subject is about[0] else subject.name
        return model.ExampleEvent(at, sentence.case.text, kind, known, self.places.of(sentence.span), other)

    def _assignment(self, raw: tree.Raw, subject: model.Subject) -> tuple[str, Value] | None:
        """`last day 2026-03-31`: the longest name of a field that the words begin with, then its value."""
        words = raw.text.split()
        for length in range(len(words) - 1, 0, -1):
            field = field_called(subject, " ".join(words[:length]))
            if field is not None:
                value = self._value(raw, " ".join(words[length:]), field, subject)
                return None if value is None else (field.name, value)
        name_span = tree.Name(words[0] if words else raw.text, span=raw.span)
        self.found.append(name_errors.unknown_field(name_span, subject.name, field_names(subject)))
        return None

    def _value(self, raw: tree.Raw, text: str, field: model.Field, subject: model.Subject) -> Value | None:
        reader = Reader(subject, self.agreement.zone, self.found)
        word = tree.Word(tree.Name(text, span=raw.span), True, span=raw.span)
        if field.type in ("text", "one of"):
            return reader.value(field, word)
        number, _, unit = text.partition(" ")
        match field.type:
            case "date" | "time":
                date, _, time = text.partition(" ")
                written = tree.Date(
                    tree.Raw(date, span=raw.span),
                    tree.Raw(time, span=raw.span) if time else None,
                    span=raw.span,
                )
                if time and ":" not in time:
                    return reader.value(field, word)
                return reader.value(field, written)
            case "number" if _decimal(number) is not None and (not unit or is_unit(field, unit)):
                return Number(_decimal(number) or Decimal(0), field.unit)
            case "length" if (length := _length(raw, text)) is not None:
                us = readings.microseconds(length, self.found)
                return None if us is None else Length(us)
            case _ if _decimal(number) is not None:
                of = tree.Name(unit, span=raw.span) if unit else None
                return reader.value(field, tree.Quantity(tree.Raw(number, span=raw.span), of, span=raw.span))
            case _:
                return reader.value(field, word)

    def _expectation(self, sentence: tree.Expectation) -> model.Expectation:
        zone = self.agreement.zone
        read: dict[str, int | None] = {}
        for expected in sentence.expected:
            if expected.part in read:
                self.found.append(name_errors.said_twice(expected.span, sentence.span))
            if isinstance(expected.value, tree.Duration):
                read[expected.part] = readings.microseconds(expected.value, self.found)
            else:
                read[expected.part] = readings.an_instant(expected.value, zone, self.found)
        return model.Expectation(
            case=sentence.case.text,
            status=sentence.status,
            at=readings.an_instant(sentence.at, zone, self.found) if sentence.at else None,
            elapsed_us=read.get("elapsed"),
            due=read.get("due"),
            breach_at=read.get("breach"),
            place=self.places.of(sentence.span),
        )


def _length(raw: tree.Raw, text: str) -> tree.Duration | None:
    """`1 hour 30 minutes` as it would be read in a clause; None where it is no length of time."""
    if not re.fullmatch(f"{_PART}( {_PART})*", text):
        return None
    parts: list[tree.Length] = []
    for count, said in re.findall(_PART, text):
        unit = next((unit for unit in _UNITS if said.lower() in (unit, f"{unit}s")), None)
        if unit is None:
            return None
        parts.append(tree.Length(tree.Raw(count, span=raw.span), unit, span=raw.span))
    return tree.Duration(tuple(parts), span=raw.span)


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
