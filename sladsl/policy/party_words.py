"""Parties and roles in words."""

from collections.abc import Iterator

from sladsl.policy.contacts import Contacts
from sladsl.policy.model import Agreement, Policy


def roles(policy: Policy, agreement: Agreement) -> Iterator[str]:
    """Who holds the roles of an agreement, and who may declare what."""
    contacts = Contacts(policy)
    for role in policy.roles:
        if role.agreement == agreement.id:
            contact = contacts.of(agreement.id, role.name)
            told = contact.told() if contact else ""
            yield f"  {role.name}: {told}" if told else f"  {role.name}"
    for each in agreement.may_declare:
        yield f"  only {' or '.join(each.roles)} may declare {each.state}"


def parties(policy: Policy) -> Iterator[str]:
    """A line a party."""
    for party in policy.parties:
        title = f' "{party.title}"' if party.title else ""
        said = ", ".join(filter(None, (party.address, party.mail, party.phone)))
        yield f"  {party.name}{title}{': ' if said else ''}{said}"
