"""What is credited beside what is required to be."""

from collections.abc import Sequence

from attrs import evolve

from sladsl.policy.money import (
    Amount,
    Credit,
    CreditRule,
    FeeForDowntime,
    FeeShare,
    Money,
    RowAmounts,
    Steps,
    WhenMissed,
)
from sladsl.underpinning.comparison.credit_differences import amounts_ordered


def beside(required: Credit, promised: Sequence[Credit]) -> list[Credit]:
    """Those of the promised credits that are of the required one's kind: the others come on top of them.

    A cap that leaves room for all that is required is none.
    """
    most = _amounts(required.rule)
    return [
        evolve(each, cap=None)
        if each.cap is not None and most and all(_reaches(each.cap.most, amount) for amount in most)
        else each
        for each in promised
        if _kind(each.rule) is _kind(required.rule)
    ]


def _kind(of: CreditRule) -> type[CreditRule]:
    return Steps if isinstance(of, WhenMissed) else type(of)


def credits_something(of: Credit) -> bool:
    """Whether the credit is more than nothing for some miss."""
    match of.rule:
        case FeeForDowntime(times):
            return times > 0
        case rule:
            return any(_positive(amount) for amount in _amounts(rule))


def is_above(of: Credit, least: Amount) -> bool:
    """Whether each amount is plainly more than the least that is paid."""
    amounts = _amounts(of.rule)
    return bool(amounts) and all(amounts_ordered(least, amount) == 1 for amount in amounts)


def _amounts(rule: CreditRule) -> list[Amount]:
    match rule:
        case Steps(bands):
            return [band.amount for band in bands]
        case RowAmounts(_, amounts):
            return [amount for amount in amounts if amount is not None]
        case FeeForDowntime():
            return []
        case _:
            return [rule.amount]


def _positive(of: Amount) -> bool:
    return of.amount > 0 if isinstance(of, Money) else of.share > 0


def _reaches(cap: Amount, amount: Amount) -> bool:
    """Whether a cap is at least the amount."""
    if isinstance(cap, FeeShare) != isinstance(amount, FeeShare):
        return False
    return amounts_ordered(amount, cap) in (0, 1)
