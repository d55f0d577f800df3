"""Promises about windows, and the states they rest on, in words. English, for a reader."""

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

from sladsl.policy import words
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
from sladsl.policy.model import BurnWarn, Subject, Target, WindowClause
from sladsl.policy.names import fold
from sladsl.policy.states import (
    AllStates,
    Announced,
    AnyState,
    Bridged,
    Buckets,
    Capped,
    CappedCount,
    During,
    EventCount,
    ExceptState,
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
)

Measured = TimeShare | SampleMeasure | StretchAverage | CaseShare | ShareDifference | CaseCount | Episodes

_STATISTICS = {
    "average": "average",
    "median": "median",
    "least": "lowest",
    "most": "highest",
    "total": "total",
}
_EPISODES = {
    "number": "number of episodes of",
    "longest": "length of the longest episode of",
    "total": "total length of the episodes of",
    "average": "average length of the episodes of",
    "between": "average time between the episodes of",
}
_UNKNOWN = {
    "left out": "time of which nothing is known is left out",
    "against": "time of which nothing is known counts against the provider",
    "in favour": "time of which nothing is known counts for the provider",
}


def promise(clause: WindowClause, subject: Subject | None) -> str:
    """ "the longest episode of outage of Email shall be at most 4 hours per calendar month, ..."."""
    if isinstance(clause.measure, InARow):  # its windows are those of the other clause
        return _in_a_row(clause, clause.measure)
    if isinstance(clause.measure, CasesInARow):
        return _cases_in_a_row(clause, clause.measure)
    if isinstance(clause.measure, Misses):
        of = " and ".join(clause.measure.clauses)
        held = f"{target(clause.target, clause.unit)} per {words.window(clause.window)}"
        return f"the number of {clause.subject} cases that miss {of} shall be {held}"
    per = " and ".join((words.window(clause.window), *clause.group))
    names = " and ".join(state.name for state in clause.excluding)
    excluding = f", excluding {names}" if names else ""
    return f"{_held(clause, clause.measure, subject)} per {per}, counting {clause.calendar}{excluding}"


def measured(clause: WindowClause, subject: Subject | None) -> str:
    """What is measured and how that is told, without what it is held to."""
    match clause.measure:
        case TimeShare(of, inside):
            return f"the time {'in' if inside else 'not in'} {of.name}, which holds {state(of.rule, subject)}"
        case Episodes(what, of):
            return f"the {_EPISODES[what]} {of.name}, which holds {state(of.rule, subject)}"
        case _:
            said = promise(clause, subject)
            return said.partition(" shall be ")[0]


def unknown_time(clause: WindowClause) -> str | None:
    """What unknown time counts as, where the promise is about time at all."""
    about_time = isinstance(clause.measure, TimeShare | Episodes) or clause.excluding
    return _UNKNOWN[clause.unknown] if about_time else None


def enough(measure: Measure, least: int) -> str:
    """ "20 requests": the least that a measure has to rest on."""
    match measure:
        case StretchAverage(_, sampled):
            return enough(sampled, least)
        case FieldRatio(_, whole):
            return f"{least} {whole}"
        case FieldValue(_, field):
            return f"{least} of {field}"
        case ReadingShare():
            return f"{least} {_readings(measure)}"
        case _:
            return words.many(least, "case")


def unknown_readings(clause: WindowClause) -> str | None:
    """Where readings that are no number are counted, if they are."""
    if clause.unknown_readings == "left out":
        return None
    whom = "against" if clause.unknown_readings == "against" else "for"
    return f"a reading that is no number counts {whom} the provider, beyond all that are known"


def burning(of: BurnWarn) -> str:
    """ "a window's budget burns more than 14.4 times as fast as allowed over 5 minutes and over 1 hour"."""
    over = " and ".join(f"over {words.length(us)}" for us in of.over_us)
    rate = words.percent(of.rate / 100).removesuffix("%")
    return f"a window's budget burns more than {rate} times as fast as allowed {over}"


