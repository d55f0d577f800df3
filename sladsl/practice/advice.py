"""The advice there is, and giving it: each a function of the policy, told always or only on request."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from sladsl.diagnostics import Diagnostic, Label
from sladsl.policy.model import Policy
from sladsl.policy.place import span_of
from sladsl.practice.bounds import mixed
from sladsl.practice.exclusions import no_cap
from sladsl.practice.life import no_outcome, no_review
from sladsl.practice.measuring import unmeasured
from sladsl.practice.offers import unoffered, unpromised, without_agreement
from sladsl.practice.sameness import copied, one_for_all
from sladsl.practice.told import Told
from sladsl.records import frozen
from sladsl.source import SourceText


def _cheap(policy: Policy) -> Iterable[Told]:
    from sladsl.practice.cheap_breach import cheap  # it asks the evaluator, and is seldom asked for

    return cheap(policy)


def _early(policy: Policy) -> Iterable[Told]:
    from sladsl.practice.early_claims import early  # so does this

    return early(policy)


@frozen
class Lint:
    """A thing to look for. `always`: not only where all of good practice is asked for."""

    code: str
    found: Callable[[Policy], Iterable[Told]]
    always: bool = False


LINTS = (
    Lint("W1006", _early),
    Lint("W1210", one_for_all),
    Lint("W1211", copied),
    Lint("W1212", no_outcome),
    Lint("W1213", no_review),
    Lint("W1214", no_cap),
    Lint("W1215", unmeasured, always=True),
    Lint("W1216", _cheap),
    Lint("W1217", mixed),
    Lint("W1230", unpromised, always=True),
    Lint("W1231", unoffered, always=True),
    Lint("W1232", without_agreement),
)
CODES = frozenset(lint.code for lint in LINTS)
ALWAYS = frozenset(lint.code for lint in LINTS if lint.always)


def advice(policy: Policy, sources: Mapping[str, SourceText], all_practice: bool) -> Iterator[Diagnostic]:
    """What there is to say of a policy, in the order of the text; `sources` by name."""
    order = {file.name: number for number, file in enumerate(policy.files)}
    found = [
        (lint.code, told) for lint in LINTS if lint.always or all_practice for told in lint.found(policy)
    ]
    found.sort(key=lambda each: (order.get(each[1].place.file, -1), each[1].place.line, each[1].place.column))
    for code, told in found:
        yield _diagnostic(code, told, sources)


def _diagnostic(code: str, told: Told, sources: Mapping[str, SourceText]) -> Diagnostic:
    others = ((span_of(place, sources), text) for place, text in told.others)
    return Diagnostic(
        code,
        told.headline,
        span_of(told.place, sources),
        told.label,
        [Label(span, text) for span, text in others if span is not None],
        told.notes,
        told.help,
        about=told.about,
    )
