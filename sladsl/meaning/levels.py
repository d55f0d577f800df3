"""Promises about a whole window: from the sentence to what is measured over it."""

from fractions import Fraction
from typing import TypeVar

from attrs import evolve

from sladsl.diagnostics import Diagnostic, Severity
from sladsl.meaning import clause_errors, level_errors, name_errors, reading_share_errors, readings
from sladsl.meaning.agreements import Agreed
from sladsl.meaning.calendars import Calendars
from sladsl.meaning.conditions import Reader
from sladsl.meaning.enough import least_of, unknown_readings_of
from sladsl.meaning.places import Places
from sladsl.meaning.reading_shares import ReadingShares, bounded, is_reading
from sladsl.meaning.scope import Scope
from sladsl.meaning.share_differences import ShareDifferences, within_reach
from sladsl.meaning.states import States, forms_of, stretch_us
from sladsl.meaning.targets import InUnit, Targets, of_readings
from sladsl.meaning.vocabulary import Vocabulary, field_of, names_of
from sladsl.meaning.windows import a_window
from sladsl.policy import conditions, measures, model
from sladsl.policy.covers import narrowed
from sladsl.policy.forms import event_called, field_called
from sladsl.policy.names import fold, of_lengths
from sladsl.records import frozen
from sladsl.syntax import tree

M = TypeVar(
    "M", tree.Counting, tree.Excluding, tree.UnknownTime, tree.UnknownReadings, tree.NoneWithoutData,
    tree.EmptyKept, tree.IfEnough,
)  # fmt: skip
THING = "service"
_LENGTHS = {"most": "longest", "total": "total", "average": "average"}


@frozen
class Of:
    """What a measure is of."""

    subject: model.Subject
    case: str | None
    each: bool
    where: conditions.Condition | None
    asked: conditions.Condition | None = None  # of each reading, where a share of these is measured
    among: conditions.Condition | None = None  # of which readings


