"""What changed in what is owed: credits by the value missed, caps, claims, rights, fees.

More credit is stricter: it is the provider's to pay. What has no plain order is left open, and said.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from sladsl.policy import money_words, words
from sladsl.policy.model import Policy
from sladsl.policy.money import (
    Amount,
    Band,
    Cap,
    Claims,
    Credit,
    CreditRight,
    CreditRule,
    FeeForDowntime,
    FeeShare,
    Money,
    PaidAbove,
    PerCase,
    PerDowntime,
    PerLateness,
    PerStep,
    Right,
    RowAmounts,
    Steps,
    Terms,
    WhenMissed,
)
from sladsl.policy.names import fold
from sladsl.underpinning.comparison.findings import Difference, Effect
from sladsl.underpinning.comparison.meanings import meaning_of

AnyRight = Right | CreditRight
Orders = set[int | None]  # of amounts compared: 1 more, 0 the same, -1 less, None no order


def credit_differences(
    old: Policy, was: tuple[str, str], new: Policy, now: tuple[str, str]
) -> Iterator[Difference]:
    """Of a clause, by its agreement and id in either policy."""
    one, other = _credits(old, *was), _credits(new, *now)
    if meaning_of(one, {}) == meaning_of(other, {}):
        return
    unit = next((each.unit for each in new.window_clauses if (each.agreement, each.id) == now), "%")
    told = _told(one, unit), _told(other, unit)
    if not one or not other:
        yield Difference("credit", *told, "stricter" if other else "weaker")
    elif len(one) == len(other) == 1:
        yield Difference("credit", *told, effect_of_orders(_credit_orders(one[0], other[0])))
    else:
        yield Difference("credit", *told, "open", "they are made up of several")


def money_differences(old: Policy, was: str, new: Policy, now: str) -> Iterator[Difference]:
    """Of an agreement, by its id in either policy: all but the credits of its clauses."""
    one, other = _terms(old, was), _terms(new, now)
    if _fee(one) != _fee(other):
        yield Difference(
            "fee", _fee(one), _fee(other), "none", "no verdict and no share of a fee changes by it"
        )
    yield from _caps(one, other)
    if _at_risk(one) != _at_risk(other):
        yield Difference("amount at risk", _at_risk(one), _at_risk(other), _by_amount(one, other))
    claims = [None if each is None else each.claims for each in (one, other)]
    if _claims(claims[0]) != _claims(claims[1]):
        yield Difference("claims", _claims(claims[0]), _claims(claims[1]), claims_effect(*claims))
    above = [None if each is None else each.paid_above for each in (one, other)]
    if _least(above[0]) != _least(above[1]):
        yield Difference("least paid", _least(above[0]), _least(above[1]), _by_least(*above))
    yield from _rights(one, other)


def _least(of: PaidAbove | None) -> str:
    return "" if of is None else f"{money_words.amount(of.least)} per {words.window(of.window)}"


def _by_least(one: PaidAbove | None, other: PaidAbove | None) -> Effect:
    """More that is too little to be paid is weaker."""
    if one is None or other is None:
        return "weaker" if one is None else "stricter"
    if one.window != other.window:
        return "open"
    order = amounts_ordered(one.least, other.least)
    return "open" if order is None else "weaker" if order > 0 else "stricter"


def effect_of_orders(orders: Orders) -> Effect:
    """What amounts that are compared one by one come to."""
    if None in orders:
        return "open"
    if 1 in orders and -1 in orders:
        return "either"
    return "stricter" if 1 in orders else "weaker" if -1 in orders else "none"


def _terms(policy: Policy, agreement: str) -> Terms | None:
    return next((each for each in policy.money if each.agreement == agreement), None)


def _credits(policy: Policy, agreement: str, clause: str) -> tuple[Credit, ...]:
    terms = _terms(policy, agreement)
    return () if terms is None else tuple(each for each in terms.credits if fold(each.clause) == fold(clause))


def _told(credits: tuple[Credit, ...], unit: str) -> str:
    said = [money_words.rule(each.rule, unit) for each in credits]
    said += [money_words.cap(each.cap) for each in credits if each.cap is not None]
    return "; ".join(said)


def _credit_orders(one: Credit, other: Credit) -> Orders:
    orders = _rule_orders(one.rule, other.rule)
    if one.cap is not None or other.cap is not None:
        orders.add(cap_order(one.cap, other.cap))
    back = [0 if each.earn_back is None else each.earn_back.windows for each in (one, other)]
    if back[0] != back[1]:
        # given back after fewer windows that are met is worth less; never given back is worth most
        more = back[1] == 0 or (back[0] != 0 and back[1] > back[0])
        orders.add(1 if more else -1)
    return orders


def _rule_orders(one: CreditRule, other: CreditRule) -> Orders:
    match one, other:
        case Steps(bands), Steps(others):
            return {
                amounts_ordered(_at(bands, value), _at(others, value)) for value in _values((*bands, *others))
            }
        case WhenMissed(amount), WhenMissed(more):
            return {amounts_ordered(amount, more)}
        case PerCase(amount), PerCase(more):
            return {amounts_ordered(amount, more)}
        case PerStep(), PerStep() if (one.size, one.rounding, one.beyond) == (
            other.size,
            other.rounding,
            other.beyond,
        ):
            return {amounts_ordered(one.amount, other.amount)}
        case PerDowntime(), PerDowntime() if (one.us, one.rounding) == (other.us, other.rounding):
            return {amounts_ordered(one.amount, other.amount)}
        case PerLateness(), PerLateness() if (one.us, one.rounding) == (other.us, other.rounding):
            return {amounts_ordered(one.amount, other.amount)}
        case FeeForDowntime(times), FeeForDowntime(more_times):
            return {(more_times > times) - (more_times < times)}
        case RowAmounts(by, amounts), RowAmounts(other_by, more_amounts) if by == other_by:
            if len(amounts) == len(more_amounts):
                return {amounts_ordered(a, b) for a, b in zip(amounts, more_amounts)}
            return {None}
        case _:
            return {None}


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
        case FeeShare(share, of), FeeShare(other_share, other_of) if of == other_of:
            return (other_share > share) - (other_share < share)
        case _:
            return None


def _positive(of: Amount) -> bool:
    return of.amount > 0 if isinstance(of, Money) else of.share > 0


def cap_order(one: Cap | None, other: Cap | None) -> int | None:
    """No cap is more than any."""
    if one is None or other is None:
        return (one is not None) - (other is not None)
    return amounts_ordered(one.most, other.most) if one.window == other.window else None


def _caps(one: Terms | None, other: Terms | None) -> Iterator[Difference]:
    was = {each.window: each for each in (one.caps if one else ())}
    now = {each.window: each for each in (other.caps if other else ())}
    for window in dict.fromkeys([*was, *now]):
        before, after = was.get(window), now.get(window)
        told = ["" if each is None else money_words.cap(each) for each in (before, after)]
        if told[0] != told[1]:
            yield Difference("cap", told[0], told[1], effect_of_orders({cap_order(before, after)}))


def _fee(of: Terms | None) -> str:
    return " and ".join(money_words.fee(each) for each in (() if of is None else of.fees))


def _at_risk(of: Terms | None) -> str:
    if of is None or of.at_risk is None:
        return ""
    return f"{money_words.amount(of.at_risk.amount)} per {words.window(of.at_risk.window)}"


def _by_amount(one: Terms | None, other: Terms | None) -> Effect:
    risks = [None if each is None else each.at_risk for each in (one, other)]
    windows = {each.window for each in risks if each is not None}
    if len(windows) > 1:
        return "open"
    return effect_of_orders({amounts_ordered(*(None if each is None else each.amount for each in risks))})


def _claims(of: Claims | None) -> str:
    if of is None:
        return ""
    units = [words.many(of.months, "month")] * bool(of.months) + [words.many(of.days, "day")] * bool(of.days)
    return f"within {' and '.join(units) or '0 days'} after the end of the {of.unit}"


def claims_effect(one: Claims | None, other: Claims | None) -> Effect:
    """Having to claim, and having less time to, is weaker."""
    if one is None or other is None:
        return "weaker" if one is None else "stricter"
    if one.unit != other.unit or (one.months - other.months) * (one.days - other.days) < 0:
        return "open"
    shorter = (other.months, other.days) < (one.months, one.days)
    return "weaker" if shorter else "stricter"


def _rights(one: Terms | None, other: Terms | None) -> Iterator[Difference]:
    was, now = _rights_in(one), _rights_in(other)
    left = [each for each in now if not any(_same(each, before) for before in was)]
    for before in (each for each in was if not any(_same(each, after) for after in now)):
        yield Difference("right", money_words.right(before), "", _gain(before, gained=False))
    for after in left:
        yield Difference("right", "", money_words.right(after), _gain(after, gained=True))


def _rights_in(of: Terms | None) -> list[AnyRight]:
    return [] if of is None else [*of.rights, *of.credit_rights]


def _gain(of: AnyRight, gained: bool) -> Effect:
    return "stricter" if gained == (of.who == "customer") else "weaker"


def _same(one: AnyRight, other: AnyRight) -> bool:
    return bool(meaning_of(one, {}) == meaning_of(other, {}))
