"""The rows of expectations about services and parties."""

from collections.abc import Sequence

from sladsl.evaluate import Result
from sladsl.policy.catalogue import services_in
from sladsl.policy.catalogue_words import need, offered_to
from sladsl.policy.model import Policy
from sladsl.policy.names import fold
from tests.spec.tables import NOTHING, shown_day, shown_time
from tests.spec.tellings import Rows, rows_of


def services(policy: Policy, columns: Sequence[str]) -> Rows:
    """A line a service of the program."""
    return rows_of(
        policy.services,
        columns,
        {
            "service": lambda service: service.name,
            "title": lambda service: service.title or NOTHING,
            "described": lambda service: service.description or NOTHING,
            "offered to": lambda service: NOTHING if service.offer is None else offered_to(service.offer),
            "needs": lambda service: NOTHING if service.needs is None else need(service.needs),
        },
    )


def groups(policy: Policy, columns: Sequence[str]) -> Rows:
    """A line a group of services."""
    by_name = {fold(group.name): group for group in policy.service_groups}
    return rows_of(
        policy.service_groups,
        columns,
        {
            "group": lambda group: group.name,
            "title": lambda group: group.title or NOTHING,
            "services": lambda group: ", ".join(services_in(group, by_name)),
            "described": lambda group: group.description or NOTHING,
            "offered to": lambda group: NOTHING if group.offer is None else offered_to(group.offer),
        },
    )


def parties(policy: Policy, columns: Sequence[str]) -> Rows:
    """A line a declared party."""
    return rows_of(
        policy.parties,
        columns,
        {
            "party": lambda party: party.name,
            "title": lambda party: party.title or NOTHING,
            "address": lambda party: party.address or NOTHING,
            "mail": lambda party: party.mail or NOTHING,
            "phone": lambda party: party.phone or NOTHING,
        },
    )


def roles(policy: Policy, columns: Sequence[str]) -> Rows:
    """A line a role of an agreement."""
    return rows_of(
        policy.roles,
        columns,
        {
            "agreement": lambda role: role.agreement,
            "role": lambda role: role.name,
            "holder": lambda role: role.holder or NOTHING,
            "party": lambda role: role.party or NOTHING,
            "mail": lambda role: role.mail or NOTHING,
            "phone": lambda role: role.phone or NOTHING,
        },
    )


def escalations(policy: Policy, result: Result, columns: Sequence[str]) -> Rows:
    """A line a breached case or missed window and one who is told."""
    zones = {agreement.id: agreement.zone for agreement in policy.agreements}
    return rows_of(
        result.escalations,
        columns,
        {
            "clause": lambda each: each.clause,
            "who": lambda each: each.who,
            "at": lambda each: shown_time(each.at, zones[each.agreement]),
            "case": lambda each: each.case or NOTHING,
            "from": lambda each: (
                NOTHING if each.begin is None else shown_day(each.begin, zones[each.agreement])
            ),
            "to": lambda each: NOTHING if each.end is None else shown_day(each.end, zones[each.agreement]),
        },
    )
