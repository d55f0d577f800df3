"""Error budgets: how much may go wrong under a target, how much of it is used, and how fast.

The terms are those of B. Beyer et al., *The Site Reliability Workbook*, O'Reilly 2018, chapters 2 and 5. All
is exact; whatever a total is counted in (requests, microseconds), the budget is in the same.
"""

from fractions import Fraction

from sladsl.records import frozen


@frozen
class Budget:
    """What a target of "at least this share is good" leaves for what goes wrong.

    `target` is a share (0 to 1), `total` everything that was counted, `bad` what of it was not good. Raises
    ValueError for a target that is no share, or more bad than total.
    """

    target: Fraction
    total: Fraction
    bad: Fraction

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.target <= 1:
            raise ValueError("a target is a share from 0 to 1")
        if not 0 <= self.bad <= self.total:
            raise ValueError("what went wrong is a part of what there was")

    @property
    def allowed(self) -> Fraction:
        """What may go wrong: of an availability the allowed downtime."""
        return (1 - self.target) * self.total

    @property
    def left(self) -> Fraction:
        """What may still go wrong; negative when overdrawn."""
        return self.allowed - self.bad

    @property
    def burn_rate(self) -> Fraction | None:
        """How many times as fast as the target allows things went wrong; None without data or a budget."""
        if not self.total or self.target == 1:
            return None
        return self.bad / self.total / (1 - self.target)


def alert_rate(share: Fraction, period: Fraction, window: Fraction) -> Fraction:
    """The burn rate at which `share` of a period's budget is used up within a window of it.

    Raises ValueError for a window of no length.
    """
    if window <= 0:
        raise ValueError("a window has some length")
    return share * period / window
