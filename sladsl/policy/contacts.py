"""Who is meant by a role, and how they are reached."""

from sladsl.policy.model import Policy
from sladsl.policy.names import fold
from sladsl.records import frozen


@frozen
class Contact:
    """`name` is the role's holder, else its party; what is not known is ""."""

    name: str
    party: str
    mail: str
    phone: str

    def told(self) -> str:
        """ "Maria Pappa of Hellas IT, maria@hellas.example, +30 210 1234567"."""
        who = self.name if self.name == self.party else " of ".join(filter(None, (self.name, self.party)))
        return ", ".join(filter(None, (who, self.mail, self.phone)))


class Contacts:
    """The roles and parties of a policy, by name."""

    def __init__(self, policy: Policy) -> None:
        self._roles = {
            (role.agreement, fold(role.name)): Contact(
                role.holder or role.party, role.party, role.mail, role.phone
            )
            for role in policy.roles
        }
        self._parties = {
            fold(party.name): Contact(party.name, party.name, party.mail, party.phone)
            for party in policy.parties
        }

    def of(self, agreement: str, who: str) -> Contact | None:
        """The contact of a role of the agreement, or of a party; None where none is declared."""
        return self._roles.get((agreement, fold(who))) or self._parties.get(fold(who))

    def told(self, agreement: str, who: str) -> str:
        """ "Dispatcher (Maria Pappa of Hellas IT, ...)"; the name alone where nothing is known of it."""
        contact = self.of(agreement, who)
        told = "" if contact is None else contact.told()
        return f"{who} ({told})" if told and told != who else who
