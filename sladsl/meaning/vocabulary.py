"""Subjects, states and clocks: from their sentences to the tables of the policy."""

from collections.abc import Iterable

from attrs import Factory, evolve

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import clause_errors, name_errors, readings, vocabulary_errors
from sladsl.meaning.forms import Forms
from sladsl.meaning.modules import Unit
from sladsl.meaning.places import Places
from sladsl.meaning.scope import Scope
from sladsl.policy import model
from sladsl.policy.forms import event_called, event_names, field_called, field_names
from sladsl.policy.names import fold
from sladsl.policy.states import StateRule
from sladsl.records import frozen
from sladsl.syntax import tree


@frozen
class Vocabulary:
    """The lowered declarations, found again by the tree they came from."""

    subjects: dict[int, model.Subject]
    states: dict[int, model.State]
    clocks: dict[int, model.Clock]
    expanded: dict[tuple[object, ...], StateRule | None] = Factory(dict)  # by state, zone and term
    # by file and subject: the states in sight, under every form of their names
    state_names: dict[tuple[str, str], dict[str, tree.State]] = Factory(dict)

    def subject(self, name: tree.Name, scope: Scope, found: list[Diagnostic]) -> model.Subject | None:
        """The subject that `name` means in `scope`."""
        declared = scope.subject(name.text)
        if declared is None:
            found.append(name_errors.unknown_subject(name, scope.subject_names()))
            return None
        return self.subjects[id(declared.item)]

    def state(
        self, name: tree.Name, subject: model.Subject, scope: Scope, found: list[Diagnostic]
    ) -> model.State | None:
        """The state of `subject` that `name` means."""
        others: list[str] = []
        known: list[str] = []
        for declared in scope.states():
            state = self.states.get(id(declared.item))
            if state is None:
                continue
            called = any(name.key == form.key for form in names_of(declared.item))
            if called and state.subject == subject.name:
                return state
            if called:
                others.append(state.subject)
            if state.subject == subject.name:
                known += [form.text for form in names_of(declared.item)]
        if others:
            found.append(name_errors.of_another_subject("state", name, others[0], subject.name))
        else:
            found.append(name_errors.unknown_state(name, subject.name, known))
        return None

    def clock(
        self, said: tree.Name, subject: model.Subject, scope: Scope, found: list[Diagnostic]
    ) -> model.Clock | None:
        """The clock of `subject` that goes by the verb `said`."""
        others: list[model.Clock] = []
        for declared in scope.clocks():
            clock = self.clocks.get(id(declared.item))
            if clock is None:
                continue
            if clock.subject == subject.name and said.key in map(fold, clock.said):
                return clock
            others.append(clock)
        if owner := next((other.subject for other in others if said.key in map(fold, other.said)), None):
            found.append(name_errors.of_another_subject("promise", said, owner, subject.name))
        else:
            verbs = [verb for other in others if other.subject == subject.name for verb in other.said]
            found.append(name_errors.unknown_verb(said, subject.name, verbs))
        return None


def field_of(subject: model.Subject, name: tree.Name, found: list[Diagnostic]) -> model.Field | None:
    """The field of `subject` called `name`."""
    field = field_called(subject, name.text)
    if field is None:
        found.append(name_errors.unknown_field(name, subject.name, field_names(subject)))
    return field


def event_of(subject: model.Subject, name: tree.Name, found: list[Diagnostic]) -> str | None:
    """The event of `subject` called `name`; every subject knows `updated`, which only carries fields."""
    event = event_called(subject, name.text)
    if event is None:
        found.append(name_errors.unknown_event(name, subject.name, event_names(subject)))
    return event


def names_of(state: tree.State) -> tuple[tree.Name, ...]:
    """The names a state goes by, its own first."""
    return (state.name, *state.forms)


def lower_subject(subject: tree.Subject, places: Places, found: list[Diagnostic]) -> model.Subject:
    """The subject with the types of its fields."""
    fields: dict[str, model.Field] = {}
    events: dict[str, tree.Name] = {}
    event_forms: list[model.Means] = []
    key, key_forms = "id", tuple[str, ...]()
    field_names, event_names = Forms(found), Forms(found)
    for sentence in subject.sentences:
        match sentence:
            case tree.IdentifiedBy(name, forms):
                key, key_forms = name.text, tuple(form.text for form in forms)
            case tree.HasField(name, written, reading, forms):
                if name.key in fields:
                    found.append(name_errors.declared_twice("field", name, name))
                field_names.add(name, forms)
                further = tuple(form.text for form in forms)
                fields[name.key] = evolve(_field(name, written, found), reading=reading, forms=further)
            case tree.HasEvents(names, also):
                for name in names:
                    if name.key in events:
                        found.append(name_errors.declared_twice("event", name, events[name.key]))
                    events[name.key] = name
                    forms = next((each.forms for each in also if each.of is name), ())
                    event_names.add(name, forms)
                    event_forms += (model.Means(form.text, name.text) for form in forms)
    if not events:
        found.append(vocabulary_errors.subject_without_events(subject))
    field_names.check()
    event_names.check()
    return model.Subject(
        subject.name.text,
        tuple(form.text for form in subject.forms),
        key,
        tuple(fields.values()),
        tuple(name.text for name in events.values()),
        places.of(subject.name.span),
        tuple(event_forms),
        key_forms,
    )


