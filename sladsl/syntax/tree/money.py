"""Fees, credits, caps, claims and rights as written."""

from typing import Literal

from attrs import field

from sladsl.policy.money import Action, Rounding
from sladsl.policy.rounded import How
from sladsl.policy.settlement import FeeUnit
from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax.tree.amounts import Amount, CellAmount, Money, NamedFee, PartOf
from sladsl.syntax.tree.clauses import Counting, Window
from sladsl.syntax.tree.levels import Order
from sladsl.syntax.tree.names import Name, Raw
from sladsl.syntax.tree.values import Duration, Length, Quantity


@frozen
class Fee:
    """`fee for mail EUR 2.50 per mailbox per calendar month`; `unit` None: whatever there is."""

    amount: Money
    per: Window
    unit: Name | None = None
    name: Name | None = None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class FeeOnce:
    """`fee for set-up USD 50 once`, `... once on 2026-03-01`."""

    amount: Money
    on: Raw | None
    name: Name | None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class SoMany:
    """A number of units from a day on; without a day from the first on."""

    number: Raw
    since: Raw | None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class ThereAre:
    """`there are 200 mailboxes from 2026-01-01, 250 from 2026-07-01`"""

    units: Name
    numbers: tuple[SoMany, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class CountedWhile:
    """`count mailboxes while in use`: as many units as there are cases in the state."""

    units: Name
    state: Name
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Cut:
    """`below 95%`; a step has one, or two that it lies between."""

    order: Order
    value: Quantity | Duration
    upper: Quantity | Duration | None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class When:
    """The values a step is for; without cuts whenever the target is missed."""

    cuts: tuple[Cut, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class ForEvery:
    """`for every full 0.1 points below the target`; `order` None: of downtime, or by which a case is
    `late`."""

    rounding: Rounding
    size: Quantity | Length
    order: Order | None
    beyond: Quantity | Duration | None
    late: bool
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class ForEveryCase:
    """`for every case breached`."""

    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Step:
    amount: Amount
    when: When | ForEvery | ForEveryCase
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class CreditSteps:
    """`Credit 5% of the monthly fee when below 95%, 10% when below 90%.`"""

    steps: tuple[Step, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class CreditFormula:
    """`Credit 10 times the fee for the downtime.`"""

    times: Raw
    fee: Name | None = None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Taxes:
    """`amounts are without taxes`, or `amounts include taxes`."""

    said: Literal["without", "with"]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class CreditsGoBy:
    """`Credits go by the percentage rounded to 0.1 points, half to even.`"""

    to: Quantity | Length
    how: How
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class NothingBetween:
    """`Nothing is credited between the steps.`, `... or beyond them`"""

    beyond: bool
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Cap:
    """`credits are capped at 50% of the monthly fee for each service per calendar month`, `... over the
    term`."""

    most: Amount
    per: Window | None
    over_term: bool
    each: Name | None = None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class EarnedBack:
    count: Raw
    unit: Literal["day", "week", "month", "quarter", "year"]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class AtRisk:
    amount: Amount
    per: Window
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Claimed:
    """`credits are claimed within 30 days of the end of the month`, `... within 10 working days of the
    incident, counting business hours`; `unit` None: of the incident."""

    within: Duration
    unit: Literal["day", "week", "month", "quarter", "year"] | None
    counting: Counting | None = None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Right:
    """`Customer may terminate within 60 days when UPTIME is missed in 3 consecutive months.`"""

    who: Literal["customer", "provider"]
    action: Action
    within: Duration | None
    clause: Name
    below: Raw | None
    missed: Raw
    of: Raw | None
    unit: Literal["day", "week", "month", "quarter", "year"]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class RightOfCredits:
    """`Customer may terminate when credits exceed EUR 5000 per contract year.`"""

    who: Literal["customer", "provider"]
    action: Action
    within: Duration | None
    most: Amount
    per: Window
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class PaidAbove:
    """`credits are paid only above EUR 1 per calendar month`."""

    least: Amount
    per: Window
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class SetAgainst:
    """`credits are set against the next monthly fee, and are never paid out`."""

    unit: FeeUnit
    never_paid_out: bool
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class PaidWithin:
    """`credits are paid within 10 working days of the claim, counting business hours`."""

    within: Duration
    after: Literal["statement", "claim"]
    calendar: Name | None
    span: Span = field(eq=False, repr=False, kw_only=True)


AgreementMoney = (
    Fee
    | FeeOnce
    | ThereAre
    | CountedWhile
    | Cap
    | PaidAbove
    | Taxes
    | CreditsGoBy
    | EarnedBack
    | AtRisk
    | Claimed
    | SetAgainst
    | PaidWithin
    | Right
    | RightOfCredits
)
ClauseMoney = CreditSteps | CreditFormula | CreditsGoBy | NothingBetween | Cap | EarnedBack | Right

__all__ = [
    "AgreementMoney",
    "Amount",
    "AtRisk",
    "Cap",
    "CellAmount",
    "Claimed",
    "ClauseMoney",
    "CreditFormula",
    "CreditSteps",
    "CreditsGoBy",
    "Cut",
    "EarnedBack",
    "Fee",
    "FeeOnce",
    "ForEvery",
    "ForEveryCase",
    "Money",
    "NamedFee",
    "NothingBetween",
    "PaidAbove",
    "PaidWithin",
    "PartOf",
    "Right",
    "RightOfCredits",
    "SetAgainst",
    "Step",
    "Taxes",
    "When",
]
