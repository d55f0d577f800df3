"""Until when credits have to be paid, where they are paid.

The day of the statement, or of the claim, does not count, and they are paid in time on the whole of the last
day, as periods in law are counted (for example Regulation (EEC, Euratom) No 1182/71, article 3).
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Literal

from sladsl.evaluate.deadlines import CANNOT_SAY
from sladsl.evaluate.fee_account import Posting, way_of
from sladsl.policy.model import Agreement, Policy
from sladsl.policy.money import Terms
from sladsl.policy.place import Place
from sladsl.policy.settlement import PaidWithin
from sladsl.records import frozen
from sladsl.worktime import Calendar
from sladsl.worktime.civil import day_of, later_us, local_midnight_us


@frozen
class Payment:
    """What is to be paid (below 0: paid back) before the instant `until`, the end of a day; None where the
    calendar does not reach so far. The time counts from `since`, the statement or a claim."""

    after: Literal["statement", "claim"]
    since: int
    until: int | None
    amount: Decimal
    place: Place


def payments(
    policy: Policy, agreement: Agreement, texts: Sequence[Terms], postings: Sequence[Posting], given: int
) -> Iterator[Payment]:
    """One for the statement, which is `given` at an instant, and one for each time at which credits were
    claimed; those that come to nothing are left out."""
    sums: dict[tuple[PaidWithin, int], Decimal] = {}
    for each in postings:
        way = way_of(texts, each.begin)
        if isinstance(way, PaidWithin):
            claimed = way.after == "claim" and each.claimed_at is not None
            key = way, (each.claimed_at or 0) if claimed else given
            sums[key] = sums.get(key, Decimal(0)) + each.amount
    for (way, since), amount in sorted(sums.items(), key=lambda item: item[0][1]):
        if amount:
            after = "statement" if since == given else way.after
            yield Payment(after, since, _until(policy, agreement, way, since), amount, way.place)


def _until(policy: Policy, agreement: Agreement, way: PaidWithin, since: int) -> int | None:
    """The end of the last day."""
    zone = agreement.zone
    try:
        if way.calendar:
            calendar = Calendar.of(policy.calendars[way.calendar])
            due = calendar.end_of_working_day_us(since, way.working_days) - 1
        else:
            due = later_us(since, way.months, way.days, zone)
        return local_midnight_us(day_of(due, zone) + timedelta(days=1), zone)
    except CANNOT_SAY:
        return None
