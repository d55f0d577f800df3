"""States: from their sentences to the tree that says when they hold, for one agreement's zone and term."""

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import exclusion_errors, level_errors, name_errors, readings, vocabulary_errors
from sladsl.meaning.calendars import Calendars, Term
from sladsl.meaning.conditions import Reader
from sladsl.meaning.enough import least_of
from sladsl.meaning.scope import Declared, Scope
from sladsl.meaning.targets import Targets
from sladsl.meaning.vocabulary import Vocabulary, event_of, field_of, names_of
from sladsl.meaning.windows import a_window
from sladsl.policy import model, states
from sladsl.policy.forms import event_called
from sladsl.policy.names import fold
from sladsl.policy.states import parts_of
from sladsl.records import frozen
from sladsl.syntax import tree

DAY_US = 86_400_000_000
MAX_DEPTH = 40
MAX_PARTS = 1_000


@frozen
class States:
    """Lowers states of one subject as one file sees them; without `term` only to see what is wrong."""

    scope: Scope
    vocabulary: Vocabulary
    calendars: Calendars
    subject: model.Subject
    zone: str
    term: Term | None
    found: list[Diagnostic]

    def known(self) -> list[tree.State]:
        """The states of the subject in sight, the nearest first."""
        return [each.item for each in self._declared()]

    def called(self, name: tree.Name) -> tree.State | None:
        """The state of that name or plural, without a diagnostic where there is none."""
        key = (self.scope.file, self.subject.name)
        index = self.vocabulary.state_names.get(key)
        if index is None:
            index = self.vocabulary.state_names[key] = {}
            for state in self.known():
                for form in forms_of(state):
                    index.setdefault(form, state)
        return index.get(name.key)

    def state_of(self, name: tree.Name) -> states.StateOf | None:
        """The state that `name` means, or None with a diagnostic."""
        declared = self._find(name)
        if declared is None:
            return None
        rule = self.rule(declared, (declared,))
        return None if rule is None else states.StateOf(declared.name.text, rule)

    def rule(self, state: tree.State, path: tuple[tree.State, ...]) -> states.StateRule | None:
        """What the state is made of; `path` are the states that led here. Each is worked out once."""
        key = (id(state), self.zone, self.term)
        expanded = self.vocabulary.expanded
        if key not in expanded:
            rule = self._made(state, path)
            if rule is not None and _too_large(rule):
                self.found.append(level_errors.too_many_parts(state, MAX_PARTS, MAX_DEPTH))
                rule = None
            expanded[key] = rule
        return expanded[key]

    def _made(self, state: tree.State, path: tuple[tree.State, ...]) -> states.StateRule | None:
        if isinstance(state.body, tuple):
            if not state.body:
                self.found.append(vocabulary_errors.state_without_events(state))
                return None
            parts = [self._sentence(sentence, state) for sentence in state.body]
            rules = _united([part for part in parts if part is not None])
            if None in parts or not rules:
                return None
            rule: states.StateRule | None = rules[0] if len(rules) == 1 else states.AnyState(tuple(rules))
        else:
            rule = self._expression(state.body, path)
        return None if rule is None else self._modified(rule, state.modifiers)

    def _find(self, name: tree.Name) -> tree.State | None:
        state = self.called(name)
        if state is not None:
            return state
        others = [each.item for each in self.scope.states()]
        owner = next((each.subject.text for each in others if name.key in forms_of(each)), None)
        if owner is not None:
            self.found.append(name_errors.of_another_subject("state", name, owner, self.subject.name))
        else:
            names = [name.text for state in self.known() for name in names_of(state)]
            self.found.append(name_errors.unknown_state(name, self.subject.name, names))
        return None

    def _declared(self) -> list[Declared[tree.State]]:
        return [
            each
            for each in self.scope.states()
            if (subject := self.scope.subject(each.item.subject.text)) is not None
            and fold(subject.item.name.text) == fold(self.subject.name)
        ]

    def _sentence(self, written: tree.StateSentence, state: tree.State) -> states.StateRule | None:
        rule: states.StateRule | None
        match written:
            case tree.FromUntil():
                rule = self._spans(written, state)
            case tree.WhileReading(condition, stale, _, times):
                read = Reader(self.subject, self.zone, self.found).condition(condition)
                stale_us = None if stale is None else readings.microseconds(stale, self.found)
                rule = None if read is None else self._successive(states.WhileReading(read, stale_us), times)
            case tree.Buckets():
                rule = self._buckets(written)
            case tree.Announced():
                rule = self._announced(written)
            case tree.During(calendar):
                rule = self._during(calendar)
        return None if rule is None else self._modified(rule, written.modifiers)

    def _spans(self, written: tree.FromUntil, state: tree.State) -> states.Spans | None:
        begins = tuple(e for name in written.begins if (e := event_of(self.subject, name, self.found)))
        ends = tuple(e for name in written.ends if (e := event_of(self.subject, name, self.found)))
        for name in written.begins:
            if event_called(self.subject, name.text) in ends:
                self.found.append(vocabulary_errors.begins_and_ends(state, name))
        if len(begins) < len(written.begins) or len(ends) < len(written.ends):
            return None
        return states.Spans((states.FromUntil(begins, ends),))

    def _buckets(self, written: tree.Buckets) -> states.Buckets | None:
        us = stretch_us(written.length, self.found)
        targets = Targets(self.subject, self.zone, self.found)
        measured = targets.sampled(written.sampled)
        if measured is None or us is None:
            return None
        target = targets.target(written.bound, measured)
        if target is None:
            return None
        least = least_of(written.enough, measured.measure, self.subject, self.found)
        return states.Buckets(
            us, measured.measure, target, "no" if written.without_data_not else "unknown", least
        )

    def _successive(self, reading: states.WhileReading, times: tree.Raw | None) -> states.StateRule | None:
        if times is None:
            return reading
        least = readings.a_number(times)
        if least != int(least) or not 2 <= least <= 1_000:
            self.found.append(level_errors.not_so_many_in_a_row(times))
            return None
        return states.Successive(reading, int(least))

    def _announced(self, written: tree.Announced) -> states.Announced | None:
        event = event_of(self.subject, written.event, self.found)
        ends = [self._time_field(name) for name in (written.begin_field, written.end_field)]
        notice = self._notice(written)
        reference = None
        if written.reference is not None:
            field = field_of(self.subject, written.reference, self.found)
            reference = None if field is None else field.name
        withdrawn = [event_of(self.subject, name, self.found) for name in written.withdrawn]
        begin, end = ends
        if event is None or begin is None or end is None or notice is None or None in withdrawn:
            return None
        if written.withdrawn and reference is None:
            self.found.append(level_errors.withdrawn_without_reference(written, self.subject))
            return None
        taken = tuple(each for each in withdrawn if each is not None)
        us, days, calendar = notice
        return states.Announced(event, begin, end, us, reference, taken, days, calendar)

    def _notice(self, written: tree.Announced) -> tuple[int, int, str | None] | None:
        """Time, working days and the calendar they are counted on; None with a diagnostic."""
        if written.notice is None:
            return int(written.in_advance), 0, None
        calendar = None
        if written.notice_calendar is not None:
            counted = self._during(written.notice_calendar)
            if counted is None:
                return None
            calendar = counted.calendar
        if any(part.unit == "working day" for part in written.notice.parts):
            deadline = readings.deadline(written.notice, self.found)
            if calendar is None and isinstance(deadline, model.WorkingDays):
                self.found.append(level_errors.notice_on_which_calendar(written.notice))
                return None
            return (0, deadline.days, calendar) if isinstance(deadline, model.WorkingDays) else None
        us = readings.microseconds(written.notice, self.found)
        return None if us is None else (us, 0, calendar)

    def _time_field(self, name: tree.Name) -> str | None:
        field = field_of(self.subject, name, self.found)
        if field is not None and field.type != "time":
            self.found.append(level_errors.not_a_time_field(name, field))
            return None
        return None if field is None else field.name

    def _during(self, calendar: tree.Name) -> states.During | None:
        if self.term is None:
            if self.scope.calendar(calendar.text) is None:
                self.found.append(name_errors.unknown_calendar(calendar, self.scope.calendar_names()))
            return None
        id = self.calendars.id_of(calendar, self.scope.file, self.zone, self.term)
        return None if id is None else states.During(id)

    def _modified(
        self, rule: states.StateRule, modifiers: tuple[tree.StateModifier, ...]
    ) -> states.StateRule | None:
        for modifier in modifiers:
            if isinstance(modifier, tree.CappedCount):
                capped = self._capped_count(rule, modifier)
                if capped is None:
                    return None
                rule = capped
                continue
            us = readings.microseconds(modifier.duration, self.found)
            if us is None:
                return None
            match modifier:
                case tree.Lasting():
                    rule = states.Lasting(rule, us)
                case tree.Bridging():
                    rule = states.Bridged(rule, us)
                case tree.Capped(_, written):
                    window = a_window(written, self.found)
                    if window is None:
                        return None
                    if window.kind == "rolling":
                        self.found.append(exclusion_errors.cap_that_rolls(written))
                        return None
                    rule = states.Capped(rule, us, window)
        return rule

    def _capped_count(self, rule: states.StateRule, written: tree.CappedCount) -> states.StateRule | None:
        window = a_window(written.window, self.found)
        count = readings.a_number(written.count)
        if count != int(count) or not 1 <= count <= 1_000:
            self.found.append(exclusion_errors.cap_out_of_range(written))
            return None
        if window is not None and window.kind == "rolling":
            self.found.append(exclusion_errors.cap_that_rolls(written.window))
            return None
        return None if window is None else states.CappedCount(rule, int(count), window)

    def _expression(
        self, written: tree.StateExpression, path: tuple[tree.State, ...]
    ) -> states.StateRule | None:
        match written:
            case tree.PartRef(name):
                return self._part(name, path)
            case tree.During(calendar):
                return self._during(calendar)
            case tree.JoinedStates(word, parts):
                rules = [self._expression(part, path) for part in parts]
                known = tuple(rule for rule in rules if rule is not None)
                if len(known) < len(rules):
                    return None
                return states.AnyState(known) if word == "or" else states.AllStates(known)
            case tree.ExceptStates(base, less):
                rule, taken = self._expression(base, path), [self._expression(part, path) for part in less]
                for part in taken:
                    rule = None if rule is None or part is None else states.ExceptState(rule, part)
                return rule

    def _part(self, name: tree.Name, path: tuple[tree.State, ...]) -> states.StateRule | None:
        declared = self._find(name)
        if declared is None:
            return None
        if any(declared is state for state in path):
            self.found.append(level_errors.state_circle(name, path, self.subject))
            return None
        if len(path) > MAX_DEPTH:
            self.found.append(level_errors.too_many_parts(declared, MAX_PARTS, MAX_DEPTH))
            return None
        return self.rule(declared, (*path, declared))


