"""Source declarations: how a log becomes events."""

from typing import Any

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import clause_errors, name_errors, readings, vocabulary_errors
from sladsl.meaning.places import Places
from sladsl.meaning.scope import Scope
from sladsl.meaning.vocabulary import Vocabulary, event_of, field_of
from sladsl.policy import model
from sladsl.policy.forms import value_called
from sladsl.policy.names import fold
from sladsl.records import frozen
from sladsl.syntax import tree

_NEEDS: dict[str, tuple[str, ...]] = {
    "event": ("case", "time", "event"),
    "case": ("case",),
    "change": ("case", "time"),
}


@frozen
class Sources:
    """Lowers the source declarations of one file."""

    scope: Scope
    vocabulary: Vocabulary
    places: Places
    found: list[Diagnostic]

    def lower(self, source: tree.Source) -> model.Source | None:
        """The source, or None with diagnostics."""
        before = len(self.found)
        subject = self.vocabulary.subject(source.subject, self.scope, self.found)
        row = self._one(source, tree.RowIs, "each row is an event")
        times = self._one(source, tree.Times, "times are ISO 8601")
        separator = self._one(source, tree.Separator, "")
        kept = self._one(source, tree.KeptBy, "")
        columns = self._columns(source)
        if subject is None or row is None:
            return None
        for part in _NEEDS[row.kind]:
            if part not in columns:
                self.found.append(vocabulary_errors.source_lacks(source, f'the {part} is column "..."'))
        by_field = [part for part in ("field", "old value", "new value") if part in columns]
        if by_field and row.kind != "change":
            said = next(s for s in source.sentences if isinstance(s, tree.ColumnIs) and s.part == by_field[0])
            self.found.append(
                vocabulary_errors.sentence_for_other_rows(said, by_field[0], row.kind, "change")
            )
        if 0 < len(by_field) < 3:
            missing = next(p for p in ("field", "old value", "new value") if p not in columns)
            self.found.append(vocabulary_errors.source_lacks(source, f'the {missing} is column "..."'))
        moments, changes = self._moments(source, subject), self._changes(source, subject, row)
        kinds = self._kinds(source, subject, row)
        if row.kind == "case" and not moments:
            self.found.append(vocabulary_errors.source_lacks(source, 'event opened is at column "..."'))
        fields = self._fields(source, subject)
        zone = readings.a_zone(times.zone, self.found) if times and times.zone else None
        if len(self.found) > before or times is None:
            return None
        mark = None if separator is None else separator.text.text.replace("\\t", "\t")
        if mark is not None and len(mark) != 1:
            assert separator is not None
            self.found.append(vocabulary_errors.separator_too_long(separator))
        return model.Source(
            name=source.name.text,
            subject=subject.name,
            row=row.kind,
            case_column=columns["case"],
            time_column=columns.get("time"),
            kind_column=columns.get("event"),
            id_column=columns.get("event id"),
            field_column=columns.get("field"),
            old_column=columns.get("old value"),
            new_column=columns.get("new value"),
            times=model.TimeFormat(times.style, zone),
            separator=mark,
            missing=tuple(
                raw.text for s in source.sentences if isinstance(s, tree.Missing) for raw in s.texts
            ),
            kinds=kinds,
            fields=fields,
            moments=moments,
            changes=changes,
            place=self.places.of(source.name.span),
            kept_by="" if kept is None else kept.party.text,
        )

    def _one(self, source: tree.Source, kind: type[Any], form: str) -> Any:
        said = [sentence for sentence in source.sentences if isinstance(sentence, kind)]
        if not said and form:
            self.found.append(vocabulary_errors.source_lacks(source, form))
        for again in said[1:]:
            self.found.append(name_errors.said_twice(again.span, said[0].span))
        return said[0] if said else None

    def _columns(self, source: tree.Source) -> dict[str, str]:
        columns: dict[str, tree.ColumnIs] = {}
        for sentence in source.sentences:
            if isinstance(sentence, tree.ColumnIs):
                if sentence.part in columns:
                    self.found.append(name_errors.said_twice(sentence.span, columns[sentence.part].span))
                columns[sentence.part] = sentence
        return {part: sentence.column.text for part, sentence in columns.items()}

    def _kinds(self, source: tree.Source, subject: model.Subject, row: tree.RowIs) -> tuple[model.Means, ...]:
        kinds: dict[str, model.Means] = {}
        for sentence in source.sentences:
            if not isinstance(sentence, tree.Means):
                continue
            if row.kind != "event":
                self.found.append(
                    vocabulary_errors.sentence_for_other_rows(sentence, "means", row.kind, "event")
                )
            event = event_of(subject, sentence.meaning, self.found)
            for text in sentence.texts:
                other = kinds.get(fold(text.text))
                if other is not None and event is not None and other.meaning != event:
                    self.found.append(vocabulary_errors.means_two_things(text, other.meaning, event))
                elif event is not None:
                    kinds[fold(text.text)] = model.Means(text.text, event)
        return tuple(kinds.values())

    def _fields(self, source: tree.Source, subject: model.Subject) -> tuple[model.FieldColumn, ...]:
        fields: dict[str, tree.FieldIs] = {}
        lowered: list[model.FieldColumn] = []
        for sentence in source.sentences:
            if not isinstance(sentence, tree.FieldIs):
                continue
            field = field_of(subject, sentence.field_name, self.found)
            if field is None:
                continue
            if field.name in fields:
                self.found.append(name_errors.said_twice(sentence.span, fields[field.name].span))
            fields[field.name] = sentence
            unit = None
            if sentence.unit is not None:
                if field.type != "length":
                    self.found.append(vocabulary_errors.unit_of_no_length(sentence, field.name))
                unit = readings.EXACT.get(sentence.unit.unit)
            means = self._means(sentence, field)
            lowered.append(model.FieldColumn(field.name, sentence.column.text, means, unit))
        return tuple(lowered)

    def _means(self, sentence: tree.FieldIs, field: model.Field) -> tuple[model.Means, ...]:
        means: dict[str, model.Means] = {}
        for said in sentence.means:
            meaning = said.meaning.text
            if field.type == "one of":
                known = value_called(field, meaning)
                if known is None:
                    word = tree.Word(said.meaning, False, span=said.meaning.span)
                    self.found.append(clause_errors.not_among_values(word, meaning, field))
                    continue
                meaning = known
            for text in said.texts:
                other = means.get(fold(text.text))
                if other is not None and other.meaning != meaning:
                    self.found.append(vocabulary_errors.means_two_things(text, other.meaning, meaning))
                means[fold(text.text)] = model.Means(text.text, meaning)
        return tuple(means.values())

    def _moments(self, source: tree.Source, subject: model.Subject) -> tuple[model.MomentColumn, ...]:
        moments = [sentence for sentence in source.sentences if isinstance(sentence, tree.MomentIs)]
        return tuple(
            model.MomentColumn(event, sentence.column.text)
            for sentence in moments
            if (event := event_of(subject, sentence.event, self.found))
        )

    def _changes(
        self, source: tree.Source, subject: model.Subject, row: tree.RowIs
    ) -> tuple[model.ChangeMeans, ...]:
        changes = [sentence for sentence in source.sentences if isinstance(sentence, tree.ChangeMeans)]
        if changes and row.kind != "change":
            word = changes[0].direction
            self.found.append(vocabulary_errors.sentence_for_other_rows(changes[0], word, row.kind, "change"))
        return tuple(
            model.ChangeMeans(
                sentence.column.text, sentence.direction, tuple(raw.text for raw in sentence.values), event
            )
            for sentence in changes
            if (event := event_of(subject, sentence.event, self.found))
        )
