"""What the customer asked for."""

from typing import Any

from lark.tree import Meta

from sladsl.syntax import tree
from sladsl.syntax.build_names import BuildNames


class BuildRequirements(BuildNames):
    def requirement(self, meta: Meta, children: list[Any]) -> tree.Requirement:
        name, party, words, *rest = children
        met_by = rest.pop(0) if rest and isinstance(rest[0], tuple) else ()
        return tree.Requirement(name, party, self._raw(words), met_by, tuple(rest), span=self._span(meta))

    def met_by(self, meta: Meta, children: list[Any]) -> tuple[tree.Name, ...]:
        return tuple(children)

    def credit_owed(self, meta: Meta, children: list[Any]) -> tree.CreditOwed:
        return tree.CreditOwed(span=self._span(meta))

    def only_excluded(self, meta: Meta, children: list[Any]) -> tree.OnlyExcluded:
        return tree.OnlyExcluded(tuple(children), span=self._span(meta))

    nothing_excluded = only_excluded
