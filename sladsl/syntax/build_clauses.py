"""Clauses, conditions, values and lengths of time."""

from typing import Any

from lark import Token
from lark.tree import Meta

from sladsl.syntax import tree
from sladsl.syntax.build_names import BuildNames

_UNITS: dict[str, Any] = {
    "MILLISECOND": "ms",
    "SECOND": "second",
    "MINUTE": "minute",
    "HOUR": "hour",
    "WORKING_DAY": "working day",
    "DAY": "day",
    "WEEK": "week",
    "MONTH": "month",
    "QUARTER": "quarter",
    "YEAR": "year",
}


def _test(word: Any) -> Any:
    def method(self: BuildNames, meta: Meta, children: list[Any]) -> tree.Test:
        values = children[1] if len(children) > 1 else ()
        values = values if isinstance(values, tuple) else (values,)
        return tree.Test(children[0], word, values, span=self._span(meta))

    return method


class BuildClauses(BuildNames):
    def clause(self, meta: Meta, children: list[Any]) -> tree.Clause:
        name, title, sentences = self._heading(children)
        return tree.Clause(name, title, sentences, span=self._span(meta))

    def outcome(self, meta: Meta, children: list[Any]) -> tree.Clause:
        name, title, sentences = self._heading(children)
        return tree.Clause(name, title, sentences, outcome=True, span=self._span(meta))

    def promise(self, meta: Meta, children: list[Any]) -> tree.Promise:
        subject, *rest = children
        where, as_opened = rest.pop(0) if isinstance(rest[0], tuple) else (None, False)
        said, deadline, *modifiers = rest
        return tree.Promise(
            subject, where, as_opened, said, deadline, tuple(modifiers), span=self._span(meta)
        )

    table_promise = promise

    def where(self, meta: Meta, children: list[Any]) -> tuple[tree.Condition, bool]:
        return children[0], len(children) > 1

    def as_opened(self, meta: Meta, children: list[Any]) -> bool:
        return True

    of_opening = as_opened

    def within(self, meta: Meta, children: list[Any]) -> tree.Within:
        return tree.Within(children[0], span=self._span(meta))

    def by_end_of(self, meta: Meta, children: list[Any]) -> tree.ByEndOf:
        return tree.ByEndOf(children[0], span=self._span(meta))

    def by_end_of_nth(self, meta: Meta, children: list[Any]) -> tree.ByEndOfNth:
        return tree.ByEndOfNth(children[0], span=self._span(meta))

    def nth(self, meta: Meta, children: list[Any]) -> tree.Raw | None:
        raw = self._raw(children[0])
        return None if children[0].type == "NEXT" else tree.Raw(raw.text[:-2], span=raw.span)

    def whichever(self, meta: Meta, children: list[Any]) -> tree.Whichever:
        which, *limits = children
        word: Any = which.type.removesuffix("_OF").lower()
        return tree.Whichever(word, tuple(limits), span=self._span(meta))

    def limit_within(self, meta: Meta, children: list[Any]) -> tree.Within:
        span = self._span(meta)
        return tree.Within(tree.Duration(tuple(children), span=span), span=span)

    def empty_kept(self, meta: Meta, children: list[Any]) -> tree.EmptyKept:
        return tree.EmptyKept(span=self._span(meta))

    def few_cases(self, meta: Meta, children: list[Any]) -> tree.FewCases:
        may_miss, fewer_than = map(self._raw, children)
        return tree.FewCases(may_miss, fewer_than, span=self._span(meta))

    def if_enough(self, meta: Meta, children: list[Any]) -> tree.IfEnough:
        return tree.IfEnough(self._raw(children[0]), children[1], span=self._span(meta))

    def that_share(self, meta: Meta, children: list[Any]) -> tree.ShareOf:
        of, (window, by_opening, group) = children
        return tree.ShareOf(None, of, window, by_opening, group, span=self._span(meta))

    def counting(self, meta: Meta, children: list[Any]) -> tree.Counting:
        return tree.Counting(children[0], span=self._span(meta))

    def paused(self, meta: Meta, children: list[Any]) -> tree.Paused:
        return tree.Paused(tuple(children), span=self._span(meta))

    def left_out(self, meta: Meta, children: list[Any]) -> tree.LeftOut:
        of = children[1] if len(children) > 1 else None
        return tree.LeftOut(children[0], of, span=self._span(meta))

    def excluding_time(self, meta: Meta, children: list[Any]) -> tree.ExcludingTime:
        return tree.ExcludingTime(tuple(children), span=self._span(meta))

    def share(self, meta: Meta, children: list[Any]) -> tree.ShareOf:
        at_least, of, (window, by_opening, group) = children
        return tree.ShareOf(self._raw(at_least), of, window, by_opening, group, span=self._span(meta))

    def per(self, meta: Meta, children: list[Any]) -> tuple[tree.Window, bool, tuple[tree.Name, ...]]:
        window, *rest = children
        by_opening = bool(rest) and rest[0] is True
        return window, by_opening, tuple(rest[1:] if by_opening else rest)

    def window_unit(self, meta: Meta, children: list[Any]) -> Any:
        return _UNITS[children[0].type]

    def calendar_window(self, meta: Meta, children: list[Any]) -> tree.Window:
        return tree.Window("calendar", children[0], None, span=self._span(meta))

    def contract_window(self, meta: Meta, children: list[Any]) -> tree.Window:
        return tree.Window("contract", children[0], None, span=self._span(meta))

    def rolling_window(self, meta: Meta, children: list[Any]) -> tree.Window:
        return tree.Window("rolling", "day", self._raw(children[0]), span=self._span(meta))

    def warn_budget(self, meta: Meta, children: list[Any]) -> tree.WarnBudget:
        return tree.WarnBudget(children[0], self._raw(children[1]), span=self._span(meta))

    def warn_burn(self, meta: Meta, children: list[Any]) -> tree.WarnBurn:
        who, rate, *over = children
        return tree.WarnBurn(who, self._raw(rate), tuple(over), span=self._span(meta))

    def warn_time(self, meta: Meta, children: list[Any]) -> tree.Warn:
        return tree.Warn(children[0], self._raw(children[1]), span=self._span(meta))

    # conditions

    def condition(self, meta: Meta, children: list[Any]) -> tree.Condition:
        parts: list[tree.Condition] = []
        for child in children:
            if isinstance(child, Bare):
                parts[-1] = _one_more_value(parts[-1], child.value)
            else:
                parts.append(child)
        return parts[0] if len(parts) == 1 else tree.Either(tuple(parts), span=self._span(meta))

    def both(self, meta: Meta, children: list[Any]) -> tree.Condition:
        return children[0] if len(children) == 1 else tree.Both(tuple(children), span=self._span(meta))

    def bare(self, meta: Meta, children: list[Any]) -> "Bare":
        return Bare(children[0])

    def group(self, meta: Meta, children: list[Any]) -> tree.Condition:
        condition: tree.Condition = children[0]
        return condition

    def negation(self, meta: Meta, children: list[Any]) -> tree.Negation:
        return tree.Negation(children[0], span=self._span(meta))

    is_value, is_not_value, is_known, is_not_known = (
        _test("is"),
        _test("is not"),
        _test("known"),
        _test("not known"),
    )
    is_above, is_below, is_at_least, is_at_most = (
        _test("above"),
        _test("below"),
        _test("at least"),
        _test("at most"),
    )
    is_before, is_after = _test("before"), _test("after")

    # values

    def value_list(self, meta: Meta, children: list[Any]) -> tuple[tree.Value, ...]:
        return tuple(children)

    def word_value(self, meta: Meta, children: list[Any]) -> tree.Word:
        return tree.Word(children[0], False, span=self._span(meta))

    def string_value(self, meta: Meta, children: list[Any]) -> tree.Word:
        raw = self._raw(children[0])
        return tree.Word(tree.Name(raw.text, span=raw.span), True, span=self._span(meta))

    def number_value(self, meta: Meta, children: list[Any]) -> tree.Quantity:
        unit = children[1] if len(children) > 1 else None
        return tree.Quantity(self._raw(children[0]), unit, span=self._span(meta))

    def negative_value(self, meta: Meta, children: list[Any]) -> tree.Quantity:
        _, number, *unit = children
        raw = self._raw(number)
        negative = tree.Raw(f"-{raw.text}", span=self._span(meta))
        return tree.Quantity(negative, unit[0] if unit else None, span=self._span(meta))

    def percent_value(self, meta: Meta, children: list[Any]) -> tree.Quantity:
        raw = self._raw(children[0])
        number = tree.Raw(raw.text.rstrip("% "), span=raw.span)
        return tree.Quantity(number, tree.Name("%", span=raw.span), span=self._span(meta))

    def length_value(self, meta: Meta, children: list[Any]) -> tree.Duration:
        pairs = zip(children[::2], children[1::2])
        parts = tuple(tree.Length(self._raw(count), unit, span=self._span(meta)) for count, unit in pairs)
        return tree.Duration(parts, span=self._span(meta))

    def date_value(self, meta: Meta, children: list[Any]) -> tree.Date:
        time = self._raw(children[1]) if len(children) > 1 else None
        return tree.Date(self._raw(children[0]), time, span=self._span(meta))

    moment_value = moment = date_value

    def time_unit(self, meta: Meta, children: list[Any]) -> Any:
        return _UNITS[children[0].type]

    def length(self, meta: Meta, children: list[Any]) -> tree.Length:
        last = children[-1]
        unit = _UNITS[last.type] if isinstance(last, Token) else last
        count = self._raw(children[0]) if len(children) > 1 else None
        return tree.Length(count, unit, span=self._span(meta))

    def duration(self, meta: Meta, children: list[Any]) -> tree.Duration:
        return tree.Duration(tuple(children), span=self._span(meta))


class Bare:
    """A value after `or`: one more value of the test before it."""

    def __init__(self, value: tree.Value) -> None:
        self.value = value


def _one_more_value(condition: tree.Condition, value: tree.Value) -> tree.Condition:
    match condition:
        case tree.Test(name, word, values, span=span):
            return tree.Test(name, word, (*values, value), span=span.to(value.span))
        case tree.Both(parts, span=span):
            last = _one_more_value(parts[-1], value)
            return tree.Both((*parts[:-1], last), span=span.to(value.span))
        case tree.Either(parts, span=span):
            last = _one_more_value(parts[-1], value)
            return tree.Either((*parts[:-1], last), span=span.to(value.span))
        case tree.Negation(inner, span=span):
            return tree.Negation(_one_more_value(inner, value), span=span.to(value.span))
