"""Local wall-clock time and instants (integer microseconds UTC since 1970).

A bound in the hour that daylight saving skips moves forward by the gap; in the hour it repeats, an
opening takes the first, a closing the second.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from sladsl.worktime.faults import OutOfRange

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = EPOCH.date().toordinal()
US = 1_000_000
DAY_US = 86_400 * US
FIRST_YEAR, LAST_YEAR = 1900, 2199


@lru_cache(maxsize=256)
def zone_of(name: str) -> ZoneInfo:
    """The zone of that name; ZoneInfo's own error where there is none."""
    return ZoneInfo(name)


def us_of(instant: datetime) -> int:
    """The microseconds of an aware datetime, exactly."""
    since = instant.astimezone(UTC) - EPOCH
    return (since.days * 86_400 + since.seconds) * US + since.microseconds


def local_of(us: int, zone: str) -> datetime:
    """The aware local time of an instant."""
    return (EPOCH + timedelta(microseconds=us)).astimezone(zone_of(zone))


def day_of(us: int, zone: str) -> date:
    """The local date of an instant."""
    return local_of(us, zone).date()


def wall_to_us(wall: datetime, zone: str, *, closing: bool = False) -> int:
    """The instant of a naive wall-clock time."""
    local = wall.replace(tzinfo=zone_of(zone), fold=0)
    first = local.utcoffset() or timedelta()
    second = local.replace(fold=1).utcoffset() or timedelta()
    offset = second if closing and second < first else first
    shifted = wall - offset
    days = shifted.toordinal() - _EPOCH_DAY
    seconds = shifted.hour * 3600 + shifted.minute * 60 + shifted.second
    return (days * 86_400 + seconds) * US + shifted.microsecond


def local_to_us(day: date, seconds: int, zone: str, *, closing: bool = False) -> int:
    """The instant so many wall-clock seconds after a date's midnight (86400 is the next midnight)."""
    wall = datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)  # noqa: DTZ001
    return wall_to_us(wall, zone, closing=closing)


def local_midnight_us(day: date, zone: str) -> int:
    """The instant at which a local date begins."""
    return local_to_us(day, 0, zone)


def later_us(start: int, months: int, days: int, zone: str) -> int:
    """The same wall-clock time so many months and then days later; a day beyond the month's last is the last.

    31 January and one month is the last day of February. The instant ends a period, so that of a
    repeated hour it takes the second. Raises OutOfRange beyond 1900 to 2199.
    """
    if not months and not days:
        return start
    try:
        wall = local_of(start, zone).replace(tzinfo=None)
        year, month = divmod(wall.year * 12 + wall.month - 1 + months, 12)
        last = monthrange(year, month + 1)[1]
        moved = wall.replace(year=year, month=month + 1, day=min(wall.day, last)) + timedelta(days=days)
    except (OverflowError, ValueError):
        raise OutOfRange from None
    if not FIRST_YEAR <= moved.year <= LAST_YEAR:
        raise OutOfRange
    return wall_to_us(moved.replace(fold=0), zone, closing=True)
