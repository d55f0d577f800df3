"""Are the promises about windows of a policy complete in themselves? Asked of one read from JSON."""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import assert_never

from sladsl.policy.budgets import allowed_share, burns_soundly, lacks_budget
from sladsl.policy.conditions import Condition, fields_of
from sladsl.policy.enough import has_place_for_unknown, rests_on_a_number
from sladsl.policy.level_words import unit_of
from sladsl.policy.measures import (
    CaseCount,
    CaseShare,
    CasesInARow,
    Episodes,
    InARow,
    Measure,
    Misses,
    ShareDifference,
    StretchAverage,
    TimeShare,
)
from sladsl.policy.model import Policy, Subject, Target, Window, WindowClause
from sladsl.policy.names import fold
from sladsl.policy.states import (
    Announced,
    Bridged,
    Buckets,
    Capped,
    CappedCount,
    During,
    EventCount,
    FieldRatio,
    FieldValue,
    Lasting,
    ReadingShare,
    SampleMeasure,
    Spans,
    StateOf,
    StateRule,
    Successive,
    WhileReading,
    parts_of,
)
from sladsl.records import frozen

MAX_DEPTH = 100  # of states within states, far beyond what the language admits
DAY_US = 86_400_000_000
_CONTRACT = ("month", "year")


def level_faults(policy: Policy, depth: Callable[[Condition], int]) -> Iterator[str]:
    """What judging the promises about windows would stumble on. `depth` tells how deep a condition is."""
    subjects = {fold(subject.name): subject for subject in policy.subjects}
    agreements = {agreement.id for agreement in policy.agreements}
    clauses = {(clause.agreement, clause.id) for clause in policy.clauses}
    clauses |= {(clause.agreement, clause.id) for clause in policy.window_clauses}
    windowed = {(clause.agreement, clause.id) for clause in policy.clauses if clause.share is not None}
    follows = InARow | CasesInARow | Misses
    windowed |= {(c.agreement, c.id) for c in policy.window_clauses if not isinstance(c.measure, follows)}
    of_cases = {(clause.agreement, clause.id) for clause in policy.clauses}
    for clause in policy.window_clauses:
        called = f"the clause `{clause.agreement}/{clause.id}`"
        if clause.agreement not in agreements:
            yield f"{called} is of an agreement `{clause.agreement}` that is not there"
        if clause.calendar not in policy.calendars:
            yield f"{called} counts a calendar `{clause.calendar}` that is not there"
        for name in clause.watches:
            if (clause.agreement, name) not in clauses:
                yield f"{called} watches a clause `{name}` that is not there"
        if isinstance(clause.measure, InARow) and (clause.agreement, clause.measure.clause) not in windowed:
            yield f"{called} is about the windows of a clause `{clause.measure.clause}` that has none"
        if (
            isinstance(clause.measure, CasesInARow)
            and (clause.agreement, clause.measure.clause) not in of_cases
        ):
            yield f"{called} is about the cases of a clause `{clause.measure.clause}` that has none"
        if isinstance(clause.measure, Misses):
            for name in clause.measure.clauses:
                if (clause.agreement, name) not in of_cases:
                    yield f"{called} is about the cases of a clause `{name}` that has none"
            if not clause.measure.clauses:
                yield f"{called} is about the misses of no clause"
        subject = subjects.get(fold(clause.subject))
        if subject is None:
            yield f"{called} is about a subject `{clause.subject}` that is not there"
            continue
        for fault in _Of(subject, policy.calendars.keys(), depth).clause(clause):
            yield f"{called} {fault}"


def state_faults(
    subject: Subject, calendars: Iterable[str], depth: Callable[[Condition], int], state: StateOf
) -> Iterator[str]:
    """What is wrong with a state of a subject."""
    return _Of(subject, calendars, depth).state(state)


