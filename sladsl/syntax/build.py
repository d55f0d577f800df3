"""From the parser's tree to ours: headings, calendars and vocabulary."""

from typing import Any, ClassVar

from lark import Token, Tree
from lark.tree import Meta

from sladsl.diagnostics import Diagnostic
from sladsl.source import Span
from sladsl.syntax import tree
from sladsl.syntax.build_assumptions import BuildAssumptions
from sladsl.syntax.build_catalogue import BuildCatalogue
from sladsl.syntax.build_changes import BuildChanges
from sladsl.syntax.build_levels import BuildLevels, BuildStates
from sladsl.syntax.build_life import BuildLife
from sladsl.syntax.build_meant import BuildMeant
from sladsl.syntax.build_money import BuildMoney
from sladsl.syntax.build_names import BuildNames
from sladsl.syntax.build_parties import BuildParties
from sladsl.syntax.build_plans import BuildPlans
from sladsl.syntax.build_requirements import BuildRequirements
from sladsl.syntax.build_sources import BuildSources
from sladsl.syntax.build_tables import BuildTables
from sladsl.syntax.build_tiers import BuildTiers

_DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")


def _moves(action: Any) -> Any:
    def method(self: BuildNames, meta: Meta, children: list[Any]) -> tree.Moves:
        within = children[1] if len(children) > 1 else None
        return tree.Moves(action, children[0], within, span=self._span(meta))

    return method


