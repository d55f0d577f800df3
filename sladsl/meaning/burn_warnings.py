"""Warnings of how fast a window's budget burns."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import budget_errors, readings
from sladsl.meaning.places import Places
from sladsl.policy import model
from sladsl.policy.budgets import Lack, allowed_share, lacks_budget
from sladsl.syntax import tree

MOST_STRETCHES = 8


def burns_of_cases(
    said: Iterable[tree.WarnBurn],
    least: Fraction | None,
    lack: Lack | Literal["no share"] | None,
    places: Places,
    found: list[Diagnostic],
) -> tuple[model.BurnWarn, ...]:
    """Of a share of cases, the least that any row promises."""
    return _burns(said, None if least is None else 1 - least, lack, places, found)


def burns_of_window(
    said: Iterable[tree.WarnBurn], promise: model.WindowClause, places: Places, found: list[Diagnostic]
) -> tuple[model.BurnWarn, ...]:
    """Of what else is promised of a window."""
    lack = lacks_budget(promise.measure, promise.target)
    return _burns(said, allowed_share(promise.measure, promise.target), lack, places, found)


def _burns(
    said: Iterable[tree.WarnBurn],
    allowed: Fraction | None,
    lack: Lack | Literal["no share"] | None,
    places: Places,
    found: list[Diagnostic],
) -> tuple[model.BurnWarn, ...]:
    lowered: list[model.BurnWarn] = []
    for warn in said:
        rate = Fraction(readings.a_number(warn.rate))
        before = len(found)
        over = [readings.microseconds(duration, found) for duration in warn.over]
        if lack is not None:
            found.append(budget_errors.no_budget(warn, lack))
        elif allowed is None:
            found.append(budget_errors.no_rate(warn))
        elif rate <= 0 or rate * allowed >= 1:
            found.append(budget_errors.rate_never_reached(warn, allowed))
        elif 0 in over or len(set(over)) < len(over) or len(over) > MOST_STRETCHES:
            found.append(budget_errors.stretches_that_say_nothing(warn))
        if len(found) == before:
            us = tuple(sorted(each for each in over if each is not None))
            lowered.append(model.BurnWarn(warn.who.text, rate, us, places.of(warn.span)))
    return tuple(sorted(lowered, key=lambda each: (each.rate, each.over_us)))
