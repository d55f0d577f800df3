"""A clause about windows with all it rests on: its cases, its windows, the time that counts."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from sladsl.evaluate.order import natural
from sladsl.evaluate.state_spans import Held
from sladsl.evaluate.states import Ground, begin_for, held
from sladsl.evaluate.story import Story
from sladsl.evaluate.suspensions import held_of
from sladsl.evaluate.terms import calendar_of
from sladsl.evaluate.tiers import Tiers
from sladsl.evaluate.truth import Truth, folded, said, truth
from sladsl.evaluate.versions import InForce, stretches, windows_by_version
from sladsl.policy.model import Agreement, Field, Policy, StateOf, Subject, WindowClause
from sladsl.policy.versions import by_clause
from sladsl.records import frozen
from sladsl.worktime import Calendar
from sladsl.worktime.spans import Spans, merged

NOT_STATED = "(not stated)"
Group = tuple[tuple[str, str], ...]


@frozen
class WindowTerms:
    """What judging a clause about windows needs. `stories` are those of its cases, in natural order.

    `windows` are those that this version judges, `others` those of the clause's other versions. A case that
    the clause names and that has no event is there with an empty story.
    """

    clause: WindowClause
    agreement: Agreement
    subject: Subject
    fields: Mapping[str, Field]  # by folded name
    calendars: Mapping[str, Calendar]
    stories: Mapping[str, Story]
    windows: Sequence[tuple[int, int]]
    others: Sequence[tuple[int, int]]
    as_of: int
    in_force: InForce
    tiers: Tiers

    @property
    def calendar(self) -> Calendar:
        """The calendar whose open time counts."""
        return self.calendars[self.clause.calendar]

    @property
    def limit(self) -> int:
        """As of now, or the end of the clause or its agreement: nothing after it counts."""
        ends = self.in_force.ends
        return self.as_of if ends is None else min(self.as_of, ends)

    @property
    def silent(self) -> bool:
        """Whether there is no event at all of the case that the clause names."""
        return not any(story.events for story in self.stories.values())

    def standing(
        self, case: str, story: Story, instant: int, window_begin: int | None = None
    ) -> tuple[Truth, Group]:
        """Whether the clause applies to a case by its fields at an instant, and in which group it counts.

        Its tier is the one at the instant, or at the begin of the window that is measured as a whole.
        """
        values = self.tiers.values(story.at(instant), instant if window_begin is None else window_begin)
        own = ((self.subject.name, case),) if self.clause.each else ()
        names = ((name, values.get(folded(name))) for name in self.clause.group)
        group = tuple((name, NOT_STATED if value is None else said(value)) for name, value in names)
        return truth(self.clause.where, values, self.fields), own + group


@frozen
class Ledger:
    """A case's states under a clause: the measured one, and those excluded (by name, and all together)."""

    state: Held
    excluding: tuple[tuple[str, Held], ...]
    excluded: Spans

    def is_open(self, instant: int) -> bool:
        """Whether what is so before this instant may yet wait for what comes after as of now."""
        return self.state.is_open(instant) or self.may_exclude(instant)

    def may_exclude(self, instant: int) -> bool:
        """Whether time before this instant may yet come to be excluded."""
        return any(held.is_open(instant) for _, held in self.excluding)


def keeps_budget(terms: WindowTerms) -> bool:
    """Whether it is asked what uses up the budget of a window: for warnings, and while one is open."""
    clause = terms.clause
    return bool(clause.warnings or clause.burn_warnings or terms.limit < terms.windows[-1][1])


def ledger_of(terms: WindowTerms, story: Story, state: StateOf | None) -> Ledger:
    """The states of a case, worked out for all windows of the clause."""
    rules = [each.rule for each in (*terms.clause.excluding, *((state,) if state else ()))]
    first = min([terms.windows[0][0], *(event.at for event in story.events[:1])])
    begin = begin_for(rules, terms.agreement, first)
    ground = Ground(story, terms.fields, terms.calendars, terms.agreement, begin, terms.as_of)
    excluding = tuple((each.name, held(each.rule, ground)) for each in terms.clause.excluding)
    excluding += tuple(held_of(terms.agreement))
    return Ledger(
        state=held(state.rule, ground) if state else Held([], [], {}),
        excluding=excluding,
        excluded=merged(span for _, each in excluding for span in each.holds),
    )


def window_terms_of(
    policy: Policy, agreement: Agreement, stories: Mapping[str, Mapping[str, Story]], as_of: int
) -> Iterator[WindowTerms]:
    """The agreement's clauses about windows, as written, each version by itself with its own windows.

    `stories` are those with an event seen, by subject and case. ValueError if a clause names what the policy
    lacks; TooManyWindows.
    """
    subjects = {folded(subject.name): subject for subject in policy.subjects}
    calendars = {id: calendar_of(named) for id, named in policy.calendars.items()}
    own = [clause for clause in policy.window_clauses if folded(clause.agreement) == folded(agreement.id)]
    for clause in own:
        if clause.calendar not in calendars:
            raise ValueError(f"the policy has no calendar `{clause.calendar}` for clause `{clause.id}`")
        if folded(clause.subject) not in subjects:
            raise ValueError(f"the policy has no subject `{clause.subject}`")
    for versions in by_clause(own):
        about = [subjects[folded(clause.subject)] for clause in versions]
        chosen = [_chosen(clause, stories.get(each.name, {})) for clause, each in zip(versions, about)]
        begun = [story.events[0].at for cases in chosen for story in cases.values() if story.events]
        stretch = stretches(versions, agreement)
        kinds = [clause.window if cases else None for clause, cases in zip(versions, chosen)]
        first = min(begun, default=agreement.begins)
        windows = windows_by_version(kinds, stretch, agreement, first, as_of)
        for number, clause in enumerate(versions):
            fields = {folded(field.name): field for field in about[number].fields}
            yield WindowTerms(
                clause=clause,
                agreement=agreement,
                subject=about[number],
                fields=fields,
                calendars=calendars,
                stories=chosen[number],
                windows=windows[number],
                others=sorted({*chain(*windows)} - {*windows[number]}),
                as_of=as_of,
                in_force=stretch[number],
                tiers=Tiers.of(policy, agreement.id, about[number].name, fields),
            )


def _chosen(clause: WindowClause, stories: Mapping[str, Story]) -> dict[str, Story]:
    if clause.case is None:
        return {case: stories[case] for case in sorted(stories, key=natural)}
    named = {
        case: stories[case] for case in sorted(stories, key=natural) if folded(case) == folded(clause.case)
    }
    return named or {clause.case: Story((), (), ())}
