"""Is an agreement about what the customer is after, and is it kept true while it lasts?"""

from collections.abc import Iterator

from sladsl.policy.model import Policy
from sladsl.practice import life_errors
from sladsl.practice.promises import SLAS, with_promises
from sladsl.practice.told import Told

# what lasts no longer than a quarter, an hour of the clocks included, is reviewed when it is made anew
SHORT_US = (92 * 24 + 1) * 3_600_000_000


def no_outcome(policy: Policy) -> Iterator[Told]:
    """Service level agreements with targets and without an outcome."""
    with_outcome = {each.agreement for each in policy.window_clauses if each.kind == "outcome"}
    for agreement in with_promises(policy):
        if agreement.kind in SLAS and agreement.id not in with_outcome:
            yield life_errors.no_outcome(agreement)


def no_review(policy: Policy) -> Iterator[Told]:
    """Agreements that promise something, last longer than a quarter, and are never reviewed."""
    for agreement in with_promises(policy):
        short = agreement.ends is not None and agreement.ends - agreement.begins <= SHORT_US
        if agreement.life.reviews is None and not short:
            yield life_errors.no_review(agreement)
