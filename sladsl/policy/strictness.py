"""Is one text of a clause at least as strict as another? Compared part by part, where the direction is plain.

What cannot be told from the parts alone is said to be so: two that pull in different directions, a condition
of another form, a calendar of which it is not plain which one holds the other.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from attrs import frozen

from sladsl.policy.conditions import Condition, IsOneOf
from sladsl.policy.model import (
    CalendarUnits,
    Clause,
    Deadline,
    Share,
    Target,
    WindowClause,
    Within,
    WorkingDays,
)
from sladsl.policy.names import fold
from sladsl.worktime.rules import Always, Except, NamedRule, Opening, Rule, Weekly

Answer = Literal["same", "stricter", "weaker", "cannot tell"]
Promise = Clause | WindowClause
Calendars = Mapping[str, NamedRule]


@frozen
class Difference:
    """A part of a clause that is weaker in the new text, or of which that cannot be told."""

    part: str
    answer: Literal["weaker", "cannot tell"]


def differences(old: Promise, new: Promise, calendars: Calendars) -> list[Difference]:
    """What keeps the new text from being at least as strict; empty where it is."""
    match old, new:
        case Clause(), Clause():
            answers = list(_of_cases(old, new, calendars))
        case WindowClause(), WindowClause():
            answers = list(_of_windows(old, new, calendars))
        case _:
            answers = [("the kind of promise", "cannot tell")]
    return [
        Difference(part, answer) for part, answer in answers if answer == "weaker" or answer == "cannot tell"
    ]


def _of_cases(old: Clause, new: Clause, calendars: Calendars) -> Iterator[tuple[str, Answer]]:
    same = (fold(old.subject), fold(old.clock)) == (fold(new.subject), fold(new.clock))
    yield "what is measured", "same" if same else "cannot tell"
    scope = _scope(old.where, new.where)
    # of a share the cases that are new may make up for late ones
    partly = old.share is not None and (new.share is None or new.share.at_least < 1)
    yield "the cases it is for", "cannot tell" if scope == "stricter" and partly else scope
    yield "the fields that count", "same" if old.fields == new.fields else "cannot tell"
    if old.rows or new.rows:
        alike = [(a.where, a.label) for a in old.rows] == [(b.where, b.label) for b in new.rows]
        if not alike:
            yield "the table", "cannot tell"
        for number, (a, b) in enumerate(zip(old.rows, new.rows) if alike else (), 1):
            if a.deadline is None or b.deadline is None:
                both = a.deadline == b.deadline
                yield f"row {number}", "same" if both else "weaker" if b.deadline is None else "stricter"
                continue
            yield f"row {number}", _time(a.deadline, b.deadline, a.calendar, b.calendar, calendars)
            if a.at_least is not None or b.at_least is not None:
                before, after = a.at_least or 0, b.at_least or 0
                yield f"the share of row {number}", "weaker" if after < before else "same"
    else:
        yield "the time", _time(old.deadline, new.deadline, old.calendar, new.calendar, calendars)
    more = {fold(name) for name in new.pauses} - {fold(name) for name in old.pauses}
    yield "the pauses", "weaker" if more else "same"
    yield "what is excluded", "weaker" if set(new.excluding) - set(old.excluding) else "same"
    yield from _shares(old.share, new.share)


def _of_windows(old: WindowClause, new: WindowClause, calendars: Calendars) -> Iterator[tuple[str, Answer]]:
    measured = (old.subject, old.case, old.each, old.measure, old.unit)
    same = measured == (new.subject, new.case, new.each, new.measure, new.unit)
    yield "what is measured", "same" if same else "cannot tell"
    yield "the cases it is for", "same" if old.where == new.where else "cannot tell"
    yield "the target", _target(old.target, new.target)
    yield "the calendar", "same" if old.calendar == new.calendar else "cannot tell"
    yield "what is excluded", _excluded(old, new)
    stricter = new.unknown == "against"
    yield "unknown time", "same" if old.unknown == new.unknown or stricter else "cannot tell"
    yield "the windows", "same" if old.window == new.window else "cannot tell"
    yield "the groups", "same" if old.group == new.group else "cannot tell"
    yield "windows without data", "weaker" if new.empty == "met" and old.empty != "met" else "same"


def _excluded(old: WindowClause, new: WindowClause) -> Answer:
    if set(new.excluding) - set(old.excluding):
        return "weaker"
    # time that counts again may as well be good as bad
    return "same" if set(new.excluding) == set(old.excluding) else "cannot tell"


def _scope(old: Condition | None, new: Condition | None) -> Answer:
    if old == new:
        return "same"
    if new is None:
        return "stricter"
    if old is None:
        return "weaker"
    match old, new:
        case IsOneOf(field, before), IsOneOf(other, after) if fold(field) == fold(other):
            if set(before) <= set(after):
                return "stricter"
            return "weaker" if set(after) <= set(before) else "cannot tell"
        case _:
            return "cannot tell"


def _time(old: Deadline, new: Deadline, before: str, after: str, calendars: Calendars) -> Answer:
    """A deadline on a calendar: the less time and the more of it counts, the stricter."""
    deadline, calendar = _deadline(old, new), _calendar(before, after, calendars)
    if calendar != "same" and not (isinstance(old, Within) and isinstance(new, Within)):
        return "cannot tell"
    answers = {deadline, calendar} - {"same"}
    return "cannot tell" if len(answers) > 1 else next(iter(answers), "same")


def _deadline(old: Deadline, new: Deadline) -> Answer:
    if old == new:
        return "same"
    match old, new:
        case Within(before), Within(after):
            return "weaker" if after > before else "stricter"
        case WorkingDays(before), WorkingDays(after):
            return "weaker" if after > before else "stricter"
        case CalendarUnits(months, days), CalendarUnits(more_months, more_days):
            if more_months <= months and more_days <= days:
                return "stricter"
            return "weaker" if more_months >= months and more_days >= days else "cannot tell"
        case _:
            return "cannot tell"


def _calendar(before: str, after: str, calendars: Calendars) -> Answer:
    if before == after:
        return "same"
    old, new = calendars[before].rule, calendars[after].rule
    if old == new:
        return "same"
    if _inside(old, new):
        return "stricter"
    return "weaker" if _inside(new, old) else "cannot tell"


def _inside(small: Rule, large: Rule) -> bool:
    """Whether it is plain that the large one is open whenever the small one is."""
    match small, large:
        case _, Always():
            return True
        case Except(base, less), Except(other, of) if less == of:
            return _inside(base, other)
        case Except(base, _), _:
            return _inside(base, large)
        case Weekly(), Weekly():
            return small.zone == large.zone and _holds(large, small)
        case _:
            return False


def _holds(large: Weekly, small: Weekly) -> bool:
    """Whether the one is open whenever the other is, on every day of the week and every date of either."""
    dated = {each.day: each.openings for each in large.days}
    other = {each.day: each.openings for each in small.days}
    pairs = list(zip(large.week, small.week))
    for day in dated.keys() | other.keys():
        weekday = day.weekday()
        pairs.append((dated.get(day, large.week[weekday]), other.get(day, small.week[weekday])))
    return all(_covers(one, two) for one, two in pairs)


def _covers(large: tuple[Opening, ...], small: tuple[Opening, ...]) -> bool:
    return all(any(a.opens <= b.opens and b.closes <= a.closes for a in large) for b in small)


def _shares(old: Share | None, new: Share | None) -> Iterator[tuple[str, Answer]]:
    if old is None or new is None:
        yield "the share", "weaker" if old is not None else "same"
        return
    yield "the share", "weaker" if new.at_least < old.at_least else "same"
    yield "the windows", "same" if old.window == new.window else "cannot tell"
    yield "the groups", "same" if old.group == new.group else "cannot tell"
    yield "the window a case counts in", "same" if old.by == new.by else "cannot tell"
    yield "windows without cases", "weaker" if new.empty == "met" and old.empty != "met" else "same"


def _target(old: Target, new: Target) -> Answer:
    if old == new:
        return "same"
    if old.order != new.order:
        return "cannot tell"
    match old.order:
        case "at least" | "above":
            return "weaker" if new.bound < old.bound else "stricter"
        case "at most" | "below":
            return "weaker" if new.bound > old.bound else "stricter"
        case _:
            if old.upper is None or new.upper is None:
                return "cannot tell"
            inside = old.bound <= new.bound and new.upper <= old.upper
            return "stricter" if inside else "weaker"
