"""States as written: when a condition of the service holds."""

from typing import Literal

from attrs import field

from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax.tree.clauses import IfEnough, Window
from sladsl.syntax.tree.levels import Bound, Sampled
from sladsl.syntax.tree.names import Name, Raw
from sladsl.syntax.tree.values import Condition, Duration, Length


@frozen
class Lasting:
    duration: Duration
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Bridging:
    duration: Duration
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Capped:
    duration: Duration
    window: Window
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class CappedCount:
    """`at most 2 times per calendar month`."""

    count: Raw
    window: Window
    span: Span = field(eq=False, repr=False, kw_only=True)


StateModifier = Lasting | Bridging | Capped | CappedCount


@frozen
class FromUntil:
    begins: tuple[Name, ...]
    ends: tuple[Name, ...]
    modifiers: tuple[StateModifier, ...] = ()
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class WhileReading:
    condition: Condition
    stale: Duration | None
    modifiers: tuple[StateModifier, ...]
    times: Raw | None = None  # how many of them in a row it takes
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Buckets:
    """`every minute in which the share of failed requests is above 10%`"""

    length: Length
    sampled: Sampled
    bound: Bound
    enough: IfEnough | None
    without_data_not: bool
    modifiers: tuple[StateModifier, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Announced:
    event: Name
    begin_field: Name
    end_field: Name
    notice: Duration | None
    reference: Name | None
    withdrawn: tuple[Name, ...]
    modifiers: tuple[StateModifier, ...]
    notice_calendar: Name | None = None
    in_advance: bool = False  # however shortly
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class During:
    calendar: Name
    modifiers: tuple[StateModifier, ...] = ()
    span: Span = field(eq=False, repr=False, kw_only=True)


StateSentence = FromUntil | WhileReading | Buckets | Announced | During


@frozen
class PartRef:
    """Another state by its name."""

    name: Name
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class JoinedStates:
    word: Literal["and", "or"]
    parts: tuple["StateExpression", ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class ExceptStates:
    base: "StateExpression"
    less: tuple["StateExpression", ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


StateExpression = PartRef | During | JoinedStates | ExceptStates


@frozen
class State:
    """`body`: sentences any of which makes it hold, or what it `is` made of, with the modifiers of that.

    `forms` are its plurals, `said` the adjectives for being in it, `otherwise` those for not being in it.
    """

    name: Name
    subject: Name
    forms: tuple[Name, ...]
    said: tuple[Raw, ...]
    otherwise: tuple[Raw, ...]
    body: tuple[StateSentence, ...] | StateExpression
    modifiers: tuple[StateModifier, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)
