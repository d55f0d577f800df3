"""The life of an agreement."""

from typing import Any

from lark import Token
from lark.tree import Meta

from sladsl.syntax.build_names import BuildNames
from sladsl.syntax.tree import life


class BuildLife(BuildNames):
    def draft(self, meta: Meta, children: list[Any]) -> life.Draft:
        return life.Draft(span=self._span(meta))

    def suspended(self, meta: Meta, children: list[Token]) -> life.Suspended:
        begins, ends, *reason = map(self._raw, children)
        return life.Suspended(begins, ends, reason[0] if reason else None, span=self._span(meta))

    def termination_notice(self, meta: Meta, children: list[Any]) -> life.TerminationNotice:
        return life.TerminationNotice(children[0], span=self._span(meta))

    def notice_given(self, meta: Meta, children: list[Token]) -> dict[str, Any]:
        return {"given": self._raw(children[0])}

    def terminated(self, meta: Meta, children: list[Any]) -> life.Terminated:
        on, *rest = children
        time = next((self._raw(each) for each in rest if isinstance(each, Token)), None)
        given = next((each["given"] for each in rest if isinstance(each, dict)), None)
        by = next((each for each in rest if not isinstance(each, Token | dict)), None)
        return life.Terminated(self._raw(on), time, by, given, span=self._span(meta))

    def renews(self, meta: Meta, children: list[Any]) -> life.Renews:
        by, *rest = children
        most = next((self._raw(each) for each in rest if isinstance(each, Token)), None)
        notice = next((each for each in rest if not isinstance(each, Token)), None)
        return life.Renews(by, most, notice, span=self._span(meta))

    def renewed(self, meta: Meta, children: list[Token]) -> life.Renewed:
        return life.Renewed(self._raw(children[0]), span=self._span(meta))

    def not_renewed(self, meta: Meta, children: list[Token]) -> life.NotRenewed:
        return life.NotRenewed(self._raw(children[0]), span=self._span(meta))

    def reviewed_every(self, meta: Meta, children: list[Any]) -> life.ReviewedEvery:
        return life.ReviewedEvery(children[0], children[1], span=self._span(meta))

    def reviewed_on(self, meta: Meta, children: list[Token]) -> life.ReviewedOn:
        return life.ReviewedOn(tuple(map(self._raw, children)), span=self._span(meta))
