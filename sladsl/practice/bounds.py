"""Do the steps of a credit table treat their bounds alike?"""

from collections.abc import Iterator
from itertools import pairwise

from sladsl.policy.model import Policy
from sladsl.policy.money import Band, Credit, Steps
from sladsl.policy.names import fold
from sladsl.practice import bound_errors
from sladsl.practice.promises import cases_of, terms_by_agreement, windows_of, with_promises
from sladsl.practice.told import Told


def mixed(policy: Policy) -> Iterator[Told]:
    """Tables in which one bound belongs to the better step and another to the worse.

    A number of outages is not asked: between 3 and 4 there is nothing. Nor is a table of rounded values: to
    which step its bounds belong the rounding says.
    """
    money = terms_by_agreement(policy)
    for agreement, promises in with_promises(policy):
        levels = {fold(each.id): each for each in windows_of(promises) if each.unit}
        shares = {fold(each.id) for each in cases_of(promises) if each.share}
        for terms in money.get(fold(agreement.id), ()):
            for credit in terms.credits:
                level = levels.get(fold(credit.clause))
                upwards = level is not None and level.target.order in ("at most", "below")
                rounded = isinstance(credit.rule, Steps) and credit.rule.rounded is not None
                if (
                    isinstance(credit.rule, Steps)
                    and not rounded
                    and (level or fold(credit.clause) in shares)
                ):
                    yield from _mixed(agreement.id, credit, credit.rule.bands, upwards)


def _mixed(agreement: str, credit: Credit, bands: tuple[Band, ...], upwards: bool) -> Iterator[Told]:
    """Bands from the target on, each with whether the value at its better end is in it."""
    ordered = bands if upwards else bands[::-1]
    included = [(band, band.low_included if upwards else band.high_included) for band in ordered]
    for (better, first), (worse, second) in pairwise(included):
        if first != second:
            out, within = (worse, better) if first else (better, worse)
            yield bound_errors.mixed(agreement, credit, out, within)
            return