def states_of(clause: WindowClause) -> list[StateOf]:
    """The states a promise rests on, each once."""
    measured = [clause.measure.state] if isinstance(clause.measure, TimeShare | Episodes) else []
    return list({fold(state.name): state for state in (*measured, *clause.excluding)}.values())


def target(of: Target, unit: str) -> str:
    """ "at least 99.9%", "between 1 hour and 2 hours"."""
    if of.upper is not None:
        return f"{of.order} {amount(of.bound, unit)} and {amount(of.upper, unit)}"
    return f"{of.order} {amount(of.bound, unit)}"


def state(of: StateRule, subject: Subject | None) -> str:
    """When a state holds; what is made of others has these in parentheses."""
    match of:
        case Spans(spans):
            said = [f"from {' or '.join(span.begins)} until {' or '.join(span.ends)}" for span in spans]
            return ", and ".join(said) or "never"
        case WhileReading(condition, stale_us):
            stale = "" if stale_us is None else f", each reading for {words.length(stale_us)} at most"
            return f"while {words.condition(condition)}{stale}"
        case Successive(reading, times):
            return f"{state(reading, subject)}, at least {times} readings in a row"
        case Buckets(us, measure, bound, without_data, least):
            held = target(bound, unit_of(measure, subject))
            without = "is none" if without_data == "no" else "is unknown"
            without = f"or with less than {enough(measure, least)} {without}" if least else without
            return (
                f"every {words.length(us)} in which {_sampled(measure)} is {held}; one without data {without}"
            )
        case Announced():
            return "; ".join(_announced(of))
        case During(calendar):
            return f"while {calendar} is open"
        case AnyState(parts):
            return " or ".join(_inner(part, subject) for part in parts) or "never"
        case AllStates(parts):
            return " and ".join(_inner(part, subject) for part in parts) or "always"
        case ExceptState(base, less):
            return f"{_inner(base, subject)} except {_inner(less, subject)}"
        case Lasting(inner, us):
            return f"{_inner(inner, subject)}, if it lasts at least {words.length(us)}"
        case Bridged(inner, us):
            return f"{_inner(inner, subject)}, with gaps of up to {words.length(us)} filled"
        case Capped(inner, us, window):
            return f"the first {words.length(us)} in each {words.window(window)} of {_inner(inner, subject)}"
        case CappedCount(inner, count, window):
            return f"the first {count} in each {words.window(window)} of {_inner(inner, subject)}"
        case never:
            assert_never(never)


def unit_of(measure: SampleMeasure, subject: Subject | None) -> str:
    """The unit of what is measured: "%", "time", the field's own, or "" for a count."""
    match measure:
        case FieldRatio() | ReadingShare():
            return "%"
        case EventCount():
            return ""
        case FieldValue(_, name):
            fields = subject.fields if subject else ()
            field = next((each for each in fields if fold(each.name) == fold(name)), None)
            return "" if field is None else "time" if field.type == "length" else field.unit
        case never:
            assert_never(never)


def _inner(of: StateRule, subject: Subject | None) -> str:
    return f"({state(of, subject)})"


def _announced(of: Announced) -> Iterator[str]:
    yield f"as announced by {of.event}, from its {of.begin_field} until its {of.end_field}"
    on = f", counting {of.notice_calendar}" if of.notice_calendar is not None else ""
    if of.notice_us == 1:  # the least there is
        yield "in advance"
    elif of.notice_us:
        yield f"with at least {words.length(of.notice_us)} notice{on}"
    if of.notice_days:
        yield f"with at least {words.many(of.notice_days, 'working day')} notice{on}"
    if of.reference is not None:
        yield f"replaced by a later one with the same {of.reference}"
    if of.withdrawn:
        yield f"taken away by {' or '.join(of.withdrawn)} with the same {of.reference}"


