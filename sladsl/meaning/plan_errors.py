"""What is said of plans and of the agreements that support others."""

from collections.abc import Iterable
from functools import lru_cache

from sladsl.diagnostics import Diagnostic, Label
from sladsl.diagnostics.did_you_mean import suggestion
from sladsl.meaning.name_errors import listed
from sladsl.source import Span
from sladsl.syntax import tree

_near = lru_cache(maxsize=4096)(suggestion)  # where a file is not given, thousands of plans may miss it


def unknown_agreement(name: tree.Name, names: tuple[str, ...]) -> Diagnostic:
    """E1300; `names` are those of all agreements."""
    return Diagnostic(
        "E1300",
        f"unknown agreement `{name.text}`",
        name.span,
        _near(name.text, names),
        notes=[f"the agreements given are {listed(names)}"] if names else [],
        help="give the file of that agreement too, or the folder of both, or `use` it by its path",
    )


def unknown_relied(name: tree.Name, agreement: str, clause: str, known: Iterable[str]) -> Diagnostic:
    """E1301: the agreement has no clause of that name."""
    names = list(known)
    hint = suggestion(clause, names)
    return Diagnostic(
        "E1301",
        f"agreement `{agreement}` has no clause `{clause}`",
        name.span,
        hint,
        notes=[f"its clauses are {listed(names)}"] if names else [],
        help=f"name one of its clauses: `{agreement}/{names[0]}`" if names else "write the clause",
    )


def no_clause_named(name: tree.Name, clauses: Iterable[str]) -> Diagnostic:
    """E1301: an agreement alone, where a clause of it is needed."""
    first = next(iter(clauses), "REPAIR")
    return Diagnostic(
        "E1301",
        f"`{name.text}` does not name a clause",
        name.span,
        "under which of its clauses?",
        help=f"write the agreement and its clause with a stroke between: `{name.text}/{first}`",
    )


def supports_itself(name: tree.Name, circle: list[str]) -> Diagnostic:
    """E1302."""
    way = " supports ".join(f"`{each}`" for each in circle)
    return Diagnostic(
        "E1302",
        f"agreement `{circle[0]}` supports itself" if len(circle) == 2 else "agreements support each other",
        name.span,
        "here it comes round",
        notes=[way] if len(circle) > 2 else [],
        help="leave out one of them: a promise cannot rest on itself",
    )


def planned_twice(plan: tree.Plan, first: tree.Plan) -> Diagnostic:
    """E1303."""
    return Diagnostic(
        "E1303",
        f"there are two plans for `{plan.clock.text}` of `{plan.subject.text}` under `{plan.agreement.text}`",
        plan.clock.span,
        others=[Label(first.clock.span, "the other one")],
        help="say in one plan which cases go which way: `under A/FIX where ..., or under B/FIX where ...`",
    )


def cannot_assume(span: Span, what: str, help_: str) -> Diagnostic:
    """E1304."""
    return Diagnostic("E1304", what, span, help=help_)


def of_another_subject(name: tree.Name, its: str, subject: str) -> Diagnostic:
    """E1305."""
    return Diagnostic(
        "E1305",
        f"clause `{name.text}` is about `{its}`, and the plan about `{subject}`",
        name.span,
        "a step is a part of the way of one case",
        notes=[
            f"nothing says which `{its}` belongs to which `{subject}`: that each `{its}` is in time says "
            f"nothing of when the one of this `{subject}` begins, nor that there is one"
        ],
        help=f"give `{subject}` events for what becomes of its `{its}`, and name a clause of the form "
        f"`Every {subject} shall be ... within ...` that promises the time between them",
    )


def about_windows(name: tree.Name) -> Diagnostic:
    """E1305: no case has a clock under that clause."""
    return Diagnostic(
        "E1305",
        f"clause `{name.text}` does not say by when a case is done",
        name.span,
        "it promises something about a whole window",
        help="name a clause of the form `Every ... shall be ... within ...`",
    )


def rests_on_itself(name: tree.Name) -> Diagnostic:
    """E1305: the promise that the plan is for."""
    return Diagnostic(
        "E1305",
        f"the plan rests on `{name.text}`, which it is a plan for",
        name.span,
        help="name the clause of the agreement with whoever does the step",
    )


def nothing_to_plan(plan: tree.Plan, said: Iterable[str]) -> Diagnostic:
    """E1306."""
    names = list(said)
    return Diagnostic(
        "E1306",
        f"agreement `{plan.agreement.text}` promises nothing about `{plan.clock.text}` "
        f"of `{plan.subject.text}`",
        plan.clock.span,
        suggestion(plan.clock.text, names),
        notes=[f"of `{plan.subject.text}` its clauses time {listed(names)}"] if names else [],
        help="a plan is for a clock that one of the clauses counts",
    )
