"""Credits that are set against fees to come: the account of an agreement.

It is reckoned from the begin of the term, in the order in which the windows of the fees begin. A credit whose
window ends when a fee's begins, or since the fee before it began, is set against that fee as far as the fee
goes; the rest against the next. What is given back ("earned back", a correction that takes away) is added to
the fee. A fee is what is due for its window by days, as `fee_lines` has it, of those fees that are due as
often as the sentence says. What is left at the agreement's end is settled as its last text says. However a
period is cut into statements, each fee is lessened by the same amount.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal

from attrs import field

from sladsl.evaluate.fee_lines import lines_of
from sladsl.evaluate.fees import fee_window
from sladsl.evaluate.windows import whole_windows
from sladsl.policy.currencies import PLACES
from sladsl.policy.model import Agreement, Window
from sladsl.policy.money import Fee, Terms, within
from sladsl.policy.settlement import SetAgainst, Settlement
from sladsl.records import define, frozen


@frozen
class Posting:
    """An amount that a statement credits. `at` is where it counts in the order of the windows: where its own
    ends or, of a correction, where the period ends in whose statement it stands; `begin` that of its window;
    `own`: in the statement that is asked for, not in one before."""

    at: int
    begin: int
    amount: Decimal
    own: bool
    claimed_at: int | None = None  # where its time to pay counts from then


@frozen
class AgainstFee:
    """What a statement sets against the fee of a window (instants, half-open).

    `before` is what statements before it set against the same fee; `brought` what they carried over to it,
    `credited` what is new. `carried` goes on to the fee that begins at `carried_to`, or waits until the
    agreement ends then. `known`: no unit that the fee is for can come or go any more.
    """

    begin: int
    end: int
    fee: Decimal
    before: Decimal
    brought: Decimal
    credited: Decimal
    amount: Decimal
    carried: Decimal
    carried_to: int
    known: bool


@frozen
class AtEnd:
    """What no further fee comes for. At the agreement's end it is paid out (below 0: paid back), or lapses;
    until then it is `waiting`."""

    at: int
    brought: Decimal
    credited: Decimal
    paid_out: Decimal
    lapsed: Decimal
    waiting: Decimal


def nothing(currency: str) -> Decimal:
    """0.00, with as many places as the currency has."""
    return Decimal(0).scaleb(-PLACES.get(currency, 2))


def way_of(texts: Sequence[Terms], instant: int) -> Settlement | None:
    """How the credits of a window that begins then are settled."""
    return next((each.settlement for each in texts if within(each, instant)), None)


@define
class Account:
    """The account of one agreement as of an instant. `texts` are its terms in turn, units counted."""

    agreement: Agreement
    texts: Sequence[Terms]
    currency: str
    as_of: int
    carried: Decimal = field(init=False)
    off: Decimal = field(init=False)

    @property
    def zero(self) -> Decimal:
        """Nothing, in the smallest amounts of the currency."""
        return nothing(self.currency)

    def settle(
        self, postings: Sequence[Posting], begin: int, end: int, ended: bool
    ) -> tuple[tuple[AgainstFee, ...], AtEnd | None]:
        """What the statement of a period (instants, half-open) sets against fees, and what it does at the
        end; `ended`: a statement before it did that.

        `postings` are those that are settled so, of it and of those before it.
        """
        ordered = sorted(postings, key=lambda each: each.at)
        entries: list[AgainstFee] = []
        self.carried = self.off = self.zero
        last: int | None = None  # where the window before began; what ends up to then came for it
        seen = 0
        for window in self._windows():
            if last is not None and last >= end:
                return tuple(entries), None
            upto = bisect_right(ordered, window[0], key=lambda each: each.at)
            given, seen = ordered[seen:upto], upto
            touched = begin < window[0] and last is not None
            entry = self._against(window, given, touched, last is None or begin > last)
            if touched:
                entries.append(entry)
            self.off += entry.before + entry.amount if begin <= window[0] < end else self.zero
            last = window[0]
        assert last is not None  # an agreement is in force for some time
        if last >= end:
            return tuple(entries), None
        return tuple(entries), self._at_end(ordered[seen:], begin, end, ended)

    def _against(
        self, window: tuple[int, int], given: Sequence[Posting], touched: bool, begun: bool
    ) -> AgainstFee:
        """`begun`: statements before this one came for the fee already."""
        earlier = [each.amount for each in given if not (touched and each.own)]
        credited = sum((each.amount for each in given if touched and each.own), self.zero)
        before = self.zero
        fee = self._fee(window) if touched or self.carried or any(earlier) else self.zero
        if earlier or begun or not touched:
            waiting = self.carried + sum(earlier, self.zero)
            before = min(waiting, fee)
            self.carried = waiting - before
        brought = self.carried
        amount = min(brought + credited, fee - before)
        self.carried = brought + credited - amount
        return AgainstFee(
            *window, fee, before, brought, credited, amount, self.carried, window[1], self._known(window)
        )

    def _at_end(self, given: Sequence[Posting], begin: int, end: int, ended: bool) -> AtEnd:
        ends = self.agreement.ends
        assert ends is not None  # of one without an end there is always a further fee
        brought = self.carried + sum((each.amount for each in given if not each.own), self.zero)
        brought = self.zero if ended or begin >= ends else brought
        credited = sum((each.amount for each in given if each.own), self.zero)
        left = brought + credited
        if end < ends:
            return AtEnd(ends, brought, credited, self.zero, self.zero, left)
        way = way_of(self.texts, ends - 1)
        lapses = isinstance(way, SetAgainst) and way.never_paid_out and left > 0
        paid_out, lapsed = (self.zero, left) if lapses else (left, self.zero)
        return AtEnd(ends, brought, credited, paid_out, lapsed, self.zero)

    def _windows(self) -> Iterator[tuple[int, int]]:
        """The windows of the fees from the begin of the term to its end, without gaps; cut where another text
        has fees for others."""
        at, ends = self.agreement.begins, self.agreement.ends
        while ends is None or at < ends:
            window = _fee_window(self._text(at))
            until = next(whole_windows(window, self.agreement, at, at))[1]
            changes = (
                each.since
                for each in self.texts
                if each.since is not None and at < each.since < until and _fee_window(each) != window
            )
            until = min((until, *changes, *(() if ends is None else (ends,))))
            yield at, until
            at = until

    def _text(self, instant: int) -> Terms:
        return next((each for each in self.texts if within(each, instant)), self.texts[-1])

    def _fee(self, window: tuple[int, int]) -> Decimal:
        """What is due for the window of those fees that are due as often."""
        lines = lines_of(self.texts, self.agreement, *window, _as_often)
        return sum((each.amount for each in lines if each.currency == self.currency), self.zero)

    def _known(self, window: tuple[int, int]) -> bool:
        counted = any(units.subject for text in self.texts for units in text.units)
        return not counted or window[1] <= self.as_of


def _fee_window(terms: Terms) -> Window:
    way = terms.settlement
    if isinstance(way, SetAgainst):
        return next((each.per for each in terms.fees if each.per.unit == way.unit), fee_window(terms))
    return fee_window(terms)


def _as_often(terms: Terms, fee: Fee) -> bool:
    return fee.per.unit == _fee_window(terms).unit
