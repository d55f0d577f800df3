"""Times, lengths, shares and statuses as a reader of a terminal sees them."""

from decimal import Decimal
from fractions import Fraction

from sladsl.worktime.civil import local_of

NOTHING = "-"
STYLES = {
    "met": "green",
    "breached": "bold red",
    "at risk": "yellow",
    "running": "cyan",
    "pending": "cyan",
    "void": "dim",
    "no data": "dim",
    "unknown": "magenta",
}
_UNITS = ((3_600_000_000, "h"), (60_000_000, "min"))


def time(us: int | None, zone: str) -> str:
    """Local date and time, seconds where there are some; with its offset in the hour that comes twice."""
    if us is None:
        return NOTHING
    local = local_of(us, zone)
    text = f"{local:%Y-%m-%d %H:%M}"
    if local.microsecond:
        text += f":{local:%S.%f}".rstrip("0")
    elif local.second:
        text += f":{local:%S}"
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{text} {local.isoformat()[-6:]}" if twice else text


def day(us: int, zone: str) -> str:
    """As `time`, a midnight as its date alone."""
    return time(us, zone).removesuffix(" 00:00")


def length(us: int | None) -> str:
    """`1 h 30 min`, `45 s`, `0 s`, `-2 min`."""
    if us is None:
        return NOTHING
    left, parts = abs(us), list[str]()
    for size, unit in _UNITS:
        count, left = divmod(left, size)
        if count:
            parts.append(f"{count} {unit}")
    if left or not parts:
        whole, rest = divmod(left, 1_000_000)
        parts.append(f"{whole}{f'.{rest:06}'.rstrip('0') if rest else ''} s")
    return ("-" if us < 0 else "") + " ".join(parts)


def share(value: Fraction | None) -> str:
    """A percentage with two places, cut and never rounded: 94.996% must not look like 95%."""
    if value is None:
        return NOTHING
    hundredths = value * 10_000
    whole = int(hundredths)
    text = f"{whole // 100}.{whole % 100:02}".rstrip("0").rstrip(".")
    return f"{text}%" if hundredths == whole else f"{whole // 100}.{whole % 100:02}%"


def money(amount: Decimal) -> str:
    """`12 000.00`: grouped by blanks, as in the language."""
    return f"{amount:,f}".replace(",", " ")


def group(pairs: tuple[tuple[str, str], ...]) -> str:
    """`site Athens, level Gold`."""
    return ", ".join(f"{name} {value}" for name, value in pairs)


def many(count: int, one: str, several: str | None = None) -> str:
    """`1 case`, `2,000 cases`."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"
