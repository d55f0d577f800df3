"""Time that a clause leaves out of its clocks: which states say so of a case, and its segments without it.

- The thing is the one that the fields name which the clause sees: at the stop, as of now, or as opened.
- What is paused is not excluded as well. Past as of now nothing is excluded, as nothing is paused.
- Where it is not known whether a state holds, the case is judged twice: with that time counted, and with it
  left out (`doubts`).
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from attrs import Factory, evolve

from sladsl.evaluate.doubts import Doubt
from sladsl.evaluate.state_spans import Held, between
from sladsl.evaluate.states import Ground, begin_for, held
from sladsl.evaluate.story import Story
from sladsl.evaluate.terms import Terms, calendar_of
from sladsl.evaluate.truth import Values, folded, said
from sladsl.evaluate.verdicts import Segment
from sladsl.policy import words
from sladsl.policy.exclusions import Exclusion
from sladsl.policy.model import Field, Policy
from sladsl.records import define, frozen
from sladsl.worktime import Calendar
from sladsl.worktime.spans import merged

Stories = Mapping[str, Mapping[str, Story]]  # by subject as declared, and case
_SILENT = Story((), (), ())


@frozen(eq=False)
class LeftOut:
    """A state that is left out, as "planned maintenance of Email", and when it holds."""

    name: str
    held: Held


@define(eq=False)
class Exclusions:
    """The excluded states of one clause, each worked out once for a thing."""

    terms: Terms
    subjects: Mapping[str, Mapping[str, Field]]  # their fields, by folded names
    calendars: Mapping[str, Calendar]
    stories: Mapping[
        str, Mapping[str, tuple[str, Story]]
    ]  # by folded subject and case: the name, and the story
    begin: int  # before every case
    as_of: int
    _known: dict[tuple[int, str | None], LeftOut] = Factory(dict)

    @classmethod
    def of(cls, policy: Policy, terms: Terms, stories: Stories, as_of: int) -> "Exclusions":
        """Those of a clause. `stories` are all in which an event is seen."""
        excluding = terms.clause.excluding
        wanted = {folded(each.subject) for each in excluding}
        chosen = {folded(name): by_case for name, by_case in stories.items() if folded(name) in wanted}
        firsts = (
            [story.events[0].at for story in stories.get(terms.subject, {}).values()] if excluding else []
        )
        return cls(
            terms,
            {folded(each.name): {folded(f.name): f for f in each.fields} for each in policy.subjects},
            {id: calendar_of(named) for id, named in policy.calendars.items()} if excluding else {},
            {
                name: {folded(case): (case, story) for case, story in by_case.items()}
                for name, by_case in chosen.items()
            },
            min(firsts, default=as_of),
            as_of,
        )

    def applying_to(self, story: Story) -> "Excused":
        """What is left out of the clock of this case."""
        own = {
            index: LeftOut(each.state.name, self._held(each, story))
            for index, each in enumerate(self.terms.clause.excluding)
            if each.field is None
        }
        return Excused(self, own)

    def at(self, values: Values, own: Mapping[int, LeftOut]) -> tuple[LeftOut, ...]:
        """The states, of the things that these fields name."""
        return tuple(
            own[index] if each.field is None else self._of_thing(index, each, each.field, values)
            for index, each in enumerate(self.terms.clause.excluding)
        )

    def _of_thing(self, index: int, each: Exclusion, field: str, values: Values) -> LeftOut:
        value = values.get(folded(field))
        name = None if value is None else said(value)
        key = index, None if name is None else folded(name)
        if key not in self._known:
            things = self.stories.get(folded(each.subject), {})
            if name is None:
                all_held = [self._held(each, story) for _, story in things.values()]
                possible = merged(span for one in all_held for span in one.possible)
                called = f"{each.state.name} of its {field} (not stated)"  # it may be any of them
                self._known[key] = LeftOut(called, Held([], possible, {}))
            else:
                called, story = things.get(folded(name), (name, _SILENT))
                self._known[key] = LeftOut(f"{each.state.name} of {called}", self._held(each, story))
        return self._known[key]

    def _held(self, each: Exclusion, story: Story) -> Held:
        first = min([self.begin, *(event.at for event in story.events[:1])])
        begin = begin_for([each.state.rule], self.terms.agreement, first)
        fields = self.subjects[folded(each.subject)]
        ground = Ground(
            story, fields, self.calendars, self.terms.agreement, begin, self.as_of, unrecorded_is_nothing=True
        )
        return held(each.state.rule, ground)


@define(eq=False)
class Excused:
    """What is left out of one case's clock; `asked` are the states that its fields brought up so far."""

    exclusions: Exclusions
    own: Mapping[int, LeftOut]
    possible: bool = False  # whether time that may or may not count is left out
    asked: dict[int, LeftOut] = Factory(dict)

    def segments(self, segments: Sequence[Segment], values: Values, until: int) -> tuple[Segment, ...]:
        """The segments of a cycle with what is excluded cut out of those that count."""
        left_out = self.exclusions.at(values, self.own)
        self.asked.update((id(each), each) for each in left_out)
        return tuple(
            piece
            for segment in segments
            for piece in (self._cut(segment, left_out, until) if segment.kind == "counted" else (segment,))
        )

    def refused(self, begin: int, end: int, zone: str) -> str:
        """What between two instants is not left out, for who declared it may not."""
        told = [
            f"{each.name} from {words.instant(span[0], zone)[:16]} on is not left out: {why}"
            for each in self.asked.values()
            for span, why in each.held.refused
            if span[0] < end and begin < span[1]
        ]
        return "; ".join(dict.fromkeys(told))

    def doubts(self, segments: Sequence[Segment], until: int) -> list[Doubt]:
        """Where it is not known whether time is excluded that would count."""
        found = []
        for each in self.asked.values():
            open_since = each.held.open_since
            for segment in segments:
                if segment.kind == "counted":
                    end = until if segment.end is None else segment.end
                    for begin, stop in between(each.held.unknown, segment.begin, end):
                        clears = open_since is not None and open_since < stop
                        found.append(Doubt(each.name, begin, clears))
        return sorted(found, key=lambda doubt: (doubt.begin, doubt.state))

    def _cut(self, segment: Segment, left_out: Sequence[LeftOut], until: int) -> Iterator[Segment]:
        end = until if segment.end is None else segment.end
        spans = [
            (span, each)
            for each in left_out
            for span in between(each.held.possible if self.possible else each.held.holds, segment.begin, end)
        ]
        edges = sorted({segment.begin, end, *(instant for span, _ in spans for instant in span)})
        pieces: list[Segment] = []
        for begin, stop in pairwise(edges):
            holding = [each for span, each in spans if span[0] <= begin and stop <= span[1]]
            states = tuple(each.name for each in holding)
            ids = tuple(dict.fromkeys(id for each in holding for id in _records(each.held, begin)))
            if pieces and (pieces[-1].states, pieces[-1].events) == (states, ids):
                pieces[-1] = evolve(pieces[-1], end=stop)
            else:
                pieces.append(Segment(begin, stop, "excluded" if states else "counted", states, ids))
        if len(pieces) < 2 and not (pieces and pieces[0].states):
            yield segment
            return
        last = len(pieces) - 1
        for index, piece in enumerate(pieces):
            opened = segment.events[:1] if index == 0 else ("",) if piece.kind == "counted" else ()
            closed = segment.events[1:] if index == last else ()
            stop_at = None if index == last and segment.end is None else piece.end
            yield evolve(piece, end=stop_at, events=(*opened, *piece.events, *closed))


def _records(held: Held, begin: int) -> tuple[str, ...]:
    """The ids of the events that began and ended the span in which the state holds at this instant."""
    return next((held.events(span) for span in held.holds if span[0] <= begin < span[1]), ())
