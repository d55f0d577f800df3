"""What is said where a clause that cannot be weakened is, or where that cannot be told."""

from collections.abc import Sequence

from sladsl.diagnostics import Diagnostic, Label
from sladsl.policy.replacements import Replacement
from sladsl.underpinning.comparison.findings import Difference, Witness
from sladsl.underpinning.comparison.telling import story

_MEND = "promise at least as much in every part, or take `It cannot be weakened.` out of the base"
_AMENDED = "the parties may agree on it; if it is not meant, promise at least as much in every part"


def is_weaker(of: Replacement, witness: Witness | None, found: Sequence[Difference], zone: str) -> Diagnostic:
    """E1144 or W1146: with a case that the two texts judge differently, where verdicts do."""
    less = [each for each in found if each.effect in ("weaker", "either")]
    notes = [_change(each) for each in less]
    called = ("before", "as amended") if of.amendment else ("as inherited", "as replaced")
    if witness is not None:
        first, *more = story(witness, zone, *called)
        notes += [f"for example: {first}", *more]
    return _told(of, "E1144", ("is", "{} weakens it"), notes)


def removed(of: Replacement) -> Diagnostic:
    """E1144 or W1146."""
    return _told(of, "E1144", ("is removed", "{} removes it"), [], "keep it")


def cannot_be_told(of: Replacement, doubts: Sequence[str]) -> Diagnostic:
    """E1145 or W1146."""
    said = "it cannot be told whether it is", "it cannot be told whether {} weakens it"
    return _told(of, "E1145", said, list(dict.fromkeys(doubts)))


def _told(
    of: Replacement, code: str, said: tuple[str, str], notes: Sequence[str], mend: str = _MEND
) -> Diagnostic:
    """`said` is of what is inherited, and of an amendment."""
    what = said[1].format(f"amendment `{of.amendment}`") if of.amendment else said[0]
    return Diagnostic(
        "W1146" if of.amendment else code,
        f"clause `{of.clause}` cannot be weakened, and {what}",
        of.place,
        others=[Label(of.protected, "it stands here, and cannot be weakened")],
        notes=notes,
        help=_AMENDED if of.amendment else mend,
    )


def _change(of: Difference) -> str:
    sometimes = ["in some cases"] * (of.effect == "either")
    why = "; ".join([*sometimes, *([of.why] if of.why else [])])
    return f"{of.about}: {of.old or 'not said'} becomes {of.new or 'not said'}{f' ({why})' if why else ''}"
