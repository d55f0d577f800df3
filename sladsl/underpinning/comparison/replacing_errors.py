"""What is said where a clause that cannot be weakened is, or where that cannot be told."""

from collections.abc import Sequence

from sladsl.diagnostics import Diagnostic, Label
from sladsl.policy.replacements import Replacement
from sladsl.underpinning.comparison.findings import Difference, Witness
from sladsl.underpinning.comparison.telling import story

_MEND = "promise at least as much in every part, or take `It cannot be weakened.` out of the base"


def is_weaker(of: Replacement, witness: Witness | None, found: Sequence[Difference], zone: str) -> Diagnostic:
    """E1144: with a case that the two texts judge differently, where verdicts do."""
    less = [each for each in found if each.effect in ("weaker", "either")]
    notes = [_change(each) for each in less]
    if witness is not None:
        first, *more = story(witness, zone, "as inherited", "as replaced")
        notes += [f"for example: {first}", *more]
    return Diagnostic(
        "E1144",
        f"clause `{of.clause}` cannot be weakened, and is",
        of.place,
        others=[_stands(of)],
        notes=notes,
        help=_MEND,
    )


def removed(of: Replacement) -> Diagnostic:
    """E1144."""
    return Diagnostic(
        "E1144",
        f"clause `{of.clause}` cannot be weakened, and is removed",
        of.place,
        others=[_stands(of)],
        help="keep it",
    )


def cannot_be_told(of: Replacement, doubts: Sequence[str]) -> Diagnostic:
    """E1145."""
    return Diagnostic(
        "E1145",
        f"clause `{of.clause}` cannot be weakened, and it cannot be told whether it is",
        of.place,
        others=[_stands(of)],
        notes=list(dict.fromkeys(doubts)),
        help=_MEND,
    )


def _stands(of: Replacement) -> Label:
    return Label(of.protected, "it stands here, and cannot be weakened")


def _change(of: Difference) -> str:
    sometimes = ["in some cases"] * (of.effect == "either")
    why = "; ".join([*sometimes, *([of.why] if of.why else [])])
    return f"{of.about}: {of.old or 'not said'} becomes {of.new or 'not said'}{f' ({why})' if why else ''}"
