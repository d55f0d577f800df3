"""Plans as written: who does what, in which order, and under which agreement."""

from typing import Literal

from attrs import field

from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax.tree.names import Name, Raw
from sladsl.syntax.tree.values import Condition


@frozen
class Supports:
    """`supports ACME-MAIL and BETA-MAIL.`"""

    agreements: tuple[Name, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Relied:
    """`under NET-OLA/REPAIR where category is network`; `clause` is the agreement and its clause."""

    clause: Name
    where: Condition | None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Step:
    """`repair by Network Team under ... or under ...`; without `under` nobody promises it."""

    name: Name
    by: Name | None
    under: tuple[Relied, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class AssumedAtOnce:
    """`assuming that assigned comes at once after triaged.`"""

    event: Name
    after: tuple[Name, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class AssumedSteady:
    """`assuming that priority and site stay as opened.`"""

    fields: tuple[Name, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class AssumedAtMost:
    """`assuming at most 2 pauses.`; `count` None: none."""

    what: Literal["pauses", "reopenings"]
    count: Raw | None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class AssumedShare:
    """`assuming that at least 50% of the cases of NET-OLA/REPAIR are of ACME-MAIL.`"""

    at_least: Raw
    clause: Name
    agreement: Name
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class AssumedSameWindow:
    """`assuming that cases count in the same window.`"""

    span: Span = field(eq=False, repr=False, kw_only=True)


Assumption = AssumedAtOnce | AssumedSteady | AssumedAtMost | AssumedShare | AssumedSameWindow


@frozen
class Plan:
    """`stages` follow each other; the steps of one go on at the same time."""

    clock: Name
    subject: Name
    agreement: Name
    stages: tuple[tuple[Step, ...], ...]
    assumptions: tuple[Assumption, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)
