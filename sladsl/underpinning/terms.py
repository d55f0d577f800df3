"""What an agreement's own terms come to: do they go together, and do they satisfy what was asked for?"""

from collections.abc import Iterator, Mapping

from sladsl.diagnostics import Diagnostic
from sladsl.policy.model import Policy
from sladsl.source import SourceText
from sladsl.underpinning import contradictions
from sladsl.underpinning.comparison.replay import Judge
from sladsl.underpinning.requirements import answered
from sladsl.underpinning.requirements.findings import findings, hours_findings


def terms_findings(policy: Policy, sources: Mapping[str, SourceText], judge: Judge) -> Iterator[Diagnostic]:
    """Contradictions, hours that nobody has agreed, then requirements; `sources` by name."""
    yield from contradictions.findings(policy, sources)
    yield from hours_findings(policy, sources)
    yield from findings(policy, answered(policy, judge), sources)
