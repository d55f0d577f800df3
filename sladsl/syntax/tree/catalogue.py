"""The service catalogue as written."""

from attrs import field

from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax.tree.names import Name, Raw


@frozen
class NeededService:
    name: Name
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class NeededAll:
    """`Mail Server and Office LAN`, `all of (Mail Server, Office LAN)`."""

    parts: tuple["Needed", ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class NeededSome:
    """`any of (ISP North, ISP South)` (`least` None), `2 of (North, East, South)`."""

    least: Raw | None
    parts: tuple["Needed", ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


Needed = NeededService | NeededAll | NeededSome


@frozen
class Needs:
    needed: Needed
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Described:
    """`described as "mailboxes of 50 GB"`."""

    text: Raw
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Offered:
    """`offered to Acme SA and City of Athens`; no parties: `offered to all customers`."""

    parties: tuple[Name, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class HasServices:
    """`has Email, Chat`: services, or groups of them."""

    members: tuple[Name, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Service:
    """`service Email.`: a thing of the subject `service`, known by its name, and what is said of it."""

    name: Name
    title: Raw | None = None
    sentences: tuple[Needs | Described | Offered, ...] = ()
    forms: tuple[Name, ...] = ()
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class ServiceGroup:
    """`service group Messaging has Email, Chat.`"""

    name: Name
    title: Raw | None
    sentences: tuple[HasServices | Described | Offered, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)
