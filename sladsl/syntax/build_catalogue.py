"""Services: what is offered, and what each needs."""

from typing import Any

from lark.tree import Meta

from sladsl.syntax import tree
from sladsl.syntax.build_names import BuildNames


class BuildCatalogue(BuildNames):
    def service(self, meta: Meta, children: list[Any]) -> tree.Service:
        forms = next((child for child in children if isinstance(child, tuple)), ())
        name, title, sentences = self._heading([each for each in children if each is not forms])
        return tree.Service(name, title, sentences, forms, span=self._span(meta))

    def service_forms(self, meta: Meta, children: list[Any]) -> tuple[tree.Name, ...]:
        return tuple(children)

    service_needs = service_offered = service_body = service

    def service_group(self, meta: Meta, children: list[Any]) -> tree.ServiceGroup:
        name, title, sentences = self._heading(children)
        return tree.ServiceGroup(name, title, sentences, span=self._span(meta))

    service_group_body = service_group

    def has_services(self, meta: Meta, children: list[Any]) -> tree.HasServices:
        return tree.HasServices(tuple(children), span=self._span(meta))

    def described(self, meta: Meta, children: list[Any]) -> tree.Described:
        return tree.Described(self._raw(children[0]), span=self._span(meta))

    def offered(self, meta: Meta, children: list[Any]) -> tree.Offered:
        parties = tuple(child for child in children if isinstance(child, tree.Name))
        return tree.Offered(parties, span=self._span(meta))

    def needs(self, meta: Meta, children: list[Any]) -> tree.Needs:
        return tree.Needs(children[0], span=self._span(meta))

    def needed(self, meta: Meta, children: list[Any]) -> tree.Needed:
        if len(children) == 1:
            only: tree.Needed = children[0]
            return only
        return tree.NeededAll(tuple(children), span=self._span(meta))

    def needed_service(self, meta: Meta, children: list[Any]) -> tree.NeededService:
        return tree.NeededService(children[0], span=self._span(meta))

    def needed_list(self, meta: Meta, children: list[Any]) -> tuple[tree.Needed, ...]:
        return tuple(children)

    def needed_all(self, meta: Meta, children: list[Any]) -> tree.NeededAll:
        return tree.NeededAll(children[0], span=self._span(meta))

    def needed_any(self, meta: Meta, children: list[Any]) -> tree.NeededSome:
        return tree.NeededSome(None, children[0], span=self._span(meta))

    def needed_some(self, meta: Meta, children: list[Any]) -> tree.NeededSome:
        return tree.NeededSome(self._raw(children[0]), children[1], span=self._span(meta))
