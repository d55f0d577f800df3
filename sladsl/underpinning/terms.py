"""What an agreement's own terms come to: do they go together, and do they satisfy what was asked for?

What compares terms is loaded only for a policy in which there is something to compare.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sladsl.diagnostics import Diagnostic
from sladsl.policy.model import Policy
from sladsl.policy.replacements import Replacement
from sladsl.source import SourceText
from sladsl.underpinning import contradictions
from sladsl.worktime.rules import is_to_be_agreed

if TYPE_CHECKING:
    from sladsl.underpinning.comparison import Judge


def weakened(policy: Policy, replaced: Sequence[Replacement], judge: "Judge") -> list[Diagnostic]:
    """What stands in the place of clauses that cannot be weakened, and is weaker, or may be."""
    if not replaced:
        return []
    from sladsl.underpinning.comparison.replacing import weakened

    return weakened(policy, replaced, judge)


def terms_findings(policy: Policy, sources: Mapping[str, SourceText], judge: "Judge") -> Iterator[Diagnostic]:
    """Contradictions, hours that nobody has agreed, then requirements; `sources` by name."""
    yield from contradictions.findings(policy, sources)
    if any(is_to_be_agreed(named.rule) for named in policy.calendars.values()):
        from sladsl.underpinning.requirements.findings import hours_findings

        yield from hours_findings(policy, sources)
    if policy.requirements:
        from sladsl.underpinning.requirements.answering import answered
        from sladsl.underpinning.requirements.findings import findings

        yield from findings(policy, answered(policy, judge), sources)
