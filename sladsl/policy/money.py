"""What an agreement says of money: fees, credits, caps, claims, and rights that arise.

Amounts are `Decimal` with an ISO 4217 code as written; shares, bounds and steps are fractions, in the unit of
what the clause measures (shares of 1, microseconds, numbers).
"""

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from sladsl.policy.place import Place
from sladsl.policy.rounded import Rounded
from sladsl.policy.settlement import Settlement
from sladsl.policy.states import FromUntil, Window
from sladsl.records import frozen

Base = Literal[
    "monthly fee", "quarterly fee", "yearly fee", "fee for the period", "amount at risk", "one-time fee"
]
Rounding = Literal["full", "started"]
Action = Literal["terminate", "renegotiate", "step in"]


@frozen
class Money:
    """An amount in a currency, by its ISO 4217 code."""

    amount: Decimal
    currency: str


@frozen
class FeeShare:
    """A share of a fee, or of the amount at risk.

    With `fee` it is that of the fees of this name; else of all that are not due once.
    """

    share: Fraction
    of: Base
    fee: str = ""


Amount = Money | FeeShare


@frozen
class Fee:
    """What the customer pays for each such window, for each `unit` where it names one.

    `during` are the stretches (instants, half-open, in order and apart) in which it is due; None: as long as
    the agreement is in force. A fee of a `tier` is due while the tier applies. Several may have one `name`.
    """

    amount: Decimal
    currency: str
    per: Window
    place: Place
    unit: str = ""
    tier: str = ""
    during: tuple[tuple[int, int | None], ...] | None = None
    name: str = ""


@frozen
class OneTimeFee:
    """What the customer pays once: on the day that begins `at`, or, with None, when the first text that says
    so comes into force."""

    name: str
    amount: Decimal
    currency: str
    at: int | None
    place: Place


@frozen
class Units:
    """How many units a fee is for.

    `numbers` are those from an instant on, in order. With `subject` there are as many as cases of it in the
    state, between these events, at the end of each day.
    """

    name: str
    numbers: tuple[tuple[int, Decimal], ...]
    subject: str
    state: str
    spans: tuple[FromUntil, ...]
    place: Place


@frozen
class Band:
    """The amount for the values from `low` to `high` (None: no end); whether a bound belongs to it is said
    beside.

    `said` is the step as written ("below 95%").
    """

    low: Fraction | None
    low_included: bool
    high: Fraction | None
    high_included: bool
    amount: Amount
    said: str
    place: Place


@frozen
class Steps:
    """By the value measured: the amount of the one band it lies in, if any. Bands are disjoint, ascending.

    Where the text goes by a `rounded` value, the bands are of the values as measured all the same: of those
    that are rounded into the steps as written.
    """

    bands: tuple[Band, ...]
    rounded: Rounded | None = None


@frozen
class WhenMissed:
    """The same amount whenever the window misses its target."""

    amount: Amount


@frozen
class PerStep:
    """So much for every full, or started, `size` by which the value is beyond `beyond`, in a window that
    misses its target (None: its target)."""

    amount: Amount
    size: Fraction
    rounding: Rounding
    beyond: Fraction | None


@frozen
class PerDowntime:
    """So much for every full, or started, stretch of `us` of the time that does not count as kept, in a
    window that misses its target: all of it, not only what is beyond the target."""

    amount: Amount
    us: int
    rounding: Rounding


@frozen
class FeeForDowntime:
    """So many times the share of the window's fee that falls on the downtime: fee x downtime / time it is a
    share of. With `fee` that of the fees of this name."""

    times: Fraction
    fee: str = ""


@frozen
class PerCase:
    """So much for every case breached."""

    amount: Amount


@frozen
class PerLateness:
    """So much for every full, or started, stretch of `us` by which a case went beyond its target, as its
    clock counts.

    A case still open is late by so much as of now.
    """

    amount: Amount
    us: int
    rounding: Rounding


