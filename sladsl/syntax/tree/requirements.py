"""What the customer asked for, as written."""

from attrs import field

from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax.tree.clauses import Promise
from sladsl.syntax.tree.levels import Level
from sladsl.syntax.tree.money import (
    Cap,
    Claimed,
    CreditFormula,
    CreditsGoBy,
    CreditSteps,
    NothingBetween,
    PaidWithin,
    Right,
    RightOfCredits,
    SetAgainst,
)
from sladsl.syntax.tree.names import Name, Raw


@frozen
class CreditOwed:
    """`A credit is owed when missed.`"""

    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class OnlyExcluded:
    """`Nothing but planned maintenance may be excluded`; without states nothing may."""

    states: tuple[Name, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


RequiredSentence = (
    Promise
    | Level
    | CreditSteps
    | CreditFormula
    | CreditsGoBy
    | NothingBetween
    | Cap
    | Claimed
    | Right
    | RightOfCredits
    | SetAgainst
    | PaidWithin
    | CreditOwed
    | OnlyExcluded
)


@frozen
class Requirement:
    """`requirement R-12 of Acme SA: "an answer within the half hour", met by P1-RESPONSE.`, and the levels
    that are required."""

    name: Name
    party: Name
    words: Raw
    met_by: tuple[Name, ...]
    sentences: tuple[RequiredSentence, ...] = ()
    span: Span = field(eq=False, repr=False, kw_only=True)
