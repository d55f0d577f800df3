"""What the passes say of states, measures and promises about windows."""

from collections.abc import Iterable

from sladsl.diagnostics import Diagnostic
from sladsl.diagnostics.did_you_mean import suggestion
from sladsl.diagnostics.lookalikes import in_its_letters
from sladsl.meaning.clause_errors import type_of
from sladsl.meaning.name_errors import listed
from sladsl.policy import model
from sladsl.policy.forms import event_names
from sladsl.policy.names import fold
from sladsl.policy.percentiles import METHOD_NAMES
from sladsl.syntax import tree

_MEASURED = {"%": "a share", "time": "a length of time", "": "a count", "points": "a number of points"}
_EXAMPLES = {"%": "`99.9%`", "time": "`4 hours`", "": "`3`", "points": "`20 points`"}
_SUFFIXES = {"%": "%", "time": " hours", "": "", "points": " points"}
_SHOWN = {"least": "shortest", "most": "longest"}


def unknown_thing(name: tree.Name, known: Iterable[str]) -> Diagnostic:
    """E0215."""
    names = list(known)
    return Diagnostic(
        "E0215",
        f"no service and no subject is called `{name.text}`",
        name.span,
        suggestion(name.text, names),
        notes=[f"known: {listed(names)}"] if names else [],
        help=f"declare it, `service {name.text}.`, or speak of `every service`",
    )


def unknown_condition(said: tree.Name, subject: model.Subject, known: Iterable[str]) -> Diagnostic:
    """E0216."""
    names = list(known)
    return Diagnostic(
        "E0216",
        f"no state says when `{subject.name}` is `{said.text}`",
        said.span,
        suggestion(said.text, names),
        notes=[f"it can be: {listed(in_its_letters(said.text, names))}"]
        if names
        else [f"`{subject.name}` has no states"],
        help=f"declare it, `state {said.text} of {subject.name}: {_from_until(subject)}`, or its contrary, "
        f'`state outage of {subject.name}, otherwise "{said.text}": {_from_until(subject)}`',
    )


def nothing_to_count(what: tree.Name, subject: model.Subject, states: Iterable[str]) -> Diagnostic:
    """E0217."""
    names = [*states, *event_names(subject)]
    return Diagnostic(
        "E0217",
        f"`{what.text}` is neither a state nor an event of `{subject.name}`",
        what.span,
        suggestion(what.text, names),
        notes=[f"what can be counted: {listed(in_its_letters(what.text, names))}"],
        help=f"declare the state, `state {what.text} of {subject.name}: {_from_until(subject)}`",
    )


def _from_until(subject: model.Subject) -> str:
    """A sentence for a state of this subject, of events it has."""
    begin, end = [*subject.events, "...", "..."][:2]
    return f"from {begin} until {end}."


def state_circle(name: tree.Name, path: tuple[tree.State, ...], subject: model.Subject) -> Diagnostic:
    """E0218."""
    names = " is ".join(f"`{each.name.text}`" for each in path)
    return Diagnostic(
        "E0218",
        f"state `{name.text}` is defined by itself",
        name.span,
        notes=[f"{names} is `{name.text}`"],
        help=f"say when it holds: `state {name.text} of {subject.name}: {_from_until(subject)}`",
    )


def too_many_parts(state: tree.State, parts: int, depth: int) -> Diagnostic:
    """E0105."""
    return Diagnostic(
        "E0105",
        f"state `{state.name.text}` is made of too many others",
        state.name.span,
        notes=[f"at most {parts} parts, and at most {depth} states that are made of each other in a row"],
        help="say of one of them directly when it holds",
    )


def wrong_unit_of_measure(written: tree.Quantity | tree.Duration, unit: str) -> Diagnostic:
    """E0315: what is measured is a share, a length of time or a count."""
    if isinstance(written, tree.Duration):
        this, near = "a length of time", _EXAMPLES[unit]
    else:
        said = written.unit.text if written.unit else ""
        this = {"%": "a share", "": "a number without a unit"}.get(said, f"a number of {said}")
        near = f"`{written.number.text}{_SUFFIXES[unit]}`"
    return Diagnostic(
        "E0315",
        f"what is measured is {_MEASURED[unit]}, and this is {this}",
        written.span,
        help=f"write {_MEASURED[unit]}, for example {near}",
    )


