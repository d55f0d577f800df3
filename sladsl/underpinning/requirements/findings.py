"""Answers about requirements as diagnostics, for `sladsl check`."""

from collections.abc import Iterable, Iterator, Mapping

from sladsl.diagnostics import Diagnostic
from sladsl.policy.model import Clause, Policy, WindowClause
from sladsl.policy.place import span_of
from sladsl.source import SourceText
from sladsl.underpinning.requirements.answers import RequirementAnswer, unasked

UNMET, UNASKED = "E1260", "W1290"


def findings(
    policy: Policy, answers: Iterable[RequirementAnswer], sources: Mapping[str, SourceText]
) -> Iterator[Diagnostic]:
    """What is asked for and not promised, then what is promised and not asked for."""
    for each in answers:
        if each.answer == "unmet":
            yield _unmet(each, sources)
    for clause in unasked(policy):
        yield _unasked(clause, sources)


def _unmet(of: RequirementAnswer, sources: Mapping[str, SourceText]) -> Diagnostic:
    asked = of.requirement
    return Diagnostic(
        UNMET,
        f"no clause meets the requirement `{asked.id}` of {asked.party}",
        span_of(asked.place, sources),
        f"asked for, and not promised: {asked.words}",
        help=f'promise it, and say by which clause: `requirement {asked.id} of {asked.party}: "...", '
        "met by CLAUSE.`",
    )


def _unasked(of: Clause | WindowClause, sources: Mapping[str, SourceText]) -> Diagnostic:
    name = of.id.removesuffix(" (longest)")
    return Diagnostic(
        UNASKED,
        f"no requirement asks for the clause `{name}`",
        span_of(of.place, sources),
        notes=[f"`{of.agreement}` says what its customer asked for, and this is none of it"],
        help=f"leave it out, or say what it is for: a requirement that is `met by {name}`",
        about=(of.agreement, name),
    )
