"""What becomes of a statement's total: set against fees to come, carried over, paid, or lapsed.

A credit is settled as the text of the agreement says that was in force when its window began.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from sladsl.evaluate.fee_account import Account, AgainstFee, AtEnd, Posting, nothing, way_of
from sladsl.evaluate.payments import Payment, payments
from sladsl.policy.model import Agreement, Policy
from sladsl.policy.money import Terms
from sladsl.policy.place import Place
from sladsl.policy.settlement import SetAgainst
from sladsl.records import frozen


@frozen
class Settled:
    """What becomes of the total of one statement.

    `unsaid` is what of it no text says how to settle, `off` what credits take off the fees whose windows
    begin in the statement's period, `places` the sentences that say so.
    """

    against: tuple[AgainstFee, ...]
    at_end: AtEnd | None
    payments: tuple[Payment, ...]
    unsaid: Decimal
    off: Decimal
    places: tuple[Place, ...]


def settled(
    policy: Policy,
    agreement: Agreement,
    texts: Sequence[Terms],
    postings: Iterable[Posting],
    period: tuple[int, int],
    currency: str,
    as_of: int,
    ended: bool,
) -> Settled:
    """What becomes of the statement of a period (instants, half-open) that is given as of an instant.

    `texts` are the agreement's in turn, units counted, of which one at least says how credits are settled;
    `postings` all credits up to the period's end, `ended` whether a statement before it settled what was left
    at the agreement's end.
    """
    begin, end = period
    zero = nothing(currency)
    counted = [each for each in postings if each.at <= end]
    against = [each for each in counted if isinstance(way_of(texts, each.begin), SetAgainst)]
    own = [each for each in counted if each.own]
    account = Account(agreement, texts, currency, as_of)
    entries, at_end = account.settle(against, begin, end, ended)
    over = end if agreement.ends is None else min(end, agreement.ends)
    ways = [way_of(texts, each.begin) for each in own] or [way_of(texts, max(begin, agreement.begins))]

    def said(at: int) -> bool:
        """Whether the text in force then sets credits against fees, though there be none."""
        return isinstance(way_of(texts, at), SetAgainst)

    return Settled(
        against=tuple(each for each in entries if each.brought or each.credited or said(each.begin)),
        at_end=at_end if at_end and (at_end.brought or at_end.credited or said(at_end.at - 1)) else None,
        payments=tuple(payments(policy, agreement, texts, own, max(as_of, over))),
        unsaid=sum((each.amount for each in own if way_of(texts, each.begin) is None), zero),
        off=account.off,
        places=tuple(dict.fromkeys(each.place for each in ways if each is not None)),
    )
