"""What is said of fees by unit."""

from collections.abc import Iterable, Sequence

from sladsl.diagnostics import Diagnostic
from sladsl.diagnostics.did_you_mean import suggestion
from sladsl.meaning.name_errors import listed
from sladsl.policy import model
from sladsl.syntax import tree
from sladsl.syntax.tree import money as written


def how_many(unit: tree.Name, known: Iterable[str]) -> Diagnostic:
    """E1064: a fee for each of so many, and nobody says how many."""
    names = list(known)
    return Diagnostic(
        "E1064",
        f"nothing says how many `{unit.text}` the fee is for",
        unit.span,
        suggestion(unit.text, names),
        notes=[f"told of are: {listed(names)}"] if names else [],
        help=f"say it, `there are 200 {unit.text}s.`, or count them, `count {unit.text}s while in use.`",
    )


def counts_for_nothing(said: written.ThereAre | written.CountedWhile) -> Diagnostic:
    """E1064: a number that no fee asks for."""
    return Diagnostic(
        "E1064",
        f"no fee is for each of the `{said.units.text}`",
        said.units.span,
        help="say what each costs, `fee EUR 2.50 per mailbox per calendar month.`, or take this away",
    )


def out_of_order(said: written.SoMany) -> Diagnostic:
    """E1065."""
    return Diagnostic(
        "E1065",
        "this number of units holds from a day that is not after the one before",
        said.span,
        help="put them in the order of their days, the first perhaps without one",
    )


def not_by_events(name: tree.Name, state: model.State) -> Diagnostic:
    """E1066: a state in which units cannot be counted."""
    return Diagnostic(
        "E1066",
        f"no events begin and end `{state.name}`",
        name.span,
        notes=["units are counted by the events with which they come and go"],
        help=f"say it by events: `state {state.name} of {state.subject}: from ... until ... .`",
    )


def no_such_fee(name: tree.Name, known: Sequence[str]) -> Diagnostic:
    """E1070."""
    return Diagnostic(
        "E1070",
        f"no fee of the agreement is called `{name.text}`",
        name.span,
        suggestion(name.text, known),
        notes=[f"it has fees for: {listed(known)}"] if known else [],
        help=f"name it in the agreement: `fee for {name.text} EUR 100 per calendar month.`",
    )


def not_due_so(name: tree.Name, fee: str, once: bool) -> Diagnostic:
    """E1071: the monthly set-up fee, the one-time hosting fee."""
    if once:
        return Diagnostic(
            "E1071",
            f"the fee for {fee} is due once, and has no part for each month",
            name.span,
            help=f"write `of the {fee} fee`",
        )
    return Diagnostic(
        "E1071", f"the fee for {fee} is due again and again", name.span, help=f"write `of the {fee} fee`"
    )


def for_how_long(name: tree.Name, fee: str) -> Diagnostic:
    """E1071: one per month and one per year."""
    return Diagnostic(
        "E1071",
        f"for how long the {fee} fee is meant is not said",
        name.span,
        notes=["there are several of this name, which are not due as often"],
        help=f"write `of the monthly {fee} fee`, `of the yearly {fee} fee` or whichever it is",
    )


def out_of_term(day: tree.Raw) -> Diagnostic:
    """E1073."""
    return Diagnostic(
        "E1073",
        "on this day the agreement is not in force, so that the fee would never be due",
        day.span,
        help="name a day on which it is, or none: then it is due when the agreement comes into force",
    )
