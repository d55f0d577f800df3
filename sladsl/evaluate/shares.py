"""From the verdicts of cases to the verdicts of windows: the share met, per window and group.

- A decided case counts once, in the window of its decision (met at its stop, breached at its breach
  instant) or, `by` opening, of its start. Void cases do not count.
- An unknown case is counted apart, in the window of its start by opening, else of its stop, else of its
  last event.
- A window is not over while as-of is before its end or, by opening, while a case that started in it is
  open; nor while a case may yet turn out to have been decided in it (`CaseVerdict.waits_from`). Until then
  it is pending, or at risk: the share so far is below the target, or an open case of the group is at risk
  itself.
- Where there are few, so many may miss, whatever share that is. An unknown case may be one more, or none.
- Once over: no case at all, or fewer than the clause asks for, no data (or met, where the clause says so).
  Otherwise met or breached, by exact fractions. If it depends on the unknown cases (all breached here, all
  met there), unknown.
- Every group seen has a row for every window from the first event of the subject in force to as-of: under
  each version, those of the cases that it means or counts.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from sladsl.evaluate.budget_warnings import of_steps
from sladsl.evaluate.burn_rates import burning_by_steps, forecast_by_steps
from sladsl.evaluate.burning import by_window, still
from sladsl.evaluate.groups import Group, Placed
from sladsl.evaluate.incidents import latest, to_tell
from sladsl.evaluate.order import natural
from sladsl.evaluate.terms import Terms
from sladsl.evaluate.verdicts import CaseVerdict, WindowStatus, WindowVerdict
from sladsl.evaluate.versions import Windows, windows_by_version
from sladsl.evaluate.windows import MOST_WINDOWS, TooManyWindows, windows_of
from sladsl.policy.few_cases import few_of, may_be, share_for
from sladsl.policy.model import Share
from sladsl.records import define, frozen


@frozen
class Counted:
    """A case's verdict, the instant of its last event seen, and its group by each version of the clause."""

    verdict: CaseVerdict
    last_event: int
    placed: tuple[Placed, ...]


Step = tuple[int, Fraction, Fraction]  # of a budget: when, what went wrong, and how much more may


@define
class _Tally:
    met: int = 0
    breached: int = 0
    unknown: int = 0
    opened_here: int = 0  # of the open cases, those that started in this window
    last_breached: int | None = None  # when a case was breached last
    last_unknown: int | None = None  # and when one may have been


def window_verdicts(
    versions: Sequence[Terms], counted: Sequence[Counted], first_event: int | None, as_of: int
) -> tuple[WindowVerdict, ...]:
    """The windows of a clause, all versions, by begin and group. `first_event` is the first of its subject.

    A window counts the cases decided in it, by whichever version. Raises TooManyWindows.
    """
    if first_event is None:
        return ()
    agreement = versions[0].agreement
    last = as_of if agreement.ends is None else min(as_of, agreement.ends)
    kinds = [terms.clause.share.window if terms.clause.share else None for terms in versions]
    by_version = windows_by_version(
        kinds, [terms.in_force for terms in versions], agreement, first_event, last
    )
    return tuple(
        verdict
        for number, (terms, windows) in enumerate(zip(versions, by_version))
        if terms.clause.share is not None and windows
        for verdict in _of_version(terms, terms.clause.share, windows, counted, number, last)
    )


