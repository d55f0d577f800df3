"""Terms that do not go together as diagnostics, for `sladsl check`."""

from collections.abc import Iterator, Mapping

from sladsl.diagnostics import Diagnostic, Label
from sladsl.policy.model import Policy
from sladsl.policy.place import Place, span_of
from sladsl.source import SourceText
from sladsl.underpinning.contradictions.amounts import Twice, said_otherwise
from sladsl.underpinning.contradictions.promises import Idle, idle_clauses

IDLE, TWICE = "W1292", "W1294"


def findings(policy: Policy, sources: Mapping[str, SourceText]) -> Iterator[Diagnostic]:
    """In the order of the text, promises before money."""
    for idle in idle_clauses(policy):
        yield _idle(idle, sources)
    for twice in said_otherwise(policy):
        yield _twice(twice, sources)


def _idle(of: Idle, sources: Mapping[str, SourceText]) -> Diagnostic:
    less, more = (each.id.removesuffix(" (longest)") for each in (of.less, of.more))
    headline = (
        f"`{less}` promises the same as `{more}`"
        if of.same
        else f"`{less}` promises nothing that `{more}` does not, and which of the two holds is not said"
    )
    why = (
        "whoever changes one of them has to find the other"
        if of.same
        else f"whatever breaks `{less}` breaks `{more}` too, so that one of the two means nothing"
    )
    return Diagnostic(
        IDLE,
        headline,
        span_of(of.less.place, sources),
        "the same again" if of.same else "this asks for no more",
        _others(of.more.place, "this is the same" if of.same else "this asks for as much, or more", sources),
        notes=[why],
        help=f"take `{less}` away; or say of which cases, or of what time, each of them is",
        about=(of.agreement.id, less),
    )


def _twice(of: Twice, sources: Mapping[str, SourceText]) -> Diagnostic:
    what = f"of `{of.clause}`" if of.clause else f"of `{of.agreement}`"
    kind = "credit" if of.clause else "cap"
    return Diagnostic(
        TWICE,
        f"two {kind}s {what} differ, and which of them holds is not said",
        span_of(of.place, sources),
        of.again,
        _others(of.first_place, of.first, sources),
        help="keep one of the two"
        + (", or say from which value on each is paid: `when below 99%`" if of.clause else ""),
        about=(of.agreement, of.clause),
    )


def _others(place: Place, text: str, sources: Mapping[str, SourceText]) -> list[Label]:
    span = span_of(place, sources)
    return [] if span is None else [Label(span, text)]
