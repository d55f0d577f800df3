"""What is asked of a clause about cases, and the reckoning that every answer rests on."""

from collections.abc import Callable, Iterable

from sladsl.policy.life import Length
from sladsl.policy.model import Clause, Within
from sladsl.policy.plans import AtOnce
from sladsl.policy.versions import stretch
from sladsl.records import frozen
from sladsl.underpinning.answers import Assumed, Key
from sladsl.underpinning.handover import Course, course_of
from sladsl.underpinning.kinds import Kind, Promise, Route
from sladsl.underpinning.piecewise import Piecewise, greatest_difference, identity, risen, then
from sladsl.underpinning.promises import Term, counted, done_by
from sladsl.underpinning.setting import Setting
from sladsl.worktime.civil import DAY_US, day_of
from sladsl.worktime.table import known_us

OPEN_ENDED = 3_652 * DAY_US  # of an agreement without an end, its first ten years


@frozen
class Asked:
    """A clause, its route, and the instants for which the question is answered."""

    setting: Setting
    clause: Clause
    route: Route
    term: Term
    horizon: tuple[Assumed, ...]

    @property
    def key(self) -> Key:
        """The clause."""
        return self.clause.agreement, self.clause.id

    @property
    def starts_before(self) -> int:
        """The instant from which cases are judged by another version of the clause, or by none."""
        return self.term.end if self.clause.until is None else min(self.clause.until, self.term.end)

    @property
    def seen_until(self) -> int:
        """The instant at which the windows of the term are over."""
        return self.term.end

    def by(self, promise: Promise) -> Piecewise:
        """By when a case is done under a promise, while its agreement is in force."""
        ends = promise.agreement.ends
        seen_until = self.term.end if ends is None else min(ends, self.term.end)
        named = self.setting.policy.calendars[promise.calendar]
        return done_by(promise.deadline, named, promise.agreement.zone, self.term, seen_until)

    def course(self, kind: Kind, by: Callable[[Promise], Piecewise] | None = None) -> Course:
        """What is known to have happened by when."""
        assumed = self.route.plan.assumptions if self.route.plan else ()
        every = {promise for stage in kind.way for leg in stage for promise in leg.promises}
        return course_of(
            self.setting.clock_of(self.clause),
            kind.way,
            {promise.key: self.setting.clock_of(promise.clause) for promise in every},
            [each for each in assumed if isinstance(each, AtOnce)],
            identity(self.term.begin, self.term.end),
            {promise: (by or self.by)(promise) for promise in every},
        )

    def by_then(self, promise: Promise) -> Piecewise:
        """By when a case is done whose step began at an instant or before.

        That is later where a later start is due earlier: on the 28th and the 29th of January, after a month,
        the 28th of February; where clocks are changed.
        """
        return risen(self.by(promise))

    def worst(self, kind: Kind, bound: Piecewise) -> tuple[int, int, int]:
        """The most open time between start and end, that start, and how much more than promised it is.

        The calendar is that of the promise. More than 0 is too much.
        """
        target = kind.target
        time = counted(self.setting.policy.calendars[target.calendar], self.term)
        until = then(bound, time)
        if isinstance(target.deadline, Within):
            most, start = greatest_difference(until, time, self.starts_before)
            return most, start, most - target.deadline.us
        over, start = greatest_difference(until, then(self.by(target), time), self.starts_before)
        return time(bound(start)) - time(start), start, over

    def least_allowed(self, kind: Kind) -> int:
        """The open time that the promise allows whenever a case starts; of those due after the end nothing is
        asked."""
        if isinstance(kind.target.deadline, Within):
            return kind.target.deadline.us
        due, end = self.by(kind.target), self.term.end
        time = counted(self.setting.policy.calendars[kind.target.calendar], self.term)
        before = self.term.begin
        for begins, ends, value, moves in due.pieces():
            if value < end:
                before = max(before, min(ends, begins + end - value) if moves else ends)
        before = min(before, self.starts_before)
        return -greatest_difference(time, then(due, time), max(before, self.term.begin + 1))[0]


def amended(asked: Asked) -> str:
    """Why drafts, or windows that are cut, are in the way; "" where they are not."""
    for each in asked.route.clauses:
        if asked.setting.agreements[each.agreement].life.draft:
            return f"{each.agreement} is a draft: nobody has promised it yet"
    changed = asked.clause.since is not None or asked.clause.until is not None
    if changed and asked.clause.share is not None:
        return "its windows are cut where it is amended"
    return ""


def not_terminated(asked: Asked) -> tuple[Assumed, ...]:
    """That supporting agreements are not ended at shorter notice than the one above."""
    ids = dict.fromkeys(each.agreement for each in asked.route.clauses)
    return ended_sooner(asked.setting, asked.clause.agreement, ids)


def ended_sooner(setting: Setting, above: str, ids: Iterable[str]) -> tuple[Assumed, ...]:
    """That agreements which can be ended at shorter notice than the one above are not."""
    ours = setting.agreements[above].life.notice
    found: dict[Assumed, None] = {}
    for id in ids:
        below = setting.agreements[id]
        its = below.life.notice
        if its is not None and (ours is None or _days(its) < _days(ours)):
            text = f"{id}, which can be ended sooner than {above}, is not"
            found[Assumed("notice", text, below.place)] = None
    return tuple(found)


def _days(of: Length) -> int:
    """A length of notice in days, a month taken for thirty."""
    return 30 * of.months + of.days


def asked_about(setting: Setting, clause: Clause, route: Route) -> Asked:
    """The question about a clause: for its agreement's term, of one without an end for its first years."""
    return Asked(setting, clause, route, *_term(setting, clause, route))


def _term(setting: Setting, clause: Clause, route: Route) -> tuple[Term, tuple[Assumed, ...]]:
    agreement = setting.agreements[clause.agreement]
    begins, _ = stretch(clause, agreement)
    if agreement.ends is not None:
        return Term(begins, agreement.ends), ()
    ends = agreement.begins + OPEN_ENDED
    for each in (clause, *route.clauses):
        for id in {each.calendar, *(row.calendar for row in each.rows)}:
            ends = min(ends, known_us(setting.policy.calendars[id].rule)[1])
    text = f"{clause.agreement} has no end; its years up to {day_of(ends, agreement.zone)} were looked at"
    return Term(begins, ends), (Assumed("horizon", text, agreement.place),)
