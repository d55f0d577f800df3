"""Promises about a whole window as written: a measure, its scope, and what it is held to."""

from typing import Literal

from attrs import field

from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax.tree.clauses import Counting, EmptyKept, IfEnough, Window
from sladsl.syntax.tree.names import Name, Raw
from sladsl.syntax.tree.values import Condition, Duration, Length, Quantity, Value

Order = Literal["at least", "at most", "below", "above", "between"]
Statistic = Literal["average", "median", "percentile", "least", "most", "total"]


@frozen
class Bound:
    order: Order
    value: Quantity | Duration
    upper: Quantity | Duration | None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class StatisticOf:
    """`the 95th percentile of latency`; of a field, or of a state's episodes ("the longest outage")."""

    statistic: Statistic
    of: Name
    at: Raw | None
    interpolated: bool
    method: Name | None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class RatioOf:
    """`the share of failed requests among requests`."""

    part: Name
    whole: Name | None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class NumberOf:
    """How many events, or episodes of a state."""

    what: Name
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class ReadingsWhere:
    """The share `for ... of requests where valid is yes, the status is at least 500`: `among` which, and what
    is said of them."""

    of: Name
    among: Condition | None
    condition: Condition
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class ValuesThatAre:
    """The share `... of durations are above 5 minutes`."""

    of: Name
    bound: Bound | tuple[Value, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


Sampled = StatisticOf | RatioOf | NumberOf | ReadingsWhere | ValuesThatAre


@frozen
class TimeBetween:
    """The average time between episodes."""

    what: Name
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class StretchAverage:
    """`the average over every 5 minutes of the share of failed requests`."""

    length: Length
    sampled: Sampled
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class NetPromoterScore:
    """`the net promoter score of likelihood`."""

    of: Name
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class ShareLess:
    """`the share of surveys where ... less the share where ..., among those where ...`.

    `measure` is what stands before the first `where`: a share, or it is refused.
    """

    measure: Sampled | TimeBetween | StretchAverage | NetPromoterScore
    more: Condition | None
    less: Condition
    among: Condition | None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class NoneWithoutData:
    """`one without data counts as none`."""

    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class NoneLonger:
    """`no outage shall last more than 4 hours`."""

    what: Name
    duration: Duration
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class TimeIn:
    """`available for at least 99.9% of the time`."""

    said: Name
    order: Literal["at least", "at most"]
    share: Raw
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class CasesWhose:
    """`for at least 95% of surveys, the rating shall be ...`: the field's bound is the condition.

    `readings` are what is counted where that is not the cases: `for at least 99% of requests of API, ...`.
    """

    share: Raw
    field_name: Name
    bound: Bound | tuple[Value, ...]
    readings: Name | None = None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Scope:
    """Of what: `every` one by itself, or `name` a thing, or all of a subject's; None: the measure says it."""

    name: Name | None
    every: bool
    where: Condition | None
    as_opened: bool = False
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Excluding:
    states: tuple[Name, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class UnknownTime:
    counts: Literal["against", "in favour"]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class UnknownReadings:
    """`unknown readings count against the provider`."""

    counts: Literal["against", "in favour"]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Level:
    """A measure of a scope per window. `bound` is None where the measure has its own; `among` those where ...
    a share is taken."""

    measure: (
        Sampled
        | TimeBetween
        | StretchAverage
        | NetPromoterScore
        | ShareLess
        | NoneLonger
        | TimeIn
        | CasesWhose
    )
    scope: Scope
    bound: Bound | None
    window: Window
    group: tuple[Name, ...]
    none_longer: NoneLonger | None
    modifiers: tuple[
        Counting | Excluding | UnknownTime | UnknownReadings | NoneWithoutData | EmptyKept | IfEnough, ...
    ]
    by_opening: bool = False
    among: Condition | None = None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class InARow:
    """`P1-RESPONSE shall not be below 95% in 3 consecutive months`."""

    clause: Name
    below: Raw | None
    count: Raw
    unit: Literal["day", "week", "month", "quarter", "year"]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class CasesInARow:
    """`FIX shall not be missed by 3 consecutive incidents per calendar month`."""

    clause: Name
    count: Raw
    of: Name
    window: Window
    by_opening: bool
    group: tuple[Name, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Misses:
    """`There shall be at most 2 misses of RESPONSE and RESOLUTION per calendar month`."""

    bound: Bound
    clauses: tuple[Name, ...]
    window: Window
    by_opening: bool
    group: tuple[Name, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)
