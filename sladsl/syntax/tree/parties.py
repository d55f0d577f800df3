"""Parties and roles as written."""

from typing import Literal

from attrs import field

from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax.tree.names import Name, Raw


@frozen
class Contact:
    kind: Literal["mail", "phone", "address"]
    value: Raw
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class ContactOf:
    """The party of a role whose holder is not named: `role Service Desk, of Hellas IT`."""

    party: Name
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class PartyIs:
    """`party Hellas IT "Hellas Information Technology SA", address "...", mail ...`."""

    name: Name
    title: Raw | None
    contacts: tuple[Contact, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Role:
    """`role Service Level Manager is Maria Pappa of Hellas IT, mail ..., phone ...`."""

    name: Name
    holder: Name | None
    party: Name | None
    contacts: tuple[Contact | ContactOf, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)