def share_of_time_out_of_range(raw: tree.Raw) -> Diagnostic:
    """E0305."""
    return Diagnostic(
        "E0305",
        f"a share of the time cannot be `{raw.text}`",
        raw.span,
        help="a share of the time is at most 100%",
    )


def bounds_reversed(bound: tree.Bound) -> Diagnostic:
    """E0315: between 5 and 4."""
    return Diagnostic(
        "E0315",
        "nothing lies between these two",
        bound.span,
        help="write the smaller of them first",
    )


def does_not_fit(scope: tree.Scope, why: str, help_: str) -> Diagnostic:
    """E0316: what is measured, and of what."""
    return Diagnostic("E0316", why, scope.span, help=help_)


def fields_of_opening(scope: tree.Scope) -> Diagnostic:
    """E0316: `where tier is Gold as opened`."""
    return Diagnostic(
        "E0316",
        "a promise about a window has no opening at which fields could be looked at",
        scope.span,
        help="take `as opened` away",
    )


def of_what(what: tree.Name, subjects: Iterable[str], things: Iterable[str]) -> Diagnostic:
    """E0316: `at most 3 outages per month`."""
    thing = next(iter(things), "every service")
    return Diagnostic(
        "E0316",
        f"the clause does not say of what `{what.text}` are counted",
        what.span,
        suggestion(what.text, subjects),
        help=f"say it: `{what.text} of {thing}`",
    )


def measured_of_what(scope: tree.Scope, subjects: Iterable[str]) -> Diagnostic:
    """E0316: `the average rating where site is Athens`."""
    return Diagnostic(
        "E0316",
        "the clause does not say of what this is measured",
        scope.span,
        help=f"say it before `where`: `of {next(iter(subjects), 'surveys')} where ...`",
    )


def not_measurable(name: tree.Name, field: model.Field, lengths: bool) -> Diagnostic:
    """E0317: words cannot be calculated with, nor are lengths of time ever a share of each other here."""
    types = f"`has {field.name}, a number.`"
    if lengths:
        types += f" or `has {field.name}, a length of time.`"
    return Diagnostic(
        "E0317",
        f"`{field.name}` is {type_of(field)}, and here it is calculated with",
        name.span,
        "a number or a length of time is needed" if lengths else "a number is needed",
        help=f"if it is one, declare it so: {types}",
    )


def not_a_time_field(name: tree.Name, field: model.Field) -> Diagnostic:
    """E0317: a stretch is announced by two times."""
    return Diagnostic(
        "E0317",
        f"`{field.name}` is {type_of(field)}, and what is announced begins and ends at a time",
        name.span,
        help=f"if it is one, declare it so: `has {field.name}, a time.`",
    )


def no_such_statistic(written: tree.StatisticOf) -> Diagnostic:
    """E0317: the median outage."""
    return Diagnostic(
        "E0317",
        f"the {_SHOWN.get(written.statistic, written.statistic)} `{written.of.text}` is not measured",
        written.span,
        help=f"measure the longest, the total or the average one: `the longest {written.of.text} of ...`",
    )


def percentile_out_of_range(raw: tree.Raw) -> Diagnostic:
    """E0317: the 0th or 120th percentile."""
    return Diagnostic(
        "E0317",
        f"there is no `{raw.text}`th percentile",
        raw.span,
        help="a percentile is above 0 and at most 100: `the 95th percentile of ...`",
    )


def unknown_percentile_method(said: tree.Name) -> Diagnostic:
    """E0343: `the 95th percentile by Hasen of latency`."""
    names = [names[0] for names in METHOD_NAMES.values()]
    return Diagnostic(
        "E0343",
        f"there is no percentile by `{said.text}`",
        said.span,
        suggestion(said.text, names),
        notes=(f"a percentile is by {', '.join(names[:-1])} or {names[-1]}",),
        help="leave it out for the nearest rank: `the 95th percentile of ...`",
    )


