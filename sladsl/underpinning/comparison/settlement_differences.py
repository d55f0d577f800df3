"""Whether credits are settled better or worse for the customer.

Money is more than a cheaper bill, and sooner is more than later.
"""

from sladsl.policy.model import Policy
from sladsl.policy.money import Terms
from sladsl.policy.settlement import FeeUnit, PaidWithin, SetAgainst, Settlement
from sladsl.policy.settlement_words import settlement
from sladsl.underpinning.comparison.credit_differences import effect_of_orders
from sladsl.underpinning.comparison.findings import Difference, Effect
from sladsl.underpinning.comparison.meanings import meaning_of
from sladsl.worktime.rules import NamedRule

_OFTEN: tuple[FeeUnit, ...] = ("year", "quarter", "month")


def settlement_difference(
    old: Policy, one: Terms | None, new: Policy, other: Terms | None
) -> Difference | None:
    """What changed in how credits are settled; None where nothing did."""
    ways = [None if each is None else each.settlement for each in (one, other)]
    if meaning_of(ways[0], old.calendars) == meaning_of(ways[1], new.calendars):
        return None
    was, now = ("" if each is None else settlement(each) for each in ways)
    return Difference("settlement", was, now, settlement_effect(old, ways[0], new, ways[1]))


def settlement_effect(old: Policy, was: Settlement | None, new: Policy, now: Settlement | None) -> Effect:
    """Being paid is stricter than being set against a fee; never being paid out is weaker.

    Where nothing is said the law says it: so only a time to pay is more than that for sure, and never paying
    out less.
    """
    match was, now:
        case None, None:
            return "none"
        case None, SetAgainst(_, never):
            return "weaker" if never else "open"
        case None, PaidWithin():
            return "stricter"
        case (SetAgainst(), None) | (PaidWithin(), None):
            return _turned(settlement_effect(new, None, old, was))
        case SetAgainst(), PaidWithin():
            return "stricter"
        case PaidWithin(), SetAgainst():
            return "weaker"
        case SetAgainst(unit, never), SetAgainst(other_unit, other_never):
            sooner = _sign(_OFTEN.index(other_unit) - _OFTEN.index(unit))
            return effect_of_orders({sooner, int(never) - int(other_never)})
        case PaidWithin(), PaidWithin():
            if was.after != now.after:
                return "open"
            hours = _hours(old, was), _hours(new, now)
            return effect_of_orders({_sooner(was, now, hours[0] == hours[1])})
    raise AssertionError("two ways of settlement")


def _sooner(was: PaidWithin, now: PaidWithin, same_calendar: bool) -> int | None:
    """1 where the time to pay is shorter, whenever it begins; None where that depends."""
    if was.working_days and now.working_days:
        return _sign(was.working_days - now.working_days) if same_calendar else None
    if (was.months, was.days) == (now.months, now.days) and not (was.working_days or now.working_days):
        return 0
    (least, most), (other_least, other_most) = _days(was), _days(now)
    if most is not None and most < other_least:
        return -1
    return 1 if other_most is not None and other_most < least else None


def _days(of: PaidWithin) -> tuple[int, int | None]:
    """No fewer and no more days than it can be; working days may be far apart, and are never less than
    days."""
    if of.working_days:
        return of.working_days, None
    if not of.months:
        return of.days, of.days
    return of.months * 365 // 12 - 2 + of.days, -(-of.months * 366 // 12) + 1 + of.days


def _hours(policy: Policy, of: PaidWithin) -> NamedRule | None:
    return policy.calendars.get(of.calendar)


def _sign(of: int) -> int:
    return (of > 0) - (of < 0)


def _turned(of: Effect) -> Effect:
    turned: dict[Effect, Effect] = {"stricter": "weaker", "weaker": "stricter"}
    return turned.get(of, of)
