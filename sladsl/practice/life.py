"""Is an agreement kept true while it lasts?"""

from collections.abc import Iterator

from sladsl.policy.model import Policy
from sladsl.practice import life_errors
from sladsl.practice.told import Told

# what lasts no longer than a quarter, an hour of the clocks included, is reviewed when it is made anew
SHORT_US = (92 * 24 + 1) * 3_600_000_000


def no_review(policy: Policy) -> Iterator[Told]:
    """Agreements that promise something, last longer than a quarter, and are never reviewed."""
    promising = {each.agreement for each in policy.clauses}
    promising |= {each.agreement for each in policy.window_clauses}
    for agreement in policy.agreements:
        short = agreement.ends is not None and agreement.ends - agreement.begins <= SHORT_US
        if agreement.id in promising and agreement.life.reviews is None and not short:
            yield life_errors.no_review(agreement)