@frozen
class Levels:
    """Lowers the promises about windows of one file."""

    scope: Scope
    vocabulary: Vocabulary
    calendars: Calendars
    places: Places
    found: list[Diagnostic]

    def lower(self, clause: tree.Clause, level: tree.Level, agreed: Agreed) -> list[model.WindowClause]:
        """The promise as clauses of the policy, two for `..., and no outage ...`; none with diagnostics."""
        before = len(self.found)
        if level.by_opening:
            self.found.append(level_errors.window_of_opening(level))
        window = a_window(level.window, self.found)
        of = self._of(level, agreed.agreement.zone)
        of = None if of is None else self._of_readings(level, of, agreed.agreement.zone)
        if of is None:
            return []
        states = States(
            self.scope, self.vocabulary, self.calendars, of.subject, agreed.agreement.zone, agreed.term,
            self.found,
        )  # fmt: skip
        measured = self._measured(level, of, states)
        longer = None
        if level.none_longer is not None:
            longer = self._longest(level.none_longer, states)
        kept = self._one(level, tree.EmptyKept)
        calendar, excluding, unknown = self._modifiers(level, agreed, states)
        fields = [field_of(of.subject, name, self.found) for name in level.group]
        group = tuple(dict.fromkeys(field.name for field in fields if field is not None))
        if any(found.severity is Severity.ERROR for found in self.found[before:]):
            return []
        if window is None or measured is None or calendar is None:
            return []
        promises = [(clause.name.text, *measured)]
        enough, readings_ = self._one(level, tree.IfEnough), self._one(level, tree.UnknownReadings)
        least = least_of(enough, measured[0].measure, of.subject, self.found)
        unknown_readings = unknown_readings_of(readings_, measured[0].measure, measured[1], self.found)
        if longer is not None:
            promises.append((of_lengths(clause.name.text), *longer))
        return [
            model.WindowClause(
                agreement=agreed.agreement.id,
                id=id,
                title=clause.title.text if clause.title else "",
                kind="outcome" if clause.outcome else "clause",
                subject=of.subject.name,
                case=of.case,
                each=of.each,
                where=narrowed(agreed.covered(of.subject.name), of.where),
                measure=measure.measure,
                target=target,
                unit=measure.unit,
                calendar=calendar,
                excluding=excluding,
                unknown=unknown,
                window=window,
                group=group,
                watches=(),
                place=self.places.of(level.span),
                empty="no data" if kept is None else "met",
                least=least,
                unknown_readings=unknown_readings,
            )
            for id, measure, target in promises
        ]

    # what it is of

    def _of(self, level: tree.Level, zone: str) -> Of | None:
        written = level.scope
        name = written.name
        if name is None:
            what = _counted(level.measure)
            if what is None:
                self.found.append(level_errors.measured_of_what(written, self.scope.subject_names()))
                return None
            declared = self.scope.subject(what.text)
            if declared is None:
                self.found.append(
                    level_errors.of_what(what, self.scope.subject_names(), self.scope.thing_names())
                )
                return None
            return self._where(self.vocabulary.subjects[id(declared.item)], None, False, written, zone)
        if written.every:
            subject = self.vocabulary.subject(name, self.scope, self.found)
            return None if subject is None else self._where(subject, None, True, written, zone)
        thing = self.scope.thing(name.text)
        if thing is not None:
            subject = self.vocabulary.subject(tree.Name(THING, span=name.span), self.scope, self.found)
            return None if subject is None else self._where(subject, thing, False, written, zone)
        declared = self.scope.subject(name.text)
        if declared is None:
            self.found.append(
                level_errors.unknown_thing(name, [*self.scope.thing_names(), *self.scope.subject_names()])
            )
            return None
        return self._where(self.vocabulary.subjects[id(declared.item)], None, False, written, zone)

    def _where(
        self, subject: model.Subject, case: str | None, each: bool, scope: tree.Scope, zone: str
    ) -> Of | None:
        if scope.as_opened:
            self.found.append(level_errors.fields_of_opening(scope))
        if scope.where is None:
            return Of(subject, case, each, None)
        where = Reader(subject, zone, self.found).condition(scope.where)
        return None if where is None else Of(subject, case, each, where)

    def _of_readings(self, level: tree.Level, of: Of, zone: str) -> Of | None:
        """Where a share of readings is measured, what is asked of these and not of the case they are of."""
        shares = ReadingShares(of.subject, zone, self.found)
        among = None
        if level.among is not None:
            among = Reader(of.subject, zone, self.found).condition(level.among)
            if among is None:
                return None
        measure = level.measure
        if isinstance(measure, tree.CasesWhose) and measure.readings is not None:
            among, where = shares.apart(of.where)
            return evolve(of, where=where, among=among)
        if (name := _read(measure)) is not None and is_reading(of.subject, name) and of.where is not None:
            among, where = shares.apart(among)
            return evolve(of, where=where, asked=of.where, among=among)
        if level.among is not None:
            self.found.append(reading_share_errors.among_other_things(level.among))
            return None
        bare = name is not None and of.where is None and is_reading(of.subject, name)
        if name is not None and bare and field_called(of.subject, name.text) is None:
            self.found.append(reading_share_errors.share_of_which(name, of.subject))
            return None
        return of

    # what is measured

    def _measured(
        self, level: tree.Level, of: Of, states: States
    ) -> tuple[InUnit[measures.Measure], model.Target] | None:
        targets = Targets(of.subject, states.zone, self.found)
        written = level.measure
        measured: InUnit[measures.Measure] | None
        match written:
            case tree.TimeIn():
                return self._time_in(written, level, of, states)
            case tree.NoneLonger():
                return self._longest(written, states)
            case tree.CasesWhose():
                return self._cases_whose(written, of, states.zone)
            case tree.TimeBetween(what):
                state = states.state_of(what)
                measured = None if state is None else InUnit(measures.Episodes("between", state), "time")
            case tree.NumberOf(what):
                measured = self._number(what, level, of, states, targets)
            case tree.StatisticOf() if states.called(written.of) is not None:
                measured = self._episodes(written, states)
            case tree.StatisticOf():
                measured = _wider(targets.statistic(written))
            case tree.RatioOf(part):
                measured = _wider(self._ratio(part, of, targets) if of.asked else targets.ratio(written))
            case tree.ReadingsWhere() | tree.ValuesThatAre():  # which only stand in states
                measured = _wider(targets.sampled(written))
            case tree.ShareLess() | tree.NetPromoterScore():
                measured = _wider(ShareDifferences(of.subject, states.zone, self.found).lower(written))
            case tree.StretchAverage():
                measured = self._stretch_average(written, level, of, targets)
        if measured is not None and not isinstance(measured.measure, measures.StretchAverage):
            for zero in (each for each in level.modifiers if isinstance(each, tree.NoneWithoutData)):
                self.found.append(level_errors.no_stretches(zero))
        if measured is None or level.bound is None:
            return None
        target = targets.target(level.bound, measured)
        if target is None or not _in_reach(measured, target, level.bound, self.found):
            return None
        return measured, target

    def _ratio(self, part: tree.Name, of: Of, targets: Targets) -> InUnit[measures.SampleMeasure] | None:
        """The share of the readings of which the scope's condition holds."""
        assert of.asked is not None
        shares = ReadingShares(of.subject, targets.zone, self.found)
        return of_readings(shares.of(part, of.asked, of.among))

    def _stretch_average(
        self, written: tree.StretchAverage, level: tree.Level, of: Of, targets: Targets
    ) -> InUnit[measures.Measure] | None:
        us = stretch_us(written.length, self.found)
        share = written.sampled if isinstance(written.sampled, tree.RatioOf) and of.asked else None
        sampled = self._ratio(share.part, of, targets) if share else targets.sampled(written.sampled)
        if us is None or sampled is None:
            return None
        zero = self._one(level, tree.NoneWithoutData)
        counting = self._one(level, tree.Counting)
        calendar = None if counting is None else self.scope.calendar(counting.calendar.text)
        partly = calendar is not None and calendar.item.name.key != "always"
        excluded = any(isinstance(modifier, tree.Excluding) for modifier in level.modifiers)
        if zero is not None and (partly or excluded):
            self.found.append(level_errors.zero_on_a_calendar(zero))
            return None
        measure = measures.StretchAverage(us, sampled.measure, "zero" if zero else "left out")
        return InUnit(measure, sampled.unit, sampled.field)

    def _time_in(
        self, written: tree.TimeIn, level: tree.Level, of: Of, states: States
    ) -> tuple[InUnit[measures.Measure], model.Target] | None:
        if of.case is None and not of.each:
            help_ = f"say `every {of.subject.name}`, or name one: `service Email.` and `Email shall be ...`"
            why = "a share of time is of one thing at a time"
            self.found.append(level_errors.does_not_fit(level.scope, why, help_))
            return None
        share = readings.a_share(written.share)
        if not 0 <= share <= 1:
            self.found.append(level_errors.share_of_time_out_of_range(written.share))
            return None
        for state in states.known():
            otherwise = written.said.key in {fold(raw.text) for raw in state.otherwise}
            if otherwise or written.said.key in forms_of(state) | {fold(raw.text) for raw in state.said}:
                lowered = states.state_of(state.name)
                if lowered is None:
                    return None
                measure = measures.TimeShare(lowered, not otherwise, written.said.text)
                return InUnit(measure, "%"), model.Target(written.order, share)
        words = [raw.text for state in states.known() for raw in state.otherwise]
        words += [name.text for state in states.known() for name in names_of(state)]
        self.found.append(level_errors.unknown_condition(written.said, of.subject, words))
        return None

    def _longest(
        self, written: tree.NoneLonger, states: States
    ) -> tuple[InUnit[measures.Measure], model.Target] | None:
        state = states.state_of(written.what)
        us = readings.microseconds(written.duration, self.found)
        if state is None or us is None:
            return None
        return InUnit(measures.Episodes("longest", state), "time"), model.Target("at most", Fraction(us))

    def _cases_whose(
        self, written: tree.CasesWhose, of: Of, zone: str
    ) -> tuple[InUnit[measures.Measure], model.Target] | None:
        share = readings.a_share(written.share)
        if not 0 < share <= 1:
            self.found.append(clause_errors.share_out_of_range(written.share))
            return None
        condition = bounded(written.field_name, written.bound, Reader(of.subject, zone, self.found))
        if condition is None:
            return None
        target = model.Target("at least", share)
        if written.readings is None:
            return InUnit(measures.CaseShare(condition), "%"), target
        shares = ReadingShares(of.subject, zone, self.found)
        measure = shares.of(written.readings, condition, of.among)
        return None if measure is None else (InUnit(measure, "%"), target)

    def _number(
        self, what: tree.Name, level: tree.Level, of: Of, states: States, targets: Targets
    ) -> InUnit[measures.Measure] | None:
        if level.scope.name is None:
            return InUnit(measures.CaseCount(), "")
        if states.called(what) is not None:
            state = states.state_of(what)
            return None if state is None else InUnit(measures.Episodes("number", state), "")
        if event_called(of.subject, what.text) not in of.subject.events:
            names = [name.text for state in states.known() for name in names_of(state)]
            self.found.append(level_errors.nothing_to_count(what, of.subject, names))
            return None
        return _wider(targets.number(what))

    def _episodes(self, written: tree.StatisticOf, states: States) -> InUnit[measures.Measure] | None:
        what = _LENGTHS.get(written.statistic)
        state = states.state_of(written.of)
        if what is None:
            self.found.append(level_errors.no_such_statistic(written))
            return None
        if state is None:
            return None
        match what:
            case "longest" | "total" | "average":
                return InUnit(measures.Episodes(what, state), "time")
        return None

    # modifiers

    def _modifiers(
        self, level: tree.Level, agreed: Agreed, states: States
    ) -> tuple[str | None, tuple[model.StateOf, ...], measures.UnknownTime]:
        counting = self._one(level, tree.Counting)
        excluding = self._one(level, tree.Excluding)
        unknown = self._one(level, tree.UnknownTime)
        zone = agreed.agreement.zone
        if counting is None:
            calendar: str | None = self.calendars.always(zone)
        else:
            calendar = self.calendars.id_of(counting.calendar, self.scope.file, zone, agreed.term)
        names = excluding.states if excluding else ()
        left_out = [state for name in names if (state := states.state_of(name)) is not None]
        return calendar, tuple(left_out), unknown.counts if unknown else "left out"

    def _one(self, level: tree.Level, kind: type[M]) -> M | None:
        said = [modifier for modifier in level.modifiers if isinstance(modifier, kind)]
        for again in said[1:]:
            self.found.append(name_errors.said_twice(again.span, said[0].span))
        return said[0] if said else None


def _counted(measure: object) -> tree.Name | None:
    """The cases that a measure names itself: `at most 3 incidents`, `the share of surveys where ...`."""
    match measure:
        case tree.NumberOf(what) | tree.ShareLess(tree.RatioOf(what)):
            return what
        case _:
            return None


def _read(measure: object) -> tree.Name | None:
    """What may be readings: `the share of requests of every service where ...`."""
    match measure:
        case tree.RatioOf(part, None) | tree.StretchAverage(_, tree.RatioOf(part, None)):
            return part
        case _:
            return None


def _in_reach(
    measured: InUnit[measures.Measure], target: model.Target, bound: tree.Bound, found: list[Diagnostic]
) -> bool:
    difference = isinstance(measured.measure, measures.ShareDifference)
    return not difference or within_reach(target, bound, found)


def _wider(
    sampled: "InUnit[model.SampleMeasure] | InUnit[measures.ShareDifference] | None",
) -> InUnit[measures.Measure] | None:
    return None if sampled is None else InUnit(sampled.measure, sampled.unit, sampled.field)
