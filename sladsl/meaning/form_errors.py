"""What is said of the further forms of names."""

from sladsl.diagnostics import Diagnostic, Label
from sladsl.syntax import tree


def means_two_things(name: tree.Name, own: tree.Name, first: tree.Name) -> Diagnostic:
    """E0230: one form of two things that stand beside each other."""
    return Diagnostic(
        "E0230",
        f"`{name.text}` means two things: `{first.text}` and `{own.text}`",
        name.span,
        others=[Label(first.span, "the first of them")],
        notes=["names compare without regard to capitals, and in Greek without regard to accents"],
        help="keep it with one of the two, or write a longer form that tells them apart",
    )


def looks_alike(name: tree.Name, own: tree.Name, like: tree.Name, owner: tree.Name) -> Diagnostic:
    """E0231: letters of another alphabet make it look like the name of something else."""
    meant = "" if owner.text == like.text else f", which means `{owner.text}`"
    return Diagnostic(
        "E0231",
        f"`{name.text}` looks like `{like.text}`{meant}, and is another name",
        name.span,
        f"means `{own.text}`" if own.text != name.text else "",
        [Label(like.span, "letters of another alphabet")],
        help=f"type it in the letters of `{like.text}`, or give it another name",
    )
