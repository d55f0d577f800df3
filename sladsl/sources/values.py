"""The values of a case's fields, from cells."""

import re
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final, assert_never

from attrs import Factory, field

from sladsl.policy.forms import values_by_name
from sladsl.policy.model import Field, Means
from sladsl.policy.names import fold
from sladsl.policy.values import Day, Instant, Length, Number, Text, Value
from sladsl.records import define
from sladsl.sources.cells import Cell, length_us, refuse_cell, shown
from sladsl.sources.errors import Unreadable, quoted
from sladsl.sources.times import Times

_CACHED: Final = 16_384  # entries a field; texts longer than _CACHED_TEXT are never kept
_CACHED_TEXT: Final = 256

_SAY_NOTHING: Final = ("nan", "unknown")  # folded

_NUMBER = re.compile(
    r"[+-]?(?:\d{1,40}|\d{1,3}(?: \d{3}){1,12})(?:\.\d{1,40})?(?:[eE][+-]?\d{1,2})?", re.ASCII
)
_AMOUNT = r"(\d{1,15}(?:\.\d{1,9})?)"
_ISO_LENGTH = re.compile(
    rf"P(?!$)(?:{_AMOUNT}D)?(?:T(?!$)(?:{_AMOUNT}H)?(?:{_AMOUNT}M)?(?:{_AMOUNT}S)?)?",
    re.ASCII | re.IGNORECASE,
)
_ISO_US: Final = (86_400_000_000, 3_600_000_000, 60_000_000, 1_000_000)
_PART = re.compile(rf"{_AMOUNT} ?([a-z]+)[ ,]*", re.ASCII | re.IGNORECASE)
_UNITS: Final = {
    **dict.fromkeys(("ms", "millisecond", "milliseconds"), 1_000),
    **dict.fromkeys(("s", "sec", "second", "seconds"), 1_000_000),
    **dict.fromkeys(("m", "min", "minute", "minutes"), 60_000_000),
    **dict.fromkeys(("h", "hour", "hours"), 3_600_000_000),
    **dict.fromkeys(("d", "day", "days"), 86_400_000_000),
    **dict.fromkeys(("w", "week", "weeks"), 604_800_000_000),
}


@define
class FieldReader:
    """Reads one field: what the source says a text means, else the text by the field's type.

    - one of: the declared spelling; another text stays as it is (conditions on it are unknown).
    - number: digits with a decimal point, grouped by blanks or not at all. A comma is refused: `12,000` is
      twelve in half of Europe.
    - length: ISO 8601 (`PT2H30M`; a day is 24 hours; no months or years), `2 hours 30 minutes`, `30 days`, or
      a bare number where the source says its unit (`unit_us`, microseconds).
    - date, time: as the source writes time.

    A reading of a number or a length that is `NaN`, or that the source says is `unknown`, was made and says
    nothing: it is kept as the text it is, which is no number. A cell that is empty, or one of the texts that
    say "missing", is None.
    """

    about: Field
    means: tuple[Means, ...]
    missing: frozenset[str]  # folded
    times: Times
    unit_us: int | None = None
    _meanings: dict[str, str] = field(init=False)
    _values: dict[str, Text] = field(init=False)
    _known: dict[str, Value | None] = field(init=False, default=Factory(dict))

    def __attrs_post_init__(self) -> None:
        self._values = {fold(name): Text(value) for name, value in values_by_name(self.about)}
        self._meanings = {fold(said.text): said.meaning for said in self.means}

    def value(self, cell: Cell) -> Value | None:
        """The field's value. Raises Unreadable, naming the field."""
        if cell is None:
            return None
        text = cell if isinstance(cell, str) else shown(cell)
        try:
            if cell is text and text in self._known:
                return self._known[text]
            folded = fold(text)
            if not folded or folded in self.missing:
                value = None
            else:
                meaning = self._meanings.get(folded, cell)
                value = Text(text.strip()) if self._says_nothing(meaning) else self._typed(meaning)
        except Unreadable as unreadable:
            raise Unreadable(f"{quoted(self.about.name)}: {unreadable.why}") from None
        if cell is text and len(text) <= _CACHED_TEXT:
            if len(self._known) >= _CACHED:
                self._known.clear()
            self._known[text] = value
        return value

    def _says_nothing(self, meaning: Cell) -> bool:
        measured = self.about.reading and self.about.type in ("number", "length")
        return measured and isinstance(meaning, str) and fold(meaning) in _SAY_NOTHING

    def _typed(self, cell: Cell) -> Value:
        match self.about.type:
            case "text":
                return Text(shown(cell).strip())
            case "one of":
                return self._values.get(fold(shown(cell))) or Text(shown(cell).strip())
            case "number":
                return Number(_number(shown(cell).strip()), self.about.unit)
            case "length":
                if isinstance(cell, timedelta):
                    return Length(length_us(cell))
                return Length(_length(shown(cell).strip(), self.unit_us))
            case "date":
                return Day(self.times.day(cell))
            case "time":
                return Instant(self.times.instant(cell))
            case never:
                assert_never(never)


def _number(text: str) -> Decimal:
    if _NUMBER.fullmatch(text):
        return Decimal(text.replace(" ", ""))
    comma = ": it has a comma, write a decimal point and group by blanks" if "," in text else ""
    raise Unreadable(f"{quoted(text)} is not a number{comma}")


def _length(text: str, unit_us: int | None = None) -> int:
    """Microseconds of `PT2H30M` or `2 hours 30 minutes`, or of a bare number in a unit.

    Fractions below a microsecond are refused, unless they are of a bare number: monitors write digits that
    their clocks do not have, and these are rounded half to even.
    """
    total = Fraction(0)
    if unit_us is not None and _NUMBER.fullmatch(text):
        return round(Fraction(_number(text)) * unit_us)
    if iso := _ISO_LENGTH.fullmatch(text):
        total = sum((Fraction(part or 0) * us for part, us in zip(iso.groups(), _ISO_US)), total)
    else:
        at = 0
        while at < len(text) and (part := _PART.match(text, at)) and part[2].lower() in _UNITS:
            total += Fraction(part[1]) * _UNITS[part[2].lower()]
            at = part.end()
        if at == 0 or at < len(text):
            raise refuse_cell(text, "a length of time such as `PT2H30M` or `2 hours 30 minutes`")
    if total.denominator != 1:
        raise Unreadable(f"{quoted(text)} is finer than a microsecond")
    return int(total)
