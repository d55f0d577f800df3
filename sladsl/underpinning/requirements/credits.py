"""Credits in one form: `when missed` as a step that is for every value that misses the target."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve

from sladsl.policy.model import Clause
from sladsl.policy.money import (
    Amount,
    Band,
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
from sladsl.underpinning.requirements.stretches import AnyClause


def beside(required: Credit, promised: Sequence[Credit], clause: AnyClause) -> tuple[Credit, list[Credit]]:
    """What is required and what is promised of a clause, so that they can be compared."""
    kinds = {type(each.rule) for each in (required, *promised)}
    if kinds == {WhenMissed, Steps}:
        required = _as_steps(required, clause)
        promised = [_as_steps(each, clause) for each in promised]
    most = _amounts(required.rule)
    uncapped = [
        evolve(each, cap=None)
        if each.cap is not None and most and all(_reaches(each.cap.most, amount) for amount in most)
        else each
        for each in promised
    ]
    return required, uncapped


def credits_something(of: Credit) -> bool:
    """Whether the credit is more than nothing for some miss."""
    match of.rule:
        case FeeForDowntime(times):
            return times > 0
        case rule:
            return any(_positive(amount) for amount in _amounts(rule))


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


def _as_steps(of: Credit, clause: AnyClause) -> Credit:
    missed = _missed(clause)
    if not isinstance(of.rule, WhenMissed) or not missed:
        return of
    amount = of.rule.amount
    bands = (
        Band(low, on_low, high, on_high, amount, "when missed", of.place)
        for low, on_low, high, on_high in missed
    )
    return evolve(of, rule=Steps(tuple(bands)))


Values = tuple[Fraction | None, bool, Fraction | None, bool]


def _missed(clause: AnyClause) -> list[Values]:
    """The values that miss the target: from, whether that one is of them, to, likewise."""
    if isinstance(clause, Clause):
        return [] if clause.share is None else [(None, False, clause.share.at_least, False)]
    bound, upper = clause.target.bound, clause.target.upper
    match clause.target.order:
        case "at least":
            return [(None, False, bound, False)]
        case "above":
            return [(None, False, bound, True)]
        case "at most":
            return [(bound, False, None, False)]
        case "below":
            return [(bound, True, None, False)]
        case _:
            return [(None, False, bound, False), (upper, False, None, False)]
