"""What changed in what an agreement owes besides the credits of its clauses: fees, caps, claims, rights.

More that is credited, sooner and with less ado, is stricter: it is the provider's to pay.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from sladsl.policy import money_words
from sladsl.policy.model import Policy
from sladsl.policy.money import AtRisk, Cap, CreditRight, Fee, PaidAbove, Right, Terms
from sladsl.policy.names import fold
from sladsl.policy.states import Window
from sladsl.underpinning.comparison.claim_differences import claim_differences
from sladsl.underpinning.comparison.credit_differences import (
    cap_order,
    effect_of_orders,
    ordered_in,
    terms_of,
)
from sladsl.underpinning.comparison.findings import Difference, Effect
from sladsl.underpinning.comparison.meanings import meaning_of
from sladsl.underpinning.comparison.settlement_differences import settlement_difference

AnyRight = Right | CreditRight


def money_differences(old: Policy, was: str, new: Policy, now: str) -> Iterator[Difference]:
    """Of an agreement, by its id in either policy: all but the credits of its clauses."""
    one, other = terms_of(old, was), terms_of(new, now)
    claims = claim_differences(old, was, new, now)
    yield from _fees(one, other)
    yield from _once(one, other)
    was, now = (money_words.taxes(each) for each in (one, other))
    if was != now:
        yield Difference("taxes", was, now, "none", "no verdict rests on it; what is paid in all does")
    yield from _units(one, other)
    yield from _caps(one, other)
    risks = [None if each is None else each.at_risk for each in (one, other)]
    was, now = (money_words.at_risk(each) if each else "" for each in risks)
    if was != now:
        yield Difference("amount at risk", was, now, _by_amount(risks, (one, other)))
    yield from claims
    above = [None if each is None else each.paid_above for each in (one, other)]
    was, now = (money_words.paid_above(each) if each else "" for each in above)
    if was != now:
        yield Difference("least paid", was, now, _by_least(above, (one, other)))
    settled = settlement_difference(old, one, new, other)
    if settled is not None:
        yield settled
    yield from _rights(one, other)


def _fees(one: Terms | None, other: Terms | None) -> Iterator[Difference]:
    """Each fee by itself. No verdict rests on it; who pays more is said."""
    was, now = _fees_by_kind(one), _fees_by_kind(other)
    left = [key for key in now if key not in was]
    for key, before in was.items():
        after = now.get(key)
        if after is None:  # the same fee for another period, if there is but one that may be it
            same = [other_key for other_key in left if other_key[:3] == key[:3]]
            after = now[same[0]] if len(same) == 1 else None
            left = [each for each in left if each not in same[:1]] if len(same) == 1 else left
        told = money_words.fee(before), "" if after is None else money_words.fee(after)
        if told[0] != told[1]:
            yield Difference("fee", *told, "none", _dearer(before, after))
    for key in left:
        yield Difference("fee", "", money_words.fee(now[key]), "none", "the customer pays more")


def _fees_by_kind(of: Terms | None) -> dict[tuple[str, str, str, Window], Fee]:
    return {(fold(each.name), each.unit, each.tier, each.per): each for each in (of.fees if of else ())}


def _once(one: Terms | None, other: Terms | None) -> Iterator[Difference]:
    """Fees that are due once; their days are told in UTC."""
    was, now = ({fold(each.name): each for each in (of.one_time_fees if of else ())} for of in (one, other))
    for name in dict.fromkeys([*was, *now]):
        told = [money_words.one_time_fee(each[name], "UTC") if name in each else "" for each in (was, now)]
        if told[0] != told[1]:
            yield Difference("fee", told[0], told[1], "none", "no verdict rests on it")


def _dearer(before: Fee, after: Fee | None) -> str:
    if after is None:
        return "the customer pays less"
    if before.currency != after.currency:
        return "it is in another currency"
    if before.per != after.per:
        return "it is for another period"
    more = "more" if after.amount > before.amount else "less"
    return f"the customer pays {more}, and credits that are a share of it are {more}"


def _units(one: Terms | None, other: Terms | None) -> Iterator[Difference]:
    was, now = ({fold(each.name): each for each in (of.units if of else ())} for of in (one, other))
    for name in dict.fromkeys([*was, *now]):
        told = [money_words.units_of(each[name]) if name in each else "" for each in (was, now)]
        if told[0] != told[1]:
            yield Difference("units", told[0], told[1], "none", "no verdict changes by it; fees by unit do")


def _by_least(above: Sequence[PaidAbove | None], terms: tuple[Terms | None, Terms | None]) -> Effect:
    """More that is too little to be paid is weaker."""
    one, other = above
    if one is None or other is None:
        return "weaker" if one is None else "stricter"
    if one.window != other.window:
        return "open"
    order = ordered_in(one.least, terms[0], other.least, terms[1])
    return "open" if order is None else "weaker" if order > 0 else "stricter"


def _caps(one: Terms | None, other: Terms | None) -> Iterator[Difference]:
    was = {(fold(each.each), each.window): each for each in (one.caps if one else ())}
    now = {(fold(each.each), each.window): each for each in (other.caps if other else ())}
    for key in dict.fromkeys([*was, *now]):
        before, after = was.get(key), now.get(key)
        told = ["" if each is None else money_words.cap(each) for each in (before, after)]
        if told[0] != told[1]:
            yield Difference(
                "cap", told[0], told[1], effect_of_orders({_cap_order(before, after, one, other)})
            )


def _cap_order(before: Cap | None, after: Cap | None, one: Terms | None, other: Terms | None) -> int | None:
    if before is None or after is None or before.window != after.window:
        return cap_order(before, after)
    return ordered_in(before.most, one, after.most, other)


def _by_amount(risks: Sequence[AtRisk | None], terms: tuple[Terms | None, Terms | None]) -> Effect:
    one, other = risks
    if one is not None and other is not None and one.window != other.window:
        return "open"
    amounts = [None if each is None else each.amount for each in risks]
    return effect_of_orders({ordered_in(amounts[0], terms[0], amounts[1], terms[1])})


def _rights(one: Terms | None, other: Terms | None) -> Iterator[Difference]:
    was, now = _rights_in(one), _rights_in(other)
    left = [each for each in now if not any(_same(each, before) for before in was)]
    for before in (each for each in was if not any(_same(each, after) for after in now)):
        alike = [each for each in left if _of_the_same(before, each)]
        if len(alike) == 1:
            left.remove(alike[0])
            told = money_words.right(before), money_words.right(alike[0])
            yield Difference("right", *told, _easier(before, alike[0], (one, other)))
        else:
            yield Difference("right", money_words.right(before), "", _gain(before, gained=False))
    for after in left:
        yield Difference("right", "", money_words.right(after), _gain(after, gained=True))


def _of_the_same(one: AnyRight, other: AnyRight) -> bool:
    """Whether both let the same party do the same for the same cause, if not as soon or for as long."""
    return (type(one), one.who, one.action, fold(one.clause)) == (
        type(other),
        other.who,
        other.action,
        fold(other.clause),
    )


def _easier(one: AnyRight, other: AnyRight, terms: tuple[Terms | None, Terms | None]) -> Effect:
    """A right of the customer that arises sooner, or lasts longer, is stricter; of the provider, weaker."""
    orders: set[int | None] = {_longer(one.days, other.days)}
    match one, other:
        case Right(), Right():
            orders |= {_sooner(one, other), _more_often(one.below, other.below)}
        case CreditRight(), CreditRight():
            less = ordered_in(one.most, terms[0], other.most, terms[1])
            orders.add(None if less is None or one.window != other.window else -less)
        case _:
            orders.add(None)
    effect = effect_of_orders(orders)
    turned: dict[Effect, Effect] = {"stricter": "weaker", "weaker": "stricter"}
    return effect if one.who == "customer" else turned.get(effect, effect)


def _longer(one: int | None, other: int | None) -> int:
    if one == other:
        return 0
    return 1 if other is None or (one is not None and other > one) else -1


def _more_often(one: Fraction | None, other: Fraction | None) -> int:
    """A window is missed wherever it is below some share that its target is not below."""
    if one == other:
        return 0
    return 1 if other is None or (one is not None and other > one) else -1


def _sooner(one: Right, other: Right) -> int | None:
    there, back = _implies(one, other), _implies(other, one)
    return there - back if there or back else None


def _implies(one: Right, other: Right) -> bool:
    """Whether so many missed of so many in a row are, wherever they lie, as many as the other asks for."""
    fewer = max(one.of - other.of, 0)  # windows that the other does not look at, all of them missed
    return one.missed - fewer >= other.missed


def _rights_in(of: Terms | None) -> list[AnyRight]:
    return [] if of is None else [*of.rights, *of.credit_rights]


def _gain(of: AnyRight, gained: bool) -> Effect:
    return "stricter" if gained == (of.who == "customer") else "weaker"


def _same(one: AnyRight, other: AnyRight) -> bool:
    return bool(meaning_of(one, {}) == meaning_of(other, {}))