@frozen
class _Of:
    """Looks at what is said of one subject."""

    subject: Subject
    calendars: Iterable[str]
    depth: Callable[[Condition], int]

    def clause(self, clause: WindowClause) -> Iterator[str]:
        if clause.case is not None and clause.each:
            yield "is of one case and of each"
        if clause.where is not None:
            yield from self._condition(clause.where)
        yield from self._fields(clause.group)
        yield from _window(clause.window)
        yield from self._measure(clause.measure, clause)
        unit = self._unit(clause.measure)
        if clause.unit != unit:
            yield f"is in `{clause.unit}`, and what it measures is in `{unit}`"
        yield from _target(clause.target, _is_share(clause.measure))
        if any(not 0 < warning.at < 1 for warning in clause.warnings) or (
            clause.warnings and lacks_budget(clause.measure, clause.target)
        ):
            yield "warns of a budget that cannot be used up so"
        if not burns_soundly(clause.burn_warnings) or (
            clause.burn_warnings and not allowed_share(clause.measure, clause.target)
        ):
            yield "warns of a burn rate that cannot be"
        if clause.least < 0 or (clause.least and not rests_on_a_number(clause.measure)):
            yield "needs a least number of what it does not count"
        if clause.unknown_readings != "left out" and not has_place_for_unknown(clause.measure, clause.target):
            yield "has no place for readings that are no number"
        for state in clause.excluding:
            yield from self._state(state.rule)

    def state(self, state: StateOf) -> Iterator[str]:
        yield from self._state(state.rule)

    def _unit(self, measure: Measure) -> str:
        match measure:
            case TimeShare() | CaseShare():
                return "%"
            case CaseCount() | InARow() | CasesInARow() | Misses():
                return ""
            case ShareDifference():
                return "points"
            case Episodes(what):
                return "" if what == "number" else "time"
            case StretchAverage(_, sampled):
                return unit_of(sampled, self.subject)
            case _:
                return unit_of(measure, self.subject)

    def _measure(self, measure: Measure, clause: WindowClause) -> Iterator[str]:
        match measure:
            case TimeShare(state):
                if clause.case is None and not clause.each:
                    yield "measures a share of the time of all cases together"
                yield from self._state(state.rule)
            case Episodes(_, state):
                yield from self._state(state.rule)
            case CaseShare(condition):
                yield from self._condition(condition)
            case ShareDifference(more, less):
                yield from self._condition(more)
                yield from self._condition(less)
                bounds = clause.target.bound, clause.target.upper or clause.target.bound
                if not all(-100 <= bound <= 100 for bound in bounds):
                    yield "asks for a difference of shares that is not between -100 and 100 points"
            case InARow(_, below):
                if below is not None and not 0 <= below <= 1:
                    yield "asks for a share that is not between 0% and 100%"
            case CaseCount() | CasesInARow() | Misses():
                pass
            case StretchAverage(us, sampled):
                if us < 1_000_000 or 86_400_000_000 % us:
                    yield "cuts days into stretches that do not divide them"
                yield from self._sampled(sampled)
            case FieldValue() | FieldRatio() | EventCount() | ReadingShare():
                yield from self._sampled(measure)
            case never:
                assert_never(never)

    def _sampled(self, measure: SampleMeasure) -> Iterator[str]:
        match measure:
            case FieldValue(_, name, at):
                yield from self._fields([name], "number", "length")
                if not 0 < at <= 1:
                    yield "asks for a percentile that is not above 0 and at most 100"
            case FieldRatio(part, whole):
                yield from self._fields([part, whole], "number")
            case EventCount(events):
                yield from self._events(events)
            case ReadingShare(events, giving, condition, among):
                if bool(events) == bool(giving):
                    yield "is a share of readings that it does not tell apart"
                yield from self._events(events)
                yield from self._readings(giving)
                for each in (condition, among):
                    yield from () if each is None else self._condition(each)
            case never:
                assert_never(never)

    def _state(self, rule: StateRule, depth: int = 1) -> Iterator[str]:
        if depth > MAX_DEPTH:
            yield f"rests on a state made of others more than {MAX_DEPTH} deep"
            return
        match rule:
            case Spans(spans):
                yield from self._events(event for span in spans for event in (*span.begins, *span.ends))
            case WhileReading(condition, stale_us):
                yield from self._condition(condition)
                yield from _length(stale_us or 0)
            case Successive(_, least):
                if least < 2:
                    yield "needs a run of readings of which one is enough"
            case Buckets(us, measure, bound, _, least):
                if least < 0 or (least and not rests_on_a_number(measure)):
                    yield "needs a least number of what it does not count"
                if us < 1_000_000 or DAY_US % us:
                    yield "looks at stretches that do not fill a day"
                yield from self._sampled(measure)
                yield from _target(bound, _is_share(measure))
            case Announced():
                yield from self._events((rule.event, *rule.withdrawn))
                yield from self._fields((rule.begin_field, rule.end_field), "time")
                yield from self._fields([] if rule.reference is None else [rule.reference])
                yield from _length(rule.notice_us)
                if not 0 <= rule.notice_days <= 10_000:
                    yield "asks for a notice of working days that cannot be"
                if rule.notice_calendar is not None and rule.notice_calendar not in self.calendars:
                    yield f"rests on a calendar `{rule.notice_calendar}` that is not there"
                if rule.notice_days and rule.notice_calendar is None:
                    yield "counts working days on no calendar"
                if rule.withdrawn and rule.reference is None:
                    yield "withdraws announcements that it does not tell apart"
            case During(calendar):
                if calendar not in self.calendars:
                    yield f"rests on a calendar `{calendar}` that is not there"
            case Lasting(_, us) | Bridged(_, us):
                yield from _length(us)
            case Capped(_, us, window):
                yield from _length(us)
                yield from _window(window)
            case CappedCount(_, count, window):
                if count < 1:
                    yield "lets a state hold fewer than once"
                yield from _window(window)
            case _:
                if not parts_of(rule):
                    yield "rests on a state made of nothing"
        for part in parts_of(rule):
            yield from self._state(part, depth + 1)

    def _condition(self, condition: Condition) -> Iterator[str]:
        if self.depth(condition) > MAX_DEPTH:
            yield f"has a condition nested more than {MAX_DEPTH} deep"
        else:
            yield from self._fields(fields_of(condition))

    def _fields(self, names: Iterable[str], *types: str) -> Iterator[str]:
        known = {fold(field.name): field.type for field in self.subject.fields}
        for name in names:
            if fold(name) not in known:
                yield f"asks for a field `{name}` that the subject `{self.subject.name}` does not have"
            elif types and known[fold(name)] not in types:
                yield f"asks for a {' or '.join(types)} in the field `{name}`, which is no such thing"

    def _readings(self, names: Iterable[str]) -> Iterator[str]:
        yield from self._fields(names)
        read = {fold(field.name) for field in self.subject.fields if field.reading}
        for name in names:
            if fold(name) not in read:
                yield f"takes for a reading what is none, the field `{name}`"

    def _events(self, names: Iterable[str]) -> Iterator[str]:
        known = {"updated", *map(fold, self.subject.events)}
        for name in dict.fromkeys(names):
            if fold(name) not in known:
                yield f"rests on an event `{name}` that the subject `{self.subject.name}` does not have"


def _is_share(measure: Measure) -> bool:
    """Whether it lies between 0 and 1; a ratio of two fields need not."""
    return isinstance(measure, TimeShare | CaseShare | ReadingShare)


def _length(us: int) -> Iterator[str]:
    if us < 0:
        yield "rests on a length of time below 0"


def _target(target: Target, is_share: bool) -> Iterator[str]:
    bounds: tuple[Fraction, ...] = (target.bound, *(() if target.upper is None else (target.upper,)))
    if (target.order == "between") != (target.upper is not None) or list(bounds) != sorted(bounds):
        yield "has bounds between which nothing lies"
    if is_share and not all(0 <= bound <= 1 for bound in bounds):
        yield "asks for a share that is not between 0% and 100%"


def _window(window: Window) -> Iterator[str]:
    if window.count < 1:
        yield f"has a window shorter than one {window.unit}"
    if (window.kind == "contract" and window.unit not in _CONTRACT) or (
        window.kind == "rolling" and window.unit != "day"
    ):
        yield f"has a {window.kind} window of a {window.unit}, which does not exist"