def stretch_us(length: tree.Length, found: list[Diagnostic]) -> int | None:
    """The length of the stretches a day is cut into, in microseconds."""
    us = readings.microseconds(tree.Duration((length,), span=length.span), found)
    if us is not None and (us < 1_000_000 or DAY_US % us):
        found.append(level_errors.bucket_does_not_divide(length))
        return None
    return us


def forms_of(state: tree.State) -> set[str]:
    """The folded names a state goes by."""
    return {name.key for name in names_of(state)}


def _united(rules: list[states.StateRule]) -> list[states.StateRule]:
    """Plain spans of several sentences are one rule: an event may end one and begin the other."""
    spans = [rule for rule in rules if isinstance(rule, states.Spans)]
    others = [rule for rule in rules if not isinstance(rule, states.Spans)]
    united = [states.Spans(tuple(span for rule in spans for span in rule.spans))] if spans else []
    return [*united, *others]


def _too_large(rule: states.StateRule) -> bool:
    """Whether it has too many parts, each as often as it stands there, or is nested too deep."""
    sizes: dict[int, tuple[int, int]] = {}  # by identity: a part that stands twice is looked at once

    def size(part: states.StateRule) -> tuple[int, int]:
        if id(part) not in sizes:
            inner = [size(each) for each in parts_of(part)]
            parts = 1 + sum(count for count, _ in inner)
            sizes[id(part)] = parts, 1 + max((depth for _, depth in inner), default=0)
        return sizes[id(part)]

    parts, depth = size(rule)
    return parts > MAX_PARTS or depth > 2 * MAX_DEPTH
