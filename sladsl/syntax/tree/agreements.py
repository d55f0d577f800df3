"""Agreements as written."""

from typing import Literal

from attrs import field, frozen

from sladsl.source import Span
from sladsl.syntax.tree.calendars import TimeZone
from sladsl.syntax.tree.money import AgreementMoney
from sladsl.syntax.tree.names import Name, Raw
from sladsl.syntax.tree.plans import Supports


@frozen
class KindIs:
    kind: Literal["customer SLA", "internal SLA", "OLA", "underpinning contract"]
    version: Raw | None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Party:
    name: Name
    role: Literal["provider", "customer"]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Between:
    parties: tuple[Party, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class InForce:
    begins: Raw
    ends: Raw | None
    span: Span = field(eq=False, repr=False, kw_only=True)


AgreementSentence = KindIs | Between | InForce | TimeZone | Supports | AgreementMoney


@frozen
class Agreement:
    name: Name
    title: Raw | None
    sentences: tuple[AgreementSentence, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)
