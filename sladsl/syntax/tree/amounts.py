"""Amounts of money as written."""

from attrs import field

from sladsl.policy.money import Base
from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax.tree.names import Name, Raw


@frozen
class Money:
    """`EUR 12000`."""

    currency: Raw
    amount: Raw
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class NamedFee:
    """`the hosting fee`, `the monthly hosting fee`; `for_period`: `the hosting fee for the period`."""

    name: Name
    for_period: bool
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class PartOf:
    """`5% of the monthly fee`; `of` None: of what the step before is a part of."""

    share: Raw
    of: Base | NamedFee | None
    span: Span = field(eq=False, repr=False, kw_only=True)


Amount = Money | PartOf


@frozen
class CellAmount:
    """What a row of a table credits."""

    amount: Amount
    span: Span = field(eq=False, repr=False, kw_only=True)
