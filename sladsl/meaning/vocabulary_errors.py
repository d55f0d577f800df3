"""What the passes say of subjects, states, clocks, sources and examples."""

from sladsl.diagnostics import Diagnostic, Label
from sladsl.syntax import tree


def subject_without_events(subject: tree.Subject) -> Diagnostic:
    """E0506."""
    return Diagnostic(
        "E0506",
        f"subject `{subject.name.text}` has no events",
        subject.name.span,
        notes=["without events no clock of it can start or stop"],
        help="say which: `has events opened, closed.`",
    )


def state_without_events(state: tree.State) -> Diagnostic:
    """E0507: nothing says when the state holds."""
    return Diagnostic(
        "E0507",
        f"nothing says when `{state.name.text}` holds",
        state.name.span,
        help="say it: `from held until released.`",
    )


def begins_and_ends(state: tree.State, name: tree.Name) -> Diagnostic:
    """E0507: one event both begins and ends a state."""
    return Diagnostic(
        "E0507",
        f"`{name.text}` both begins and ends `{state.name.text}`",
        name.span,
        help="let one event begin it and another end it",
    )


def clock_cannot(clock: tree.Clock, what: str) -> Diagnostic:
    """E0503."""
    return Diagnostic(
        "E0503",
        f"clock `{clock.name.text}` can never {what}",
        clock.name.span,
        notes=[
            "a promise on it would never be judged"
            if what == "start"
            else "a promise on it could never be kept"
        ],
        help=f"say when: `{what}s when ... .`",
    )


def event_moves_twice(clock: tree.Clock, name: tree.Name, first: tree.Name) -> Diagnostic:
    """E0504."""
    return Diagnostic(
        "E0504",
        f"`{name.text}` does two things to clock `{clock.name.text}`",
        name.span,
        "the second is said here",
        [Label(first.span, "the first is said here")],
        help="keep one; to begin anew with the same event say `restarts when` alone",
    )


def source_lacks(source: tree.Source, form: str) -> Diagnostic:
    """E0701."""
    return Diagnostic(
        "E0701",
        f"source `{source.name.text}` does not say enough to read a row",
        source.name.span,
        help=f"say, for example, `{form}.`",
    )


def _a(row: str) -> str:
    return f"an {row}" if row[0] in "aeiou" else f"a {row}"


def sentence_for_other_rows(
    sentence: tree.ColumnIs | tree.Means | tree.ChangeMeans, word: str, row: str, other: str
) -> Diagnostic:
    """E0702."""
    return Diagnostic(
        "E0702",
        f"`{word}` is for logs in which each row is {_a(other)}, and here each row is {_a(row)}",
        sentence.span,
        help=f"say `each row is {_a(other)}`, or take the sentence away",
    )


def unit_of_no_length(sentence: tree.FieldIs, name: str) -> Diagnostic:
    """E0702: a unit of time for what is no length of time."""
    return Diagnostic(
        "E0702",
        f"`{name}` is not a length of time, and this says in which unit it is",
        sentence.unit.span if sentence.unit else sentence.span,
        help=f"declare it so, `has {name}, a length of time.`, or take the unit away",
    )


def separator_too_long(separator: tree.Separator) -> Diagnostic:
    """E0702: columns are separated by one character."""
    return Diagnostic(
        "E0702",
        f"`{separator.text.text}` is not one character",
        separator.text.span,
        help='columns are separated by one character: ";", ",", "|" or "\\t" for a tab',
    )


def means_two_things(text: tree.Raw, first: str, second: str) -> Diagnostic:
    """E0703."""
    return Diagnostic(
        "E0703",
        f"`{text.text}` means two things: `{first}` and `{second}`",
        text.span,
        help="keep one of the two",
    )


def example_expects_nothing(example: tree.Example) -> Diagnostic:
    """E0801."""
    return Diagnostic(
        "E0801",
        f"example `{example.title.text}` shows nothing",
        example.title.span,
        notes=["an example has events and at least one sentence that says what comes of them"],
        help="end it with, for example, `Then INC-1 is met after 14 minutes.`",
    )