def share_of_what(written: tree.RatioOf, subject: model.Subject) -> Diagnostic:
    """E0318: `the share of requests`."""
    part = written.part.text
    numbers = [
        field.name
        for field in subject.fields
        if field.type == "number" and fold(field.name) != written.part.key
    ]
    if parts := [name for name in numbers if fold(name).endswith(f" {written.part.key}")]:
        help_ = f"say which of them: `the share of {parts[0]}`"
    elif numbers:
        help_ = f"say it: `the share of {part} among {numbers[0]}`"
    else:
        help_ = f"declare that too, `has readings of all {part}, a number.`, and say `among all {part}`"
    return Diagnostic(
        "E0318",
        f"it is not said of what `{part}` is a share",
        written.span,
        notes=[
            "`failed requests` are a share of `requests` by their name; of other fields it has to be said"
        ],
        help=help_,
    )


def pausing_state(name: tree.Name, state: model.State) -> Diagnostic:
    """E0319."""
    return Diagnostic(
        "E0319",
        f"state `{name.text}` cannot pause a clock",
        name.span,
        "this does not begin and end with events alone",
        notes=[
            "a clock is paused from an event until an event",
            f"`{state.name}` is declared at {state.place.file}:{state.place.line}",
        ],
        help="pause it while a state `from ... until ...` holds",
    )


def bucket_does_not_divide(length: tree.Length) -> Diagnostic:
    """E0320."""
    return Diagnostic(
        "E0320",
        "a day cannot be divided into stretches of this length",
        length.span,
        notes=["they are whole parts of a day, each at least a second long"],
        help="say, for example, `every 5 minutes in which`",
    )


def no_stretches(zero: tree.NoneWithoutData) -> Diagnostic:
    """E0320: nothing is measured stretch by stretch."""
    return Diagnostic(
        "E0320",
        "only an average over stretches has stretches without data",
        zero.span,
        help="say `the average over every 5 minutes of ...`, or take this away",
    )


def zero_on_a_calendar(zero: tree.NoneWithoutData) -> Diagnostic:
    """E0320: which stretches would count?"""
    return Diagnostic(
        "E0320",
        "stretches without data count as none only where all time counts",
        zero.span,
        help="count always and exclude nothing, or take this away: then only stretches with data count",
    )


def notice_on_which_calendar(notice: tree.Duration) -> Diagnostic:
    """E0306: working days of what?"""
    return Diagnostic(
        "E0306",
        "the notice does not say which days are working days",
        notice.span,
        "counted on which calendar?",
        help="say it: `with at least 5 working days notice in office hours`",
    )


def withdrawn_without_reference(written: tree.Announced, subject: model.Subject) -> Diagnostic:
    """E0321."""
    texts = [field.name for field in subject.fields if field.type == "text"]
    likely = [name for name in texts if name in ("reference", "ticket", "change")] or texts or ["ticket"]
    said = f"say `, by reference {likely[0]}` before `, unless`"
    return Diagnostic(
        "E0321",
        "nothing says which announcement is withdrawn",
        written.withdrawn[0].span.to(written.withdrawn[-1].span),
        notes=["the announcement and its withdrawal are known to belong together by a field they share"],
        help=said if texts else f"{said}, and `has ticket.` under `subject {subject.name}`",
    )


def warning_on_a_level(warn: tree.Warn) -> Diagnostic:
    """E0505."""
    return Diagnostic(
        "E0505",
        "only a promise with a time for each case can warn of it",
        warn.span,
        notes=["it warns when a share of that time is used up, and this promise has none"],
        help=f"warn of what may go wrong: `Warn {warn.who.text} at {warn.at.text} of the budget.`",
    )


def window_of_opening(level: tree.Level) -> Diagnostic:
    """E0314."""
    return Diagnostic(
        "E0314",
        "this measure has no window of opening",
        level.window.span,
        notes=["only a case's clock has a start that could place it in a window"],
        help="take `of opening` away",
    )


def outcome_of_cases(promise: tree.Promise) -> Diagnostic:
    """E0508: an outcome stands over a window."""
    return Diagnostic(
        "E0508",
        "an outcome is measured over a window, not case by case",
        promise.span,
        help="begin with `clause NAME:` in place of `outcome NAME:`, or measure a whole window",
    )


def not_so_many_in_a_row(times: tree.Raw) -> Diagnostic:
    """E0314: `, at least 1 times in a row`, or 2.5."""
    return Diagnostic(
        "E0314",
        "readings in a row are a whole number from 2 to 1000",
        times.span,
        help="say, for example, `, at least 3 times in a row`",
    )
