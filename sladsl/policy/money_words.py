"""Amounts, credits and rights in words, for a reader."""

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

from attrs import evolve

from sladsl.policy import level_words, settlement_words, words
from sladsl.policy.model import Agreement, Policy
from sladsl.policy.money import (
    Amount,
    AtRisk,
    Band,
    Base,
    Cap,
    Claims,
    Credit,
    CreditRight,
    CreditRule,
    EarnBack,
    Fee,
    FeeForDowntime,
    FeeShare,
    Money,
    OneTimeFee,
    PaidAbove,
    PerCase,
    PerDowntime,
    PerLateness,
    PerStep,
    Right,
    RowAmounts,
    Steps,
    Terms,
    Units,
    WhenMissed,
    within,
)
from sladsl.policy.rounded import Rounded
from sladsl.policy.version_words import day


def amount(of: Amount) -> str:
    """ "EUR 500", "5% of the monthly fee"."""
    match of:
        case Money():
            return f"{of.currency} {of.amount:f}"
        case FeeShare():
            return f"{words.percent(of.share)} of the {base(of.of, of.fee)}"
        case never:
            assert_never(never)


def base(of: Base, fee: str) -> str:
    """ "monthly fee", "monthly hosting fee", "hosting fee for the period"."""
    if not fee:
        return of
    return f"{fee} {of}" if of == "fee for the period" else f"{of.removesuffix('fee')}{fee} fee"


def cap(of: Cap) -> str:
    """ "at most 50% of the monthly fee for each service per calendar month"."""
    over = "over the term" if of.window is None else f"per {words.window(of.window)}"
    return f"at most {amount(of.most)}{_each(of)} {over}"


def _each(of: Cap) -> str:
    return f" for each {of.each}" if of.each else ""


def of_agreement(policy: Policy, agreement: Agreement) -> list[str]:
    """A line for each thing that an agreement says of money."""
    units = {each.id: each.unit for each in policy.window_clauses if each.agreement == agreement.id}
    found = [each for each in policy.money if each.agreement == agreement.id]
    numbers = [
        f"from {words.instant(since, agreement.zone)} the number of {of.name} is {number:f}"
        for each in found
        for of in each.units
        for since, number in of.numbers
    ]
    return [*(line for each in found for line in terms(each, units, agreement.zone)), *numbers]


def fee(of: Fee) -> str:
    """`EUR 2.50 for mail per mailbox per calendar month while tier Gold applies`."""
    name = f" for {of.name}" if of.name else ""
    unit = f" per {of.unit}" if of.unit else ""
    tier = f" while tier {of.tier} applies" if of.tier else ""
    return f"{of.currency} {of.amount:f}{name}{unit} per {words.window(of.per)}{tier}"


def one_time_fee(of: OneTimeFee, zone: str) -> str:
    """ "USD 50 for set-up once, on 2026-03-01"."""
    name = f" for {of.name}" if of.name else ""
    return f"{of.currency} {of.amount:f}{name} once" + ("" if of.at is None else f", on {day(of.at, zone)}")


def taxes(of: Terms | None) -> str:
    """ "amounts are without taxes"; "" where it is not said."""
    said = "" if of is None else of.taxes
    return {"without": "amounts are without taxes", "with": "amounts include taxes"}.get(said, "")


def units_of(of: Units) -> str:
    """ "counted while in use", "as said"; numbers are told with their days."""
    if of.subject:
        return f"a {of.name} counts on each day at whose end it is {of.state}"
    numbers = (f"{number:f} from {words.instant(since, 'UTC')[:10]}" for since, number in of.numbers)
    return f"the number of {of.name} is {', '.join(numbers)}"


def at_risk(of: AtRisk) -> str:
    """ "EUR 500 per calendar month"."""
    return f"{amount(of.amount)} per {words.window(of.window)}"


def paid_above(of: PaidAbove) -> str:
    """ "more than EUR 50 per calendar month"."""
    return f"more than {amount(of.least)} per {words.window(of.window)}"


def credit(of: Credit, unit: str) -> Iterator[str]:
    """How much a clause credits, at most how much, and when it is given back."""
    yield rule(of.rule, unit)
    if of.cap is not None:
        yield f"at most {amount(of.cap.most)}{_each(of.cap)} per window"
    if of.earn_back is not None:
        yield _given_back(of.earn_back)


def claims(of: Claims) -> str:
    """ "within 15 days of the end of its month", "within 10 working days of the incident, counting office
    hours"."""
    since = "the incident" if of.unit is None else f"the end of its {of.unit}"
    if of.working_days:
        return f"within {words.many(of.working_days, 'working day')} of {since}, counting {of.calendar}"
    parts = [words.many(of.months, "month")] if of.months else []
    parts += [words.many(of.days, "day")] if of.days or not parts else []
    return f"within {' and '.join(parts)} of {since}"


