"""Is what a policy says of money complete in itself? Asked of one read from JSON."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import assert_never

from sladsl.policy import money, money_words
from sladsl.policy.currencies import PLACES
from sladsl.policy.model import Clause, Policy, Window, WindowClause
from sladsl.policy.names import fold
from sladsl.policy.settlement import PaidWithin, SetAgainst, Settlement

_FEE_UNITS = ("month", "quarter", "year")
MAX_DAYS = 73_000  # two hundred years
Promise = Clause | WindowClause


def money_faults(policy: Policy) -> Iterator[str]:
    """What reckoning credits would stumble on."""
    agreements = {agreement.id for agreement in policy.agreements}
    every: tuple[Promise, ...] = (*policy.clauses, *policy.window_clauses)
    told: set[tuple[str, int | None]] = set()
    for terms in policy.money:
        called = f"the money of the agreement `{terms.agreement}`"
        if terms.agreement not in agreements:
            yield f"{called} is of an agreement that is not there"
        if (terms.agreement, terms.since) in told:
            yield f"{called} is said twice"
        told.add((terms.agreement, terms.since))
        own = [each for each in every if each.agreement == terms.agreement]
        for fault in _of_terms(terms, own, policy.calendars):
            yield f"{called} {fault}"


def _version(own: Sequence[Promise], of: money.Credit | money.Right) -> Promise | None:
    """The version of the clause that it is said with: one in force while it holds."""
    for each in own:
        before = of.until is not None and each.since is not None and of.until <= each.since
        after = of.since is not None and each.until is not None and each.until <= of.since
        if fold(each.id) == fold(of.clause) and not before and not after:
            return each
    return None


def _of_terms(terms: money.Terms, own: Sequence[Promise], calendars: Collection[str]) -> Iterator[str]:
    amounts: list[money.Amount] = [cap.most for cap in terms.caps]
    windows = [cap.window for cap in terms.caps if cap.window is not None]
    counted = {fold(each.name) for each in terms.units}
    for fee in terms.fees:
        amounts.append(money.Money(fee.amount, fee.currency))
        windows.append(fee.per)
        if fee.unit and fold(fee.unit) not in counted:
            yield f"has a fee per `{fee.unit}`, and does not say how many there are"
    for once in terms.one_time_fees:
        amounts.append(money.Money(once.amount, once.currency))
    for units in terms.units:
        if any(not number.is_finite() or number < 0 for _, number in units.numbers):
            yield f"has fewer than no `{units.name}`"
        if any(later[0] <= earlier[0] for earlier, later in pairwise(units.numbers)):
            yield f"has the numbers of `{units.name}` out of order"
    if terms.at_risk is not None:
        amounts.append(terms.at_risk.amount)
        windows.append(terms.at_risk.window)
        if isinstance(terms.at_risk.amount, money.FeeShare) and terms.at_risk.amount.of == "amount at risk":
            yield "is at risk of itself"
    for credit in terms.credits:
        amounts += [] if credit.cap is None else [credit.cap.most]
        amounts += _amounts(credit.rule)
        promise = _version(own, credit)
        if promise is None:
            yield f"credits a clause `{credit.clause}` that is not there"
            continue
        for fault in _of_rule(credit.rule, promise):
            yield f"credits `{credit.clause}` by a rule that {fault}"
        if credit.earn_back is not None and credit.earn_back.windows < 1:
            yield f"gives back what `{credit.clause}` credits after no window"
    for right in terms.rights:
        if _version(own, right) is None:
            yield f"gives a right for a clause `{right.clause}` that is not there"
        if not 1 <= right.missed <= right.of or (right.days is not None and right.days < 0):
            yield f"gives a right for `{right.clause}` that never arises"
    for above in (*terms.credit_rights, *((terms.paid_above,) if terms.paid_above else ())):
        windows.append(above.window)
        amounts.append(above.most if isinstance(above, money.CreditRight) else above.least)
    if terms.claims is not None:
        yield from _of_claims(terms.claims, calendars)
    if terms.settlement is not None:
        yield from _of_settlement(terms.settlement, terms, calendars)
    yield from _of_amounts(amounts, terms)
    for window in windows:
        yield from _of_window(window)


def _of_settlement(way: Settlement, terms: money.Terms, calendars: Collection[str]) -> Iterator[str]:
    match way:
        case SetAgainst(unit):
            if all(fee.per.unit != unit for fee in terms.fees):
                yield f"sets credits against a fee per {unit} that there is not"
        case PaidWithin(_, months, days, working_days, calendar):
            if calendar and calendar not in calendars:
                yield f"counts the time to pay on a calendar `{calendar}` that is not there"
            counts = (working_days,) if calendar else (months, days)
            others = (months, days) if calendar else (working_days,)
            if min(counts) < 0 or max(counts) > MAX_DAYS or any(others):
                yield "has a time to pay that cannot be counted"
        case never:
            assert_never(never)


def _of_claims(claims: money.Claims, calendars: Collection[str]) -> Iterator[str]:
    if claims.months < 0 or claims.days < 0 or claims.working_days < 0:
        yield "lets credits be claimed before they are due"
    if claims.working_days and (claims.months or claims.days):
        yield "has a time for claims in working days and in days of the calendar at once"
    if claims.calendar and claims.calendar not in calendars:
        yield f"counts the time for claims on a calendar `{claims.calendar}` that is not there"
    if bool(claims.working_days) != bool(claims.calendar):
        yield "has a time for claims in working days without a calendar, or a calendar without working days"


def _of_window(window: Window) -> Iterator[str]:
    if window.kind == "rolling" or window.unit not in _FEE_UNITS or window.count != 1:
        yield "has a fee or a cap that is not per month, quarter or year"


def _of_amounts(amounts: list[money.Amount], terms: money.Terms) -> Iterator[str]:
    codes: dict[str, None] = {}
    for amount in amounts:
        match amount:
            case money.Money(number, currency):
                codes[currency] = None
                if not number.is_finite() or number < 0:
                    yield "has an amount below 0"
            case money.FeeShare(share, of, name):
                if share < 0:
                    yield "has a part below 0"
                if name or of == "one-time fee":
                    own = terms.one_time_fees if of == "one-time fee" else terms.fees
                    if of == "amount at risk" or all(fold(each.name) != fold(name) for each in own):
                        yield f"speaks of the {money_words.base(of, name)}, which is not said"
                elif (terms.at_risk if of == "amount at risk" else (terms.fees or None)) is None:
                    yield f"speaks of the {of}, which is not said"
            case never:
                assert_never(never)
    if len(codes) > 1:
        yield f"is in several currencies: {', '.join(codes)}"
    for code in codes:
        if code not in PLACES:
            yield f"is in a currency `{code}` that does not exist"


def _amounts(rule: money.CreditRule) -> list[money.Amount]:
    match rule:
        case money.Steps(bands):
            return [band.amount for band in bands]
        case money.RowAmounts(_, amounts):
            return [each for each in amounts if each is not None]
        case money.FeeForDowntime():
            return [money.FeeShare(rule.times, "fee for the period", rule.fee)]
        case (
            money.WhenMissed(amount)
            | money.PerCase(amount)
            | money.PerStep(amount)
            | money.PerDowntime(amount)
            | money.PerLateness(amount)
        ):
            return [amount]
        case never:
            assert_never(never)


def _of_rule(rule: money.CreditRule, promise: Promise) -> Iterator[str]:
    match rule:
        case money.Steps(bands, by):
            if by is not None and by.to <= 0:
                yield "goes by values rounded to nothing"
            for one, other in pairwise(bands):
                ends, begins = one.high, other.low
                if ends is None or begins is None or ends > begins:
                    yield "has bands that are out of order or overlap"
                elif ends == begins and one.high_included and other.low_included:
                    yield "has two bands for one value"
        case money.PerStep(_, size):
            if size <= 0:
                yield "goes by steps of nothing"
        case money.PerDowntime(_, us) | money.PerLateness(_, us):
            if us <= 0:
                yield "goes by steps of no time"
        case money.FeeForDowntime() | money.WhenMissed() | money.PerCase():
            pass
        case money.RowAmounts(_, amounts):
            if not isinstance(promise, Clause) or len(amounts) != len(promise.rows):
                yield "goes by rows that its table does not have"
        case never:
            assert_never(never)
    of_cases = isinstance(rule, money.PerCase | money.PerLateness)
    if isinstance(rule, money.RowAmounts):
        of_cases = rule.by == "case"
    if of_cases and not isinstance(promise, Clause):
        yield "goes by cases, and the clause is about windows"
    if not of_cases and isinstance(promise, Clause) and promise.share is None:
        yield "goes by windows, and the clause has none"
