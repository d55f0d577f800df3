"""Verdicts: what judging says of a case and of a window."""

from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from sladsl.evaluate.burn_rates import Burning, Forecast
from sladsl.policy.states import Order
from sladsl.records import frozen

if TYPE_CHECKING:
    from sladsl.evaluate.credit_lines import CreditLine
    from sladsl.evaluate.records import PassedOver
    from sladsl.evaluate.rights import ArisenRight

Status = Literal["met", "breached", "running", "at risk", "void", "unknown"]
WindowStatus = Literal["met", "breached", "pending", "at risk", "no data", "unknown"]


@frozen
class Segment:
    """A stretch of a clock's life, `begin` to `end` (instants; end None: still so, as of now).

    kind: "counted" (running and not paused; the calendar decides which of it is open), "paused" (in
    `states`, names), "excluded" (by `states`) or "stopped" (between a stop and a reopening). `events` are
    the ids of the events that opened and closed it, blank where none did; of an excluded one those that its
    states rest on.
    """

    begin: int
    end: int | None
    kind: Literal["counted", "paused", "excluded", "stopped"]
    states: tuple[str, ...]
    events: tuple[str, ...]


@frozen
class CaseVerdict:
    """What a clause says of a case, as of an instant. Times in microseconds UTC, lengths in microseconds.

    `cycle` counts the clock's runs of one case, from 1. `started` is None where the clock never
    started. `due` is the earliest instant at which the allowance is used up, `breach_at` the last at
    which the promise still holds. `decided_at` is the stop of a met case, the breach of a breached
    one. `group` holds the share's group fields; `warned` the instants warnings fell due, by role.
    `waits_from` is the earliest instant at which it may yet turn out to have been decided (None: there is no
    such doubt).
    """

    agreement: str
    clause: str
    case: str
    cycle: int
    status: Status
    reason: str
    group: tuple[tuple[str, str], ...]
    started: int | None
    due: int | None
    breach_at: int | None
    stopped: int | None
    decided_at: int | None
    elapsed_us: int
    paused_us: int
    target_us: int | None
    warned: tuple[tuple[str, int], ...]
    segments: tuple[Segment, ...]
    calendar: str = ""  # the id of the one it is counted on; "" where that depends on an unknown row
    row: int | None = None  # of the clause's table, from 0
    excluded_us: int = 0
    waits_from: int | None = None
    version: str = ""  # of the agreement, whose text of the clause this is by

    @property
    def margin_us(self) -> int | None:
        """What is left of the allowance; negative when overdrawn."""
        return None if self.target_us is None else self.target_us - self.elapsed_us


@frozen
class Evidence:
    """A stretch that a measured value rests on: an episode of the state, time that was excluded or, for who
    declared it may not, was not ("refused"), or time of which the data does not say. `events` are the ids of
    the events that began and ended it."""

    begin: int
    end: int
    kind: Literal["state", "excluded", "unknown", "refused"]
    state: str
    case: str
    events: tuple[str, ...]


@frozen
class Measured:
    """What a clause about a window measured. Lengths in microseconds.

    `value` is a share (of 1), a length, a count or a number in `unit`; None where there is no data. `samples`
    is the number of readings, cases or episodes it rests on (of windows, for windows in a row). For a share
    of time: `counted_us` is the time it is a share of, `good_us` the part that counts for it, `unknown_us`
    what the data does not say of, `excluded_us` what was excluded. `evidence` holds the first 1,000
    stretches.
    """

    value: Fraction | None
    order: Order
    upper: Fraction | None
    unit: str
    samples: int = 0
    good_us: int = 0
    counted_us: int = 0
    unknown_us: int = 0
    excluded_us: int = 0
    evidence: tuple[Evidence, ...] = ()


@frozen
class WindowVerdict:
    """The share of cases met in one window (instants, half-open) and group; or, where `measured` is given,
    what was measured in it. The counts are then 0, but for `unknown`: the samples and episodes of which the
    data does not say whether or how they count. `warned` are the instants at which warnings of its budget
    fell due, by role. `may_miss`: how many of so few cases may, which makes up the `target`. `last_against`:
    of a window that was missed, or may have been, the last instant that counted against it (`incidents`)."""

    agreement: str
    clause: str
    begin: int
    end: int
    group: tuple[tuple[str, str], ...]
    status: WindowStatus
    met: int
    breached: int
    unknown: int
    open: int  # cases still running that were started before the window's end, as of now
    target: Fraction
    measured: Measured | None = None
    warned: tuple[tuple[str, int], ...] = ()
    version: str = ""
    burned: tuple[Burning, ...] = ()  # where the budget came to burn too fast in this window
    forecast: Forecast | None = None  # of a window with a budget that is not over
    may_miss: int | None = None
    last_against: int | None = None

    @property
    def value(self) -> Fraction | None:
        """What was measured, else met / (met + breached); None where there is no data."""
        if self.measured is not None:
            return self.measured.value
        decided = self.met + self.breached
        return Fraction(self.met, decided) if decided else None


@frozen
class Watermelon:
    """In this window the outcome was missed although every clause it watches was kept.

    `kept` are the ids of the watched clauses that have a verdict there.
    """

    agreement: str
    outcome: str
    begin: int
    end: int
    group: tuple[tuple[str, str], ...]
    kept: tuple[str, ...]


@frozen
class Escalated:
    """`who` is told at this instant of a breached case, or of a window (instants) that was missed."""

    agreement: str
    clause: str
    who: str
    at: int
    case: str | None
    cycle: int | None
    begin: int | None
    end: int | None
    group: tuple[tuple[str, str], ...]


@frozen
class EventCounts:
    """What became of the events (or rows): read = used + duplicate + unknown + rejected."""

    read: int = 0
    used: int = 0
    duplicate: int = 0
    unknown: int = 0
    rejected: int = 0


@frozen
class Result:
    """Everything a judgement says, in a fixed order: by agreement and clause as written, case and window."""

    as_of: int
    cases: tuple[CaseVerdict, ...]
    windows: tuple[WindowVerdict, ...]
    events: EventCounts
    unknown_kinds: tuple[tuple[str, int], ...]  # event kinds the vocabulary does not know, and how often
    watermelons: tuple[Watermelon, ...] = ()
    credits: "tuple[CreditLine, ...]" = ()
    rights: "tuple[ArisenRight, ...]" = ()
    escalations: tuple[Escalated, ...] = ()
    passed_over: "tuple[PassedOver, ...]" = ()  # recorded by others than those whose records decide
