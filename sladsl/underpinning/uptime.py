"""Promises that bound how long a service is in a bad state, and what each of their windows leaves.

- A share of time: at least so much not in the state, or at most so much in it.
- The total length of outages in a window.
- The number of outages that begin in a window, where each has a longest length: of those that a window has,
  and of the one that may reach into it from before, as much as is allowed.

Of all of these only time counts in which the clause's calendar is open.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache

from attrs import field

from sladsl.evaluate.suspensions import spans_of
from sladsl.evaluate.versions import stretches, windows_by_version
from sladsl.evaluate.windows import windows_between
from sladsl.policy.measures import Episodes, TimeShare
from sladsl.policy.model import Agreement, Policy, WindowClause
from sladsl.policy.names import fold
from sladsl.policy.states import StateOf, Target, Window
from sladsl.records import frozen
from sladsl.underpinning.downtime import Allowance, Span, length_of
from sladsl.underpinning.exclusions import Excluded
from sladsl.underpinning.promises import openings
from sladsl.worktime.rules import NamedRule
from sladsl.worktime.spans import clipped, common, merged, without


@frozen
class Uptime:
    """A clause that lets `service` be in the bad `state` for at most `share` of a window's time, or, where
    that is None, for at most `most` microseconds. `strict`: for less than that. `negated`: not being in the
    state is what is bad."""

    clause: WindowClause
    agreement: Agreement
    service: str
    state: StateOf
    share: Fraction | None
    most: int = 0
    strict: bool = False
    negated: bool = False
    windows: tuple[Span, ...] = field(default=(), eq=False, repr=False)  # of this version of the clause

    @property
    def name(self) -> str:
        """As reports say it."""
        return f"{self.agreement.id}/{self.clause.id}"


@frozen
class Incidents:
    """Two clauses that let `service` have at most `count` outages a window, of at most `longest` each."""

    number: WindowClause
    length: WindowClause
    agreement: Agreement  # of the number
    service: str
    state: StateOf
    count: int
    longest: int
    windows: tuple[Span, ...] = field(default=(), eq=False, repr=False)  # of the number

    @property
    def name(self) -> str:
        """As reports say it."""
        return f"{self.agreement.id}/{self.number.id}"


Supporting = Uptime | Incidents


def uptime_of(clause: WindowClause, agreement: Agreement, service: str) -> Uptime | None:
    """What a clause allows `service`; None if it is of another kind, or does not bound time in a state."""
    target = clause.target
    match clause.measure:
        case TimeShare(state, inside):
            strict = target.order in ("above", "below")
            if target.order in ("at least", "above"):
                return Uptime(clause, agreement, service, state, 1 - target.bound, 0, strict, inside)
            if target.order in ("at most", "below"):
                return Uptime(clause, agreement, service, state, target.bound, 0, strict, not inside)
        case Episodes("total", state) if target.order in ("at most", "below"):
            return Uptime(clause, agreement, service, state, None, int(target.bound), target.order == "below")
        case _:
            pass
    return None


def whole_number(target: Target) -> int | None:
    """The most that a count may be."""
    match target.order:
        case "at most":
            return target.bound.numerator // target.bound.denominator
        case "below":
            return -(-target.bound.numerator // target.bound.denominator) - 1
        case _:
            return None


def is_about(clause: WindowClause, service: str) -> bool:
    """Whether a clause is, always and by itself, about this service."""
    if clause.where is not None or clause.kind != "clause":
        return False
    if clause.case is None:
        return clause.each
    return fold(clause.case) == fold(service)


def windows_until(
    versions: Sequence[WindowClause], clause: WindowClause, agreement: Agreement, until: int
) -> tuple[Span, ...]:
    """The windows of one of the versions of a clause, up to an instant. Raises TooManyWindows."""
    if len(versions) == 1 and clause.since is None and clause.until is None:
        return _plain_windows(clause.window, agreement, until)
    kinds = [each.window for each in versions]
    every = windows_by_version(kinds, stretches(versions, agreement), agreement, agreement.begins, until - 1)
    return tuple(every[versions.index(clause)])


@lru_cache(maxsize=512)
def _plain_windows(window: Window, agreement: Agreement, until: int) -> tuple[Span, ...]:
    return tuple(windows_between(window, agreement, agreement.begins, until - 1))


def reaching(windows: Sequence[Span], about: Span) -> Sequence[Span]:
    """Those of ascending windows that share time with a span."""
    first = bisect_right(windows, about[0], key=lambda window: window[1])
    return windows[first : bisect_left(windows, about[1], key=lambda window: window[0])]


def counted_in(
    policy: Policy, clause: WindowClause, agreement: Agreement, span: Span, excluded: Excluded
) -> tuple[Span, ...]:
    """The time of a span that counts for a clause, less what a calendar excludes, and suspensions."""
    less = excluded.always(policy, span)
    suspended = spans_of(agreement)
    if suspended:
        less = tuple(merged([*less, *suspended]))
    return _counted(policy.calendars[clause.calendar], span, less)


@lru_cache(maxsize=8192)
def _counted(named: NamedRule, span: Span, less: tuple[Span, ...]) -> tuple[Span, ...]:
    opened = openings(named, *span)
    return tuple(without(opened, less)) if less else opened


def allowances(policy: Policy, support: Supporting, excluded: Excluded, about: Span) -> Iterator[Allowance]:
    """What the windows of a supporting promise that reach into a span leave there.

    Raises OutsideKnownDays.
    """
    match support:
        case Uptime(clause, _, service):
            for window in reaching(support.windows, about):
                counted = counted_in(policy, clause, support.agreement, window, excluded)
                within = tuple(clipped(counted, *about))
                if not within:
                    continue
                weight = Fraction(0) if support.share is None else support.share
                most = Fraction(support.most) if support.share is None else weight * length_of(counted)
                if support.strict:
                    most = max(Fraction(-(-most.numerator // most.denominator) - 1), Fraction(0))
                yield Allowance(service, within, most, excluded.names, weight, support.name, window)
        case Incidents(number, length, _, service):
            whole = support.windows
            counted = counted_in(policy, number, support.agreement, about, excluded)
            own = common(counted, counted_in(policy, length, support.agreement, about, excluded))
            for window in reaching(whole, about):
                within = tuple(clipped(own, *window))
                if within:
                    allowed = support.count * support.longest + _from_before(support, window)
                    yield Allowance(
                        service, within, Fraction(allowed), excluded.names, Fraction(0), support.name, window
                    )
            windows = reaching(whole, about)
            if len(windows) > 1 and support.number.window.kind != "rolling":
                # the one that reaches into a later window is one of the window before
                allowed = len(windows) * support.count * support.longest
                allowed += _from_before(support, windows[0])
                yield Allowance(
                    service,
                    tuple(own),
                    Fraction(allowed),
                    excluded.names,
                    Fraction(0),
                    support.name,
                    (windows[0][0], windows[-1][1]),
                )


def _from_before(support: Incidents, window: Span) -> int:
    """What an outage that began in the window before may have in this one: all but its first instant."""
    return max(support.longest - 1, 0) if window[0] > support.agreement.begins else 0
