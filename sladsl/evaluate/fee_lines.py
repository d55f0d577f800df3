"""What is to be paid for a period: a line a fee, of each text in force in it.

By days of the agreement's zone, as the fee for the period is: each day of a fee's own period bears an equal
part of it. Each line is rounded once, half to even, to the smallest amount of its currency.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from sladsl.evaluate.caps import rounded
from sladsl.evaluate.events import Event
from sladsl.evaluate.fees import shared_out
from sladsl.evaluate.intake import take_in
from sladsl.evaluate.story import Story
from sladsl.evaluate.units import with_counted
from sladsl.policy import money_words
from sladsl.policy.model import Agreement, Policy
from sladsl.policy.money import Fee
from sladsl.policy.names import fold
from sladsl.policy.place import Place
from sladsl.records import frozen


@frozen
class FeeLine:
    """A fee, in words, for the part of the period in which its text is in force (instants, half-open)."""

    fee: str
    begin: int
    end: int
    currency: str
    exact: Fraction
    amount: Decimal
    place: Place


def fee_lines(
    policy: Policy, agreement: Agreement, begin: int, end: int, events: Iterable[Event], as_of: int
) -> Iterator[FeeLine]:
    """The fees of an agreement for a period, by its texts, as written; those of which nothing is due are left
    out. Among the `events` are those by which units are counted."""
    cases = take_in(policy.subjects, events, policy.services).cases
    stories = {
        subject: {case: Story.of(given, as_of) for case, given in by_case.items()}
        for subject, by_case in cases.items()
    }
    for terms in policy.money:
        if fold(terms.agreement) != fold(agreement.id):
            continue
        since = max(begin, agreement.begins, terms.since or begin)
        until = min(each for each in (end, agreement.ends, terms.until) if each is not None)
        if since >= until:
            continue
        counted = with_counted(terms, agreement, stories)
        for fee in counted.fees:
            due = shared_out(fee, counted, agreement, (since, until))
            if due:
                yield _line(fee, due, since, until)


def _line(fee: Fee, due: Fraction, since: int, until: int) -> FeeLine:
    amount = rounded(due, fee.currency, None)
    return FeeLine(money_words.fee(fee), since, until, fee.currency, due, amount, fee.place)
