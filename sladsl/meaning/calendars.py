"""From a calendar as written to opening hours as data, bound to a zone and a term."""

from bisect import insort
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import chain

from attrs import Factory, evolve

from sladsl.diagnostics import Diagnostic, Severity
from sladsl.meaning import calendar_errors, name_errors, readings
from sladsl.meaning.hours import overlapping, union, without
from sladsl.meaning.public_holidays import Resolver
from sladsl.meaning.scope import Declared, Scope
from sladsl.policy.model import HolidayNote
from sladsl.records import define, frozen
from sladsl.syntax import tree
from sladsl.worktime.rules import (
    DAY_S,
    AllOf,
    Always,
    AnyOf,
    DayRule,
    Except,
    NamedRule,
    Opening,
    Rule,
    Weekly,
    to_be_agreed,
)

ALL_DAY = (Opening(0, DAY_S),)
MAX_DATES = 20_000
MAX_DEPTH = 60  # calendars within calendars; a sentence alone may nest 50 parentheses
MAX_PARTS = 1_000


@frozen
class Term:
    """The years over which holidays are resolved."""

    first_year: int
    last_year: int


@define
class Calendars:
    """The calendars a program needs, lowered once for each file, zone and term, under unique ids."""

    scopes: dict[str, Scope]
    resolver: Resolver
    found: list[Diagnostic]
    rules: dict[str, NamedRule] = Factory(dict)
    notes: list[HolidayNote] = Factory(list)
    forms: dict[str, str] = Factory(dict)  # further names as written, and the id of the first that has it
    _ids: dict[tuple[str, str, str, Term], str | None] = Factory(dict)

    def id_of(self, name: tree.Name, file: str, zone: str, term: Term) -> str | None:
        """The id of the calendar that `name` means in `file`; None with a diagnostic where there is none."""
        declared = self.scopes[file].calendar(name.text)
        if declared is None:
            self.found.append(not_a_calendar(name, self.scopes[file]))
            return None
        key = (declared.file, declared.item.name.key, zone, term)
        if key not in self._ids:
            rule = _Lowering(self, zone, term).declared(declared, ())
            self._ids[key] = None if rule is None else self._enter(declared, rule, zone)
        return self._ids[key]

    def copy(self) -> "Calendars":
        """What is known now, to go back to."""
        return evolve(
            self, rules=dict(self.rules), notes=list(self.notes), forms=dict(self.forms), ids=dict(self._ids)
        )

    def go_back(self, then: "Calendars") -> None:
        """Forget all that was lowered since the copy `then` was made."""
        self.rules, self.notes, self.forms, self._ids = then.rules, then.notes, then.forms, then._ids

    def always(self, zone: str) -> str:
        """The id of the calendar that never closes, for a promise that counts calendar time."""
        return self._insert("always", NamedRule("always", zone, Always(zone)))

    def _enter(self, declared: Declared[tree.Calendar], rule: Rule, zone: str) -> str:
        name = declared.item.name.text
        own = rule.zone if isinstance(rule, Weekly | Always) else zone
        id = self._insert(name, NamedRule(name, own, rule))
        for form in declared.item.forms:
            self.forms.setdefault(form.text, id)
        return id

    def _insert(self, name: str, named: NamedRule) -> str:
        """Under its name, else with its zone, else with a number: the same rule has one id."""
        numbered = (f"{name} ({named.zone}, {n})" for n in range(2, 1000))
        for candidate in chain((name, f"{name} ({named.zone})"), numbered):
            if self.rules.setdefault(candidate, named) == named:
                return candidate
        raise AssertionError("a thousand calendars of one name and zone")


def not_a_calendar(name: tree.Name, scope: Scope) -> Diagnostic:
    """What to say of a name that no calendar has, or one that a field of the case chooses."""
    if scope.calendar_by(name.text) is not None:
        return name_errors.chosen_by_a_field(name)
    return name_errors.unknown_calendar(name, scope.calendar_names())


