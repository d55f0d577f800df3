"""Parties and roles: who they are, and whether everybody who is named is known."""

from collections.abc import Iterable, Iterator

from attrs import Factory

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import name_errors, party_errors
from sladsl.meaning.modules import Unit
from sladsl.meaning.offers import offered_to
from sladsl.meaning.places import Places
from sladsl.meaning.scope import Scope
from sladsl.policy.names import fold
from sladsl.policy.parties import Party, Role
from sladsl.policy.records import ROLES
from sladsl.records import define, frozen
from sladsl.syntax import tree
from sladsl.syntax.tree import life

Roles = dict[str, tree.Role]
Heading = tree.Agreement | tree.Amendment


@define
class _Said:
    """What a file says: its own roles, and its agreements and amendments with their clauses."""

    roles: Roles = Factory(dict)
    headings: list[tuple[Heading, list[tree.Clause]]] = Factory(list)


@frozen
class Parties:
    """The parties and roles of a program.

    A role that stands under an agreement is of that agreement alone; one above the first agreement of its
    file is of all of them, and of the files that use this one. The names of parties are the same everywhere.
    """

    parties: tuple[Party, ...]
    roles: tuple[Role, ...]

    @classmethod
    def of(
        cls, units: tuple[Unit, ...], by_file: dict[str, Scope], places: Places, found: list[Diagnostic]
    ) -> "Parties":
        """Everything declared, with a diagnostic for each name that nobody declared where others are."""
        own: dict[str, Roles] = {}
        said = {unit.name: _said(unit, own, found) for unit in units}
        declared: dict[str, tree.PartyIs] = {}
        for party in (item for unit in units for item in unit.module.items):
            if isinstance(party, tree.PartyIs):
                if first := declared.get(party.name.key):
                    found.append(name_errors.declared_twice("party", party.name, first.name))
                declared.setdefault(party.name.key, party)
        known = {key: party.name.text for key, party in declared.items()}
        named = [name for file in said.values() for heading, _ in file.headings for name in _of(heading)]
        named += [name for unit in units for name in offered_to(unit)]
        named += [name for unit in units for item in unit.module.items for name in _keepers(item)]
        if declared:
            for name in named:
                if name.key not in known:
                    found.append(party_errors.unknown_party(name, known.values()))
        for name in named:
            known.setdefault(name.key, name.text)
        for name in (name for unit in units for item in unit.module.items for name in _asked_of(item)):
            if name.key not in known:
                found.append(party_errors.unknown_party(name, known.values()))
        check = _Check(known, declared, own, _bases(said.values()), places, found)
        lowered: dict[tuple[str, str], Role] = {}
        for unit in units:
            used = [said[name] for name in unit.uses]
            for role in check.roles(said[unit.name], used, by_file[unit.name]):
                lowered.setdefault((fold(role.agreement), fold(role.name)), role)
        check.holders(
            role
            for file in (*(file.roles for file in said.values()), *own.values())
            for role in file.values()
        )
        return cls(tuple(check.party(party) for party in declared.values()), tuple(lowered.values()))


def _said(unit: Unit, own: dict[str, Roles], found: list[Diagnostic]) -> _Said:
    """What the file says; `own` is given the roles under each agreement."""
    said = _Said()
    for item in unit.module.items:
        match item:
            case tree.Agreement() | tree.Amendment():
                said.headings.append((item, []))
            case tree.Clause() if said.headings:
                said.headings[-1][1].append(item)
            case tree.Role(name):
                roles = (
                    own.setdefault(_agreement(said.headings[-1][0]).key, {}) if said.headings else said.roles
                )
                if first := roles.get(name.key):
                    found.append(name_errors.declared_twice("role", name, first.name))
                roles.setdefault(name.key, item)
            case _:
                pass
    return said


def _agreement(heading: Heading) -> tree.Name:
    """The agreement's name, of an amendment the one it amends."""
    return heading.of if isinstance(heading, tree.Amendment) else heading.name


def _bases(said: Iterable[_Said]) -> dict[str, list[str]]:
    """By the key of an agreement, those of the agreements it builds on."""
    return {
        _agreement(heading).key: [
            base.key for each in heading.sentences if isinstance(each, tree.BuildsOn) for base in each.bases
        ]
        for file in said
        for heading, _ in file.headings
        if isinstance(heading, tree.Agreement)
    }


def _chain(agreement: str, bases: dict[str, list[str]]) -> list[str]:
    """The agreement and all it builds on, the nearest first, each once."""
    found = [agreement]
    for each in found:
        found += [base for base in dict.fromkeys(bases.get(each, ())) if base not in found]
    return found


def _of(heading: Heading) -> Iterator[tree.Name]:
    """The parties an agreement names."""
    for sentence in heading.sentences:
        match sentence:
            case tree.Between(said):
                yield from (party.name for party in said)
            case tree.Suppliers(names):
                yield from names
            case _:
                pass


