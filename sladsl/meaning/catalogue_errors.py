"""What the passes say of the service catalogue."""

from collections.abc import Iterable, Sequence

from sladsl.diagnostics import Diagnostic, Label
from sladsl.diagnostics.did_you_mean import suggestion
from sladsl.meaning.name_errors import listed
from sladsl.syntax import tree


def unknown_service(name: tree.Name, known: Iterable[str]) -> Diagnostic:
    """E1201."""
    names = list(known)
    return Diagnostic(
        "E1201",
        f"unknown service `{name.text}`",
        name.span,
        suggestion(name.text, names),
        notes=[f"other services of this program: {listed(names)}"] if names else [],
        help=f"declare it: `service {name.text}.`",
    )


def needs_itself(name: tree.Name, circle: Sequence[str]) -> Diagnostic:
    """E1202."""
    way = " needs ".join(f"`{each}`" for each in (*circle, circle[0]))
    return Diagnostic(
        "E1202",
        f"service `{circle[0]}` needs itself",
        name.span,
        "" if len(circle) == 1 else "this closes the circle",
        notes=[way] if len(circle) > 1 else [],
        help="say what each of them needs besides the others, or make what they share a service of its own",
    )


def not_so_many(least: tree.Raw, of: int) -> Diagnostic:
    """E1203: `3 of (A, B)`."""
    return Diagnostic(
        "E1203",
        f"`{least.text} of` does not fit a list of {of}",
        least.span,
        help=f"it is a whole number from 1 to {of}; `any of (...)` is one, `all of (...)` is every one",
    )


def needed_twice(name: tree.Name, first: tree.Name) -> Diagnostic:
    """E1204: `any of (A, A)` would look like two and be one."""
    return Diagnostic(
        "E1204",
        f"service `{name.text}` stands twice in one list",
        name.span,
        "again here",
        [Label(first.span, "first here")],
        notes=["it is one service: where it fails, both fail"],
        help="take one away, or name the other service that is meant",
    )


def group_has_itself(name: tree.Name, circle: Sequence[str]) -> Diagnostic:
    """E1253."""
    way = " has ".join(f"`{each}`" for each in (*circle, circle[0]))
    return Diagnostic(
        "E1253",
        f"service group `{circle[0]}` has itself",
        name.span,
        "" if len(circle) == 1 else "this closes the circle",
        notes=[way] if len(circle) > 1 else [],
        help="leave one of them out of the other",
    )


def empty_group(name: tree.Name) -> Diagnostic:
    """E1254."""
    return Diagnostic(
        "E1254",
        f"service group `{name.text}` has no services",
        name.span,
        help=f"name them: `service group {name.text} has Email, Chat.`",
    )
