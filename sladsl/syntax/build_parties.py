"""Parties, their roles, and how they are reached."""

from typing import Any

from lark import Token
from lark.tree import Meta

from sladsl.syntax import tree
from sladsl.syntax.build_names import BuildNames


def _contact(kind: Any) -> Any:
    def method(self: BuildNames, meta: Meta, children: list[Token]) -> tree.Contact:
        return tree.Contact(kind, self._raw(children[0]), span=self._span(meta))

    return method


class BuildParties(BuildNames):
    def party_is(self, meta: Meta, children: list[Any]) -> tree.PartyIs:
        name, title, contacts = self._heading(children)
        return tree.PartyIs(name, title, contacts, span=self._span(meta))

    def role(self, meta: Meta, children: list[Any]) -> tree.Role:
        name, *names = (child for child in children if isinstance(child, tree.Name))
        contacts = tuple(child for child in children if not isinstance(child, tree.Name))
        holder, party = (*names, None, None)[:2]
        return tree.Role(name, holder, party, contacts, span=self._span(meta))

    def contact_of(self, meta: Meta, children: list[Any]) -> tree.ContactOf:
        return tree.ContactOf(children[0], span=self._span(meta))

    contact_mail, contact_phone, contact_address = _contact("mail"), _contact("phone"), _contact("address")

    def covers(self, meta: Meta, children: list[Any]) -> tree.Covers:
        *subjects, where = children
        return tree.Covers(tuple(subjects), where, span=self._span(meta))

    def suppliers(self, meta: Meta, children: list[Any]) -> tree.Suppliers:
        return tree.Suppliers(tuple(children), span=self._span(meta))

    def may_declare(self, meta: Meta, children: list[Any]) -> tree.MayDeclare:
        *roles, state = children
        return tree.MayDeclare(tuple(roles), state, span=self._span(meta))

    def judged_by(self, meta: Meta, children: list[Any]) -> tree.JudgedBy:
        return tree.JudgedBy(children[0], span=self._span(meta))

    def escalate(self, meta: Meta, children: list[Any]) -> tree.Escalate:
        on: Any = "breach" if children[1].type == "BREACH" else "missed window"
        return tree.Escalate(children[0], on, span=self._span(meta))
