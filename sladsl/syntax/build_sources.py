"""Source declarations and worked examples."""

from typing import Any

from lark import Token
from lark.tree import Meta

from sladsl.syntax import tree
from sladsl.syntax.build_names import BuildNames


def _column(part: Any) -> Any:
    def method(self: BuildNames, meta: Meta, children: list[Any]) -> tree.ColumnIs:
        return tree.ColumnIs(part, self._raw(children[-1]), span=self._span(meta))

    return method


def _style(style: Any) -> Any:
    def method(self: BuildNames, meta: Meta, children: list[Any]) -> Any:
        return style

    return method


def _expected(part: Any) -> Any:
    def method(self: BuildNames, meta: Meta, children: list[Any]) -> tree.Expected:
        return tree.Expected(part, children[0], span=self._span(meta))

    return method


class BuildSources(BuildNames):
    def source(self, meta: Meta, children: list[Any]) -> tree.Source:
        return tree.Source(children[0], children[1], tuple(children[2:]), span=self._span(meta))

    def row_kind(self, meta: Meta, children: list[Any]) -> Any:
        return children[0].type.lower()

    def row_is(self, meta: Meta, children: list[Any]) -> tree.RowIs:
        return tree.RowIs(children[0], span=self._span(meta))

    def kept_by(self, meta: Meta, children: list[Any]) -> tree.KeptBy:
        return tree.KeptBy(children[0], span=self._span(meta))

    case_column, time_column, kind_column = _column("case"), _column("time"), _column("event")
    id_column, field_column = _column("event id"), _column("field")
    old_column, new_column = _column("old value"), _column("new value")

    style_iso, style_day_first, style_month_first = _style("iso"), _style("day first"), _style("month first")
    style_seconds, style_milliseconds = _style("seconds"), _style("milliseconds")

    def times(self, meta: Meta, children: list[Any]) -> tree.Times:
        zone = self._raw(children[1]) if len(children) > 1 else None
        return tree.Times(children[0], zone, span=self._span(meta))

    def separator(self, meta: Meta, children: list[Any]) -> tree.Separator:
        return tree.Separator(self._raw(children[0]), span=self._span(meta))

    def missing(self, meta: Meta, children: list[Any]) -> tree.Missing:
        return tree.Missing(tuple(self._raw(child) for child in children), span=self._span(meta))

    def means(self, meta: Meta, children: list[Any]) -> tree.Means:
        *texts, meaning = children
        if isinstance(meaning, Token):
            raw = self._raw(meaning)
            meaning = tree.Name(raw.text, span=raw.span)
        return tree.Means(tuple(self._raw(text) for text in texts), meaning, span=self._span(meta))

    kind_means = means

    def field_means(self, meta: Meta, children: list[Any]) -> tree.FieldIs:
        field, column, *rest = children
        unit = next((each for each in rest if isinstance(each, tree.Length)), None)
        means = tuple(each for each in rest if each is not unit)
        return tree.FieldIs(field, self._raw(column), means, unit, span=self._span(meta))

    def counted_in(self, meta: Meta, children: list[Any]) -> tree.Length:
        return tree.Length(None, children[0], span=self._span(meta))

    def moment_column(self, meta: Meta, children: list[Any]) -> tree.MomentIs:
        event, column = children[-2:]
        return tree.MomentIs(event, self._raw(column), span=self._span(meta))

    def change_direction(self, meta: Meta, children: list[Any]) -> Any:
        return children[0].type.lower()

    def change_means(self, meta: Meta, children: list[Any]) -> tree.ChangeMeans:
        column, direction, *values, event = children
        raws = tuple(self._raw(value) for value in values)
        return tree.ChangeMeans(self._raw(column), direction, raws, event, span=self._span(meta))

    # worked examples

    def example(self, meta: Meta, children: list[Any]) -> tree.Example:
        return tree.Example(self._raw(children[0]), children[1], tuple(children[2:]), span=self._span(meta))

    def example_case(self, meta: Meta, children: list[Any]) -> tree.Raw:
        return self._raw(children[0])

    def assignment(self, meta: Meta, children: list[Any]) -> tree.Raw:
        for token in children:
            if token.type == "NUMBER":
                self._unmistakable(token)
        return tree.Raw(" ".join(str(token).strip('"“”`') for token in children), span=self._span(meta))

    def example_event(self, meta: Meta, children: list[Any]) -> tree.ExampleEvent:
        at, case, event, *assignments = children
        return tree.ExampleEvent(at, case, event, tuple(assignments), span=self._span(meta))

    def status(self, meta: Meta, children: list[Any]) -> Any:
        return {"VOIDED": "void"}.get(children[0].type, children[0].type.lower().replace("_", " "))

    def expectation(self, meta: Meta, children: list[Any]) -> tree.Expectation:
        at = children.pop(0) if isinstance(children[0], tree.Date) else None
        case, status, *expected = children
        return tree.Expectation(at, case, status, tuple(expected), span=self._span(meta))

    def example_window(self, meta: Meta, children: list[Any]) -> Any:
        return children[0].type.split("_")[1].lower()

    def window_group(self, meta: Meta, children: list[Any]) -> tree.Raw:
        return self.assignment(meta, children)

    window_status = status

    def window_expectation(self, meta: Meta, children: list[Any]) -> tree.WindowExpectation:
        at = children.pop(0) if isinstance(children[0], tree.Date) else None
        unit, day, *rest = children
        group = [rest.pop(0) for _ in range(len(rest)) if isinstance(rest[0], tree.Raw)]
        status, *value = rest
        of = value[0] if value else None
        return tree.WindowExpectation(
            at, unit, self._raw(day), tuple(group), status, of, span=self._span(meta)
        )

    expected_elapsed, expected_due, expected_breach = (
        _expected("elapsed"),
        _expected("due"),
        _expected("breach"),
    )