def terms(of: Terms, units: dict[str, str], zone: str) -> Iterator[str]:
    """A line for each thing an agreement says of money; `units` are those of what its clauses measure, by
    id."""
    for each_fee in of.fees:
        yield f"the fee is {fee(each_fee)}"
    for once in of.one_time_fees:
        yield f"the fee is {one_time_fee(once, zone)}"
    if said := taxes(of):
        yield said
    for counted in of.units:
        if counted.subject:
            yield units_of(counted)
    if of.at_risk is not None:
        yield f"{amount(of.at_risk.amount)} is at risk per {words.window(of.at_risk.window)}"
    for each in of.caps:
        yield f"credits are {cap(each)}"
    if of.paid_above is not None:
        yield f"credits are paid only if they come to {paid_above(of.paid_above)}"
    if of.claims is not None:
        yield f"a credit lapses that is not claimed {claims(of.claims)}"
    if of.settlement is not None:
        yield f"credits are {settlement_words.settlement(of.settlement)}"
    for credit in of.credits:
        when = _when(credit, zone)
        yield f"{credit.clause} credits {rule(credit.rule, units.get(credit.clause, '%'))}{when}"
        yield from _besides(credit)
    for each_right in of.rights:
        yield right(each_right) + _when(each_right, zone)
    for of_credits in of.credit_rights:
        yield right(of_credits)


def as_of(of: Terms, instant: int) -> Terms:
    """The terms with the credits and rights of the version in force at an instant."""
    return evolve(
        of,
        credits=tuple(evolve(each, since=None, until=None) for each in of.credits if within(each, instant)),
        rights=tuple(evolve(each, since=None, until=None) for each in of.rights if within(each, instant)),
    )


def _when(of: Credit | Right, zone: str) -> str:
    """ ", from 2026-07-01": from when until when a version says so."""
    since = "" if of.since is None else f", from {day(of.since, zone)}"
    return since + ("" if of.until is None else f", until {day(of.until, zone)}")


def _besides(credit: Credit) -> Iterator[str]:
    if credit.cap is not None:
        yield f"{credit.clause} credits at most {amount(credit.cap.most)}{_each(credit.cap)} per window"
    if credit.earn_back is not None:
        yield f"{credit.clause}: a credit is {_given_back(credit.earn_back)}"


def _given_back(of: EarnBack) -> str:
    return f"given back where the next {words.many(of.windows, 'window')} are met"


def rule(of: CreditRule, unit: str) -> str:
    """How much a clause credits."""
    match of:
        case Steps(bands, by):
            steps = "; ".join(f"{amount(band.amount)} {_between(band, unit)}" for band in bands)
            return steps if by is None else f"{steps} (by the {rounded(by, unit)})"
        case WhenMissed(of_it):
            return f"{amount(of_it)} when missed"
        case PerStep(of_it, size, rounding, beyond):
            than = "the target" if beyond is None else level_words.amount(beyond, unit)
            return f"{amount(of_it)} for every {rounding} {level_words.amount(size, unit)} beyond {than}"
        case PerDowntime(of_it, us, rounding):
            return f"{amount(of_it)} for every {rounding} {words.length(us)} of downtime when missed"
        case FeeForDowntime(times, named):
            which = f"{named} fee" if named else "fee"
            return f"{_number(times)} times the {which} for the downtime when missed"
        case PerCase(of_it):
            return f"{amount(of_it)} for every case breached"
        case PerLateness(of_it, us, rounding):
            return f"{amount(of_it)} for every {rounding} {words.length(us)} by which a case is late"
        case RowAmounts(by, amounts):
            per = "when its share is missed" if by == "window" else "for every case breached"
            rows = (
                f"row {number} {amount(each)}" for number, each in enumerate(amounts, 1) if each is not None
            )
            return f"{per}: {'; '.join(rows)}"
        case never:
            assert_never(never)


def rounded(of: Rounded, unit: str) -> str:
    """ "percentage rounded to 0.1 points, half up"."""
    to = level_words.amount(of.to, unit)
    size = f"{to.removesuffix('%')} points" if unit == "%" else to
    which = "percentage" if unit == "%" else "value"
    if of.how in ("up", "down"):
        return f"{which} rounded {of.how} to {size}"
    return f"{which} rounded to {size}, {of.how}"


def _between(band: Band, unit: str) -> str:
    parts = []
    if band.low is not None:
        parts.append(f"{'at least' if band.low_included else 'above'} {level_words.amount(band.low, unit)}")
    if band.high is not None:
        parts.append(f"{'at most' if band.high_included else 'below'} {level_words.amount(band.high, unit)}")
    return " and ".join(parts) or "always"


def right(of: Right | CreditRight) -> str:
    """ "the customer may terminate when UPTIME is missed in 3 windows in a row"."""
    if isinstance(of, CreditRight):
        until = "" if of.days is None else f", for {words.many(of.days, 'day')}"
        over = f"more than {amount(of.most)} is credited per {words.window(of.window)}"
        return f"the {of.who} may {of.action} when {over}{until}"
    how = "missed" if of.below is None else f"below {words.percent(of.below)}"
    many = f"{of.missed} windows in a row" if of.missed == of.of else f"any {of.missed} of {of.of} windows"
    until = "" if of.days is None else f", for {words.many(of.days, 'day')}"
    return f"the {of.who} may {of.action} when {of.clause} is {how} in {many}{until}"


def _number(of: Fraction) -> str:
    return words.percent(of / 100).removesuffix("%")
