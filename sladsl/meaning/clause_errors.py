"""What the passes say of clauses: types, units, shares, deadlines."""

from collections.abc import Iterable

from sladsl.diagnostics import Diagnostic, Label
from sladsl.diagnostics.did_you_mean import suggestion
from sladsl.policy.forms import values_by_name
from sladsl.policy.model import Field
from sladsl.syntax import tree

_TYPES = {
    "text": "a word or phrase",
    "one of": "a word from a list",
    "number": "a number",
    "length": "a length of time (`2 hours`)",
    "date": "a date (`2026-03-31`)",
    "time": "a date and time (`2026-03-31 17:00`)",
}


_OF_QUANTITIES = {"before": "below", "after": "above"}


def wrong_type(written: tree.Value, field: Field) -> Diagnostic:
    """E0301."""
    return Diagnostic(
        "E0301",
        f"`{field.name}` is {type_of(field)}, and this is {_written(written)}",
        written.span,
        help=f"write {type_of(field) if field.unit else _TYPES[field.type]}",
    )


def type_of(field: Field) -> str:
    """The type of a field, with its unit and without an example."""
    return _TYPES[field.type].partition(" (")[0] + (f" of {field.unit}" if field.unit else "")


def _written(value: tree.Value) -> str:
    """What kind of value stands in the text."""
    match value:
        case tree.Word():
            return "a word or phrase"
        case tree.Quantity():
            return "a number"
        case tree.Duration():
            return "a length of time"
        case tree.Date(_, time):
            return "a date and time" if time else "a date"


def wrong_unit(written: tree.Quantity, field: Field) -> Diagnostic:
    """E0301: another unit, or none."""
    said = f"`{written.unit.text}`" if written.unit else "no unit"
    unit = f"`{field.unit}`" if field.unit else "no unit"
    return Diagnostic(
        "E0301",
        f"`{field.name}` is a number with {unit}, and this has {said}",
        written.span,
        help=f"write `{f'{written.number.text} {field.unit}'.strip()}`",
    )


def not_a_word(value: tree.Value) -> Diagnostic:
    """E0301: a listed value that cannot be one."""
    return Diagnostic(
        "E0301",
        "a value of a list is a word, a text in quotes or a bare number",
        value.span,
        help='quote it: "..."',
    )


def not_among_values(written: tree.Value, text: str, field: Field) -> Diagnostic:
    """E0302."""
    values = ", ".join(f"`{value}`" for value in field.values)
    return Diagnostic(
        "E0302",
        f"`{text}` is not a value of `{field.name}`",
        written.span,
        suggestion(text, [name for name, _ in values_by_name(field)]),
        notes=[f"`{field.name}` is one of {values}"],
        help="write one of these; a list that is too short is mended where the subject is declared",
    )


def cannot_be_ordered(test: tree.Test, field: Field) -> Diagnostic:
    """E0303."""
    if field.type in ("text", "one of"):
        values = ", ".join(field.values[:2]) or "..."
        needs, help_ = "needs an order", f"list the values that are meant: `{field.name} is one of {values}`"
        notes = ["numbers, lengths of time, dates and times have an order; words have none"]
    else:
        needs, help_ = "is for dates and times", f"say `{_OF_QUANTITIES.get(test.word, test.word)}`"
        notes = []
    return Diagnostic(
        "E0303",
        f"`{test.word}` {needs}, and `{field.name}` is {type_of(field)}",
        test.span,
        notes=notes,
        help=help_,
    )


def one_value_only(test: tree.Test) -> Diagnostic:
    """E0303: an order compared with several values."""
    return Diagnostic(
        "E0303",
        f"`{test.word}` compares with one value",
        test.span,
        help="write two conditions joined by `or`",
    )


def days_on_a_calendar(duration: tree.Duration, calendar: str) -> Diagnostic:
    """E0304: semantics.md: days on a calendar other than always."""
    first = duration.parts[0]
    count = first.count.text if first.count else "1"
    days = f"`{count} working day{'' if count == '1' else 's'}`" if first.unit == "day" else "working days"
    return Diagnostic(
        "E0304",
        f"`{first.unit}s` cannot be counted on `{calendar}`, which closes",
        duration.span,
        "opening hours, or from one date to another?",
        notes=[
            "on 9-to-17 hours, `1 day` is eight hours to one reader, and 24, three working days, to another"
        ],
        help=f"say {days}, or how many hours of opening time, or `counting always`",
    )


def share_out_of_range(raw: tree.Raw) -> Diagnostic:
    """E0305."""
    return Diagnostic(
        "E0305",
        f"a share of cases cannot be `{raw.text}`",
        raw.span,
        help="a share is above 0% and at most 100%",
    )


def no_calendar_named(limit: tree.Limit | tree.Whichever) -> Diagnostic:
    """E0306: hours of what?"""
    return Diagnostic(
        "E0306",
        "the promise does not say which hours count",
        limit.span,
        "counted on which calendar?",
        notes=["four hours by night and four office hours are contracts of different price"],
        help="add `, counting office hours` or `, counting always`",
    )


