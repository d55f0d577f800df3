"""A clause about whole windows in a form that can be compared, and how values of its measure behave."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from attrs import evolve

from sladsl.policy.measures import (
    CaseCount,
    CaseShare,
    CasesInARow,
    Episodes,
    EventCount,
    FieldRatio,
    FieldValue,
    InARow,
    Measure,
    Misses,
    ReadingShare,
    ShareDifference,
    StretchAverage,
    TimeShare,
)
from sladsl.policy.model import Agreement, Policy, Subject, Target, WindowClause
from sladsl.policy.names import fold
from sladsl.records import frozen
from sladsl.underpinning.comparison.folding import plain_calendar
from sladsl.underpinning.comparison.meanings import Meaning, meaning_of
from sladsl.worktime.rules import NamedRule

# How a whole's value stands to its parts': between them; the greatest; the least; their sum; none of these.
Shape = Literal["mean", "most", "least", "sum", "other"]


@frozen
class Level:
    """The clause with its agreement. A share of time in a state that has to be small is told as the share out
    of it that has to be large."""

    calendars: Mapping[str, NamedRule]
    agreement: Agreement
    clause: WindowClause
    subject: Subject

    @property
    def named(self) -> NamedRule:
        """The calendar it counts on, without its name."""
        return plain_calendar(self.calendars[self.clause.calendar])

    def meaning(self, part: object) -> Meaning:
        """What a part of it means."""
        return meaning_of(part, self.calendars)

    @property
    def excluding(self) -> frozenset[Meaning]:
        """The excluded states, whatever they are called."""
        return frozenset(self.meaning(each.rule) for each in self.clause.excluding)


def level_of(policy: Policy, agreement: Agreement, clause: WindowClause) -> Level:
    """The clause ready to compare. ValueError where the policy lacks its subject."""
    subject = next((each for each in policy.subjects if fold(each.name) == fold(clause.subject)), None)
    if subject is None:
        raise ValueError(f"the policy has no subject `{clause.subject}`")
    return Level(policy.calendars, agreement, _turned(clause), subject)


def _turned(clause: WindowClause) -> WindowClause:
    measure, target = clause.measure, clause.target
    if not isinstance(measure, TimeShare) or target.order not in ("at most", "below"):
        return clause
    order: Literal["at least", "above"] = "at least" if target.order == "at most" else "above"
    turned = evolve(measure, inside=not measure.inside)
    return evolve(clause, measure=turned, target=Target(order, 1 - target.bound))


def shape_of(measure: Measure, subject: Subject) -> Shape:
    """How the value over a long window, or over all cases, stands to those over its parts."""
    match measure:
        case TimeShare() | CaseShare() | ShareDifference() | FieldRatio() | ReadingShare():
            return "mean"
        case FieldValue("average") | FieldValue("percentile", method="nearest rank"):
            return "mean"
        case FieldValue("most") | Episodes("longest"):
            return "most"
        case FieldValue("least"):
            return "least"
        case EventCount() | CaseCount() | Episodes("number" | "total"):
            return "sum"
        case FieldValue("total", name):
            of = next((each.type for each in subject.fields if fold(each.name) == fold(name)), "")
            return "sum" if of == "length" else "other"  # a number may be below zero
        case _:
            return "other"


def window_shape_of(measure: Measure, subject: Subject) -> Shape:
    """As `shape_of`, over the parts of a window alone."""
    return "mean" if isinstance(measure, StretchAverage) else shape_of(measure, subject)


def about_time(measure: Measure) -> bool:
    """Whether unknown time matters to it."""
    return isinstance(measure, TimeShare | Episodes)


def is_upper(target: Target) -> bool:
    """Whether a smaller value always does as well."""
    return target.order in ("at most", "below")


def is_lower(target: Target) -> bool:
    """Whether a larger value always does as well."""
    return target.order in ("at least", "above")


def is_growing(level: Level) -> bool:
    """Whether more of what is counted can only be worse: sums and greatest values with an upper bound."""
    shape, target = shape_of(level.clause.measure, level.subject), level.clause.target
    return (shape in ("sum", "most") and is_upper(target)) or (shape == "least" and is_lower(target))


@frozen
class Accepted:
    """The values from `low` to `high`; None: no limit. `without_low`: not the limit itself."""

    low: Fraction | None
    without_low: bool
    high: Fraction | None
    without_high: bool

    def within(self, other: "Accepted") -> bool:
        """Whether the other accepts all that this does."""
        return _from(self.low, self.without_low, other.low, other.without_low) and _from(
            None if self.high is None else -self.high,
            self.without_high,
            None if other.high is None else -other.high,
            other.without_high,
        )


def _from(low: Fraction | None, without: bool, other: Fraction | None, other_without: bool) -> bool:
    if other is None:
        return True
    return low is not None and (low > other or (low == other and (without or not other_without)))


def accepted(target: Target, measure: Measure) -> Accepted:
    """What a target accepts of the values that the measure can have at all."""
    match target.order:
        case "at least":
            found = Accepted(target.bound, False, None, False)
        case "above":
            found = Accepted(target.bound, True, None, False)
        case "at most":
            found = Accepted(None, False, target.bound, False)
        case "below":
            found = Accepted(None, False, target.bound, True)
        case "between":
            found = Accepted(target.bound, False, target.upper, False)
    numbers = EventCount | CaseCount | InARow | CasesInARow | Misses | Episodes
    if isinstance(measure, numbers) and _counts(measure):
        found = _whole(found)
    least = _least(measure)
    if (
        least is not None
        and found.low is not None
        and (found.low < least or (found.low == least and not found.without_low))
    ):
        found = evolve(found, low=None)
    shares = TimeShare | CaseShare | FieldRatio | ReadingShare
    if isinstance(measure, shares) and found.high is not None and found.high >= 1:
        found = found if found.high == 1 and found.without_high else evolve(found, high=None)
    return found


def _counts(measure: Measure) -> bool:
    return not isinstance(measure, Episodes) or measure.what == "number"


def _least(measure: Measure) -> Fraction | None:
    """The smallest value there can be."""
    return None if isinstance(measure, FieldValue | ShareDifference | StretchAverage) else Fraction(0)


def _whole(of: Accepted) -> Accepted:
    low, high = of.low, of.high
    if low is not None:
        low = Fraction(floor(low) + 1 if of.without_low else ceil(low))
    if high is not None:
        high = Fraction(ceil(high) - 1 if of.without_high else floor(high))
    return Accepted(low, False, high, False)
