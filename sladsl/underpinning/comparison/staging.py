"""The time over which two promises are compared."""

from datetime import date

from sladsl.underpinning.comparison.levels import Level
from sladsl.underpinning.comparison.promises import Promise
from sladsl.underpinning.comparison.stories import Stage
from sladsl.worktime.civil import local_midnight_us
from sladsl.worktime.rules import NamedRule
from sladsl.worktime.table import known_us

MOST_YEARS = 10  # of a longer term, or one without an end
_YEAR_US = 366 * 86_400_000_000
_LAST = local_midnight_us(date(2197, 1, 1), "UTC")
_FIRST = local_midnight_us(date(1902, 1, 1), "UTC")


def stage_of(one: Promise, other: Promise) -> Stage | None:
    """Where both are in force and know their calendars; None: nowhere."""
    named = [hours.named for each in (one, other) for hours in each.hours]
    return stage_between(
        max(one.begins, other.begins),
        [end for end in (one.ends, other.ends) if end is not None],
        named,
        other.zone,
    )


def level_stage(one: Level, other: Level) -> Stage | None:
    """As `stage_of`, of promises about windows."""
    begins = max(one.agreement.begins, other.agreement.begins)
    ends = [each.agreement.ends for each in (one, other) if each.agreement.ends is not None]
    return stage_between(begins, ends, [one.named, other.named], other.agreement.zone)


def shortened(stage: Stage, one: Promise, other: Promise) -> bool:
    """Whether the stage is not all of the time in which both are in force."""
    ends = [end for end in (one.ends, other.ends) if end is not None]
    return stage.begin > max(one.begins, other.begins) or not ends or stage.end < min(ends)


def stage_between(begins: int, ends: list[int], calendars: list[NamedRule], zone: str) -> Stage | None:
    """From an instant to the earliest of several, or for ten years, within the days the calendars know."""
    begin = max([begins, _FIRST, *(known_us(named.rule)[0] for named in calendars)])
    most = begin + MOST_YEARS * _YEAR_US
    end = min([most, _LAST, *ends, *(known_us(named.rule)[1] for named in calendars)])
    return Stage(begin, end, zone) if begin < end else None