class _Build(
    BuildChanges,
    BuildTables,
    BuildStates,
    BuildLevels,
    BuildSources,
    BuildCatalogue,
    BuildPlans,
    BuildMoney,
    BuildAssumptions,
    BuildLife,
    BuildParties,
    BuildTiers,
    BuildMeant,
    BuildRequirements,
):
    """One method a rule of the grammar, of the same name; the children of a rule arrive already built."""

    def node(self, parsed: Tree[Token] | Token) -> Any:
        if isinstance(parsed, Token):
            return parsed
        return getattr(self, parsed.data)(parsed.meta, [self.node(child) for child in parsed.children])

    def start(self, meta: Meta, children: list[Any]) -> tree.Module:
        return tree.Module(tuple(children))

    def use(self, meta: Meta, children: list[Any]) -> tree.Use:
        (token,) = children
        return tree.Use(self._raw(token), token.type == "STRING", span=self._span(meta))

    # agreements

    def agreement(self, meta: Meta, children: list[Any]) -> tree.Agreement:
        name, title, sentences = self._heading(children)
        return tree.Agreement(name, title, sentences, span=self._span(meta))

    _KINDS: ClassVar[dict[str, Any]] = {
        "SLA_CUSTOMER": "customer SLA",
        "SLA_INTERNAL": "internal SLA",
        "OLA": "OLA",
        "UNDERPINNING": "underpinning contract",
    }

    def agreement_kind(self, meta: Meta, children: list[Any]) -> Any:
        return self._KINDS[children[0].type]

    def kind(self, meta: Meta, children: list[Any]) -> tree.KindIs:
        version = self._raw(children[1]) if len(children) > 1 else None
        return tree.KindIs(children[0], version, span=self._span(meta))

    def party(self, meta: Meta, children: list[Any]) -> tree.Party:
        return tree.Party(children[0], children[1].type.lower(), span=self._span(meta))

    def parties(self, meta: Meta, children: list[Any]) -> tree.Between:
        return tree.Between(tuple(children), span=self._span(meta))

    def in_force(self, meta: Meta, children: list[Any]) -> tree.InForce:
        ends = self._raw(children[1]) if len(children) > 1 else None
        return tree.InForce(self._raw(children[0]), ends, span=self._span(meta))

    def time_zone(self, meta: Meta, children: list[Any]) -> tree.TimeZone:
        return tree.TimeZone(self._raw(children[0]), span=self._span(meta))

    # calendars

    def calendar(self, meta: Meta, children: list[Any]) -> tree.Calendar:
        forms, sentences = self._heading_forms(children[1:])
        return tree.Calendar(children[0], tuple(sentences), forms, span=self._span(meta))

    def calendar_is(self, meta: Meta, children: list[Any]) -> tree.Calendar:
        forms, (expression,) = self._heading_forms(children[1:])
        return tree.Calendar(children[0], expression, forms, span=self._span(meta))

    def calendar_to_be_agreed(self, meta: Meta, children: list[Any]) -> tree.Calendar:
        forms, _ = self._heading_forms(children[1:])
        return tree.Calendar(children[0], tree.ToBeAgreed(), forms, span=self._span(meta))

    def calendar_by(self, meta: Meta, children: list[Any]) -> tree.CalendarBy:
        forms, (table,) = self._heading_forms(children[1:])
        return tree.CalendarBy(children[0], table, forms, span=self._span(meta))

    def heading_forms(self, meta: Meta, children: list[Any]) -> tuple[tree.Name, ...]:
        return tuple(children)

    def _heading_forms(self, rest: list[Any]) -> tuple[tuple[tree.Name, ...], list[Any]]:
        """The further forms that follow a name, if there are any, and what comes after them."""
        return (rest[0], rest[1:]) if rest and isinstance(rest[0], tuple) else ((), rest)

    def weekday(self, meta: Meta, children: list[Any]) -> int:
        return _DAYS.index(children[0].type)

    def weekday_range(self, meta: Meta, children: list[Any]) -> list[int]:
        first, last = children[0], children[-1]
        return [(first + step) % 7 for step in range((last - first) % 7 + 1)]

    def weekdays(self, meta: Meta, children: list[Any]) -> tree.Weekdays:
        return tree.Weekdays(tuple(sorted({day for days in children for day in days})), span=self._span(meta))

    def every_day(self, meta: Meta, children: list[Any]) -> tree.Weekdays:
        return tree.Weekdays(tuple(range(7)), span=self._span(meta))

    def time_range(self, meta: Meta, children: list[Any]) -> tree.TimeRange:
        return tree.TimeRange(self._raw(children[0]), self._raw(children[1]), span=self._span(meta))

    def time_ranges(self, meta: Meta, children: list[Any]) -> tuple[tree.TimeRange, ...]:
        return tuple(children)

    def date_range(self, meta: Meta, children: list[Any]) -> tree.DateRange:
        last = self._raw(children[1]) if len(children) > 1 else None
        return tree.DateRange(self._raw(children[0]), last, span=self._span(meta))

    def dates(self, meta: Meta, children: list[Any]) -> tuple[tree.DateRange, ...]:
        return tuple(children)

    def holidays(self, meta: Meta, children: list[Any]) -> tree.Holidays:
        subdivision = children[2] if len(children) > 2 else None
        return tree.Holidays(children[0], children[1], subdivision, span=self._span(meta))

    def exception_holidays(self, meta: Meta, children: list[Any]) -> tree.Holidays:
        # up to `holidays` it might have been a calendar's name
        return self.holidays(meta, [children[0].name, *children[1:]])

    def _open(self, meta: Meta, children: list[Any]) -> tree.Open:
        on, times = children if children else (None, ())
        return tree.Open(on, times, span=self._span(meta))

    open_weekly = open_dated = open_always = _open

    def _closed(self, meta: Meta, children: list[Any]) -> tree.Closed:
        return tree.Closed(children[0], children[1] if len(children) > 1 else (), span=self._span(meta))

    closed_weekly = closed_dated = closed_holidays = _closed

    def calendar_ref(self, meta: Meta, children: list[Any]) -> tree.CalendarRef:
        return tree.CalendarRef(children[0], span=self._span(meta))

    exception_ref = calendar_ref

    def calendar_union(self, meta: Meta, children: list[Any]) -> tree.Joined:
        return tree.Joined("or", tuple(children), span=self._span(meta))

    def calendar_all(self, meta: Meta, children: list[Any]) -> tree.Joined:
        return tree.Joined("and", tuple(children), span=self._span(meta))

    def calendar_except(self, meta: Meta, children: list[Any]) -> tree.CalendarExpression:
        base, *exceptions = children
        for less in exceptions:
            base = tree.ExceptFor(base, less, span=base.span.to(less.span))
        expression: tree.CalendarExpression = base
        return expression

    # vocabulary

    def subject(self, meta: Meta, children: list[Any]) -> tree.Subject:
        forms = children[1] if len(children) > 1 and isinstance(children[1], tuple) else ()
        sentences = tuple(child for child in children[1:] if not isinstance(child, tuple))
        return tree.Subject(children[0], forms, sentences, span=self._span(meta))

    def subject_forms(self, meta: Meta, children: list[Any]) -> tuple[tree.Name, ...]:
        return tuple(children)

    def identified(self, meta: Meta, children: list[Any]) -> tree.IdentifiedBy:
        return tree.IdentifiedBy(children[0], *children[1:], span=self._span(meta))

    forms = heading_forms

    def has_field(self, meta: Meta, children: list[Any]) -> tree.HasField:
        reading = children[0] is True
        name, *rest = children[1:] if reading else children
        forms, type_ = self._heading_forms(rest)
        return tree.HasField(name, type_[0] if type_ else None, reading, forms, span=self._span(meta))

    def reading(self, meta: Meta, children: list[Any]) -> bool:
        return True

    def has_events(self, meta: Meta, children: list[Any]) -> tree.HasEvents:
        names = tuple(child.of if isinstance(child, tree.Also) else child for child in children)
        also = tuple(child for child in children if isinstance(child, tree.Also))
        return tree.HasEvents(names, also, span=self._span(meta))

    def event_with_forms(self, meta: Meta, children: list[Any]) -> tree.Also:
        return tree.Also(*children)

    def listed_value(self, meta: Meta, children: list[Any]) -> tree.AlsoValue:
        return tree.AlsoValue(children[0], tuple(children[1]) if len(children) > 1 else ())

    def type_one_of(self, meta: Meta, children: list[Any]) -> tree.FieldType:
        values = tuple(child.of for child in children)
        also = tuple(child for child in children if child.forms)
        return tree.FieldType("one of", values, also=also, span=self._span(meta))

    def type_date(self, meta: Meta, children: list[Any]) -> tree.FieldType:
        return tree.FieldType("date", span=self._span(meta))

    def type_time(self, meta: Meta, children: list[Any]) -> tree.FieldType:
        return tree.FieldType("time", span=self._span(meta))

    def type_text(self, meta: Meta, children: list[Any]) -> tree.FieldType:
        return tree.FieldType("text", span=self._span(meta))

    def type_length(self, meta: Meta, children: list[Any]) -> tree.FieldType:
        return tree.FieldType("length", span=self._span(meta))

    def type_number(self, meta: Meta, children: list[Any]) -> tree.FieldType:
        unit, *forms = children or (None,)
        return tree.FieldType("number", (), unit, (), *forms, span=self._span(meta))

    def events(self, meta: Meta, children: list[Any]) -> tuple[tree.Name, ...]:
        return tuple(children)

    def clock(self, meta: Meta, children: list[Any]) -> tree.Clock:
        said = tuple(self._raw(child) for child in children if isinstance(child, Token))
        moves = tuple(child for child in children if isinstance(child, tree.Moves))
        forms = tuple(child for child in children[2:] if isinstance(child, tree.Name))
        return tree.Clock(children[0], children[1], said, moves, forms, span=self._span(meta))

    starts, stops, voids = _moves("start"), _moves("stop"), _moves("void")
    continues, restarts = _moves("continue"), _moves("restart")


def build(parsed: Tree[Token], file: str) -> tuple[tree.Module, list[Diagnostic]]:
    """The tree as written, from the parser's tree of the file called `file`; what is wrong in its tables."""
    builder = _Build(file)
    module: tree.Module = builder.node(parsed)
    return module, builder.found


def span_of(token: Token, file: str) -> Span:
    """The span of a token."""
    start = token.start_pos or 0
    return Span(file, start, token.end_pos if token.end_pos is not None else start + len(token))
