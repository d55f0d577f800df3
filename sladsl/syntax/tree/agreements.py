"""Agreements as written."""

from typing import Literal

from attrs import field

from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax.tree.calendars import TimeZone
from sladsl.syntax.tree.changes import BuildsOn, EndsOn, LevelIs, ReplacesVersion, Signed
from sladsl.syntax.tree.clauses import Window
from sladsl.syntax.tree.life import Draft, LifeSentence, NotRenewed, ReviewedOn, Suspended, Terminated
from sladsl.syntax.tree.meant import Meant
from sladsl.syntax.tree.money import AgreementMoney
from sladsl.syntax.tree.names import Name, Raw
from sladsl.syntax.tree.plans import Supports
from sladsl.syntax.tree.values import Condition, Duration


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


@frozen
class AssumesIndependence:
    """`assumes independent failures of ISP North and ISP South`; no names: of all services."""

    services: tuple[Name, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class AssumesSameExclusions:
    """`assumes the same exclusions for all services`."""

    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class AssumesLimit:
    """`assumes at most 4 hours of planned maintenance per calendar month`."""

    most: Duration
    state: Name
    window: Window
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class AssumesMonitoring:
    """`assumes complete monitoring`."""

    span: Span = field(eq=False, repr=False, kw_only=True)


Assumes = AssumesIndependence | AssumesSameExclusions | AssumesLimit | AssumesMonitoring


@frozen
class Suppliers:
    """`with Telco SA and Power Co as suppliers`."""

    names: tuple[Name, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Covers:
    """`covers incidents and surveys where customer is Acme SA`: it is about no others."""

    subjects: tuple[Name, ...]
    where: Condition
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class MayDeclare:
    """`only the Operations Director may declare force majeure`."""

    roles: tuple[Name, ...]
    state: Name
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class JudgedBy:
    """`is judged by the records of the provider`."""

    party: Name
    span: Span = field(eq=False, repr=False, kw_only=True)


AgreementSentence = (
    KindIs
    | Between
    | InForce
    | TimeZone
    | Supports
    | AgreementMoney
    | Signed
    | ReplacesVersion
    | LifeSentence
    | Assumes
    | LevelIs
    | BuildsOn
    | Suppliers
    | MayDeclare
    | JudgedBy
    | Covers
    | Meant
)
AmendmentSentence = (
    Draft
    | AgreementMoney
    | Between
    | Signed
    | EndsOn
    | Suspended
    | Terminated
    | NotRenewed
    | ReviewedOn
    | Meant
)


@frozen
class Agreement:
    name: Name
    title: Raw | None
    sentences: tuple[AgreementSentence, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Amendment:
    """`amendment A1 of ACME-MAIL makes version 2.2 in force from 2026-07-01`; its clauses follow it."""

    name: Name
    of: Name
    version: Raw
    begins: Raw
    retroactively: bool
    sentences: tuple[AmendmentSentence, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)
