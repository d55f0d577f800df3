"""What the passes say of warnings that are meant."""

from collections.abc import Iterable

from sladsl.diagnostics import Diagnostic
from sladsl.diagnostics.did_you_mean import suggestion
from sladsl.syntax import tree


def no_such_code(code: tree.Raw, known: Iterable[str]) -> Diagnostic:
    """E1250."""
    return Diagnostic(
        "E1250",
        f"no warning has the code `{code.text}`",
        code.span,
        suggestion(code.text, [each for each in known if each.startswith("W")]),
        help="the code stands in the brackets of the warning: `warning[W0401]: ...`",
    )


def cannot_be_meant(code: tree.Raw) -> Diagnostic:
    """E1251."""
    error = code.text.startswith("E")
    why = "an error leaves nothing to judge by" if error else "it is about sentences such as this one"
    return Diagnostic(
        "E1251",
        f"`{code.text}` cannot be meant",
        code.span,
        "an error" if error else "",
        notes=[why],
        help="mend what it is found in" if error else "take away the sentence that it is found in",
    )


def no_reason(because: tree.Raw) -> Diagnostic:
    """E1252."""
    return Diagnostic(
        "E1252",
        "no reason is given",
        because.span,
        notes=["whoever reads the contract next has to know why a warning was passed over"],
        help='say it in a few words: `because "the desk is open at night as well"`',
    )
