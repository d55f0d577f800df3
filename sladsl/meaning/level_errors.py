"""What the passes say of states, measures and promises about windows."""

from collections.abc import Iterable

from sladsl.diagnostics import Diagnostic
from sladsl.diagnostics.did_you_mean import suggestion
from sladsl.meaning.name_errors import listed
from sladsl.policy import model
from sladsl.syntax import tree

_UNITS = {"%": "a share (`99.9%`)", "time": "a length of time (`4 hours`)", "": "a bare number (`3`)"}


def unknown_thing(name: tree.Name, known: Iterable[str]) -> Diagnostic:
    """E0215."""
    names = list(known)
    return Diagnostic(
        "E0215",
        f"nothing is called `{name.text}`",
        name.span,
        suggestion(name.text, names),
        notes=[f"known: {listed(names)}"] if names else [],
        help=f"declare it: `service {name.text}.`, or say of which subject: `of every service`",
    )


def unknown_condition(said: tree.Name, subject: str, known: Iterable[str]) -> Diagnostic:
    """E0216."""
    names = list(known)
    return Diagnostic(
        "E0216",
        f"nothing says when a {subject} is `{said.text}`",
        said.span,
        suggestion(said.text, names),
        notes=[f"a {subject} can be {listed(names)}"] if names else [],
        help=f'declare the state, `state outage of {subject}, otherwise "{said.text}": ...`',
    )


def nothing_to_count(what: tree.Name, subject: model.Subject, states: Iterable[str]) -> Diagnostic:
    """E0217."""
    names = [*states, *subject.events]
    return Diagnostic(
        "E0217",
        f"`{what.text}` is neither a state nor an event of `{subject.name}`",
        what.span,
        suggestion(what.text, names),
        notes=[f"what can be counted: {listed(names)}"],
        help="count the episodes of a state, or events of one kind",
    )


def state_circle(name: tree.Name, path: tuple[tree.State, ...]) -> Diagnostic:
    """E0218."""
    names = " is ".join(f"`{each.name.text}`" for each in path)
    return Diagnostic(
        "E0218",
        f"state `{name.text}` is defined by itself",
        name.span,
        notes=[f"{names} is `{name.text}`"],
        help="say of one of them when it holds: `from went down until came up.`",
    )


def wrong_unit_of_measure(written: tree.Quantity | tree.Duration, unit: str) -> Diagnostic:
    """E0315."""
    wanted = _UNITS.get(unit, f"a number with the unit `{unit}`")
    return Diagnostic(
        "E0315",
        "the target is not in the unit of what is measured",
        written.span,
        f"here stands {wanted}",
        help=f"write {wanted}",
    )


def bounds_reversed(bound: tree.Bound) -> Diagnostic:
    """E0315: between 5 and 4."""
    return Diagnostic(
        "E0315",
        "nothing lies between these two",
        bound.span,
        help="write the smaller number first",
    )


def does_not_fit(scope: tree.Scope, why: str, help_: str) -> Diagnostic:
    """E0316: what is measured, and of what."""
    return Diagnostic("E0316", why, scope.span, help=help_)


def of_what(what: tree.Name) -> Diagnostic:
    """E0316: `at most 3 outages per month`."""
    return Diagnostic(
        "E0316",
        f"the clause does not say of what `{what.text}` are counted",
        what.span,
        help=f"say it: `{what.text} of Email`, or `{what.text} of every service`",
    )


def not_measurable(name: tree.Name, field: model.Field) -> Diagnostic:
    """E0317."""
    return Diagnostic(
        "E0317",
        f"`{field.name}` is not a number or a length of time, and this has to be calculated with",
        name.span,
        help=f"declare it so: `has {field.name}, a number of points.` or `..., a length of time.`",
    )


def not_a_time_field(name: tree.Name, field: model.Field) -> Diagnostic:
    """E0317: a stretch is announced by two times."""
    return Diagnostic(
        "E0317",
        f"`{field.name}` is not a time, and a stretch begins and ends at one",
        name.span,
        help=f"declare it so: `has {field.name}, a time.`",
    )


def no_such_statistic(written: tree.StatisticOf) -> Diagnostic:
    """E0317: the median outage."""
    return Diagnostic(
        "E0317",
        f"the {written.statistic} of the episodes of a state is not measured",
        written.span,
        help="measure the longest, the total or the average of them",
    )


def percentile_out_of_range(raw: tree.Raw) -> Diagnostic:
    """E0317: the 0th or 120th percentile."""
    return Diagnostic(
        "E0317",
        f"there is no `{raw.text}`th percentile",
        raw.span,
        help="a percentile is above 0 and at most 100",
    )


def share_of_what(written: tree.RatioOf) -> Diagnostic:
    """E0318."""
    return Diagnostic(
        "E0318",
        f"it is not said of what `{written.part.text}` are a share",
        written.span,
        notes=["`failed requests` are a share of `requests` where there is a field of that name"],
        help=f"say it: `the share of {written.part.text} among requests`",
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
        "a day does not divide into stretches of this length",
        length.span,
        help="take a minute, 5 minutes, 15 minutes, an hour, ..., or a day",
    )


def withdrawn_without_reference(written: tree.Announced) -> Diagnostic:
    """E0321."""
    return Diagnostic(
        "E0321",
        "an announcement can only be withdrawn by its reference",
        written.span,
        notes=["without one, nothing says which of several announcements is meant"],
        help="add `, by reference ticket` before `, unless`",
    )


def warning_on_a_level(warn: tree.Warn) -> Diagnostic:
    """E0505."""
    return Diagnostic(
        "E0505",
        "only a promise with a time for each case can warn",
        warn.span,
        notes=["a share of the allowed time is used up case by case"],
        help="take the warning away: a window shows at risk by itself",
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


def watches_in_a_clause(watches: tree.Watches) -> Diagnostic:
    """E0508."""
    return Diagnostic(
        "E0508",
        "only an outcome watches clauses",
        watches.span,
        help="begin with `outcome NAME:` in place of `clause NAME:`",
    )


def outcome_watches_nothing(outcome: tree.Clause) -> Diagnostic:
    """E0508."""
    return Diagnostic(
        "E0508",
        f"outcome `{outcome.name.text}` watches no clause",
        outcome.name.span,
        notes=["an outcome is what the customer wants; the clauses it watches are how it is promised"],
        help="name them: `It watches RESPONSE and UPTIME.`",
    )


def in_a_row_of_nothing(written: tree.InARow) -> Diagnostic:
    """E0508: the clause named has no windows."""
    return Diagnostic(
        "E0508",
        f"clause `{written.clause.text}` has no windows that could follow each other",
        written.clause.span,
        help="give it a share: `for at least 95% of incidents per calendar month`",
    )