def _field(name: tree.Name, written: tree.FieldType | None, found: list[Diagnostic]) -> model.Field:
    if written is None:
        return model.Field(name.text, "text")
    values: dict[str, str] = {}
    value_names = Forms(found)
    value_forms: list[model.Means] = []
    for value in written.values:
        text = as_text(value)
        if text is None:
            found.append(clause_errors.not_a_word(value))
        elif fold(text) in values:
            found.append(name_errors.declared_twice("value", tree.Name(text, span=value.span), name))
        else:
            values[fold(text)] = text
            forms = _forms_of_value(value, written, found)
            value_names.add(tree.Name(text, span=value.span), forms)
            value_forms += (model.Means(form.text, text) for form in forms)
    value_names.check()
    return model.Field(
        name.text,
        written.kind,
        tuple(values.values()),
        written.unit.text if written.unit else "",
        value_forms=tuple(value_forms),
        unit_forms=tuple(form.text for form in written.unit_forms),
    )


def _forms_of_value(
    value: tree.Value, written: tree.FieldType, found: list[Diagnostic]
) -> tuple[tree.Name, ...]:
    forms: list[tree.Name] = []
    for form in next((each.forms for each in written.also if each.of is value), ()):
        text = as_text(form)
        if text is None:
            found.append(clause_errors.not_a_word(form))
        else:
            forms.append(tree.Name(text, span=form.span))
    return tuple(forms)


def as_text(value: tree.Value) -> str | None:
    """A value that can stand for a word: a word, a quoted text or a bare number."""
    match value:
        case tree.Word(name):
            return name.text
        case tree.Quantity(number, None):
            return number.text
        case _:
            return None


def lower_state(
    state: tree.State, subject: model.Subject, places: Places, found: list[Diagnostic]
) -> model.State:
    """The pairs of events that begin and end the state; none where more than that says when it holds."""
    spans = []
    for written in state.body if isinstance(state.body, tuple) else ():
        if not isinstance(written, tree.FromUntil) or written.modifiers:
            return model.State(state.name.text, subject.name, (), places.of(state.span))
        begins = tuple(e for name in written.begins if (e := event_of(subject, name, found)))
        ends = tuple(e for name in written.ends if (e := event_of(subject, name, found)))
        for name in written.begins:
            if event_called(subject, name.text) in ends:
                found.append(vocabulary_errors.begins_and_ends(state, name))
        spans.append(model.FromUntil(begins, ends))
    if state.body == ():
        found.append(vocabulary_errors.state_without_events(state))
        spans.append(model.FromUntil((), ()))  # meant to be told by events, whichever they are
    return model.State(state.name.text, subject.name, tuple(spans), places.of(state.span))


def lower_clock(
    clock: tree.Clock, subject: model.Subject, places: Places, found: list[Diagnostic]
) -> model.Clock:
    """The clock as a table of transitions."""
    table: dict[str, tuple[model.Transition, tree.Name]] = {}
    for sentence in clock.sentences:
        within = None if sentence.within is None else readings.deadline(sentence.within, found)
        for name in sentence.events:
            event = event_of(subject, name, found)
            if event is None:
                continue
            if event in table and table[event][0].action != sentence.action:
                found.append(vocabulary_errors.event_moves_twice(clock, name, table[event][1]))
            table[event] = (model.Transition(event, sentence.action, within), name)
    complete = {sentence.action for sentence in clock.sentences}
    if "start" not in complete and "restart" not in complete:
        found.append(vocabulary_errors.clock_cannot(clock, "start"))
    elif "stop" not in complete:
        found.append(vocabulary_errors.clock_cannot(clock, "stop"))
    said = tuple(raw.text for raw in clock.said) or tuple(name.text for name in (clock.name, *clock.forms))
    transitions = tuple(transition for transition, _ in table.values())
    return model.Clock(clock.name.text, subject.name, said, transitions, places.of(clock.span))


def check_states_and_clocks(units: Iterable[Unit], vocabulary: Vocabulary, found: list[Diagnostic]) -> None:
    """No two states of a subject share a name, and no two of its clocks are said alike."""
    states: dict[str, Forms] = {}
    clocks: dict[str, Forms] = {}
    for item in (item for unit in units for item in unit.module.items):
        if isinstance(item, tree.State) and (state := vocabulary.states.get(id(item))):
            states.setdefault(state.subject, Forms(found)).add(item.name, item.forms)
        elif isinstance(item, tree.Clock) and (clock := vocabulary.clocks.get(id(item))):
            verbs = [tree.Name(raw.text, span=raw.span) for raw in item.said]
            clocks.setdefault(clock.subject, Forms(found)).add(item.name, (*item.forms, *verbs))
    for forms in (*states.values(), *clocks.values()):
        forms.check()
