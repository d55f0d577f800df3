"""Is what is offered to a customer promised to it, and what is promised offered?"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sladsl.policy.catalogue import Offer, Service
from sladsl.policy.conditions import Both, Condition, Either, IsOneOf, Not
from sladsl.policy.forms import names_of
from sladsl.policy.model import Agreement, Clause, Policy, Subject, WindowClause
from sladsl.policy.names import fold
from sladsl.policy.values import Text
from sladsl.practice import offer_errors
from sladsl.practice.promises import SLAS, Promise, is_inherited
from sladsl.practice.told import Told
from sladsl.records import frozen

SERVICE = "service"  # the subject whose cases the catalogue lists, and the field that names one of them


@frozen
class _Customer:
    """What a customer is promised, in agreements that are in force or will be."""

    name: str
    agreements: Sequence[Agreement]
    promises: Sequence[Promise]

    def has(self, service: Service, subjects: dict[str, Subject]) -> bool:
        """Whether something of the service is promised."""
        return any(is_about(each, service, subjects[fold(each.subject)]) for each in self.promises)


def unpromised(policy: Policy) -> Iterator[Told]:
    """Services that are offered to a customer of which no agreement with it promises anything."""
    customers, subjects = _customers(policy), {fold(each.name): each for each in policy.subjects}
    bases = {fold(name) for agreement in policy.agreements for name in agreement.builds_on}
    everybody = [
        customer.name
        for customer in customers.values()
        if any(fold(each.id) not in bases for each in customer.agreements)
    ]
    for service, offers in offers_of(policy).values():
        wanted = {fold(name): offers[""] for name in everybody} if "" in offers else {}
        for key, offer in (wanted | offers).items():
            customer = customers.get(key)
            if customer is not None and not customer.has(service, subjects):
                yield offer_errors.unpromised(service, offer, customer.name, customer.agreements)


def without_agreement(policy: Policy) -> Iterator[Told]:
    """Those to whom something is offered, and with whom there is no agreement, each once.

    It may be in a file that was not given, so this is told only on request.
    """
    customers = _customers(policy)
    first: dict[str, tuple[Service, Offer]] = {}
    for service, offers in offers_of(policy).values():
        for key, offer in offers.items():
            if key and key not in customers:
                first.setdefault(key, (service, offer))
    for key, (service, offer) in first.items():
        name = next(each for each in offer.parties if fold(each) == key)
        yield offer_errors.without_agreement(service, offer, name)


def unoffered(policy: Policy) -> Iterator[Told]:
    """Promises about a service that is offered, but not to the customer who is promised it."""
    offered = offers_of(policy)
    customers = {agreement.id: agreement for agreement in policy.agreements if agreement.kind in SLAS}
    for level in policy.window_clauses:
        agreement = customers.get(level.agreement)
        if agreement is None or level.case is None or level.until is not None or is_inherited(level):
            continue
        service, offers = offered.get(fold(level.case), (None, {}))
        if service is not None and offers and not {"", _customer(agreement)} & offers.keys():
            yield offer_errors.unoffered(level, service, agreement, list(dict.fromkeys(offers.values())))


Offers = dict[str, Offer]  # by the folded name of the party; "": all customers


def offers_of(policy: Policy) -> dict[str, tuple[Service, Offers]]:
    """The services by folded name, each with its own offers and those of the groups that it is in."""
    found: dict[str, tuple[Service, Offers]] = {
        fold(service.name): (service, _by_party(service.offer)) for service in policy.services
    }
    groups = {fold(group.name): group for group in policy.service_groups}
    held_by: defaultdict[str, list[str]] = defaultdict(list)
    for key, group in groups.items():
        for name in group.groups:
            held_by[fold(name)].append(key)
    waiting = {key: len(held_by[key]) for key in groups}
    settled = [key for key, count in waiting.items() if not count]
    offers = {key: _by_party(group.offer) for key, group in groups.items()}
    while settled:  # a group after all that hold it; there are no circles
        key = settled.pop()
        for name in groups[key].services:
            _, own = found[fold(name)]
            own.update({party: offer for party, offer in offers[key].items() if party not in own})
        for name in map(fold, groups[key].groups):
            offers[name] = offers[key] | offers[name]
            waiting[name] -= 1
            if not waiting[name]:
                settled.append(name)
    return found


def _by_party(offer: Offer | None) -> Offers:
    if offer is None:
        return {}
    return {fold(name): offer for name in offer.parties} or {"": offer}


def _customer(agreement: Agreement) -> str:
    """Its customer, as the last version says."""
    return fold(agreement.versions[-1].customer if agreement.versions else agreement.customer)


def _customers(policy: Policy) -> dict[str, _Customer]:
    """The customers of the program's service level agreements, by folded name."""
    promises: defaultdict[str, list[Promise]] = defaultdict(list)
    for clause in policy.clauses:
        promises[clause.agreement].append(clause)
    for level in policy.window_clauses:
        promises[level.agreement].append(level)
    agreements: dict[str, list[Agreement]] = {}
    for agreement in policy.agreements:
        if agreement.kind in SLAS:
            agreements.setdefault(_customer(agreement), []).append(agreement)
    return {
        key: _Customer(
            several[0].versions[-1].customer if several[0].versions else several[0].customer,
            several,
            [each for of in several if not of.life.draft for each in promises[of.id]],
        )
        for key, several in agreements.items()
    }


def is_about(promise: Promise, service: Service, subject: Subject) -> bool:
    """Whether a promise may be about cases of the service."""
    if promise.until is not None:
        return False  # a text that no longer holds
    if isinstance(promise, WindowClause) and promise.case is not None:
        return fold(promise.case) == fold(service.name)
    if fold(subject.name) == SERVICE:
        return True
    if not isinstance(promise, Clause):
        return False
    field = next((each for each in subject.fields if SERVICE in map(fold, names_of(each))), None)
    if field is None:
        return False
    rows = [row.where for row in promise.rows if row.deadline is not None]
    wheres = [promise.where, *([Either(tuple(rows))] if rows else [])]
    asked = [_holds(each, fold(field.name), fold(service.name)) for each in wheres if each is not None]
    return False not in asked


def _holds(condition: Condition, field: str, service: str) -> bool | None:
    """Whether a condition holds of a case of which the service alone is known; None: it depends."""
    match condition:
        case IsOneOf(name, values) if fold(name) == field:
            return service in {fold(value.text) for value in values if isinstance(value, Text)}
        case Not(inner):
            held = _holds(inner, field, service)
            return None if held is None else not held
        case Both(parts):
            held_of = [_holds(part, field, service) for part in parts]
            return False if False in held_of else None if None in held_of else True
        case Either(parts):
            held_of = [_holds(part, field, service) for part in parts]
            return True if True in held_of else None if None in held_of else False
        case _:
            return None
