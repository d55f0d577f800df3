"""States, and promises about a whole window."""

from typing import Any

from attrs import evolve
from lark import Token
from lark.tree import Meta

from sladsl.syntax import tree
from sladsl.syntax.build_names import BuildNames

_STATISTICS: dict[str, Any] = {
    "AVERAGE": "average",
    "MEDIAN": "median",
    "LEAST": "least",
    "GREATEST": "most",
    "TOTAL": "total",
}
_MODIFIERS = tree.Lasting | tree.Bridging | tree.Capped | tree.CappedCount


def _form(key: str) -> Any:
    def method(self: BuildNames, meta: Meta, children: list[Any]) -> tuple[str, Any]:
        return key, children[0] if key == "forms" else self._raw(children[0])

    return method


def _parted(children: list[Any]) -> tuple[list[Any], tuple[tree.StateModifier, ...]]:
    """What a sentence says, and the modifiers at its end."""
    said = [child for child in children if not isinstance(child, _MODIFIERS)]
    return said, tuple(child for child in children if isinstance(child, _MODIFIERS))


class BuildStates(BuildNames):
    def state(self, meta: Meta, children: list[Any]) -> tree.State:
        forms = children[2] if len(children) > 2 and isinstance(children[2], dict) else {}
        body = tuple(child for child in children[2:] if not isinstance(child, dict))
        return self._state(meta, children, forms, body, ())

    def state_is(self, meta: Meta, children: list[Any]) -> tree.State:
        rest, modifiers = _parted(children)
        forms = rest[2] if isinstance(rest[2], dict) else {}
        return self._state(meta, rest, forms, rest[-1], modifiers)

    def _state(
        self, meta: Meta, children: list[Any], forms: dict[str, Any], body: Any, modifiers: Any
    ) -> tree.State:
        return tree.State(
            children[0],
            children[1],
            tuple(forms.get("forms", ())),
            tuple(forms.get("said", ())),
            tuple(forms.get("otherwise", ())),
            body,
            modifiers,
            span=self._span(meta),
        )

    def state_forms(self, meta: Meta, children: list[Any]) -> dict[str, list[Any]]:
        forms: dict[str, list[Any]] = {}
        for key, form in children:
            forms.setdefault(key, []).append(form)
        return forms

    state_plural, state_said, state_otherwise = _form("forms"), _form("said"), _form("otherwise")

    def from_until(self, meta: Meta, children: list[Any]) -> tree.FromUntil:
        (begins, ends), modifiers = _parted(children)
        return tree.FromUntil(begins, ends, modifiers, span=self._span(meta))

    def while_reading(self, meta: Meta, children: list[Any]) -> tree.WhileReading:
        (condition, *rest), modifiers = _parted(children)
        stale = next((each for each in rest if isinstance(each, tree.Duration)), None)
        times = next((each for each in rest if isinstance(each, tree.Raw)), None)
        return tree.WhileReading(condition, stale, modifiers, times, span=self._span(meta))

    def times_in_a_row(self, meta: Meta, children: list[Any]) -> tree.Raw:
        return self._raw(children[0])

    def stale(self, meta: Meta, children: list[Any]) -> tree.Duration:
        duration: tree.Duration = children[0]
        return duration

    def buckets(self, meta: Meta, children: list[Any]) -> tree.Buckets:
        (length, sampled, bound, *rest), modifiers = _parted(children)
        enough = rest.pop(0) if rest and isinstance(rest[0], tree.IfEnough) else None
        return tree.Buckets(length, sampled, bound, enough, bool(rest), modifiers, span=self._span(meta))

    def readings_in_buckets(self, meta: Meta, children: list[Any]) -> tree.Buckets:
        length, order, share, of, *rest = children
        among = rest.pop(0)[0] if isinstance(rest[0], tuple) else None
        condition, *rest = rest
        written = tree.ReadingsWhere(of, among, condition, span=of.span.to(condition.span))
        return self._shared(meta, length, order, share, written, rest)

    def values_in_buckets(self, meta: Meta, children: list[Any]) -> tree.Buckets:
        length, order, share, of, bound, *rest = children
        end = bound[-1].span if isinstance(bound, tuple) else bound.span
        written = tree.ValuesThatAre(of, bound, span=of.span.to(end))
        return self._shared(meta, length, order, share, written, rest)

    def _shared(
        self, meta: Meta, length: Any, order: Any, share: Token, written: tree.Sampled, rest: list[Any]
    ) -> tree.Buckets:
        raw = self._raw(share)
        number = tree.Raw(raw.text.rstrip("% \t\n"), span=raw.span)
        percent = tree.Quantity(number, tree.Name("%", span=raw.span), span=raw.span)
        bound = tree.Bound(order, percent, None, span=raw.span)
        return self.buckets(meta, [length, written, bound, *rest])

    def read_among(self, meta: Meta, children: list[Any]) -> tuple[tree.Condition]:
        return (children[0],)  # apart from the condition that comes after it

    def announced(self, meta: Meta, children: list[Any]) -> tree.Announced:
        (event, begin, end, *rest), modifiers = _parted(children)
        said = dict(rest)
        notice, calendar = said.get("notice", (None, None))
        in_advance = "in advance" in said
        return tree.Announced(
            event,
            begin,
            end,
            notice,
            said.get("reference"),
            said.get("withdrawn", ()),
            modifiers,
            calendar,
            in_advance,
            span=self._span(meta),
        )

    def notice_in_advance(self, meta: Meta, children: list[Any]) -> tuple[str, Any]:
        return "in advance", True

    def notice_time(self, meta: Meta, children: list[Any]) -> tuple[str, Any]:
        return "notice", (children[0], children[1] if len(children) > 1 else None)

    def notice_reference(self, meta: Meta, children: list[Any]) -> tuple[str, Any]:
        return "reference", children[0]

    def notice_withdrawn(self, meta: Meta, children: list[Any]) -> tuple[str, Any]:
        return "withdrawn", children[0]

    def during(self, meta: Meta, children: list[Any]) -> tree.During:
        said, modifiers = _parted(children)
        return tree.During(said[0], modifiers, span=self._span(meta))

    def lasting(self, meta: Meta, children: list[Any]) -> tree.Lasting:
        return tree.Lasting(children[0], span=self._span(meta))

    def bridging(self, meta: Meta, children: list[Any]) -> tree.Bridging:
        return tree.Bridging(children[0], span=self._span(meta))

    def capped(self, meta: Meta, children: list[Any]) -> tree.Capped:
        return tree.Capped(children[0], children[1], span=self._span(meta))

    def capped_count(self, meta: Meta, children: list[Any]) -> tree.CappedCount:
        return tree.CappedCount(self._raw(children[0]), children[1], span=self._span(meta))

    def part_ref(self, meta: Meta, children: list[Any]) -> tree.PartRef:
        return tree.PartRef(children[0], span=self._span(meta))

    def during_part(self, meta: Meta, children: list[Any]) -> tree.During:
        return tree.During(children[0].name, span=self._span(meta))

    def state_union(self, meta: Meta, children: list[Any]) -> tree.JoinedStates:
        return tree.JoinedStates("or", tuple(children), span=self._span(meta))

    def state_all(self, meta: Meta, children: list[Any]) -> tree.JoinedStates:
        return tree.JoinedStates("and", tuple(children), span=self._span(meta))

    def state_except(self, meta: Meta, children: list[Any]) -> tree.ExceptStates:
        return tree.ExceptStates(children[0], tuple(children[1:]), span=self._span(meta))