def _of_version(
    terms: Terms, share: Share, windows: Windows, counted: Iterable[Counted], number: int, last: int
) -> Iterator[WindowVerdict]:
    clause, ends = terms.clause, terms.agreement.ends
    targets: dict[Group, Fraction] = {}  # of the groups that are rows of a table with shares of their own
    tallies: defaultdict[tuple[int, Group], _Tally] = defaultdict(_Tally)
    own_shares = any(row.at_least is not None for row in clause.rows)
    groups: dict[Group, None] = {} if share.group or own_shares else {(): None}
    open_starts: defaultdict[Group, list[int]] = defaultdict(list)
    risky_starts: defaultdict[Group, list[int]] = defaultdict(list)
    steps: defaultdict[tuple[int, Group], list[Step]] = defaultdict(list)
    every_step: defaultdict[Group, list[Step]] = defaultdict(list)
    waits: dict[Group, int] = {}  # from when on a case may yet turn out to have been decided
    for item in counted:
        case = item.verdict
        if case.status == "void" or case.started is None:
            continue
        instant = _instant(share, item)
        if instant == ends:  # the agreement's last instant still belongs to its last window
            instant -= 1
        here = windows_of(windows, instant)
        is_open = case.status in ("running", "at risk")
        placed = item.placed[number]
        if not (here or is_open or placed.meant) and case.waits_from is None:
            continue
        group = placed.group
        groups[group] = None
        if (own := placed.at_least) is not None:
            targets[group] = own
        if case.waits_from is not None:
            earliest = case.started if share.by == "opening" else case.waits_from
            waits[group] = min(earliest, waits.get(group, earliest))
        if here and case.decided_at is not None:
            allowed = 1 - targets.get(group, share.at_least)
            step = case.decided_at, Fraction(case.status == "breached"), allowed
            every_step[group].append(step)
            for index in here:
                steps[index, group].append(step)
        for index in here:
            tally = tallies[index, group]
            match case.status:
                case "met":
                    tally.met += 1
                case "breached":
                    tally.breached += 1
                    tally.last_breached = latest((tally.last_breached, case.decided_at))
                case "unknown":
                    tally.unknown += 1
                    tally.last_unknown = latest((tally.last_unknown, instant))
                case _:
                    tally.opened_here += 1
        if is_open:
            open_starts[group].append(case.started)
            if case.status == "at risk":
                risky_starts[group].append(case.started)
    if len(groups) * len(windows) > MOST_WINDOWS:
        raise TooManyWindows(
            f"clause `{clause.id}` would have {len(groups):,} groups in {len(windows):,} windows, "
            f"more than {MOST_WINDOWS:,} in all: take longer windows or fewer groups"
        )
    for starts in (*open_starts.values(), *risky_starts.values()):
        starts.sort()
    ordered = sorted(groups, key=lambda group: [natural(value) for _, value in group])
    burns = by_window(
        windows,
        [
            (group, each)
            for group, own in every_step.items()
            for warn in clause.burn_warnings
            for each in burning_by_steps(warn, own, last)
        ],
    )
    for index, (begin, end) in enumerate(windows):
        for group in ordered:
            tally = tallies.get((index, group), _Tally())
            promised = targets.get(group, share.at_least)
            cases = tally.met + tally.breached + tally.unknown
            few = few_of(share.few, cases) if cases else None
            allowed, own_steps = _budget(share, steps.get((index, group), ()))
            warned = of_steps(clause.budget_warnings, own_steps, allowed)
            at_risk = warned.at_risk or still(burns, group)
            within = begin, end
            status = _status(
                tally,
                promised,
                share,
                clause.least,
                over=last >= end
                and not (share.by == "opening" and tally.opened_here)
                and waits.get(group, end) >= end,
                risk=_before(risky_starts, group, end) > 0 or at_risk,
            )
            yield WindowVerdict(
                agreement=clause.agreement,
                clause=clause.id,
                begin=begin,
                end=end,
                group=group,
                status=status,
                met=tally.met,
                breached=tally.breached,
                unknown=tally.unknown,
                open=_before(open_starts, group, end),
                target=share_for(share.few, promised, cases) if cases else promised,
                may_miss=None if few is None else few.may_miss,
                warned=warned.instants,
                burned=tuple(burns.get((index, group), ())),
                forecast=forecast_by_steps(within, last, own_steps, allowed) if last < end else None,
                version=clause.version or terms.agreement.version,
                last_against=to_tell(status, tally.last_breached, tally.last_unknown),
            )


def _instant(share: Share, item: Counted) -> int:
    """The instant that says which window the case counts in."""
    case = item.verdict
    assert case.started is not None
    if share.by == "opening" or case.status in ("running", "at risk"):
        return case.started
    if case.decided_at is not None:
        return case.decided_at
    return item.last_event if case.stopped is None else case.stopped


def _before(starts: dict[Group, list[int]], group: Group, end: int) -> int:
    of_group: Sequence[int] = starts.get(group, ())
    return bisect_left(of_group, end)


def _budget(share: Share, steps: Sequence[Step]) -> tuple[Fraction, Sequence[Step]]:
    """How many may miss from the beginning on, and with each case decided how many more."""
    if not share.few or not steps:
        return Fraction(), steps
    found: list[Step] = []
    allowed = before = Fraction(share.few[0].may_miss)
    for number, (at, wrong, more) in enumerate(sorted(steps), 1):
        few = few_of(share.few, number)
        now = more * number if few is None else Fraction(few.may_miss)
        found.append((at, wrong, now - before))
        before = now
    return allowed, found


def _status(
    tally: _Tally, target: Fraction, share: Share, least: int, over: bool, risk: bool
) -> WindowStatus:
    decided = tally.met + tally.breached
    if not over:
        missed = decided >= least and not _reaches(share, target, tally.met, decided)
        return "at risk" if risk or missed else "pending"
    if decided + tally.unknown < max(least, 1):
        return share.empty
    if decided < least:
        return "unknown"
    answers = {
        _reaches(share, target, tally.met + in_time, decided + more)
        for more in may_be(share.few, decided, tally.unknown)
        for in_time in (0, more)
    }
    if len(answers) > 1:
        return "unknown"
    return "met" if answers == {True} else "breached"


def _reaches(share: Share, target: Fraction, met: int, decided: int) -> bool:
    """met / decided >= target, without dividing; of few, whether no more missed than may."""
    few = few_of(share.few, decided)
    if few is not None:
        return decided - met <= few.may_miss
    return met * target.denominator >= target.numerator * decided
