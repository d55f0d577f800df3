"""Time that a clause leaves out of its clocks: whose states are meant."""

from collections.abc import Iterator

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import exclusion_errors, name_errors
from sladsl.meaning.agreements import Agreed
from sladsl.meaning.calendars import Calendars
from sladsl.meaning.scope import Scope
from sladsl.meaning.states import States
from sladsl.meaning.vocabulary import Vocabulary, field_of
from sladsl.policy import model
from sladsl.records import frozen
from sladsl.syntax import tree


@frozen
class Exclusions:
    """Lowers the excluded states of one clause about cases of `subject`."""

    scope: Scope
    vocabulary: Vocabulary
    calendars: Calendars
    subject: model.Subject
    agreed: Agreed
    found: list[Diagnostic]

    def lower(self, written: tree.ExcludingTime | None) -> tuple[model.Exclusion, ...]:
        """Those that could be read, each once."""
        parts = () if written is None else written.states
        found = (self._exclusion(part) for part in parts)
        return tuple(dict.fromkeys(each for each in found if each is not None))

    def _exclusion(self, part: tree.LeftOut) -> model.Exclusion | None:
        owner = self._owner(part) if part.of is None else self._said(part.of)
        if owner is None:
            return None
        subject, field = owner
        state = self._states(subject).state_of(part.state)
        return None if state is None else model.Exclusion(state, subject.name, field)

    def _owner(self, part: tree.LeftOut) -> tuple[model.Subject, str | None] | None:
        """The case itself or the thing that it names: the only one that has a state of this name."""
        owners = [(self.subject, None), *self._things()]
        having = [(s, f) for s, f in owners if self._states(s).called(part.state) is not None]
        if not having:
            names = [state.name.text for s, _ in owners for state in self._states(s).known()]
            self.found.append(name_errors.unknown_state(part.state, self.subject.name, names))
        elif len(having) > 1:
            whose = [f"`{s.name}`" if f is None else f"its `{f}`" for s, f in having]
            last = having[-1][1] or self.subject.name
            self.found.append(exclusion_errors.whose_state(part.state, whose, last))
        return having[0] if len(having) == 1 else None

    def _said(self, of: tree.Name) -> tuple[model.Subject, str | None] | None:
        """`of the incident` is the case itself, `of its service` the thing in its field."""
        declared = self.scope.subject(of.text)
        if declared is not None and self.vocabulary.subjects[id(declared.item)].name == self.subject.name:
            return self.subject, None
        field = field_of(self.subject, of, self.found)
        if field is None:
            return None
        thing = self._thing_in(field)
        if thing is None:
            self.found.append(exclusion_errors.names_no_subject(of, field))
            return None
        return thing, field.name

    def _things(self) -> Iterator[tuple[model.Subject, str | None]]:
        """What the fields of a case name."""
        for field in self.subject.fields:
            thing = self._thing_in(field)
            if thing is not None:
                yield thing, field.name

    def _thing_in(self, field: model.Field) -> model.Subject | None:
        """The subject that a field of words is called by: `service`, or at its end, `affected service`."""
        if field.type not in ("text", "one of"):
            return None
        words = field.name.split()
        for first in range(len(words)):
            declared = self.scope.subject(" ".join(words[first:]))
            if declared is not None:
                return self.vocabulary.subjects[id(declared.item)]
        return None

    def _states(self, subject: model.Subject) -> States:
        zone, term = self.agreed.agreement.zone, self.agreed.term
        return States(self.scope, self.vocabulary, self.calendars, subject, zone, term, self.found)
