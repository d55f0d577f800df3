"""Answers about requirements as diagnostics, for `sladsl check`."""

from collections.abc import Iterable, Iterator, Mapping

from sladsl.diagnostics import Diagnostic
from sladsl.policy import words
from sladsl.policy.model import Clause, Policy, WindowClause
from sladsl.policy.place import span_of
from sladsl.source import SourceText
from sladsl.underpinning.requirements.answers import Part, RequirementAnswer, unasked
from sladsl.underpinning.requirements.hours import waiting

UNMET, LESS, UNASKED, UNDECIDED, WAITING = "E1260", "E1262", "W1290", "W1291", "W1293"


def findings(
    policy: Policy, answers: Iterable[RequirementAnswer], sources: Mapping[str, SourceText]
) -> Iterator[Diagnostic]:
    """What is asked for and not promised, then what is promised and not asked for."""
    for each in answers:
        if each.answer == "unmet" or each.lapses is not None:
            yield _unmet(each, sources)
        for part in each.parts:
            if part.answer == "not satisfied":
                yield _less(each, part, sources)
            elif part.answer == "cannot tell":
                yield _undecided(each, part, sources)
    for clause in unasked(policy):
        yield _unasked(clause, sources)


def hours_findings(policy: Policy, sources: Mapping[str, SourceText]) -> Iterator[Diagnostic]:
    """Clauses in force that count hours which nobody has agreed."""
    for agreement, clause, names in waiting(policy):
        hours = " and ".join(f"`{name}`" for name in names)
        yield Diagnostic(
            WAITING,
            f"`{clause.id}` counts hours that are still to be agreed",
            span_of(clause.place, sources),
            f"of {hours} nothing is known, so that no verdict on it can be given",
            help=f"give {hours} its hours, or say `is a draft` of `{agreement.id}` until they are agreed",
            about=(agreement.id, clause.id),
        )


def _unmet(of: RequirementAnswer, sources: Mapping[str, SourceText]) -> Diagnostic:
    asked = of.requirement
    return Diagnostic(
        UNMET,
        f"no clause meets the requirement `{asked.id}` of {asked.party}{lapsed(of)}",
        span_of(asked.place, sources),
        f"asked for, and not promised: {asked.words}",
        help=f'promise it, and say by which clause: `requirement {asked.id} of {asked.party}: "...", '
        "met by CLAUSE.`",
    )


def lapsed(of: RequirementAnswer) -> str:
    """ " from 2026-07-01 on"."""
    return "" if of.lapses is None else f" from {words.instant(of.lapses, of.zone)[:10]} on"


def _less(of: RequirementAnswer, part: Part, sources: Mapping[str, SourceText]) -> Diagnostic:
    asked = of.requirement
    return Diagnostic(
        LESS,
        f"the requirement `{asked.id}` of {asked.party} asks for more than is promised",
        span_of(part.place, sources),
        part.why,
        notes=[f"for example: {line}" if not number else line for number, line in enumerate(part.story)],
        help=f"promise more in {_names(part)}, or agree with {asked.party} on less",
        about=(asked.agreement, part.by),
    )


def _undecided(of: RequirementAnswer, part: Part, sources: Mapping[str, SourceText]) -> Diagnostic:
    asked = of.requirement
    return Diagnostic(
        UNDECIDED,
        f"whether the requirement `{asked.id}` of {asked.party} is satisfied cannot be told",
        span_of(part.place, sources),
        part.why,
        help="`sladsl explain W1291` says what cannot be compared",
        about=(asked.agreement, part.clauses[0] if len(part.clauses) == 1 else ""),
    )


def _names(part: Part) -> str:
    ids = (part.by,) if part.by else part.clauses
    return " or ".join(f"`{id}`" for id in ids) or "a clause"


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
