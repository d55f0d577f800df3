"""A statement: what is credited under one agreement for a period, each line with the clause it rests on.

A line belongs to the period in which its window ends, one of a single case likewise. Lines are rounded once,
where they are made; the total is their sum.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from attrs import evolve

from sladsl.evaluate.clause_windows import clause_windows
from sladsl.evaluate.corrections import Basis, Correction, Stated, WindowKey, basis_of, corrections
from sladsl.evaluate.credit_lines import CreditLine
from sladsl.evaluate.events import Event
from sladsl.evaluate.fee_account import Posting, nothing
from sladsl.evaluate.fee_lines import FeeLine, counted_texts
from sladsl.evaluate.fees import currency_of
from sladsl.evaluate.rights import ArisenRight
from sladsl.evaluate.settlement import Settled, settled
from sladsl.evaluate.verdicts import Result, WindowStatus
from sladsl.policy import money_words
from sladsl.policy.model import Agreement, Policy
from sladsl.policy.money import Terms, within
from sladsl.policy.names import fold
from sladsl.records import frozen


@frozen
class Silent:
    """A window of a clause that credits, of which no line tells: it has no data, is unknown, or is not
    over."""

    clause: str
    begin: int
    end: int
    group: tuple[tuple[str, str], ...]
    status: WindowStatus


@frozen
class Statement:
    """The credits of one agreement for a period (instants, half-open) as of an instant.

    `total` is the sum of the lines' amounts. `claimable` and `lapsed` are what lines that need a claim would
    be, and are not in it; `open_most` is how much more it could be if all that is unknown turned out badly.
    """

    agreement: Agreement
    begin: int
    end: int
    as_of: int
    currency: str
    lines: tuple[CreditLine, ...]
    silent: tuple[Silent, ...]
    corrections: tuple[Correction, ...]
    rights: tuple[ArisenRight, ...]
    basis: Mapping[WindowKey, Basis]
    policy_hash: str
    as_if: bool = False  # of a draft: as if it were in force
    fees: tuple[FeeLine, ...] | None = None  # where they were asked for
    taxes: str = ""  # whether they are in the amounts, in words
    settlement: Settled | None = None  # where a text of the agreement says how credits are settled

    @property
    def due(self) -> Decimal:
        """What the fees come to."""
        return sum((each.amount for each in self.fees or ()), nothing(self.currency))

    @property
    def to_pay(self) -> Decimal:
        """What is left of the fees, where they were asked for: less the total or, where it is said how
        credits are settled, less what of them takes these fees off."""
        settled = self.settlement
        return self.due - (self.total if settled is None else settled.off + settled.unsaid)

    @property
    def total(self) -> Decimal:
        """What is credited in all, corrections of earlier statements included."""
        amounts = [*(each.amount for each in self.lines), *(each.amount for each in self.corrections)]
        return sum(amounts, nothing(self.currency))

    @property
    def claimable(self) -> Decimal:
        """What can still be claimed."""
        return sum(
            (line.reckoned for line in self.lines if line.claim == "claimable"), nothing(self.currency)
        )

    @property
    def lapsed(self) -> Decimal:
        """What was not claimed in time."""
        return sum((line.reckoned for line in self.lines if line.claim == "lapsed"), nothing(self.currency))

    @property
    def unknown(self) -> Decimal:
        """How much more it could be, as far as the data does not say."""
        return sum(
            (line.most - line.reckoned for line in self.lines if line.claim != "lapsed"),
            nothing(self.currency),
        )


def statement(
    policy: Policy,
    result: Result,
    agreement: Agreement,
    begin: int,
    end: int,
    policy_hash: str,
    stated: Stated | None = None,
    events: Iterable[Event] = (),
    counted: Sequence[Terms] | None = None,
) -> Statement:
    """The statement of an agreement for a period (instants, half-open).

    With `stated`, what earlier statements said: lines of windows that they covered are not said again, and
    what has changed since is a correcting line. `counted` is what the agreement says of money with the units
    counted that the events tell of, where that is known already.
    """
    events = tuple(events)
    key = fold(agreement.id)
    texts = [each for each in policy.money if fold(each.agreement) == key]
    terms = next((each for each in reversed(texts) if within(each, begin)), next(iter(texts), None))
    every = [each for each in result.credits if fold(each.agreement) == key]
    lines = [each for each in every if begin < each.end <= end and not (stated and stated.covers(each.end))]
    crediting = {fold(each.clause) for text in texts for each in text.credits}
    told = {(fold(each.clause), each.begin, each.group) for each in every if not each.case}
    silent = [
        Silent(each.clause, each.begin, each.end, each.group, each.status)
        for each in clause_windows(result.windows)
        if begin < each.end <= end
        and fold(each.agreement) == key
        and fold(each.clause) in crediting
        and each.status not in ("met", "breached")
        and (fold(each.clause), each.begin, each.group) not in told
    ]
    corrected = (
        () if stated is None else corrections(stated, every, result, agreement.id, policy_hash, events)
    )
    currency = "" if terms is None else currency_of(terms)
    given = Statement(
        agreement=agreement,
        begin=begin,
        end=end,
        as_of=result.as_of,
        currency=currency,
        taxes=money_words.taxes(terms),
        lines=tuple(lines),
        silent=tuple(silent),
        corrections=tuple(corrected),
        rights=tuple(
            each
            for each in result.rights
            if fold(each.agreement) == key and each.since <= end and each.renewed > begin
        ),
        basis=basis_of(
            result,
            every,
            agreement.id,
            lambda at: begin < at <= end or (stated is not None and stated.covers(at)),
        ),
        policy_hash=policy_hash,
    )
    if all(each.settlement is None for each in texts):
        return given
    return evolve(given, settlement=_settled(policy, given, every, stated, events, counted))


def _settled(
    policy: Policy,
    given: Statement,
    every: Sequence[CreditLine],
    stated: Stated | None,
    events: Iterable[Event],
    counted: Sequence[Terms] | None,
) -> Settled:
    """What becomes of the total: of all that was stated before as it was stated, of the rest as it is now."""
    agreement = given.agreement
    postings = [] if stated is None else [Posting(*each, own=False) for each in stated.posted]
    lines = {each.key: each for each in every}
    own = {each.key for each in given.lines}
    postings += [
        Posting(each.end, each.begin, each.amount, each.key in own, each.claimed_at)
        for each in every
        if not (stated and stated.covers(each.end))
    ]
    for each in given.corrections:
        line = lines.get(each.key)
        newly = line is not None and stated is not None and stated.claims.get(each.key) != "claimed"
        at = line.claimed_at if line is not None and newly else None
        postings.append(Posting(given.end, each.key.begin, each.amount, True, at))
    texts = counted if counted is not None else counted_texts(policy, agreement, events, given.as_of)
    ended = agreement.ends is not None and stated is not None and stated.covers(agreement.ends)
    return settled(
        policy, agreement, texts, postings, (given.begin, given.end), given.currency, given.as_of, ended
    )
