"""Why a calendar is closed at an instant, in words."""

from functools import lru_cache
from typing import assert_never

from sladsl.worktime.civil import local_of
from sladsl.worktime.engine import Engine
from sladsl.worktime.rules import AllOf, Always, AnyOf, Except, NamedRule, Opening, Rule, Weekly
from sladsl.worktime.table import day_rule

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def why_closed(rule: Rule, instant: int) -> str:
    """ "Good Friday", "Saturday", "outside 08:00-17:00"; "" where it is open."""
    if _engine(rule).is_open_us(instant):
        return ""
    match rule:
        case Always():
            return ""
        case Weekly():
            return _weekly(rule, instant)
        case AnyOf(parts):
            return " and ".join(dict.fromkeys(why_closed(part, instant) for part in parts))
        case AllOf(parts):
            return next(why for part in parts if (why := why_closed(part, instant)))
        case Except(base, less):
            return why_closed(base, instant) or _why_open(less, instant)
        case _:
            assert_never(rule)


@lru_cache(maxsize=256)
def _engine(rule: Rule) -> Engine:
    """Kept, because a timeline asks of hundreds of instants and the tables of a year take a while."""
    return Engine(NamedRule("", _zone(rule), rule))


def _weekly(rule: Weekly, instant: int) -> str:
    day = local_of(instant, rule.zone).date()
    dated = day_rule(rule, day)
    if dated is not None:
        return dated.why if not dated.openings else f"{dated.why}, {_outside(dated.openings)}"
    hours = rule.week[day.weekday()]
    return _outside(hours) if hours else _DAYS[day.weekday()]


def _outside(hours: tuple[Opening, ...]) -> str:
    return "outside " + " and ".join(f"{_clock(each.opens)}-{_clock(each.closes)}" for each in hours)


def _clock(seconds: int) -> str:
    if seconds > 86_400:
        seconds -= 86_400
    return f"{seconds // 3600:02}:{seconds % 3600 // 60:02}"


def _why_open(rule: Rule, instant: int) -> str:
    """What the time is that an exception takes away: a holiday, a weekday."""
    match rule:
        case Weekly():
            day = local_of(instant, rule.zone).date()
            dated = day_rule(rule, day)
            return dated.why if dated else f"{_DAYS[day.weekday()]}, excepted"
        case AnyOf(parts) | AllOf(parts):
            return next(
                (
                    why
                    for part in parts
                    if not why_closed(part, instant) and (why := _why_open(part, instant))
                ),
                "excepted",
            )
        case Except(base, _):
            return _why_open(base, instant)
        case Always():
            return "excepted"
        case _:
            assert_never(rule)


def _zone(rule: Rule) -> str:
    match rule:
        case Always(zone) | Weekly(zone):
            return zone
        case AnyOf(parts) | AllOf(parts):
            return _zone(parts[0])
        case Except(base, _):
            return _zone(base)
        case _:
            assert_never(rule)
