"""Histories of many cases: as many late below as the shares there allow, and too many above."""

from math import ceil

from attrs import evolve

from sladsl.underpinning import said
from sladsl.underpinning.answers import Counterexample, Happening, Key
from sladsl.underpinning.asked import Asked
from sladsl.underpinning.case_shares import fewest_cases_missing, placed_failures
from sladsl.underpinning.kinds import Kind
from sladsl.underpinning.promises import calendar_of
from sladsl.underpinning.shares import Shares
from sladsl.underpinning.witness import event_of, first_event, milestone, some_start
from sladsl.worktime import NeverOpens, OutOfRange, OutsideKnownDays
from sladsl.worktime.civil import DAY_US

MOST_CASES = 2_000
_LATER = (0, 1, 2, 3, 4, 7, 14, 31, 62)


def too_many_late(asked: Asked, kind: Kind, shares: Shares) -> Counterexample | None:
    """As few cases as show it; None where more would be needed than anybody reads.

    All of them have to be decided in one window below, so several days to begin on are tried.
    """
    first = some_start(asked, kind)
    calendar = calendar_of(asked.setting.policy.calendars[kind.target.calendar])
    for days in _LATER:
        try:
            start = first if not days else calendar.next_open_us(first + days * DAY_US)
        except (NeverOpens, OutsideKnownDays, OutOfRange):
            return None
        if start >= asked.term.end:
            return None
        shown = _begun_at(asked, kind, shares, start)
        if shown is not None and not asked.setting.replay(asked.key, shown):
            return shown
    return None


def _begun_at(asked: Asked, kind: Kind, shares: Shares, start: int) -> Counterexample | None:
    share = kind.target.share
    if shares.outside is not None and shares.by is not None:
        others = ceil(1 / (1 - shares.by.share)) - 1
        return _played(asked, kind, 1, [(0,)] * len(shares.steps), shares, others, start)
    if share == 1:
        late = next(index for index, step in enumerate(shares.steps) if step.share < 1)
        count = ceil(1 / (1 - shares.steps[late].share))
        places: list[tuple[int, ...]] = [()] * len(shares.steps)
        places[late] = (0,)
        return _played(asked, kind, count, places, shares, 0, start)
    few = asked.clause.share.few if asked.clause.share is not None else ()
    needed = fewest_cases_missing(share, shares.steps, few, asked.clause.least)
    if needed is None or needed > MOST_CASES:
        return None
    return _played(asked, kind, needed, list(placed_failures(shares.steps, needed)), shares, 0, start)


def _played(
    asked: Asked,
    kind: Kind,
    count: int,
    late: list[tuple[int, ...]],
    shares: Shares,
    others: int,
    start: int,
) -> Counterexample | None:
    """`late` holds for each step the cases that are late in it; `others` are only the supporting clause's."""
    if count + others > MOST_CASES:
        return None
    course = asked.course(kind)
    known = [each for each in course.known if each.since]
    positions = {id(leg): (n, p) for n, stage in enumerate(kind.way) for p, leg in enumerate(stage)}
    late_at = {position: set(cases) for position, cases in zip(shares.late_in, late)}
    breach = asked.by(kind.target)(start)
    after = max([breach, *(each.by(start) for each in known)]) + 1
    if after >= asked.term.end:
        return None
    happenings: list[Happening] = []
    for number in range(count + others):
        other = number >= count
        of_kind = evolve(kind, example=shares.outside) if other and shares.outside is not None else kind
        name = f"CASE-{number + 1}"
        happenings.append(evolve(first_event(asked, of_kind, start), case=name))
        at = start
        for each in known:
            position = positions.get(id(each.leg))
            if not other and position is not None and number in late_at.get(position, ()):
                at = after
            happenings.append(evolve(event_of(asked, of_kind, milestone(asked, each), at), case=name))
    kept: dict[Key, None] = {}
    for stage in kind.way:
        for leg in stage:
            kept.update(dict.fromkeys(promise.key for promise in leg.promises))
    late_cases = sorted(set().union(*map(set, late)))
    zone = kind.target.agreement.zone
    story = [
        f"{said.time(start, zone)}  {said.counted(count + others, 'case')} opened, "
        f"{said.counted(count + others - len(late_cases), 'case')} done at once",
        f"{said.time(breach, zone)}  {said.listed([f'CASE-{case + 1}' for case in late_cases[:5]])}"
        f"{' and more' if len(late_cases) > 5 else ''} breached under {asked.key[0]}/{asked.key[1]}",
    ]
    ordered = tuple(sorted(happenings, key=lambda each: each.at))
    return Counterexample(ordered, asked.seen_until, tuple(kept), tuple(story))