def _order(order: Any) -> Any:
    def method(self: BuildNames, meta: Meta, children: list[Any]) -> Any:
        return order

    return method


class BuildLevels(BuildNames):
    order_at_least, order_at_most = _order("at least"), _order("at most")
    order_above, order_below = _order("above"), _order("below")

    def bound(self, meta: Meta, children: list[Any]) -> tree.Bound:
        if isinstance(children[0], Token):
            return tree.Bound("between", children[1], children[2], span=self._span(meta))
        return tree.Bound(children[0], children[1], None, span=self._span(meta))

    def count_bound(self, meta: Meta, children: list[Any]) -> tree.Bound:
        order: Any = "between" if isinstance(children[0], Token) else children[0]
        counts = [self._raw(token) for token in children[1:]]
        value, *upper = [tree.Quantity(raw, None, span=raw.span) for raw in counts]
        return tree.Bound(order, value, upper[0] if upper else None, span=self._span(meta))

    def statistic_of(self, meta: Meta, children: list[Any]) -> tree.StatisticOf:
        statistic = _STATISTICS[children[0].type]
        return tree.StatisticOf(statistic, children[1], None, False, None, span=self._span(meta))

    def percentile_of(self, meta: Meta, children: list[Any]) -> tree.StatisticOf:
        interpolated = children[0].type == "INTERPOLATED"
        ordinal, *method, of = children[1:] if interpolated else children
        raw = self._raw(ordinal)
        at = tree.Raw(raw.text[:-2], span=raw.span)
        by = method[0] if method else None
        return tree.StatisticOf("percentile", of, at, interpolated, by, span=self._span(meta))

    def ratio_of(self, meta: Meta, children: list[Any]) -> tree.RatioOf:
        whole = children[1] if len(children) > 1 else None
        return tree.RatioOf(children[0], whole, span=self._span(meta))

    def number_of(self, meta: Meta, children: list[Any]) -> tree.NumberOf:
        return tree.NumberOf(children[0], span=self._span(meta))

    def stretch_average(self, meta: Meta, children: list[Any]) -> tree.StretchAverage:
        return tree.StretchAverage(children[1], children[2], span=self._span(meta))

    def net_promoter_score(self, meta: Meta, children: list[Any]) -> tree.NetPromoterScore:
        return tree.NetPromoterScore(children[0], span=self._span(meta))

    def among(self, meta: Meta, children: list[Any]) -> tree.Condition:
        condition: tree.Condition = children[0]
        return condition

    def share_less(self, meta: Meta, children: list[Any]) -> tree.Level:
        measure, scope, less, *rest = children
        among = None if isinstance(rest[0], tree.Bound) else rest.pop(0)
        bound, per, *modifiers = rest
        span = measure.span.to(scope.span)
        written = tree.ShareLess(measure, scope.where, less[0], among, span=span)
        return self._level(meta, written, evolve(scope, where=among), bound, per, modifiers)

    def none_without_data(self, meta: Meta, children: list[Any]) -> tree.NoneWithoutData:
        return tree.NoneWithoutData(span=self._span(meta))

    def time_between(self, meta: Meta, children: list[Any]) -> tree.TimeBetween:
        return tree.TimeBetween(children[1], span=self._span(meta))

    def every_scope(self, meta: Meta, children: list[Any]) -> tree.Scope:
        return tree.Scope(children[0], True, *_where(children[1:]), span=self._span(meta))

    def named_scope(self, meta: Meta, children: list[Any]) -> tree.Scope:
        return tree.Scope(children[0], False, *_where(children[1:]), span=self._span(meta))

    def where_scope(self, meta: Meta, children: list[Any]) -> tree.Scope:
        return tree.Scope(None, False, *_where(children), span=self._span(meta))

    def time_share(self, meta: Meta, children: list[Any]) -> tuple[Any, tree.Raw]:
        order = "at least" if children[0].type == "FOR_AT_LEAST_OF" else "at most"
        return order, self._raw(children[1])

    def every_time_share(self, meta: Meta, children: list[Any]) -> tree.Level:
        subject, *rest = children
        where = _where([rest.pop(0)] if isinstance(rest[0], tuple) else [])
        scope = tree.Scope(subject, True, *where, span=subject.span)
        return self._time_share(meta, scope, rest)

    def thing_time_share(self, meta: Meta, children: list[Any]) -> tree.Level:
        thing, *rest = children
        return self._time_share(meta, tree.Scope(thing, False, None, span=thing.span), rest)

    def _time_share(self, meta: Meta, scope: tree.Scope, rest: list[Any]) -> tree.Level:
        said, (order, share), per, *modifiers = rest
        measure = tree.TimeIn(said, order, share, span=said.span.to(share.span))
        return self._level(meta, measure, scope, None, per, modifiers)

    def measured(self, meta: Meta, children: list[Any]) -> tree.Level:
        measure, scope, bound, per, *modifiers = children
        return self._level(meta, measure, scope, bound, per, modifiers)

    def measured_among(self, meta: Meta, children: list[Any]) -> tree.Level:
        measure, scope, among, bound, per, *modifiers = children
        return evolve(self._level(meta, measure, scope, bound, per, modifiers), among=among)

    def reading_share(self, meta: Meta, children: list[Any]) -> tree.Level:
        share, readings, *rest = children
        level = self.case_share(meta, [share, *rest])
        assert isinstance(level.measure, tree.CasesWhose)
        return evolve(level, measure=evolve(level.measure, readings=readings))

    def counted(self, meta: Meta, children: list[Any]) -> tree.Level:
        bound, what, *rest = children
        scope = rest.pop(0) if isinstance(rest[0], tree.Scope) else None
        per, *modifiers = rest
        longer = modifiers.pop(0) if modifiers and isinstance(modifiers[0], tree.NoneLonger) else None
        measure = tree.NumberOf(what, span=what.span)
        scope = scope or tree.Scope(None, False, None, span=what.span)
        return self._level(meta, measure, scope, bound, per, modifiers, longer)

    def and_none_longer(self, meta: Meta, children: list[Any]) -> tree.NoneLonger:
        return tree.NoneLonger(children[0], children[1], span=self._span(meta))

    def none_longer(self, meta: Meta, children: list[Any]) -> tree.Level:
        what, scope, duration, per, *modifiers = children
        measure = tree.NoneLonger(what, duration, span=what.span)
        return self._level(meta, measure, scope, None, per, modifiers)

    def case_share(self, meta: Meta, children: list[Any]) -> tree.Level:
        share, scope, name, bound, per, *modifiers = children
        end = bound[-1].span if isinstance(bound, tuple) else bound.span
        measure = tree.CasesWhose(self._raw(share), name, bound, span=name.span.to(end))
        return self._level(meta, measure, scope, None, per, modifiers)

    def case_values(self, meta: Meta, children: list[Any]) -> tuple[tree.Value, ...]:
        return tuple(children)

    def _level(
        self,
        meta: Meta,
        measure: Any,
        scope: tree.Scope,
        bound: tree.Bound | None,
        per: tuple[tree.Window, bool, tuple[tree.Name, ...]],
        modifiers: list[Any],
        longer: tree.NoneLonger | None = None,
    ) -> tree.Level:
        window, by_opening, group = per
        return tree.Level(
            measure, scope, bound, window, group, longer, tuple(modifiers), by_opening, span=self._span(meta)
        )

    def missed_any(self, meta: Meta, children: list[Any]) -> None:
        return None

    def missed_below(self, meta: Meta, children: list[Any]) -> tree.Raw:
        return self._raw(children[0])

    def in_a_row(self, meta: Meta, children: list[Any]) -> tree.InARow:
        clause, below, count, unit = children
        return tree.InARow(clause, below, self._raw(count), unit, span=self._span(meta))

    def cases_in_a_row(self, meta: Meta, children: list[Any]) -> tree.CasesInARow:
        clause, count, of, (window, by_opening, group) = children
        return tree.CasesInARow(
            clause, self._raw(count), of, window, by_opening, group, span=self._span(meta)
        )

    def misses(self, meta: Meta, children: list[Any]) -> tree.Misses:
        bound, *clauses, (window, by_opening, group) = children
        return tree.Misses(bound, tuple(clauses), window, by_opening, group, span=self._span(meta))

    def excluding(self, meta: Meta, children: list[Any]) -> tree.Excluding:
        return tree.Excluding(tuple(children), span=self._span(meta))

    def unknown_time(self, meta: Meta, children: list[Any]) -> tree.UnknownTime:
        against = children[0].type == "UNKNOWN_AGAINST"
        return tree.UnknownTime("against" if against else "in favour", span=self._span(meta))

    def unknown_readings(self, meta: Meta, children: list[Any]) -> tree.UnknownReadings:
        against = children[0].type == "UNKNOWN_READINGS_AGAINST"
        return tree.UnknownReadings("against" if against else "in favour", span=self._span(meta))

    def watches(self, meta: Meta, children: list[Any]) -> tree.Watches:
        return tree.Watches(tuple(children), span=self._span(meta))


def _where(children: list[Any]) -> tuple[tree.Condition | None, bool]:
    """`where` is built as a condition and whether it is as opened."""
    return children[0] if children else (None, False)
