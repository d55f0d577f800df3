"""What is to be paid for a period: a line a fee, of each text in force in it.

By days of the agreement's zone, as the fee for the period is: each day of a fee's own period bears an equal
part of it. Each line is rounded once, half to even, to the smallest amount of its currency.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from sladsl.evaluate.caps import rounded
from sladsl.evaluate.events import Event
from sladsl.evaluate.fees import shared_out
from sladsl.evaluate.intake import take_in
from sladsl.evaluate.story import Story
from sladsl.evaluate.units import with_counted
from sladsl.policy import money_words
from sladsl.policy.model import Agreement, Policy
from sladsl.policy.money import Fee, OneTimeFee, Terms
from sladsl.policy.names import fold
from sladsl.policy.place import Place
from sladsl.records import frozen


@frozen
class FeeLine:
    """A fee, in words, for the part of the period in which its text is in force (instants, half-open).

    One that is due once begins and ends at that instant.
    """

    fee: str
    begin: int
    end: int
    currency: str
    exact: Fraction
    amount: Decimal
    place: Place
    name: str = ""


def fee_lines(
    policy: Policy, agreement: Agreement, begin: int, end: int, events: Iterable[Event], as_of: int
) -> Iterator[FeeLine]:
    """The fees of an agreement for a period, by its texts, as written; those of which nothing is due are left
    out. Among the `events` are those by which units are counted."""
    yield from all_lines(counted_texts(policy, agreement, events, as_of), agreement, begin, end)


def all_lines(texts: Sequence[Terms], agreement: Agreement, begin: int, end: int) -> Iterator[FeeLine]:
    """The same of an agreement's texts, with their units counted: those that are due again and again, then
    those that are due once."""
    yield from lines_of(texts, agreement, begin, end)
    yield from once_lines(texts, agreement, begin, end)


def counted_texts(
    policy: Policy, agreement: Agreement, events: Iterable[Event], as_of: int
) -> tuple[Terms, ...]:
    """What an agreement says of money, by its texts, with the numbers of the units that are counted."""
    texts = [terms for terms in policy.money if fold(terms.agreement) == fold(agreement.id)]
    if not any(units.subject for terms in texts for units in terms.units):
        return tuple(texts)
    cases = take_in(policy.subjects, events, policy.services).cases
    stories = {
        subject: {case: Story.of(given, as_of) for case, given in by_case.items()}
        for subject, by_case in cases.items()
    }
    return tuple(with_counted(terms, agreement, stories) for terms in texts)


def lines_of(
    texts: Iterable[Terms],
    agreement: Agreement,
    begin: int,
    end: int,
    wanted: Callable[[Terms, Fee], bool] = lambda terms, fee: True,
) -> Iterator[FeeLine]:
    """Those of an agreement's texts, with their units counted, of the fees that are `wanted`."""
    for terms in texts:
        since = max(begin, agreement.begins, terms.since or begin)
        until = min(each for each in (end, agreement.ends, terms.until) if each is not None)
        if since >= until:
            continue
        for fee in terms.fees:
            due = shared_out(fee, terms, agreement, (since, until)) if wanted(terms, fee) else None
            if due:
                yield _line(fee, due, since, until)


def once_lines(texts: Sequence[Terms], agreement: Agreement, begin: int, end: int) -> Iterator[FeeLine]:
    """Those of the fees that are due once, on a day of the period.

    One is due on its day, or when the first text that has it comes into force: the later of the two, if the
    agreement still has it then.
    """
    due: dict[tuple[str, Decimal, str, int | None], tuple[OneTimeFee, int, int | None]] = {}
    for terms in texts:
        since = max(agreement.begins, terms.since or agreement.begins)
        for fee in terms.one_time_fees:
            key = fold(fee.name), fee.amount, fee.currency, fee.at
            first = due[key][:2] if key in due else (fee, max(since, fee.at or since))
            due[key] = *first, terms.until
    for fee, at, until in due.values():
        if begin <= at < min(each for each in (end, agreement.ends, until) if each is not None):
            words = money_words.one_time_fee(evolve(fee, at=None), agreement.zone)
            exact = Fraction(fee.amount)
            amount = rounded(exact, fee.currency, None)
            yield FeeLine(words, at, at, fee.currency, exact, amount, fee.place, fee.name)


def _line(fee: Fee, due: Fraction, since: int, until: int) -> FeeLine:
    amount = rounded(due, fee.currency, None)
    return FeeLine(money_words.fee(fee), since, until, fee.currency, due, amount, fee.place, fee.name)
