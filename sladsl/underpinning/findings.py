"""Answers as diagnostics, for `sladsl check`: what is refuted is an error, what cannot be told a warning."""

from collections.abc import Iterable, Iterator, Mapping

from sladsl.diagnostics import Diagnostic, Label
from sladsl.policy.place import span_of
from sladsl.source import SourceText
from sladsl.underpinning.answers import CannotTell, ClauseCoverage, Coverage, Gap, NotCovered

CODES: Mapping[Gap, str] = {
    "time": "E1310",
    "nobody": "E1311",
    "scope": "E1312",
    "term": "E1313",
    "unbounded": "E1314",
    "share": "E1315",
    "downtime": "E1351",
}
UNDECIDED = "W1310"


def findings(coverage: Coverage, sources: Mapping[str, SourceText]) -> Iterator[Diagnostic]:
    """A finding a clause that is not covered, in the order of the clauses; `sources` by name."""
    for each in coverage.clauses:
        called = f"`{each.agreement}/{each.clause}`"
        match each.answer:
            case NotCovered() as answer:
                yield _refuted(each, called, answer, sources)
            case CannotTell(reason):
                yield Diagnostic(
                    UNDECIDED,
                    f"whether {called} can be kept cannot be told",
                    span_of(each.place, sources),
                    reason,
                    help="`sladsl explain W1310` says what is reckoned with",
                    about=(each.agreement, each.clause),
                )
            case _:
                pass


def _refuted(
    of: ClauseCoverage, called: str, answer: NotCovered, sources: Mapping[str, SourceText]
) -> Diagnostic:
    span = span_of(answer.place, sources) if answer.place else None
    others = [Label(span, "on this it rests")] if span is not None else []
    repairs = " or ".join(repair.text for repair in answer.repairs)
    return Diagnostic(
        CODES[answer.gap],
        f"{called} can be breached though all it rests on is kept",
        span_of(of.place, sources),
        answer.why,
        others,
        notes=[f"for example: {line}" if not number else line for number, line in _story(answer)],
        help=f"to close the gap: {repairs}" if repairs else "",
    )


def _story(answer: NotCovered) -> Iterable[tuple[int, str]]:
    return enumerate(answer.counterexample.story)
