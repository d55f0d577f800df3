"""Warnings without those that an agreement means, and meanings that nothing is found for."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from sladsl.diagnostics import Diagnostic, Severity
from sladsl.policy.meant import UNUSED, Meant
from sladsl.policy.names import fold
from sladsl.policy.place import span_of
from sladsl.practice.advice import ALWAYS, CODES
from sladsl.source import SourceText

OF_COVERAGE = frozenset({"W1290", "W1291", "W1292", "W1293", "W1294", "W1310"})


def of_texts(code: str) -> bool:
    """Whether a warning is one that compiling looks for."""
    return code not in OF_COVERAGE | CODES


def of_policies(all_practice: bool) -> Callable[[str], bool]:
    """Whether a warning is one that is looked for in a policy that compiles."""
    looked_for = OF_COVERAGE | (CODES if all_practice else ALWAYS)
    return partial(_in, looked_for)


def _in(codes: frozenset[str], code: str) -> bool:
    return code in codes


def but_meant(
    found: Iterable[Diagnostic],
    meant: Iterable[Meant],
    sources: Mapping[str, SourceText],
    looked_for: Callable[[str], bool] | None,
) -> tuple[Diagnostic, ...]:
    """What was found without the warnings that are meant, and W1240 of what is meant and not found.

    `looked_for` says of which codes it would have been found (None: of none, for the text has errors).
    """
    by_code: dict[str, list[Meant]] = {}
    for each in meant:
        by_code.setdefault(each.code, []).append(each)
    used: set[int] = set()
    left: list[Diagnostic] = []
    for diagnostic in found:
        saying = [each for each in by_code.get(diagnostic.code, ()) if _is_of(each, diagnostic)]
        used.update(map(id, saying))
        if not saying or diagnostic.severity is Severity.ERROR:
            left.append(diagnostic)
    if looked_for is not None:
        every = (each for several in by_code.values() for each in several)
        left += [_unused(each, sources) for each in every if id(each) not in used and looked_for(each.code)]
    return tuple(left)


def _is_of(meant: Meant, found: Diagnostic) -> bool:
    """What stands under no agreement is every agreement's to mean."""
    agreement, clause = found.about
    if agreement and fold(agreement) != fold(meant.agreement):
        return False
    return not meant.clause or fold(clause) == fold(meant.clause)


def _unused(meant: Meant, sources: Mapping[str, SourceText]) -> Diagnostic:
    """W1240."""
    where = f"clause `{meant.clause}`" if meant.clause else f"`{meant.agreement}`"
    return Diagnostic(
        UNUSED,
        f"{meant.code} is said to be meant of {where}, and is not found there",
        span_of(meant.place, sources),
        notes=["what it was written for has gone, and a later warning would go unseen"],
        help="take the sentence away",
        about=(meant.agreement, meant.clause),
    )
