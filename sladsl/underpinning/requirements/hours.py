"""Hours that are still to be agreed: what can be said all the same, and of what nothing can.

Two promises that count the same unknown hours in the same way stand to each other as on any other hours:
then they are compared on hours that never close. Else at their strictest.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import prod
from typing import Literal

from attrs import evolve

from sladsl.policy.conditions import Condition, fields_of
from sladsl.policy.measures import TimeShare
from sladsl.policy.model import (
    Agreement,
    CalendarUnits,
    Clause,
    Deadline,
    EndOf,
    Policy,
    Row,
    Subject,
    Target,
    Whichever,
    WindowClause,
    Within,
    WorkingDays,
)
from sladsl.policy.names import fold
from sladsl.policy.regions import holds, points_of
from sladsl.records import frozen
from sladsl.underpinning.comparison.cells import MOST_CASES
from sladsl.underpinning.comparison.sides import Side
from sladsl.worktime.rules import Always, NamedRule, Opening, Weekly, is_to_be_agreed


@frozen
class Ready:
    """Two sides ready to compare, and what may be concluded: both answers or one, else there is a `doubt`."""

    level: Side
    clause: Side
    concludes: Literal["both", "satisfied", "not satisfied", "nothing"]
    doubt: str = ""


def ready(level: Side, clause: Side, alike: bool) -> Ready:
    """The sides, hours that are to be agreed read so that something can be said whatever they will be.

    Read at its strictest, a deadline comes no later than it will. A clause that is kept so is kept; a level
    that is satisfied so is satisfied. A working day is not set against hours all the same: what it will mean
    is as open as its hours. Of another clock (not `alike`) that does not matter.
    """
    clause = _narrowed(clause, level)
    open_levels, open_clauses = to_be_agreed_of(level), to_be_agreed_of(clause)
    if not open_levels and not open_clauses:
        return Ready(level, clause, "both")
    if (
        calendars_of(level) == calendars_of(clause)
        and len(calendars_of(level)) == 1
        and _alike(level, clause)
    ):
        return Ready(_always(level), _always(clause), "both")
    names = " and ".join(f"`{name}`" for name in dict.fromkeys([*open_levels, *open_clauses]))
    units = {unit for side in (level, clause) if to_be_agreed_of(side) for unit in _units(side)}
    unit = " or ".join(sorted(units))
    doubt = f"the hours of {names} are still to be agreed"
    if isinstance(level.clause, Clause):
        doubt += f", so that {unit} of them has no length"
    concludes: Literal["satisfied", "not satisfied", "nothing"] = (
        "satisfied" if open_levels else "not satisfied"
    )
    plain = units == {"an hour"} or (_is_whole(level.clause) and _is_whole(clause.clause))
    if (open_levels and open_clauses) or (alike and not plain):
        concludes = "nothing"
    return Ready(strictest(level), strictest(clause), concludes, doubt)


def _is_whole(clause: Clause | WindowClause) -> bool:
    """Whether all of the time is promised: then any hours are part of those that never close."""
    if isinstance(clause, Clause) or not isinstance(clause.measure, TimeShare):
        return False
    return clause.target == Target("at least", Fraction(1))


def strictest(side: Side) -> Side:
    """The clause with each deadline on hours to be agreed as early as any hours could make it.

    Hours run fastest on a calendar that never closes. A working day ends earliest on one that is open for the
    first second of each day.
    """
    if not to_be_agreed_of(side):
        return side
    clause, zone = side.clause, side.agreement.zone
    calendars = {**side.policy.calendars, _NEVER_CLOSED: NamedRule("always", zone, Always(zone))}
    calendars[_AT_MIDNIGHT] = NamedRule("midnight", zone, Weekly(zone, ((Opening(0, 1),),) * 7))
    policy = evolve(side.policy, calendars=calendars)
    if not isinstance(clause, Clause):
        level = evolve(clause, calendar=_NEVER_CLOSED)
        windows = tuple(level if each is clause else each for each in policy.window_clauses)
        return evolve(side, clause=level, policy=evolve(policy, window_clauses=windows))
    open_ones = _open(side)
    rows = tuple(
        _strictest_row(row, row.deadline) if row.calendar in open_ones and row.deadline is not None else row
        for row in clause.rows
    )
    deadline, calendar = clause.deadline, clause.calendar
    if calendar in open_ones:
        deadline, calendar = _earliest(deadline)
    strict = evolve(clause, rows=rows, deadline=deadline, calendar=calendar)
    clauses = tuple(strict if each is clause else each for each in policy.clauses)
    return evolve(side, clause=strict, policy=evolve(policy, clauses=clauses))


def _strictest_row(row: Row, deadline: Deadline) -> Row:
    soonest, calendar = _earliest(deadline)
    return evolve(row, deadline=soonest, calendar=calendar)


_NEVER_CLOSED, _AT_MIDNIGHT = "always, for want of hours", "midnight, for want of hours"


def _earliest(deadline: Deadline) -> tuple[Deadline, str]:
    """A deadline, and the calendar that brings it soonest."""
    parts = deadline.of if isinstance(deadline, Whichever) else (deadline,)
    if all(isinstance(part, Within | CalendarUnits) for part in parts):
        return deadline, _NEVER_CLOSED
    if all(isinstance(part, WorkingDays | EndOf | CalendarUnits) for part in parts):
        return deadline, _AT_MIDNIGHT
    return Within(0), _NEVER_CLOSED


def waiting(policy: Policy) -> Iterator[tuple[Agreement, Clause | WindowClause, list[str]]]:
    """The clauses that count hours to be agreed, with the names of those hours; drafts left out."""
    agreements = {each.id: each for each in policy.agreements if not each.life.draft}
    every: list[Clause | WindowClause] = [*policy.clauses, *policy.window_clauses]
    for clause in every:
        agreement = agreements.get(clause.agreement)
        if agreement is not None and (names := to_be_agreed_of(Side(policy, agreement, clause))):
            yield agreement, clause, names


def to_be_agreed_of(side: Side) -> list[str]:
    """The names of the calendars of a clause whose hours are to be agreed."""
    return list(dict.fromkeys(side.policy.calendars[each].name for each in _open(side)))


def _open(side: Side) -> list[str]:
    return [each for each in calendars_of(side) if is_to_be_agreed(side.policy.calendars[each].rule)]


def calendars_of(side: Side) -> tuple[str, ...]:
    """The ids of the calendars that a clause counts on, each once."""
    clause = side.clause
    if isinstance(clause, Clause) and clause.rows:
        return tuple(dict.fromkeys(row.calendar for row in clause.rows if row.deadline is not None))
    return (clause.calendar,)


def _deadlines(side: Side) -> list[Deadline]:
    clause = side.clause
    if not isinstance(clause, Clause):
        return []
    whole = [row.deadline for row in clause.rows if row.deadline is not None] or [clause.deadline]
    return [part for each in whole for part in (each.of if isinstance(each, Whichever) else (each,))]


def _units(side: Side) -> set[str]:
    words = {Within: "an hour", WorkingDays: "a working day", EndOf: "the end of a day"}
    return {words.get(type(each), "a day") for each in _deadlines(side)} or {"time"}


def _alike(one: Side, other: Side) -> bool:
    """Whether both count alike: hours and hours, or working days and working days."""
    if isinstance(one.clause, Clause) and isinstance(other.clause, Clause):
        kinds = {type(each) for side in (one, other) for each in _deadlines(side)}
        return kinds in ({Within}, {WorkingDays})
    return type(one.clause) is type(other.clause)


def _always(side: Side) -> Side:
    calendars = {
        id: NamedRule(named.name, named.zone, Always(named.zone)) if id in _open(side) else named
        for id, named in side.policy.calendars.items()
    }
    return evolve(side, policy=evolve(side.policy, calendars=calendars))


def _narrowed(clause: Side, level: Side) -> Side:
    """The clause without the rows of its table for cases of which the level requires nothing.

    Only where no share is reckoned over several rows together.
    """
    said, asked = clause.clause, level.clause
    if not isinstance(said, Clause) or not isinstance(asked, Clause) or asked.where is None:
        return clause
    if not said.rows or (said.share is not None and any(row.at_least is None for row in said.rows)):
        return clause
    subject = next(each for each in clause.policy.subjects if fold(each.name) == fold(said.subject))
    rows = tuple(row for row in said.rows if meet(row.where, asked.where, subject))
    if not rows or rows == said.rows:
        return clause
    first = next((row for row in rows if row.deadline is not None), rows[0])
    kept = evolve(said, rows=rows, deadline=first.deadline or said.deadline, calendar=first.calendar)
    others = (kept if each is said else each for each in clause.policy.clauses)
    return evolve(clause, clause=kept, policy=evolve(clause.policy, clauses=tuple(others)))


def meet(one: Condition, other: Condition, subject: Subject) -> bool:
    """Whether some case satisfies both; where there are too many kinds of cases, one may."""
    names = dict.fromkeys(map(fold, (*fields_of(one), *fields_of(other))))
    fields = [each for each in subject.fields if fold(each.name) in names]
    points = [points_of(each, (one, other)) for each in fields]
    if prod(map(len, points)) > MOST_CASES:
        return True
    cases = (dict(zip((each.name for each in fields), values)) for values in product(*points))
    return any(holds(one, case) and holds(other, case) for case in cases)
