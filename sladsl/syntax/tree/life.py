"""The life of an agreement as written: draft, suspended, terminated, renewed, reviewed."""

from attrs import field

from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax.tree.names import Name, Raw
from sladsl.syntax.tree.values import Duration


@frozen
class Draft:
    """`is a draft`."""

    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Suspended:
    """`suspended from 2026-08-01 to 2026-08-15, "the data centre moves"`."""

    begins: Raw
    ends: Raw
    reason: Raw | None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class TerminationNotice:
    """`can be terminated with 90 days notice`."""

    within: Duration
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Terminated:
    """`terminated on 2026-09-30 by Acme SA, notice given on 2026-06-15`; `time` None: at the day's end."""

    on: Raw
    time: Raw | None
    by: Name | None
    given: Raw | None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Renews:
    """`renews by 12 months at most 2 times unless ended with 60 days notice`."""

    by: Duration
    most: Raw | None
    notice: Duration | None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Renewed:
    """`renewed to 2028-12-31`: the new last day, agreed."""

    to: Raw
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class NotRenewed:
    """`ended by notice given on 2027-10-15`."""

    given: Raw
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class ReviewedEvery:
    """`reviewed every 6 months by Service Level Manager`."""

    every: Duration
    by: Name
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class ReviewedOn:
    """`reviewed on 2026-06-28, 2026-12-20`."""

    days: tuple[Raw, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


LifeSentence = (
    Draft
    | Suspended
    | TerminationNotice
    | Terminated
    | Renews
    | Renewed
    | NotRenewed
    | ReviewedEvery
    | ReviewedOn
)
