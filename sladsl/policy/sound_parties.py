"""Are the parties and roles of a policy whole? Asked of one read from JSON."""

from collections.abc import Iterator

from sladsl.policy.conditions import fields_of
from sladsl.policy.model import Policy
from sladsl.policy.names import fold


def party_faults(policy: Policy) -> Iterator[str]:
    """Roles of an agreement that is not there, what is there twice, and cases that cannot be told apart."""
    agreements = {agreement.id for agreement in policy.agreements}
    roles: set[tuple[str, str]] = set()
    for role in policy.roles:
        if role.agreement not in agreements:
            yield f"the role `{role.name}` is of an agreement `{role.agreement}` that is not there"
        if (role.agreement, fold(role.name)) in roles:
            yield f"the role `{role.name}` of `{role.agreement}` is there twice"
        roles.add((role.agreement, fold(role.name)))
    parties: set[str] = set()
    for party in policy.parties:
        if fold(party.name) in parties:
            yield f"the party `{party.name}` is there twice"
        parties.add(fold(party.name))
    fields = {fold(each.name): {fold(field.name) for field in each.fields} for each in policy.subjects}
    for agreement in policy.agreements:
        for covered in agreement.covers:
            own = fields.get(fold(covered.subject))
            if own is None:
                yield f"the agreement `{agreement.id}` covers `{covered.subject}`, which is not there"
            elif any(fold(name) not in own for name in fields_of(covered.where)):
                yield f"the agreement `{agreement.id}` covers `{covered.subject}` by what it does not have"
        if any(not each.roles for each in agreement.may_declare):
            yield f"nobody may declare a state that the agreement `{agreement.id}` says some may"
    for clause in policy.window_clauses:
        if any(each.on == "case" for each in clause.escalations):
            yield f"the clause `{clause.agreement}/{clause.id}` escalates cases, and is about windows"