def _keepers(item: tree.Item) -> Iterator[tree.Name]:
    """Who keeps a log; that may be neither party."""
    if isinstance(item, tree.Source):
        yield from (said.party for said in item.sentences if isinstance(said, tree.KeptBy))


def _asked_of(item: tree.Item) -> Iterator[tree.Name]:
    """The parties a heading names that have to be an agreement's, or declared."""
    match item:
        case tree.Requirement():
            yield item.party
        case tree.Agreement():
            said = (each.party for each in item.sentences if isinstance(each, tree.JudgedBy))
            yield from (name for name in said if name.key not in ROLES)
        case _:
            pass


def _named(heading: Heading, clauses: Iterable[tree.Clause]) -> Iterator[tree.Name]:
    """The roles that an agreement and its clauses name."""
    for sentence in heading.sentences:
        match sentence:
            case tree.MayDeclare(roles):
                yield from roles
            case life.ReviewedEvery(_, by):
                yield by
            case _:
                pass
    for clause in clauses:
        for said in clause.sentences:
            if isinstance(said, tree.Warn | tree.WarnBudget | tree.WarnBurn | tree.Escalate):
                yield said.who


@frozen
class _Check:
    known: dict[str, str]
    declared: dict[str, tree.PartyIs]
    own: dict[str, Roles]
    bases: dict[str, list[str]]
    places: Places
    found: list[Diagnostic]

    def roles(self, said: _Said, used: list[_Said], scope: Scope) -> Iterator[Role]:
        """The roles each agreement of a file sees; who it names is asked of these, and of its parties."""
        shared = {key: role for each in (*used, said) for key, role in each.roles.items()}
        for heading, clauses in said.headings:
            agreement = _agreement(heading)
            roles = shared | self._under(agreement.key)
            for name in _named(heading, clauses):
                if roles and name.key not in roles and name.key not in self.known:
                    names = [role.name.text for role in roles.values()]
                    self.found.append(party_errors.unknown_role(name, names))
            for sentence in heading.sentences:
                if isinstance(sentence, tree.MayDeclare):
                    self._state(sentence.state, scope)
            if isinstance(heading, tree.Agreement):
                yield from (self._role(role, agreement.text) for role in roles.values())

    def _under(self, agreement: str) -> Roles:
        """The roles of an agreement alone, and those of the agreements it builds on."""
        roles: Roles = {}
        for base in _chain(agreement, self.bases):
            roles = self.own.get(base, {}) | roles
        return roles

    def _state(self, name: tree.Name, scope: Scope) -> None:
        states = [declared.item.name for declared in scope.states()]
        if name.key not in {state.key for state in states}:
            self.found.append(party_errors.no_state_to_declare(name, [state.text for state in states]))

    def holders(self, roles: Iterable[tree.Role]) -> None:
        """The parties that roles are of."""
        for role in roles:
            _once(role.contacts, self.found)
            party = _party_of(role)
            for again in (each for each in role.contacts if isinstance(each, tree.ContactOf)):
                if role.party is not None:
                    self.found.append(name_errors.said_twice(again.span, role.party.span))
            if party is not None and party.key not in self.known:
                self.found.append(party_errors.unknown_party(party, self.known.values()))

    def _role(self, role: tree.Role, agreement: str) -> Role:
        said = _party_of(role)
        party = None if said is None else self.declared.get(said.key)
        mail, phone = (
            _contact(role.contacts, kind) or (_contact(party.contacts, kind) if party else "")
            for kind in ("mail", "phone")
        )
        return Role(
            agreement=agreement,
            name=role.name.text,
            holder=role.holder.text if role.holder else "",
            party="" if said is None else self.known.get(said.key, said.text),
            mail=mail,
            phone=phone,
            place=self.places.of(role.span),
        )

    def party(self, party: tree.PartyIs) -> Party:
        """A declared party."""
        _once(party.contacts, self.found)
        return Party(
            name=party.name.text,
            title=party.title.text if party.title else "",
            address=_contact(party.contacts, "address"),
            mail=_contact(party.contacts, "mail"),
            phone=_contact(party.contacts, "phone"),
            place=self.places.of(party.span),
        )


def _party_of(role: tree.Role) -> tree.Name | None:
    return role.party or next((c.party for c in role.contacts if isinstance(c, tree.ContactOf)), None)


def _contact(contacts: Iterable[tree.Contact | tree.ContactOf], kind: str) -> str:
    return next((c.value.text for c in contacts if isinstance(c, tree.Contact) and c.kind == kind), "")


def _once(contacts: Iterable[tree.Contact | tree.ContactOf], found: list[Diagnostic]) -> None:
    first: dict[str, tree.Contact | tree.ContactOf] = {}
    for contact in contacts:
        kind = contact.kind if isinstance(contact, tree.Contact) else "party"
        if kind in first:
            found.append(name_errors.said_twice(contact.span, first[kind].span))
        first.setdefault(kind, contact)