def _sampled(of: SampleMeasure) -> str:
    match of:
        case FieldValue("percentile", field, at, method):
            how = "" if method == "nearest rank" else f", by the {method} method"
            return f"the {_number(at * 100)}th percentile of {field}{how}"
        case FieldValue(statistic, field):
            return f"the {_STATISTICS[statistic]} of {field}"
        case FieldRatio(part, whole):
            return f"the total of {part} over that of {whole}"
        case EventCount(events):
            return f"the number of {' or '.join(events)}"
        case ReadingShare():
            return _reading_share(of)
        case never:
            assert_never(never)


def _readings(of: ReadingShare) -> str:
    """ "events request served", "readings of latency or status"."""
    named = " or ".join(of.events or of.giving)
    return f"events {named}" if of.events else f"readings of {named}"


def _reading_share(of: ReadingShare, whose: str = "") -> str:
    those = "" if of.among is None else f", among those in which {words.condition(of.among)},"
    return f"the share of {_readings(of)}{whose} in which {words.condition(of.condition)}{those}"


def _stretch_average(of: StretchAverage) -> str:
    empty = ", one without data counting as 0" if of.without_data == "zero" else ""
    return f"the average over stretches of {words.length(of.us)} of {_sampled(of.measure)}{empty}"


def _in_a_row(clause: WindowClause, row: InARow) -> str:
    missed = "missed" if row.below is None else f"below {words.percent(row.below)}"
    row_of = f"{words.window(clause.window)}s in a row in which {row.clause} is {missed}"
    return f"the number of {row_of} shall be {target(clause.target, clause.unit)}"


def _cases_in_a_row(clause: WindowClause, row: CasesInARow) -> str:
    cases = f"{clause.subject} cases in a row, as they are decided, that miss {row.clause}"
    held = f"{target(clause.target, clause.unit)} per {words.window(clause.window)}"
    return f"the number of {cases} shall be {held}"


def _held(clause: WindowClause, measure: Measured, subject: Subject | None) -> str:
    of, held = _scope(clause), target(clause.target, clause.unit)
    match measure:
        case TimeShare(measured, inside, said):
            which = f", {'in' if inside else 'not in'} the state {measured.name},"
            if inside and fold(said) == fold(measured.name):
                which = ""
            return f"{of} shall be {said}{which} for {held} of the time"
        case CaseShare(condition):
            return f"the share of {of} of which {words.condition(condition)} shall be {held}"
        case ShareDifference(more, less):
            both = f"of which {words.condition(more)} less that of which {words.condition(less)}"
            return f"the share of {of} {both} shall be {held}"
        case CaseCount():
            return f"the number of {of} shall be {held}"
        case Episodes(what, measured):
            return f"the {_EPISODES[what]} {measured.name} of {of} shall be {held}"
        case StretchAverage():
            return f"{_stretch_average(measure)} of {of} shall be {held}"
        case ReadingShare():
            return f"{_reading_share(measure, f' of {of}')} shall be {held}"
        case FieldValue() | FieldRatio() | EventCount():
            return f"{_sampled(measure)} of {of} shall be {held}"
        case never:
            assert_never(never)


def _scope(clause: WindowClause) -> str:
    where = "" if clause.where is None else f" where {words.condition(clause.where)}"
    if clause.case is not None:
        return f"{clause.case}{where}"
    return f"every {clause.subject}{where}" if clause.each else f"{clause.subject} cases{where}"


def amount(of: Fraction, unit: str) -> str:
    """A measured value or a bound in words: "99.9%", "4 hours", "12 ms"."""
    match unit:
        case "%":
            return words.percent(of)
        case "time" if of.denominator == 1:
            return words.length(of.numerator)
        case "time":
            return f"{of} microseconds"
        case _:
            return f"{_number(of)} {unit}".rstrip()


def _number(of: Fraction) -> str:
    """As a decimal where it has an end."""
    return words.percent(of / 100).removesuffix("%")