@frozen
class RowAmounts:
    """By the row of the clause's table: what is credited where the row's own share is missed or, `by` case,
    for every case breached. None: nothing."""

    by: Literal["window", "case"]
    amounts: tuple[Amount | None, ...]


CreditRule = Steps | WhenMissed | PerStep | PerDowntime | FeeForDowntime | PerCase | PerLateness | RowAmounts


@frozen
class Cap:
    """Credits are at most so much: per `window`, or, where that is None, over the agreement's whole term.

    Of a clause, per window of its own. With `each` the credits of each such thing by itself: of a subject or
    a field by whose values the clause is judged.
    """

    most: Amount
    window: Window | None
    place: Place
    each: str = ""


@frozen
class EarnBack:
    """A credit is given back where each of the `windows` windows that follow is met."""

    windows: int
    place: Place


@frozen
class Credit:
    """What a clause credits, for windows that begin and cases that start from `since` until `until` (None: as
    long as the terms hold): as its version of the clause says."""

    clause: str
    rule: CreditRule
    cap: Cap | None
    earn_back: EarnBack | None
    place: Place
    since: int | None = None
    until: int | None = None


@frozen
class AtRisk:
    """So much stands at risk per window; clauses credit shares of it, and all of them together not more."""

    amount: Amount
    window: Window
    place: Place


@frozen
class Claims:
    """A credit lapses that is not claimed, by an event, within so much time after the end of the calendar
    `unit` in which its window ends; None: after the incident.

    `months` and `days` are of the calendar in the agreement's zone. Or else it is so many `working_days`, by
    the opening hours of the `calendar` of that id.
    """

    unit: Literal["day", "week", "month", "quarter", "year"] | None
    months: int
    days: int
    place: Place
    working_days: int = 0
    calendar: str = ""


@frozen
class Right:
    """`who` may do this when `clause` was missed (or, with `below`, its share was below it) in `missed` of
    any `of` windows in a row; for `days` from the end of the window with which it arose (None: without
    limit)."""

    who: Literal["customer", "provider"]
    action: Action
    clause: str
    below: Fraction | None
    missed: int
    of: int
    days: int | None
    place: Place
    since: int | None = None  # of windows that begin from then
    until: int | None = None  # and before


@frozen
class CreditRight:
    """`who` may do this when the credits of a `window` come to more than `most`; for `days` from the end of
    the window of the credit with which it arose (None: without limit)."""

    who: Literal["customer", "provider"]
    action: Action
    most: Amount
    window: Window
    days: int | None
    place: Place

    @property
    def clause(self) -> str:
        """None in particular."""
        return ""


@frozen
class PaidAbove:
    """Credits that in such a window come to no more than this are not paid."""

    least: Amount
    window: Window
    place: Place


@frozen
class Terms:
    """All that one text of an agreement says of money, for windows that begin and cases that start from
    `since` until `until` (None: from its begin, to its end). Texts do not overlap."""

    agreement: str
    fee: Fee | None
    caps: tuple[Cap, ...]
    at_risk: AtRisk | None
    claims: Claims | None
    credits: tuple[Credit, ...]
    rights: tuple[Right, ...]
    since: int | None = None
    until: int | None = None
    further_fees: tuple[Fee, ...] = ()
    units: tuple[Units, ...] = ()
    paid_above: PaidAbove | None = None
    credit_rights: tuple[CreditRight, ...] = ()
    one_time_fees: tuple[OneTimeFee, ...] = ()
    taxes: Literal["", "without", "with"] = ""  # in the amounts; "": not said
    settlement: Settlement | None = None  # how its credits are settled

    @property
    def fees(self) -> tuple[Fee, ...]:
        """The agreement's own fee, then those by unit and by tier."""
        return self.further_fees if self.fee is None else (self.fee, *self.further_fees)


def within(of: Credit | Right | Terms, instant: int) -> bool:
    """Whether it is for a window that begins, or a case that starts, at this instant."""
    return (of.since is None or of.since <= instant) and (of.until is None or instant < of.until)
