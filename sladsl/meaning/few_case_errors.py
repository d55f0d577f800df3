"""What the passes say of how many cases may miss where there are few."""

from sladsl.diagnostics import Diagnostic, Label
from sladsl.source import Span
from sladsl.syntax import tree


def no_share(said: tree.FewCases) -> Diagnostic:
    """E1024: of a promise about every case."""
    return Diagnostic(
        "E1024",
        "this promise has no share that could be too much to ask of few cases",
        said.span,
        help="give it one: `for at least 95% of incidents per calendar month, or all but 2 where ...`",
    )


def not_whole(raw: tree.Raw, most: int) -> Diagnostic:
    """E1024: all but 1.5."""
    return Diagnostic("E1024", f"cases are a whole number from 0 to {most}", raw.span)


def never_missed(said: tree.FewCases) -> Diagnostic:
    """E1025: all but 4 of fewer than 5."""
    return Diagnostic(
        "E1025",
        f"of fewer than {said.fewer_than.text} cases all but {said.may_miss.text} is never missed",
        said.span,
        help="let fewer of them miss, or take this away and say nothing of so few",
    )


def said_twice(said: tree.FewCases, first: Span) -> Diagnostic:
    """E1025: two numbers for the same bound."""
    return Diagnostic(
        "E1025",
        f"of fewer than {said.fewer_than.text} cases this is said twice",
        said.span,
        others=(Label(first, "the first time"),),
        help="say one number for each bound",
    )


def fewer_of_more(said: tree.FewCases, smaller: tree.FewCases) -> Diagnostic:
    """E1025: fewer may miss of more cases."""
    many, few = said.fewer_than.text, smaller.fewer_than.text
    return Diagnostic(
        "E1025",
        f"of fewer than {many} cases fewer may miss than of fewer than {few}",
        said.span,
        others=(Label(smaller.span, f"all but {smaller.may_miss.text}"),),
        help="let at least as many miss where there are more cases",
    )
