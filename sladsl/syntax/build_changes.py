"""Signing, amendments and what they change."""

from typing import Any

from lark import Token
from lark.tree import Meta

from sladsl.syntax import tree
from sladsl.syntax.build_clauses import BuildClauses


class BuildChanges(BuildClauses):
    def amendment(self, meta: Meta, children: list[Any]) -> tree.Amendment:
        name, of, version, *rest = children
        retroactively = rest[0] is True
        begins, *sentences = rest[1:] if retroactively else rest
        return tree.Amendment(
            name, of, self._raw(version), self._raw(begins), retroactively, tuple(sentences),
            span=self._span(meta),
        )  # fmt: skip

    def level_is(self, meta: Meta, children: list[Token]) -> tree.LevelIs:
        level: Any = children[0].type.removesuffix("_LEVEL").lower()
        return tree.LevelIs(level, span=self._span(meta))

    def builds_on(self, meta: Meta, children: list[Any]) -> tree.BuildsOn:
        return tree.BuildsOn(tuple(children), span=self._span(meta))

    def not_weakened(self, meta: Meta, children: list[Any]) -> tree.NotWeakened:
        return tree.NotWeakened(span=self._span(meta))

    def retroactively(self, meta: Meta, children: list[Any]) -> bool:
        return True

    def ends_on(self, meta: Meta, children: list[Token]) -> tree.EndsOn:
        return tree.EndsOn(self._raw(children[0]), span=self._span(meta))

    def replaces_version(self, meta: Meta, children: list[Token]) -> tree.ReplacesVersion:
        return tree.ReplacesVersion(self._raw(children[0]), span=self._span(meta))

    def signer(self, meta: Meta, children: list[Any]) -> tree.Signer:
        return tree.Signer(children[0], children[1] if len(children) > 1 else None, span=self._span(meta))

    def signed(self, meta: Meta, children: list[Any]) -> tree.Signed:
        *signers, on = children
        return tree.Signed(tuple(signers), self._raw(on), span=self._span(meta))

    def replaced(self, meta: Meta, children: list[Any]) -> tree.Clause:
        name, title, sentences = self._heading(children)
        return tree.Clause(name, title, sentences, how="replaces", span=self._span(meta))

    def added(self, meta: Meta, children: list[Any]) -> tree.Clause:
        name, title, sentences = self._heading(children)
        return tree.Clause(name, title, sentences, how="adds", span=self._span(meta))

    def removed(self, meta: Meta, children: list[Any]) -> tree.Removes:
        return tree.Removes(children[0], span=self._span(meta))

    def number_change(self, meta: Meta, children: list[Any]) -> tree.NumberChange:
        return tree.NumberChange(children[0], children[1], span=self._span(meta))

    def renumbered(self, meta: Meta, children: list[Any]) -> tree.Renumbers:
        return tree.Renumbers(children[0], tuple(children[1:]), span=self._span(meta))

    def ordinal_value(self, meta: Meta, children: list[Any]) -> tree.Quantity:
        raw = self._raw(children[0])
        number = tree.Raw(raw.text[:-2], span=raw.span)
        return tree.Quantity(number, tree.Name("th", span=raw.span), span=self._span(meta))

    def calendar_length(self, meta: Meta, children: list[Any]) -> tree.Duration:
        length = self.length(meta, children)
        return tree.Duration((length,), span=length.span)
