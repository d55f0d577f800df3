"""Escalations as rows for other programs, and how whoever is told can be reached."""

from collections.abc import Iterable
from typing import Any

from sladsl.evaluate.instants import timestamp
from sladsl.evaluate.verdicts import Escalated
from sladsl.policy.contacts import Contacts

Row = dict[str, Any]


def escalation_rows(escalations: Iterable[Escalated], contacts: Contacts | None = None) -> list[Row]:
    """A row a breached case or missed window and one who is told of it."""
    return [
        {
            "agreement": each.agreement,
            "clause": each.clause,
            "who": each.who,
            **contact_row(contacts, each.agreement, each.who),
            "at": timestamp(each.at),
            "case": each.case,
            "cycle": each.cycle,
            "window": None
            if each.begin is None or each.end is None
            else {"from": timestamp(each.begin), "to": timestamp(each.end)},
            "group": dict(each.group),
        }
        for each in escalations
    ]


def contact_row(contacts: Contacts | None, agreement: str, who: str) -> Row:
    """What is known of a role or party; nothing where it is not declared."""
    contact = None if contacts is None else contacts.of(agreement, who)
    if contact is None:
        return {}
    said = {"name": contact.name, "party": contact.party, "mail": contact.mail, "phone": contact.phone}
    return {"contact": {key: value for key, value in said.items() if value}}
