"""What changed in what a clause credits, by the value missed.

More credit is stricter: it is the provider's to pay. What has no plain order is left open, and said.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from attrs import evolve

from sladsl.policy import money_words
from sladsl.policy.model import Clause, Policy, WindowClause
from sladsl.policy.money import (
    Amount,
    Band,
    Cap,
    Credit,
    CreditRule,
    FeeForDowntime,
    FeeShare,
    Money,
    PerCase,
    PerDowntime,
    PerLateness,
    PerStep,
    Rounding,
    RowAmounts,
    Steps,
    Terms,
    WhenMissed,
)
from sladsl.policy.names import fold
from sladsl.policy.states import Target
from sladsl.records import frozen
from sladsl.underpinning.comparison.findings import Difference, Effect
from sladsl.underpinning.comparison.meanings import meaning_of

Orders = set[int | None]  # of amounts compared: 1 more, 0 the same, -1 less, None no order


def credit_differences(
    old: Policy, was: tuple[str, str], new: Policy, now: tuple[str, str]
) -> Iterator[Difference]:
    """Of a clause, by its agreement and id in either policy."""
    sides = _Side.of(old, *was), _Side.of(new, *now)
    if meaning_of(sides[0].credits, {}) == meaning_of(sides[1].credits, {}):
        return
    unit = next((each.unit for each in new.window_clauses if (each.agreement, each.id) == now), "%")
    orders = _orders(*sides)
    why = "there is no plain order between them" if None in orders else ""
    before, after = (_told(each.credits, unit) for each in sides)
    yield Difference("credit", before, after, effect_of_orders(orders), why)


@frozen
class _Side:
    """The credits of a clause, the terms they are part of, and the values at which the clause is missed."""

    credits: tuple[Credit, ...]
    terms: Terms | None
    missed: Target | None

    @classmethod
    def of(cls, policy: Policy, agreement: str, clause: str) -> "_Side":
        promises: list[Clause | WindowClause] = [*policy.clauses, *policy.window_clauses]
        own = (each for each in promises if each.agreement == agreement and fold(each.id) == fold(clause))
        terms = terms_of(policy, agreement)
        credits_ = () if terms is None else terms.credits
        return cls(
            tuple(each for each in credits_ if fold(each.clause) == fold(clause)),
            terms,
            next((_target(each) for each in own), None),
        )


def _target(of: Clause | WindowClause) -> Target | None:
    if isinstance(of, WindowClause):
        return of.target
    return None if of.share is None or of.rows else Target("at least", of.share.at_least)


def _orders(one: _Side, other: _Side) -> Orders:
    """Credits of one kind beside each other; what one text alone credits is more there."""
    kinds = [{_kind(each.rule): each for each in side.credits} for side in (one, other)]
    if any(len(kind) != len(side.credits) for kind, side in zip(kinds, (one, other))):
        return {None}  # two that add up
    orders: Orders = set()
    for kind in dict.fromkeys([*kinds[0], *kinds[1]]):
        before, after = kinds[0].get(kind), kinds[1].get(kind)
        if before is None or after is None:
            orders.add(1 if before is None else -1)
        else:
            orders |= _credit_orders(before, after, one, other)
    return orders


def _kind(of: CreditRule) -> str:
    return "by value" if isinstance(of, Steps | WhenMissed) else type(of).__name__


def effect_of_orders(orders: Orders) -> Effect:
    """What amounts that are compared one by one come to."""
    if None in orders:
        return "open"
    if 1 in orders and -1 in orders:
        return "either"
    return "stricter" if 1 in orders else "weaker" if -1 in orders else "none"


def terms_of(policy: Policy, agreement: str) -> Terms | None:
    """What an agreement says of money."""
    return next((each for each in policy.money if each.agreement == agreement), None)


def _told(credits: tuple[Credit, ...], unit: str) -> str:
    return "; ".join(said for each in credits for said in money_words.credit(each, unit))


def _credit_orders(one: Credit, other: Credit, of_one: _Side, of_other: _Side) -> Orders:
    def order(a: Amount | None, b: Amount | None) -> int | None:
        return ordered_in(a, of_one.terms, b, of_other.terms)

    orders = _rule_orders(_by_value(one.rule, of_one), _by_value(other.rule, of_other), order)
    if one.cap is not None or other.cap is not None:
        orders.add(cap_order(one.cap, other.cap))
    back = [0 if each.earn_back is None else each.earn_back.windows for each in (one, other)]
    if back[0] != back[1]:
        # given back after fewer windows that are met is worth less; never given back is worth most
        more = back[1] == 0 or (back[0] != 0 and back[1] > back[0])
        orders.add(1 if more else -1)
    return orders


def _by_value(of: CreditRule, side: _Side) -> CreditRule:
    """What is credited whenever the target is missed is a step that begins there."""
    if not isinstance(of, WhenMissed) or side.missed is None:
        return of
    bound, place = side.missed.bound, side.credits[0].place
    match side.missed.order:
        case "at least" | "above":
            included = side.missed.order == "above"
            return Steps((Band(None, False, bound, included, of.amount, "when missed", place),))
        case "at most" | "below":
            included = side.missed.order == "below"
            return Steps((Band(bound, included, None, False, of.amount, "when missed", place),))
        case _:
            return of


def _rule_orders(
    one: CreditRule, other: CreditRule, order: Callable[[Amount | None, Amount | None], int | None]
) -> Orders:
    match one, other:
        case Steps(bands), Steps(others):
            return {order(_at(bands, value), _at(others, value)) for value in _values((*bands, *others))}
        case (WhenMissed(amount), WhenMissed(more)) | (PerCase(amount), PerCase(more)):
            return {order(amount, more)}
        case PerStep(), PerStep() if (one.size, one.rounding, one.beyond) == (
            other.size,
            other.rounding,
            other.beyond,
        ):
            return {order(one.amount, other.amount)}
        case (PerDowntime(amount, us, rounding), PerDowntime(more, other_us, other_rounding)) | (
            PerLateness(amount, us, rounding),
            PerLateness(more, other_us, other_rounding),
        ):
            return {order(amount, more), *_by_length(us, other_us), _by_rounding(rounding, other_rounding)}
        case FeeForDowntime(times, fee), FeeForDowntime(more_times, other_fee):
            alike = fold(fee) == fold(other_fee)
            return {(more_times > times) - (more_times < times)} if alike else {None}
        case RowAmounts(by, amounts), RowAmounts(other_by, more_amounts) if by == other_by:
            if len(amounts) == len(more_amounts):
                return {order(a, b) for a, b in zip(amounts, more_amounts)}
            return {None}
        case _:
            return {None}


def _by_length(us: int, other: int) -> Orders:
    """Two half hours that are full are no less than one hour that is; of 40 and 60 minutes it depends."""
    if us == other:
        return {0}
    return {None if max(us, other) % min(us, other) else 1 if other < us else -1}


def _by_rounding(one: Rounding, other: Rounding) -> int:
    """What is started is more than what is full."""
    return (other == "started") - (one == "started")


def _values(bands: tuple[Band, ...]) -> list[Fraction]:
    """The bounds of the bands, what lies between them, and beyond."""
    bounds = sorted({bound for band in bands for bound in (band.low, band.high) if bound is not None})
    if not bounds:
        return [Fraction(0)]
    between = [(a + b) / 2 for a, b in pairwise(bounds)]
    return [bounds[0] - 1, *bounds, *between, bounds[-1] + 1]


def _at(bands: tuple[Band, ...], value: Fraction) -> Amount | None:
    for band in bands:
        low = band.low is None or value > band.low or (value == band.low and band.low_included)
        high = band.high is None or value < band.high or (value == band.high and band.high_included)
        if low and high:
            return band.amount
    return None


def amounts_ordered(one: Amount | None, other: Amount | None) -> int | None:
    """Whether the other amount is more (1), the same, or less (-1); None: they are not in one currency."""
    if one is None or other is None:
        return (other is not None and _positive(other)) - (one is not None and _positive(one))
    match one, other:
        case Money(a, currency), Money(b, other_currency) if currency == other_currency:
            return (b > a) - (b < a)
        case FeeShare(share), FeeShare(other_share) if (one.of, fold(one.fee)) == (other.of, fold(other.fee)):
            return (other_share > share) - (other_share < share)
        case _:
            return None


def _positive(of: Amount) -> bool:
    return of.amount > 0 if isinstance(of, Money) else of.share > 0


def cap_order(one: Cap | None, other: Cap | None) -> int | None:
    """No cap is more than any."""
    if one is None or other is None:
        return (one is not None) - (other is not None)
    alike = one.window == other.window and fold(one.each) == fold(other.each)
    return amounts_ordered(one.most, other.most) if alike else None


def ordered_in(
    one: Amount | None, of_one: Terms | None, other: Amount | None, of_other: Terms | None
) -> int | None:
    """As `amounts_ordered`; of a part of a fee and an amount, by what the fee is where that is plain."""
    order = amounts_ordered(one, other)
    if order is not None or one is None or other is None:
        return order
    return amounts_ordered(_worth(one, of_one), _worth(other, of_other))


_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_OF = {"monthly fee": 1, "quarterly fee": 3, "yearly fee": 12}


def _worth(of: Amount, terms: Terms | None) -> Amount:
    """The money that a part of the one fee of an agreement comes to."""
    if isinstance(of, Money) or terms is None:
        return of
    if of.of == "amount at risk" and terms.at_risk is not None:
        whole = _worth(terms.at_risk.amount, evolve(terms, at_risk=None))
        return _part(of, whole) if isinstance(whole, Money) else of
    own = [each for each in terms.fees if not of.fee or fold(each.name) == fold(of.fee)]
    fee = own[0] if len(own) == 1 else None
    if fee is None or fee.unit or fee.tier or fee.during is not None:
        return of
    if of.of not in _OF or fee.per.unit not in _MONTHS or fee.per.kind == "rolling":
        return of
    times = Fraction(_OF[of.of], _MONTHS[fee.per.unit] * fee.per.count)
    return _part(FeeShare(of.share * times, of.of), Money(fee.amount, fee.currency))


def _part(of: FeeShare, whole: Money) -> Money:
    share = Decimal(of.share.numerator) / Decimal(of.share.denominator)
    return Money(whole.amount * share, whole.currency)
