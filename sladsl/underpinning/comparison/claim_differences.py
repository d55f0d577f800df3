"""Which of two times for claims ends later, by the windows of the agreement and where in them an incident
can be.

More time to claim is stricter: it is the provider's to pay. As many days from the incident are never more
than from the end of the month; whether forty days from the one are more than ten from the other depends on
how far apart the two can be, which the windows of the crediting clauses say.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Literal

from sladsl.evaluate.claims import claim_until
from sladsl.evaluate.deadlines import CANNOT_SAY
from sladsl.evaluate.fees import fee_window
from sladsl.evaluate.incidents import has_moment
from sladsl.evaluate.windows import TooManyWindows, windows_between
from sladsl.policy import money_words
from sladsl.policy.model import Agreement, Clause, Policy, WindowClause
from sladsl.policy.money import Claims, Credit, PerCase, PerLateness, RowAmounts, Terms
from sladsl.policy.names import as_written, fold
from sladsl.policy.states import Window
from sladsl.underpinning.comparison.credit_differences import Orders, effect_of_orders, terms_of
from sladsl.underpinning.comparison.findings import Difference, Effect
from sladsl.underpinning.comparison.hours import DAY, calendar_of
from sladsl.worktime.civil import day_of, local_midnight_us

MOST_MOMENTS = 20_000
_OPEN_ENDED = 3_660 * DAY  # of an agreement without an end so much is looked at
_LONG_AFTER = 400 * DAY

Moment = tuple[int, int]  # an incident, and the end of its window


def claim_differences(old: Policy, was: str, new: Policy, now: str) -> Iterator[Difference]:
    """Of an agreement, by its id in either policy."""
    one, other = (
        None if terms is None else terms.claims for terms in (terms_of(old, was), terms_of(new, now))
    )
    agreement = next(each for each in new.agreements if each.id == now)
    told = ["" if each is None else money_words.claims(each) for each in (one, other)]
    effect = claims_effect(one, other, (old, new), agreement)
    if told[0] != told[1] or effect in ("stricter", "weaker", "either"):
        yield Difference("claims", told[0], told[1], effect)


def claims_effect(
    one: Claims | None, other: Claims | None, policies: tuple[Policy, Policy], agreement: Agreement
) -> Effect:
    """What the second is against the first. Each counts on calendars of its own policy; the windows are those
    of the agreement in the second."""
    if one is None or other is None:
        return "none" if one is other else "weaker" if one is None else "stricter"
    try:
        moments = _moments(one, other, policies[1], agreement)
    except TooManyWindows:
        return "open"
    orders: Orders = set()
    for moment in moments:
        ends = [_until(each, policy, agreement, moment) for each, policy in zip((one, other), policies)]
        if ends[0] is not None and ends[1] is not None:
            orders.add((ends[1] > ends[0]) - (ends[1] < ends[0]))
    return effect_of_orders(orders) if orders else "open"


def _until(of: Claims, policy: Policy, agreement: Agreement, moment: Moment) -> int | None:
    calendar = calendar_of(policy.calendars[of.calendar]) if of.calendar else None
    try:
        return claim_until(of, agreement, calendar, *moment)
    except CANNOT_SAY:
        return None


def _moments(one: Claims, other: Claims, policy: Policy, agreement: Agreement) -> list[Moment]:
    """The moments that decide: of two times from the incident every date, else the ends of what is possible.

    Raises TooManyWindows.
    """
    found: dict[Moment, None] = {}
    ends = agreement.begins + _OPEN_ENDED if agreement.ends is None else agreement.ends
    for window, reach in _windows(policy, agreement):
        for begin, end in windows_between(window, agreement, agreement.begins, ends - 1):
            found[end, end] = None
            if reach != "end" and (one.unit is None) != (other.unit is None):
                found[begin, end] = None
            if reach == "beyond" and (one.unit is None) != (other.unit is None):
                found[end + _LONG_AFTER, end] = None
            if len(found) > MOST_MOMENTS:
                raise TooManyWindows(f"more than {MOST_MOMENTS:,} moments")
    if one.unit is None and other.unit is None:
        day, last = day_of(agreement.begins, agreement.zone), day_of(ends - 1, agreement.zone)
        if (last - day).days > MOST_MOMENTS:
            raise TooManyWindows(f"more than {MOST_MOMENTS:,} days")
        for number in range((last - day).days + 1):
            instant = local_midnight_us(day + timedelta(days=number), agreement.zone)
            found[instant, instant + DAY] = None
    return list(found)


Reach = Literal["end", "window", "beyond"]  # where an incident can be: at the end alone, or even after it


def _windows(policy: Policy, agreement: Agreement) -> Iterator[tuple[Window, Reach]]:
    """The windows for which something is credited."""
    terms = [each for each in policy.money if each.agreement == agreement.id]
    found = dict.fromkeys(
        each for of in terms for credit in of.credits for each in _of(credit, of, policy, agreement)
    )
    yield from found
    if not found:
        yield Window("calendar", "month"), "window"


def _of(credit: Credit, terms: Terms, policy: Policy, agreement: Agreement) -> Iterator[tuple[Window, Reach]]:
    every: Sequence[Clause | WindowClause] = (*policy.clauses, *policy.window_clauses)
    by_case = isinstance(credit.rule, PerCase | PerLateness | RowAmounts)
    for clause in every:
        if clause.agreement != agreement.id or fold(as_written(clause.id)) != fold(credit.clause):
            continue
        if isinstance(clause, WindowClause):
            yield clause.window, "window" if has_moment(clause) else "end"
            continue
        share = clause.share
        alone = share is None or (by_case and share.window.kind == "rolling")
        window = fee_window(terms) if share is None or alone else share.window
        yield window, "beyond" if share is not None and share.by == "opening" else "window"
