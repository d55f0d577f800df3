"""Opening hours as plain data: what a compiled policy stores and the working-time engine reads."""

from datetime import date

from attrs import field

from sladsl.records import frozen

DAY_S = 86_400


@frozen
class Opening:
    """A half-open stretch of local wall-clock time, in seconds after midnight of the day it starts on.

    0 <= opens < 86400 and opens < closes <= opens + 86400; `closes` above 86400 runs past midnight.
    """

    opens: int
    closes: int


@frozen
class DayRule:
    """What one date has instead of its weekday's hours, and why ("Good Friday"); no openings: closed."""

    day: date
    openings: tuple[Opening, ...]
    why: str


@frozen
class Always:
    """Every instant is open. The zone says where a calendar day begins and ends."""

    zone: str


@frozen(cache_hash=True)
class Weekly:
    """Hours by weekday, Monday first, with dated exceptions.

    `days` is sorted by date, one rule a date. Where holidays were resolved, the rule answers only
    from `known_from` to `known_until` (dates, both included; None: no limit); outside it the
    calendar refuses to answer rather than forget a holiday.
    """

    zone: str
    week: tuple[tuple[Opening, ...], ...]
    days: tuple[DayRule, ...] = ()
    known_from: date | None = None
    known_until: date | None = None


@frozen
class AnyOf:
    """Open when at least one part is open (`or`)."""

    parts: tuple["Rule", ...]


@frozen
class AllOf:
    """Open when every part is open (`and`)."""

    parts: tuple["Rule", ...]


@frozen
class Except:
    """Open when `base` is open and `less` is not."""

    base: "Rule"
    less: "Rule"


Rule = Always | Weekly | AnyOf | AllOf | Except


def to_be_agreed(zone: str) -> Weekly:
    """Hours that are still to be agreed: a calendar that answers for no day at all."""
    return Weekly(zone, ((),) * 7, (), date.max, date.min)


def is_to_be_agreed(rule: Rule) -> bool:
    """Whether the hours of a rule, or of some part of it, are still to be agreed."""
    match rule:
        case Always():
            return False
        case Weekly(_, _, _, first, last):
            return (first, last) == (date.max, date.min)
        case AnyOf(parts) | AllOf(parts):
            return any(map(is_to_be_agreed, parts))
        case Except(base, less):
            return is_to_be_agreed(base) or is_to_be_agreed(less)


@frozen(cache_hash=True)  # holidays of years are long, and many look-ups go by it
class NamedRule:
    """A rule with the name a reader knows it by, and the zone its days are counted in."""

    name: str
    zone: str
    rule: Rule = field(repr=False)
