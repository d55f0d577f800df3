"""Times and dates as logs write them, to exact integers.

Local times become instants by the zone's rules: a time in the hour that is skipped in spring moves forward
by the gap, one in the hour that is repeated in autumn is the first of the two. A date alone is its midnight.
Digits beyond the microsecond are cut off.
"""

import re
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Final
from zoneinfo import ZoneInfo

from attrs import Factory, field

from sladsl.evaluate.intake import OutsideYears, checked
from sladsl.policy.model import TimeFormat
from sladsl.records import define
from sladsl.sources.cells import Cell, refuse_cell, shown, utc_us
from sladsl.sources.errors import Unreadable, quoted

_SECOND: Final = 1_000_000
_DAY: Final = 86_400 * _SECOND
_EPOCH_DAY: Final = date(1970, 1, 1).toordinal()
_LAST_DAY: Final = date.max.toordinal() - _EPOCH_DAY
_FIRST: Final = (1 - _EPOCH_DAY) * _DAY
_LAST: Final = (_LAST_DAY + 1) * _DAY - 1
_CACHED: Final = 65_536  # entries; texts longer than _CACHED_TEXT are never kept
_CACHED_TEXT: Final = 40

_CLOCK = (
    r"(?:(?:[Tt]|\ +)(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,](?P<f>\d{1,12}))?)?"
    r"\ ?(?P<half>[AaPp][Mm])?\ ?(?P<offset>[Zz]|[+-]\d{2}(?::?\d{2})?)?)?"
)
_AS_A_NUMBER = "a time but a spreadsheet's number of a day: give its column the format of a date"
_DAY_NUMBER = re.compile(r"[3-6][0-9]{4}([.,][0-9]+)?")  # from 1982 to 2091, counted from 1900
_FORMS = {
    "iso": (re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})" + _CLOCK, re.ASCII | re.VERBOSE), "yyyy-mm-dd"),
    "day first": (
        re.compile(r"(?P<date>\d{1,2}([/.-])\d{1,2}\2\d{4})" + _CLOCK, re.ASCII | re.VERBOSE),
        "dd/mm/yyyy",
    ),
}
_FORMS["month first"] = (_FORMS["day first"][0], "mm/dd/yyyy")
_EPOCH_TEXT = re.compile(r"[+-]?\d{1,18}(?:\.\d{1,18})?", re.ASCII)


