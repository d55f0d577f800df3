"""Can a claim be too late before it is known whether the promise was kept?

Where the time for a claim runs from the incident it may be over before the window is, and with it the answer
whether there is anything to claim. The customer then has to claim on suspicion. Of what is missed for good
with the first event too many, and of a single case, it is known at once.
"""

from collections.abc import Iterator

from sladsl.evaluate.claims import claim_until
from sladsl.evaluate.deadlines import CANNOT_SAY
from sladsl.evaluate.incidents import has_moment
from sladsl.evaluate.terms import calendar_of
from sladsl.evaluate.windows import TooManyWindows, windows_between
from sladsl.policy.measures import TimeShare
from sladsl.policy.model import Agreement, Clause, Policy
from sladsl.policy.money import Credit, PerCase, PerLateness, RowAmounts, Terms
from sladsl.policy.names import fold
from sladsl.policy.states import Window
from sladsl.practice import early_claim_errors
from sladsl.practice.promises import Promise, terms_by_agreement, with_promises
from sladsl.practice.told import Told

_YEARS_US = 2 * 366 * 86_400_000_000  # so much of a term is looked at


def early(policy: Policy) -> Iterator[Told]:
    """The first clause of each agreement of which that is so, with an incident that shows it."""
    money = terms_by_agreement(policy)
    for agreement, promises in with_promises(policy):
        for terms in money.get(fold(agreement.id), ())[-1:]:
            told = (_early(policy, agreement, terms, credit, promises) for credit in terms.credits)
            yield from [each for each in told if each is not None][:1]


def _early(
    policy: Policy, agreement: Agreement, terms: Terms, credit: Credit, promises: list[Promise]
) -> Told | None:
    claims = terms.claims
    promise = next((each for each in promises if fold(each.id) == fold(credit.clause)), None)
    if claims is None or claims.unit is not None or promise is None:
        return None
    window = _answered_by(credit, promise)
    if window is None:
        return None
    calendar = calendar_of(policy.calendars[claims.calendar]) if claims.calendar else None
    begins = agreement.begins
    last = begins + _YEARS_US if agreement.ends is None else min(agreement.ends, begins + _YEARS_US)
    try:
        for begin, end in windows_between(window, agreement, begins, last - 1):
            until = claim_until(claims, agreement, calendar, begin, end)
            if until < end:
                return early_claim_errors.early(agreement, credit, claims, (begin, until, end))
    except (*CANNOT_SAY, TooManyWindows):
        pass
    return None


def _answered_by(credit: Credit, promise: Promise) -> Window | None:
    """The window whose end has the answer; None where it is known with the incident."""
    if isinstance(promise, Clause):
        by_case = isinstance(credit.rule, PerCase | PerLateness | RowAmounts)
        return None if promise.share is None or by_case else promise.share.window
    waits = isinstance(promise.measure, TimeShare) and has_moment(promise)
    return promise.window if waits else None
