"""Warnings that are meant."""

from typing import Any

from lark import Token
from lark.tree import Meta

from sladsl.syntax import tree
from sladsl.syntax.build_names import BuildNames


class BuildMeant(BuildNames):
    def meant(self, meta: Meta, children: list[Any]) -> tree.Meant:
        *codes, because = (self._raw(child) for child in children if isinstance(child, Token))
        clause = next((child for child in children if isinstance(child, tree.Name)), None)
        return tree.Meant(tuple(codes), clause, because, span=self._span(meta))
