"""Plans and the agreements they rest on."""

from typing import Any

from lark import Token
from lark.tree import Meta

from sladsl.syntax import tree
from sladsl.syntax.build_names import BuildNames


class BuildPlans(BuildNames):
    def supports(self, meta: Meta, children: list[Any]) -> tree.Supports:
        return tree.Supports(tuple(children), span=self._span(meta))

    def plan(self, meta: Meta, children: list[Any]) -> tree.Plan:
        clock, subject, agreement, stages, *assumptions = children
        return tree.Plan(clock, subject, agreement, stages, tuple(assumptions), span=self._span(meta))

    def plan_steps(self, meta: Meta, children: list[Any]) -> tuple[tuple[tree.Step, ...], ...]:
        stages: list[list[tree.Step]] = [[]]
        for child in children:
            if not isinstance(child, Token):
                stages[-1].append(child)
            elif child.type == "THEN_NEXT":
                stages.append([])
        return tuple(map(tuple, stages))

    def plan_step(self, meta: Meta, children: list[Any]) -> tree.Step:
        name, *rest = children
        by = rest.pop(0) if rest and isinstance(rest[0], tree.Name) else None
        return tree.Step(name, by, tuple(rest), span=self._span(meta))

    def relied(self, meta: Meta, children: list[Any]) -> tree.Relied:
        return tree.Relied(children[0], children[1] if len(children) > 1 else None, span=self._span(meta))

    def assumed_at_once(self, meta: Meta, children: list[Any]) -> tree.AssumedAtOnce:
        return tree.AssumedAtOnce(children[0], tuple(children[1:]), span=self._span(meta))

    def assumed_steady(self, meta: Meta, children: list[Any]) -> tree.AssumedSteady:
        return tree.AssumedSteady(tuple(children), span=self._span(meta))

    def assumed_at_most(self, meta: Meta, children: list[Any]) -> tree.AssumedAtMost:
        count = self._raw(children[0]) if len(children) > 1 else None
        return tree.AssumedAtMost(children[-1].type.lower(), count, span=self._span(meta))

    def assumed_share(self, meta: Meta, children: list[Any]) -> tree.AssumedShare:
        at_least, clause, agreement = children
        return tree.AssumedShare(self._raw(at_least), clause, agreement, span=self._span(meta))

    def assumed_same_window(self, meta: Meta, children: list[Any]) -> tree.AssumedSameWindow:
        return tree.AssumedSameWindow(span=self._span(meta))

    supported_name = planned_clock = planned_subject = planned_agreement = step_name = BuildNames._name
    performer_name = relied_name = assumed_name = event_before = shared_clause = BuildNames._name
    shared_agreement = BuildNames._name
