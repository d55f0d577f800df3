"""When a state holds: small trees over events, readings, announcements and calendars.

A state is a set of intervals and, apart from them, the intervals of which the data does not say (unknown).
"""

from fractions import Fraction
from typing import Literal

from sladsl.policy.conditions import Condition
from sladsl.policy.percentiles import PercentileMethod
from sladsl.records import frozen

Order = Literal["at least", "at most", "below", "above", "between"]
Empty = Literal["no data", "met"]  # what a window is called in which there was nothing to measure
Statistic = Literal["average", "median", "percentile", "least", "most", "total"]


@frozen
class Window:
    """The stretch over which a share is taken or a measure stands.

    "calendar" windows are the local day, ISO week, month, quarter or year in the agreement's zone;
    "contract" ones are months or years counted from the in-force date; a "rolling" one is the last
    `count` days, ending at each local midnight.
    """

    kind: Literal["calendar", "contract", "rolling"]
    unit: Literal["day", "week", "month", "quarter", "year"]
    count: int = 1


@frozen
class Target:
    """What a measured value is held to; "between" includes both ends, the other one being `upper`.

    In the unit of the measure: shares as fractions of 1, lengths in microseconds, numbers as they are.
    """

    order: Order
    bound: Fraction
    upper: Fraction | None = None


@frozen
class FieldValue:
    """A statistic over the values of a number or length field.

    A reading field counts every time it is given; another field once a case, with its last value, at the
    event that gave it. A percentile is at `at`, from 0 to 1, by the definition `method`.
    """

    statistic: Statistic
    field: str
    at: Fraction = Fraction(1, 2)
    method: PercentileMethod = "nearest rank"


@frozen
class FieldRatio:
    """The total of one number field over the total of another: failed requests of all requests."""

    part: str
    whole: str


@frozen
class EventCount:
    """How many events of these kinds there were."""

    events: tuple[str, ...]


@frozen
class ReadingShare:
    """The share of readings that satisfy the condition, among those that satisfy `among` (None: all).

    A reading is every event of the kinds `events`, or, where these are none, every event that gives one of
    the fields `giving`. Of the fields that are readings it has what the event itself gives, of the others
    also what was known of the case then. One of which it is not known whether it is among them, or
    satisfies the condition, counts in every way it might.
    """

    events: tuple[str, ...]
    giving: tuple[str, ...]
    condition: Condition
    among: Condition | None = None


SampleMeasure = FieldValue | FieldRatio | EventCount | ReadingShare


@frozen
class FromUntil:
    """From any of the events `begins` until the next of the events `ends`."""

    begins: tuple[str, ...]
    ends: tuple[str, ...]


@frozen
class Spans:
    """The state holds while at least one of the spans does. Before the first event it does not hold."""

    spans: tuple[FromUntil, ...]


@frozen
class WhileReading:
    """The state holds while the latest reading satisfies the condition.

    A reading is an event that gives any of the condition's fields. It stands until the next one, at most
    for `stale_us`: then, and before the first, the state is unknown.
    """

    condition: Condition
    stale_us: int | None


@frozen
class Successive:
    """The state holds through every run of at least `least` readings of `of` in a row that satisfy its
    condition, from the first of them on.

    A reading of which that is not known makes a run unknown which would be long enough with it; so is one
    that is too short as of now and not over.
    """

    of: WhileReading
    least: int


@frozen
class Buckets:
    """The state holds in every stretch of `us` (counted from 1970-01-01T00:00Z) whose measure is as `target`
    says. A stretch without data, or with less than `least`, is unknown, or not one (`without_data` "no"). A
    stretch not over as of now is unknown, and one that unknown readings of a `ReadingShare` may make either.
    """

    us: int
    measure: SampleMeasure
    target: Target
    without_data: Literal["unknown", "no"]
    least: int = 0


@frozen
class Announced:
    """The state holds in the stretches that events `event` announce: from the time in `begin_field` to that
    in `end_field`.

    A stretch is none that begins less than `notice_us` after it was announced, or before the close of the
    `notice_days`th working day after (the day of the announcement being day 0), both on the calendar
    `notice_calendar` where there is one. An announcement with the same text in `reference` replaces the
    earlier one if it still comes before that begins; one of the events `withdrawn` with the same reference
    takes it away from then on.
    """

    event: str
    begin_field: str
    end_field: str
    notice_us: int
    reference: str | None
    withdrawn: tuple[str, ...]
    notice_days: int = 0
    notice_calendar: str | None = None


@frozen
class During:
    """The state holds while the calendar of this id is open."""

    calendar: str


@frozen
class AnyState:
    """Any of the parts holds."""

    parts: tuple["StateRule", ...]


@frozen
class AllStates:
    """All of the parts hold."""

    parts: tuple["StateRule", ...]


@frozen
class ExceptState:
    """`base` holds and `less` does not."""

    base: "StateRule"
    less: "StateRule"


@frozen
class Lasting:
    """Only the episodes of `of` that last at least so long, each from its begin."""

    of: "StateRule"
    us: int


@frozen
class Bridged:
    """`of`, with gaps of at most so long between two episodes filled."""

    of: "StateRule"
    us: int


@frozen
class Capped:
    """Of `of` only the first `us` in each window; what is beyond it is not in the state."""

    of: "StateRule"
    us: int
    window: Window


@frozen
class CappedCount:
    """Of `of` only the first `count` episodes that begin in each window; the others are not in the state.

    A stretch of unknown time is an episode of its own at most once, and one that adjoins an episode is none.
    """

    of: "StateRule"
    count: int
    window: Window


StateRule = (
    Spans
    | WhileReading
    | Successive
    | Buckets
    | Announced
    | During
    | AnyState
    | AllStates
    | ExceptState
    | Lasting
    | Bridged
    | Capped
    | CappedCount
)


def parts_of(rule: StateRule) -> tuple[StateRule, ...]:
    """The rules a rule is made of."""
    match rule:
        case AnyState(parts) | AllStates(parts):
            return parts
        case ExceptState(base, less):
            return base, less
        case Lasting(of) | Bridged(of) | Capped(of) | CappedCount(of) | Successive(of):
            return (of,)
        case _:
            return ()


def announcements(rule: StateRule) -> tuple[Announced, ...]:
    """The announcements that a rule rests on."""
    if isinstance(rule, Announced):
        return (rule,)
    return tuple(found for part in parts_of(rule) for found in announcements(part))


@frozen
class StateOf:
    """A state by its name, with everything it is made of."""

    name: str
    rule: StateRule