def no_such_working_day(by: tree.ByEndOfNth) -> Diagnostic:
    """E0311: the 0th working day."""
    return Diagnostic(
        "E0311",
        "working days are counted from the 1st to the 10 000th",
        by.span,
        help="the next working day is the 1st",
    )


def not_a_date_field(by: tree.ByEndOf, field: Field) -> Diagnostic:
    """E0308."""
    return Diagnostic(
        "E0308",
        f"`{field.name}` is {type_of(field)}, not a date",
        by.field_name.span,
        "the end of which day?",
        help=f"declare the field as a date: `has {field.name}, a date.`",
    )


def pause_cannot_move_a_date(paused: tree.Paused, by: tree.ByEndOf) -> Diagnostic:
    """E0309."""
    return Diagnostic(
        "E0309",
        "a pause cannot move a date",
        paused.span,
        "this would have to move it",
        [Label(by.span, "this is a fixed day")],
        help="take the pause away, or promise a length of time: `within 2 working days`",
    )


def units_mixed(duration: tree.Duration) -> Diagnostic:
    """E0311."""
    return Diagnostic(
        "E0311",
        "hours, working days and dates cannot be added",
        duration.span,
        notes=["a working day has no length in hours, and a month none in days"],
        help="use one kind: hours and minutes, or working days, or days, weeks, months and years",
    )


def not_an_exact_length(length: tree.Length) -> Diagnostic:
    """E0311: a unit without a fixed length where an exact one is needed."""
    return Diagnostic(
        "E0311",
        f"a {length.unit} has no fixed length",
        length.span,
        help="use weeks, days, hours, minutes or seconds here",
    )


def not_whole(length: tree.Length) -> Diagnostic:
    """E0311: part of a day."""
    return Diagnostic(
        "E0311",
        f"{length.unit}s are counted whole, and at most 73 000 of them",
        length.span,
        help="use hours for a part of a day",
    )


def length_out_of_range(duration: tree.Duration) -> Diagnostic:
    """E0311: finer than a microsecond or longer than 200 years."""
    return Diagnostic(
        "E0311",
        "a length of time is a whole number of microseconds and at most 200 years",
        duration.span,
        help="round it",
    )


def share_of_other_things(of: tree.Name, subject: tree.Name, forms: Iterable[str]) -> Diagnostic:
    """E0312."""
    known = list(forms)
    return Diagnostic(
        "E0312",
        f"the clause is about every `{subject.text}`, and the share is of `{of.text}`",
        of.span,
        suggestion(of.text, known),
        [Label(subject.span, "promised for each of these")],
        notes=["forms of it: " + ", ".join(f"`{form}`" for form in known)],
        help=f"say `of {known[2] if len(known) > 2 else 'cases'}`, "
        f"or declare the form: `subject {known[1] if len(known) > 1 else subject.text}, also {of.text}:`",
    )


def no_time_at_all(duration: tree.Duration) -> Diagnostic:
    """E0313."""
    return Diagnostic(
        "E0313",
        "a promise needs some time",
        duration.span,
        notes=["nothing happens in no time"],
        help="name the shortest time that can be kept: `within 5 minutes`, `within 1 working day`",
    )


def window_out_of_range(window: tree.Window) -> Diagnostic:
    """E0314: a rolling window of no days or too many."""
    return Diagnostic(
        "E0314",
        "a rolling window has from 1 to 3660 whole days",
        window.span,
        help="say, for example, `per rolling 30 days`",
    )


def contract_window(window: tree.Window) -> Diagnostic:
    """E0314: contract weeks and days do not exist."""
    return Diagnostic(
        "E0314",
        f"there is no contract {window.unit}",
        window.span,
        notes=["contract months and years are counted from the day the agreement came into force"],
        help="say `per contract month`, `per contract year` or a calendar window",
    )


def no_windows(kept: tree.EmptyKept | tree.IfEnough) -> Diagnostic:
    """E0314: what windows without data are, or how much makes one, where there are none."""
    return Diagnostic(
        "E0314",
        "this promise has no windows",
        kept.span,
        help="give it a share, `for at least 90% of incidents per calendar month`, or take this away",
    )


def clause_without_promise(clause: tree.Clause) -> Diagnostic:
    """E0501."""
    return Diagnostic(
        "E0501",
        f"clause `{clause.name.text}` promises nothing",
        clause.name.span,
        help="say what is promised: `Every incident shall be resolved within 4 hours, counting always.`",
    )


def two_promises(again: tree.PromiseSentence, first: tree.PromiseSentence) -> Diagnostic:
    """E0502."""
    return Diagnostic(
        "E0502",
        "a clause makes one promise, and this is another",
        again.span,
        "the second promise",
        [Label(first.span, "the first promise")],
        notes=["each promise has a verdict of its own, and a name by which both parties call it"],
        help="give it a clause of its own",
    )


def warning_out_of_range(warn: tree.Warn) -> Diagnostic:
    """E0505."""
    return Diagnostic(
        "E0505",
        f"a warning at `{warn.at.text}` of the time is no warning",
        warn.at.span,
        help="warn above 0% and below 100% of the allowed time: `at 75% of the time`",
    )