@define
class Times:
    """Reads the times of one source. Dates, whole texts and offsets repeat, so each is worked out once."""

    format: TimeFormat
    _zone: ZoneInfo | None = field(init=False)
    _instants: dict[str, int] = field(init=False, default=Factory(dict))
    _dates: dict[str, int] = field(init=False, default=Factory(dict))
    _offsets: dict[int, int | None] = field(init=False, default=Factory(dict))

    def __attrs_post_init__(self) -> None:
        self._zone = None if self.format.zone is None else ZoneInfo(self.format.zone)

    def instant(self, cell: Cell) -> int:
        """Microseconds since 1970-01-01T00:00Z. Raises Unreadable."""
        if isinstance(cell, str):
            known = self._instants.get(cell)
            if known is None:
                known = self._instant(cell.strip())
                if len(cell) <= _CACHED_TEXT:
                    if len(self._instants) >= _CACHED:
                        self._instants.clear()
                    self._instants[cell] = known
            return known
        if isinstance(cell, datetime):
            if cell.tzinfo is not None:
                return utc_us(cell)
            days = cell.toordinal() - _EPOCH_DAY
            second = (cell.hour * 60 + cell.minute) * 60 + cell.second
            return self._local(days, second * _SECOND + cell.microsecond, str(cell))
        if isinstance(cell, date):
            return self._local(cell.toordinal() - _EPOCH_DAY, 0, str(cell))
        raise refuse_cell(cell, "a time")

    def moment(self, cell: Cell) -> int:
        """The instant of an event: one that can be judged. Raises Unreadable."""
        try:
            return checked(self.instant(cell))
        except OutsideYears:
            raise Unreadable(f"{quoted(shown(cell))} lies outside the years 1901 to 2198") from None

    def day(self, cell: Cell) -> date:
        """The date a cell names; that of an instant is the local one (needs a zone). Raises Unreadable."""
        match cell:
            case datetime() if cell.tzinfo is None:
                return cell.date()
            case datetime():
                return self._local_day(utc_us(cell), str(cell))
            case date():
                return cell
            case str():
                text = cell.strip()
                form, _ = _FORMS.get(self.format.style, _FORMS["iso"])
                match = form.fullmatch(text)
                if match and match["offset"] is None:
                    if match["h"] is not None:
                        self._of_day(match, text)
                    return date.fromordinal(self._date(match["date"], text) + _EPOCH_DAY)
                return self._local_day(self._instant(text), text)
            case _:
                raise refuse_cell(cell, "a date")

    def _instant(self, text: str) -> int:
        if self.format.style in ("seconds", "milliseconds"):
            return self._since_1970(text)
        form, pattern = _FORMS[self.format.style]
        match = form.fullmatch(text)
        if match is None:
            if _DAY_NUMBER.fullmatch(text):
                raise refuse_cell(text, _AS_A_NUMBER)
            style = "ISO 8601" if self.format.style == "iso" else self.format.style
            raise refuse_cell(text, f"a time written {style}: {pattern} hh:mm:ss")
        days = self._date(match["date"], text)
        of_day = 0 if match["h"] is None else self._of_day(match, text)
        offset = match["offset"]
        if offset is None:
            return self._local(days, of_day, text)
        instant = days * _DAY + of_day - _offset_us(offset, text)
        return _in_range(instant, text)

    def _date(self, written: str, text: str) -> int:
        known = self._dates.get(written)
        if known is None:
            parts = [int(part) for part in re.split("[/.-]", written)]
            match self.format.style:
                case "day first":
                    day, month, year = parts
                case "month first":
                    month, day, year = parts
                case _:
                    year, month, day = parts
            try:
                known = date(year, month, day).toordinal() - _EPOCH_DAY
            except ValueError:
                raise Unreadable(f"{quoted(text)}: there is no such day ({self.format.style})") from None
            if len(self._dates) >= _CACHED:
                self._dates.clear()
            self._dates[written] = known
        return known

    def _of_day(self, match: re.Match[str], text: str) -> int:
        hour, minute, second = int(match["h"]), int(match["m"]), int(match["s"] or 0)
        fraction = int((match["f"] or "0").ljust(6, "0")[:6])
        if (half := match["half"]) is not None:
            if self.format.style == "iso" or not 1 <= hour <= 12:
                raise Unreadable(f"{quoted(text)}: there is no such time of day")
            hour = hour % 12 + (12 if half in ("pm", "PM", "Pm", "pM") else 0)
        elif self.format.style == "iso" and len(match["h"]) != 2:
            raise Unreadable(f"{quoted(text)}: an ISO 8601 time has two digits for the hour")
        if (hour, minute, second, fraction) == (24, 0, 0, 0) and half is None:
            return _DAY
        if hour > 23 or minute > 59 or second > 59:
            raise Unreadable(f"{quoted(text)}: there is no such time of day")
        return ((hour * 60 + minute) * 60 + second) * _SECOND + fraction

    def _local(self, days: int, of_day: int, text: str) -> int:
        """The instant of a local time: microseconds after midnight of a day counted from 1970-01-01."""
        if self._zone is None:
            raise Unreadable(f"the time {quoted(text)} has no offset from UTC, and no zone is stated")
        if of_day >= _DAY:
            days, of_day = days + 1, of_day - _DAY
            if days > _LAST_DAY:
                raise Unreadable(f"{quoted(text)} is later than the year 9999")
        if days not in self._offsets:
            if len(self._offsets) >= _CACHED:
                self._offsets.clear()
            hours = {self._offset_at(days, hour * 3600 * _SECOND) for hour in range(24)}
            hours.add(self._offset_at(days, _DAY - 1))
            self._offsets[days] = hours.pop() if len(hours) == 1 else None
        offset = self._offsets[days]
        if offset is None:
            offset = self._offset_at(days, of_day)
        return _in_range(days * _DAY + of_day - offset, text)

    def _offset_at(self, days: int, of_day: int) -> int:
        # fold=0: in the skipped hour the offset before the gap, so the time moves forward; in the repeated
        # hour the first of the two.
        local = datetime.fromordinal(days + _EPOCH_DAY) + timedelta(microseconds=of_day)
        offset = local.replace(tzinfo=self._zone).utcoffset()
        assert offset is not None
        return offset // timedelta(microseconds=1)

    def _since_1970(self, text: str) -> int:
        if _EPOCH_TEXT.fullmatch(text) is None:
            raise refuse_cell(text, f"a number of {self.format.style} since 1970")
        return _in_range(Fraction(text) * (_SECOND if self.format.style == "seconds" else 1_000) // 1, text)

    def _local_day(self, instant: int, text: str) -> date:
        if self._zone is None:
            raise Unreadable(f"the date of {quoted(text)} depends on the zone, and none is stated")
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=instant)
        try:
            return moment.astimezone(self._zone).date()
        except OverflowError:
            raise Unreadable(f"{quoted(text)} is outside the years 1 to 9999") from None


def _offset_us(offset: str, text: str) -> int:
    if offset in ("Z", "z"):
        return 0
    digits = offset[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    if hours > 23 or minutes > 59:
        raise Unreadable(f"{quoted(text)}: there is no such offset from UTC")
    us = (hours * 60 + minutes) * 60 * _SECOND
    return us if offset[0] == "+" else -us


def _in_range(instant: int, text: str) -> int:
    if not _FIRST <= instant <= _LAST:
        raise Unreadable(f"{quoted(text)} is outside the years 1 to 9999")
    return instant
