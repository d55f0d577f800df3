"""What an agreement assumes."""

from typing import Any

from lark.tree import Meta

from sladsl.syntax import tree
from sladsl.syntax.build_names import BuildNames


class BuildAssumptions(BuildNames):
    def assumes_independence(self, meta: Meta, children: list[Any]) -> tree.AssumesIndependence:
        return tree.AssumesIndependence(tuple(children), span=self._span(meta))

    def assumes_same_exclusions(self, meta: Meta, children: list[Any]) -> tree.AssumesSameExclusions:
        return tree.AssumesSameExclusions(span=self._span(meta))

    def assumes_limit(self, meta: Meta, children: list[Any]) -> tree.AssumesLimit:
        return tree.AssumesLimit(*children, span=self._span(meta))

    def assumes_monitoring(self, meta: Meta, children: list[Any]) -> tree.AssumesMonitoring:
        return tree.AssumesMonitoring(span=self._span(meta))
