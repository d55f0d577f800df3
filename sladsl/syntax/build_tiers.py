"""Tiers."""

from typing import Any

from lark import Token
from lark.tree import Meta

from sladsl.syntax import tree
from sladsl.syntax.build_names import BuildNames


class BuildTiers(BuildNames):
    def tier(self, meta: Meta, children: list[Any]) -> tree.Tier:
        name, title, sentences = self._heading(children)
        return tree.Tier(name, title, sentences, span=self._span(meta))

    def replaced_tier(self, meta: Meta, children: list[Any]) -> tree.Tier:
        name, title, sentences = self._heading(children)
        return tree.Tier(name, title, sentences, "replaces", span=self._span(meta))

    def applies_where(self, meta: Meta, children: list[Any]) -> tree.Applies:
        dates = [self._raw(child) for child in children if isinstance(child, Token)]
        where = next((child for child in children if not isinstance(child, Token)), None)
        begins, ends = (*dates, None, None)[:2]
        return tree.Applies(where, begins, ends, span=self._span(meta))

    applies = applies_where
