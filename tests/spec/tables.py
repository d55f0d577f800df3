"""Plain tables, times and lengths as the pages write them."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from sladsl.worktime.civil import local_of, local_to_us

NOTHING = "-"
_UNITS = ((3_600_000_000, "h"), (60_000_000, "min"))


@frozen
class Written:
    """A table as a page has it: the columns of its first line, and its rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, body: str, default: str) -> "Written":
        """Cells stand between bars; blanks around them do not count. An empty body has the default columns."""
        lines = [line for line in body.splitlines() if line.strip()] or [default]
        cells = [tuple(cell.strip() for cell in line.split("|")) for line in lines]
        return cls(cells[0], tuple(cells[1:]))


def drawn(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The table with its bars under each other, a line a row."""
    widths = [max(map(len, column)) for column in zip(columns, *rows)]
    lines = (" | ".join(cell.ljust(width) for cell, width in zip(row, widths)) for row in (columns, *rows))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def instant(text: str, zone: str) -> int:
    """`2026-03-31 17:00`, or a date for its midnight, local to `zone`, as microseconds UTC."""
    from datetime import date

    day, _, time = text.partition(" ")
    hours, minutes, *seconds = [int(part) for part in (time or "00:00").split(":")]
    return local_to_us(date.fromisoformat(day), hours * 3600 + minutes * 60 + sum(seconds), zone)


def shown_time(us: int | None, zone: str) -> str:
    """Local date and time, seconds only where there are some; with its offset in the hour that comes twice."""
    if us is None:
        return NOTHING
    local = local_of(us, zone)
    text = f"{local:%Y-%m-%d %H:%M}"
    if local.microsecond:
        text += f":{local:%S.%f}".rstrip("0")
    elif local.second:
        text += f":{local:%S}"
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{text} {str(local.isoformat())[-6:]}" if twice else text


def shown_day(us: int | None, zone: str) -> str:
    """As `shown_time`, a midnight as its date alone."""
    return shown_time(us, zone).removesuffix(" 00:00")


def shown_length(us: int | None) -> str:
    """`1 h 30 min`, `45 s`, `0`, `-2 min`."""
    if us is None:
        return NOTHING
    left, parts = abs(us), list[str]()
    for size, unit in _UNITS:
        count, left = divmod(left, size)
        if count:
            parts.append(f"{count} {unit}")
    if left:
        whole, rest = divmod(left, 1_000_000)
        parts.append(f"{whole}{f'.{rest:06}'.rstrip('0') if rest else ''} s")
    return ("-" if us < 0 else "") + (" ".join(parts) or "0")


def shown_amount(value: Fraction | None, unit: str) -> str:
    """A value without its unit, exactly: `99.95%`, `1 h 30 min`, `4.25`, and `2/3` where no decimal is exact."""
    if value is None:
        return NOTHING
    if unit == "time" and value.denominator == 1:
        return shown_length(int(value))
    number, sign = (value * 100, "%") if unit == "%" else (value, "")
    scaled = number * 10**6
    if scaled.denominator != 1:
        return f"{value} us" if unit == "time" else f"{value}"
    whole, rest = divmod(abs(int(scaled)), 10**6)
    digits = f"{whole}.{rest:06}".rstrip("0").rstrip(".")
    return f"{'-' if number < 0 else ''}{digits}{sign}"
