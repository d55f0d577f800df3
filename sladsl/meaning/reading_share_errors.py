"""What the passes say of shares of readings."""

from collections.abc import Iterable

from sladsl.diagnostics import Diagnostic
from sladsl.diagnostics.did_you_mean import suggestion
from sladsl.meaning.name_errors import listed
from sladsl.policy import model
from sladsl.policy.forms import event_names, names_of
from sladsl.syntax import tree


def unknown_reading(name: tree.Name, subject: model.Subject, any_reading: str) -> Diagnostic:
    """E0560."""
    fields = [form for field in subject.fields if field.reading for form in names_of(field)]
    names = [*event_names(subject), *fields, any_reading]
    return Diagnostic(
        "E0560",
        f"`{name.text}` are neither events nor readings of `{subject.name}`",
        name.span,
        suggestion(name.text, names),
        notes=[f"what there is a share of: {listed(names)}"],
        help=f"declare it, `has events served (also {name.text}).`, or say `{any_reading}`",
    )


def no_values(written: tree.ValuesThatAre, subject: model.Subject) -> Diagnostic:
    """E0560: `at least 5% of requests are above 5 minutes`."""
    name = written.of
    names = [form for field in subject.fields if field.reading for form in names_of(field)]
    first = next((field.name for field in subject.fields if field.reading), "status")
    return Diagnostic(
        "E0560",
        f"`{name.text}` are no readings of a field of `{subject.name}`",
        name.span,
        suggestion(name.text, names),
        notes=[f"what is read: {listed(names)}"] if names else [],
        help=f"of other things say what is asked: `for at least 5% of {name.text}, the {first} is ...`",
    )


def nothing_read(name: tree.Name, asked: Iterable[str], subject: model.Subject) -> Diagnostic:
    """E0561."""
    fields = list(dict.fromkeys(asked))
    one = fields[0]
    return Diagnostic(
        "E0561",
        f"nothing is asked here that each of the `{name.text}` says by itself",
        name.span,
        notes=[f"of the `{subject.name}` itself is known: {listed(fields)}"],
        help=f"if each of them says it, declare it so: `has readings of {one}`",
    )


def among_other_things(among: tree.Condition) -> Diagnostic:
    """E0562: `the average latency of every service, among those where ...`."""
    return Diagnostic(
        "E0562",
        "only a share of readings is one among those where something holds",
        among.span,
        help="say of what it is measured: `the average latency of every service where ...`",
    )


def share_of_which(name: tree.Name, subject: model.Subject) -> Diagnostic:
    """E0562: `the share of requests of every service shall be ...`."""
    first = next((field.name for field in subject.fields if field.reading), "status")
    return Diagnostic(
        "E0562",
        f"it is not said of which `{name.text}` this is the share",
        name.span,
        help=f"say it: `the share of {name.text} of every {subject.name} where {first} is ...`",
    )


def not_a_share(bound: tree.Bound) -> Diagnostic:
    """E0305."""
    return Diagnostic(
        "E0305",
        "a share of readings is between 0% and 100%",
        bound.span,
        help="write a share, for example `at least 5%`",
    )
