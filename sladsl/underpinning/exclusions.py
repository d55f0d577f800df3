"""What clauses exclude of the count: of each service by itself, and how much of it there can be.

What a calendar excludes is known. All else is brought about by events, so that it may come at any time, as
much as its cap admits: without one, all of the time. Where the agreement assumes it, what is excluded of
one service is excluded of all, and at most so much a window is.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import Factory, evolve

from sladsl.evaluate.windows import windows_between
from sladsl.policy.model import Agreement, Policy, WindowClause
from sladsl.policy.names import fold
from sladsl.policy.states import AllStates, Capped, During, ExceptState, Lasting, StateOf, StateRule, Window
from sladsl.records import frozen
from sladsl.underpinning.downtime import Cap, Span
from sladsl.underpinning.promises import openings
from sladsl.worktime.civil import DAY_US
from sladsl.worktime.spans import clipped, merged, without


@frozen
class Bound:
    """At most `us` of an exclusion in each window of these of this agreement."""

    us: int
    window: Window
    agreement: Agreement


@frozen
class Exclusion:
    """A state excluded of a service ("": of all alike), with its bounds; `name` sets it apart from
    others."""

    name: str
    service: str
    state: StateOf
    bounds: tuple[Bound, ...]


@frozen
class Excluded:
    """What one clause excludes of one service: exclusions brought about by events, and calendars (ids)."""

    exclusions: tuple[Exclusion, ...] = ()
    calendars: tuple[str, ...] = ()
    _spans: dict[Span, tuple[Span, ...]] = Factory(dict)

    @property
    def names(self) -> frozenset[str]:
        """Of the exclusions."""
        return frozenset(each.name for each in self.exclusions)

    def always(self, policy: Policy, span: Span) -> tuple[Span, ...]:
        """What calendars exclude of a span. Raises OutsideKnownDays."""
        if not self.calendars:
            return ()
        found = self._spans.get(span)
        if found is None:
            opened = (each for id in self.calendars for each in openings(policy.calendars[id], *span))
            found = self._spans[span] = tuple(merged(opened))
        return found


@frozen
class Assumptions:
    """What is assumed of exclusions: `alike` of all services, and bounds by folded name of the state."""

    alike: bool = False
    bounds: tuple[tuple[str, Bound], ...] = ()


def excluded_by(
    clause: WindowClause,
    agreement: Agreement,
    service: str,
    assumed: Assumptions = Assumptions(),  # noqa: B008 (it is frozen)
) -> Excluded:
    """What a clause excludes of a service."""
    exclusions, calendars = [], []
    for state in clause.excluding:
        if isinstance(state.rule, During):
            calendars.append(state.rule.calendar)
            continue
        of = "" if assumed.alike else service
        bounds = [*_bounds(state.rule, agreement)]
        bounds += [bound for name, bound in assumed.bounds if name == fold(state.name)]
        # the same state is another one where its cap counts in other windows
        told = "".join(map(_windows_of, _bounds(state.rule, agreement)))
        name = f"{fold(state.name)} of {fold(of)}{told}"
        exclusions.append(Exclusion(name, of, state, tuple(bounds)))
    return Excluded(tuple(exclusions), tuple(calendars))


def _windows_of(bound: Bound) -> str:
    """The windows of a cap, in words that are alike only where they are."""
    window, agreement = bound.window, bound.agreement
    told = f" {bound.us} per {window.count} {window.kind} {window.unit} {agreement.zone}"
    earlier = evolve(agreement, begins=agreement.begins - 800 * DAY_US, ends=None)
    ends = agreement.ends
    cut = window.kind != "calendar" or (
        windows_between(window, earlier, agreement.begins, agreement.begins)[0][0] != agreement.begins
        or (ends is not None and windows_between(window, earlier, ends - 1, ends - 1)[0][1] != ends)
    )
    return f"{told} {agreement.begins} {ends}" if cut else told


def _bounds(rule: StateRule, agreement: Agreement) -> Iterator[Bound]:
    match rule:
        case Capped(of, us, window):
            yield Bound(us, window, agreement)
            yield from _bounds(of, agreement)
        case ExceptState(of) | Lasting(of):
            yield from _bounds(of, agreement)
        case AllStates(parts):
            for part in parts:
                yield from _bounds(part, agreement)
        case _:
            pass


def caps(policy: Policy, exclusion: Exclusion, within: Sequence[Span]) -> Iterator[Cap]:
    """What limits an exclusion within sorted spans. Raises TooManyWindows, OutsideKnownDays."""
    if not within:
        return
    first, last = within[0][0], within[-1][1]
    for bound in exclusion.bounds:
        for window in windows_between(bound.window, bound.agreement, first, last - 1):
            if inside := clipped(within, *window):
                yield Cap(exclusion.name, tuple(inside), Fraction(bound.us))
        # outside of the agreement's windows a capped state does not hold
        begins, ends = bound.agreement.begins, bound.agreement.ends
        outside = without(within, [(begins, last if ends is None else ends)])
        if outside and last > begins:
            yield Cap(exclusion.name, tuple(outside), Fraction(0))
    for id in _only_during(exclusion.state.rule):
        closed = without(within, openings(policy.calendars[id], first, last))
        if closed:
            yield Cap(exclusion.name, tuple(closed), Fraction(0))


def _only_during(rule: StateRule) -> Iterator[str]:
    """Calendars outside of which the state cannot hold."""
    match rule:
        case During(calendar):
            yield calendar
        case AllStates(parts):
            for part in parts:
                yield from _only_during(part)
        case ExceptState(of) | Lasting(of) | Capped(of):
            yield from _only_during(of)
        case _:
            pass
