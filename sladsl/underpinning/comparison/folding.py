"""Conditions, deadlines and calendars without what no verdict rests on: how names are spelled, what calendars
are called, why a day is closed."""

from typing import assert_never

from attrs import evolve

from sladsl.policy.conditions import Both, Compared, Condition, Either, IsKnown, IsOneOf, Not
from sladsl.policy.model import Deadline, EndOf, Field, FromUntil, Whichever
from sladsl.policy.names import fold
from sladsl.worktime.rules import AllOf, Always, AnyOf, Except, NamedRule, Rule, Weekly


def folded_condition(of: Condition) -> Condition:
    """The condition with its fields' names folded."""
    match of:
        case IsOneOf() | Compared() | IsKnown():
            return evolve(of, field=fold(of.field))
        case Not(inner):
            return Not(folded_condition(inner))
        case Both(parts):
            return Both(tuple(map(folded_condition, parts)))
        case Either(parts):
            return Either(tuple(map(folded_condition, parts)))
        case _:
            assert_never(of)


def folded_deadline(of: Deadline) -> Deadline:
    """The deadline with its fields' names folded."""
    match of:
        case EndOf(name):
            return EndOf(fold(name))
        case Whichever(which, parts):
            return Whichever(which, tuple(map(folded_deadline, parts)))
        case _:
            return of


def folded_field(of: Field) -> Field:
    """The field with its name folded; its values stay as they are spelled."""
    return evolve(of, name=fold(of.name))


def folded_span(span: FromUntil) -> FromUntil:
    """The span with its events folded and in order of spelling."""
    return FromUntil(tuple(sorted(map(fold, span.begins))), tuple(sorted(map(fold, span.ends))))


def plain_calendar(named: NamedRule) -> NamedRule:
    """The calendar without its name and without reasons."""
    return NamedRule("", named.zone, _plain(named.rule))


def _plain(rule: Rule) -> Rule:
    match rule:
        case Always():
            return rule
        case Weekly():
            return evolve(rule, days=tuple(evolve(day, why="") for day in rule.days))
        case AnyOf(parts):
            return AnyOf(tuple(map(_plain, parts)))
        case AllOf(parts):
            return AllOf(tuple(map(_plain, parts)))
        case Except(base, less):
            return Except(_plain(base), _plain(less))
        case _:
            assert_never(rule)