@define
class _Lowering:
    """One calendar and those it is made of. `path` holds the names being lowered, to refuse a circle."""

    calendars: Calendars
    zone: str
    term: Term
    depth: int = 0
    parts: int = 0

    @property
    def found(self) -> list[Diagnostic]:
        return self.calendars.found

    def declared(self, declared: Declared[tree.Calendar], path: tuple[tree.Calendar, ...]) -> Rule | None:
        calendar = declared.item
        if any(calendar is other for other in path):
            self.found.append(name_errors.calendar_circle(calendar, path))
            return None
        path = (*path, calendar)
        if isinstance(calendar.body, tree.ToBeAgreed):
            return to_be_agreed(self.zone)
        if isinstance(calendar.body, tuple):
            return self._weekly(calendar, calendar.body)
        return self._expression(calendar.body, declared.file, path)

    def _expression(
        self, expression: tree.CalendarExpression, file: str, path: tuple[tree.Calendar, ...]
    ) -> Rule | None:
        """The rule of an expression; what is written once may be used often, so parts are counted."""
        if self.depth >= MAX_DEPTH or self.parts >= MAX_PARTS:
            self.parts = MAX_PARTS  # nothing further is looked at
            too_large = calendar_errors.made_of_too_many(path[0], MAX_PARTS, MAX_DEPTH)
            if too_large not in self.found:
                self.found.append(too_large)
            return None
        self.depth, self.parts = self.depth + 1, self.parts + 1
        rule = self._of(expression, file, path)
        self.depth -= 1
        return rule

    def _of(
        self, expression: tree.CalendarExpression, file: str, path: tuple[tree.Calendar, ...]
    ) -> Rule | None:
        match expression:
            case tree.CalendarRef(name):
                scope = self.calendars.scopes[file]
                declared = scope.calendar(name.text)
                own = declared is not None and any(declared.item is other for other in path[-1:])
                if declared is None:
                    self.found.append(not_a_calendar(name, scope))
                    return None
                if own:  # `calendar office hours is office hours except ...` means the used module's
                    outer = Scope(scope.file, scope.layers[1:]).calendar(name.text)
                    declared = outer or declared
                return self.declared(declared, path)
            case tree.Joined(word, parts):
                rules = [self._expression(part, file, path) for part in parts]
                known = tuple(rule for rule in rules if rule is not None)
                if len(known) < len(rules):
                    return None
                return AnyOf(known) if word == "or" else AllOf(known)
            case tree.ExceptFor(base, less):
                of, minus = self._expression(base, file, path), self._expression(less, file, path)
                return None if of is None or minus is None else Except(of, minus)
            case tree.Weekdays(days):
                return Weekly(self.zone, tuple(ALL_DAY if day in days else () for day in range(7)))
            case tree.Holidays():
                resolved = self.calendars.resolver.resolve(expression, self.term, self.found)
                if resolved is None:
                    return None
                self._note(path[-1].name.text, resolved.note)
                rules_by_day = tuple(DayRule(day, ALL_DAY, why) for day, why in resolved.days)
                return Weekly(self.zone, ((),) * 7, rules_by_day, resolved.known_from, resolved.known_until)

    def _note(self, calendar: str, note: HolidayNote) -> None:
        note = HolidayNote(calendar, note.region, note.first_year, note.last_year, note.package)
        if note not in self.calendars.notes:
            self.calendars.notes.append(note)

    def _weekly(self, calendar: tree.Calendar, body: Iterable[tree.CalendarSentence]) -> Rule | None:
        before = len(self.found)
        zone = self.zone
        week: list[tuple[Opening, ...]] = [()] * 7
        opened: dict[date, tuple[Opening, ...]] = {}
        closed: list[tuple[date, tuple[Opening, ...], str]] = []
        on_holidays: list[tuple[date, tuple[Opening, ...], str]] = []
        known_from: date | None = None
        known_until: date | None = None
        closed_weekly: list[tree.Closed] = []
        for sentence in body:
            match sentence:
                case tree.TimeZone(raw):
                    zone = readings.a_zone(raw, self.found) or zone
                case tree.Open(None, _):
                    week = [ALL_DAY] * 7
                case tree.Open(tree.Weekdays(numbers), times):
                    for number in numbers:
                        week[number] = self._joined(week[number], self._openings(times), sentence)
                case tree.Open(tuple() as ranges, times):
                    for day in self._dates(ranges, len(opened) + len(closed)):
                        opened[day] = self._joined(opened.get(day, ()), self._openings(times), sentence)
                case tree.Closed(tree.Weekdays(), _):
                    closed_weekly.append(sentence)
                case tree.Closed(tree.Holidays() as holidays, times):
                    resolved = self.calendars.resolver.resolve(holidays, self.term, self.found)
                    if resolved is not None:
                        self._note(calendar.name.text, resolved.note)
                        hours = self._openings(times) or ALL_DAY
                        on_holidays += [(day, hours, why) for day, why in resolved.days]
                        known_from = max(known_from or resolved.known_from, resolved.known_from)
                        known_until = min(known_until or resolved.known_until, resolved.known_until)
                case tree.Closed(tuple() as ranges, times):
                    hours = self._openings(times) or ALL_DAY
                    closed += [
                        (day, hours, f"closed on {day.isoformat()}")
                        for day in self._dates(ranges, len(opened) + len(closed))
                    ]
        # hours given to a date stand though it is a holiday, whichever sentence comes first
        closed = [shut for shut in on_holidays if shut[0] not in opened] + closed
        for shut in closed_weekly:
            assert isinstance(shut.on, tree.Weekdays)
            for number in shut.on.days:
                week[number] = without(week[number], self._openings(shut.times) or ALL_DAY)
        if week == [ALL_DAY] * 7 and not opened and not closed:
            return Always(zone)
        dated = self._day_rules(week, opened, closed)
        if any(found.severity is Severity.ERROR for found in self.found[before:]):
            return None
        if not any(week) and not any(rule.openings for rule in dated):
            self.found.append(calendar_errors.never_opens(calendar))
            return None
        return Weekly(zone, tuple(week), dated, known_from, known_until)

    def _day_rules(
        self,
        week: list[tuple[Opening, ...]],
        opened: dict[date, tuple[Opening, ...]],
        closed: list[tuple[date, tuple[Opening, ...], str]],
    ) -> tuple[DayRule, ...]:
        """Dated hours replace the weekday's; what is closed on a date is taken from whatever it has."""
        rules = {day: DayRule(day, hours, "hours of this date") for day, hours in opened.items()}
        for day, shut, why in closed:
            rule = rules.get(day)
            hours = rule.openings if rule else week[day.weekday()]
            names = [*(rule.why.split("; ") if rule else []), why]
            rules[day] = DayRule(day, without(hours, shut), "; ".join(dict.fromkeys(names)))
        return tuple(rules[day] for day in sorted(rules))

    def _openings(self, times: Iterable[tree.TimeRange]) -> tuple[Opening, ...]:
        openings: list[Opening] = []
        for written in times:
            opens, closes = (
                readings.a_time(written.opens, self.found),
                readings.a_time(written.closes, self.found),
            )
            if opens is None or closes is None:
                continue
            if opens in (DAY_S, closes):
                self.found.append(calendar_errors.empty_hours(written))
                continue
            opening = Opening(opens, closes if closes > opens else closes + DAY_S)
            if overlapping(openings, opening):
                self.found.append(calendar_errors.hours_overlap(written))
                continue
            insort(openings, opening, key=lambda each: each.opens)
        return tuple(openings)

    def _joined(
        self, old: tuple[Opening, ...], new: tuple[Opening, ...], sentence: tree.Open
    ) -> tuple[Opening, ...]:
        if any(overlapping(old, opening) for opening in new):
            self.found.append(calendar_errors.hours_overlap(sentence))
        return union(old, new)

    def _dates(self, ranges: Iterable[tree.DateRange], before: int) -> list[date]:
        """The days of the ranges; `before` counts the calendar's dates of other sentences."""
        days: list[date] = []
        for written in ranges:
            first = readings.a_date(written.first, self.found)
            last = first if written.last is None else readings.a_date(written.last, self.found)
            if first is None or last is None:
                continue
            if last < first or (last - first).days + len(days) + before >= MAX_DATES:
                self.found.append(calendar_errors.dates_reversed(written, MAX_DATES))
                continue
            days += [first + timedelta(days=step) for step in range((last - first).days + 1)]
        return days
