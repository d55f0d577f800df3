"""Histories of many cases: as many late below as the shares there allow, and too many above."""

from collections.abc import Iterator
from fractions import Fraction
from math import floor

from sladsl.policy.few_cases import may_miss
from sladsl.policy.plans import ArrivalShare
from sladsl.underpinning.answers import Counterexample
from sladsl.underpinning.asked import Asked
from sladsl.underpinning.case_batches import MINUTE, MOST_CASES, Batch, history
from sladsl.underpinning.case_shares import (
    Step,
    every_step,
    failing_cases,
    fewest_cases_missing,
    last_of_few,
    most_failing_cases,
)
from sladsl.underpinning.elsewhere_witness import HALF_A_DAY, Placing, placings, window_at
from sladsl.underpinning.kinds import Kind
from sladsl.underpinning.promises import calendar_of
from sladsl.underpinning.same_windows import same_window
from sladsl.underpinning.shares import LateStep, Shares, is_of_agreement
from sladsl.underpinning.witness import some_start
from sladsl.worktime import NeverOpens, OutOfRange, OutsideKnownDays
from sladsl.worktime.civil import DAY_US

_LATER = (0, 1, 2, 3, 4, 7, 14, 31, 62)
_TRIED = 12  # placings of late cases that are played


def too_many_late(asked: Asked, shares: Shares, promised: Fraction) -> Counterexample | None:
    """As few cases as show it; None where more would be needed than anybody reads."""
    for kind, late in shares.kinds:
        steps = [each.step for each in late]
        number = fewest_missing(asked, promised, steps)
        if number is None:
            continue
        all_late = [each for each in late if each.step.arrivals == 0]
        if promised < 1:
            for each in all_late:
                shown = _all_late(asked, kind, each)
                if shown is not None:
                    return shown
        if (not all_late or promised == 1) and number <= MOST_CASES:
            shown = _as_many_as_may_be(asked, kind, late, number)
            if shown is not None:
                return shown
    return None


def fewest_missing(asked: Asked, promised: Fraction, steps: list[Step]) -> int | None:
    """The fewest cases of which more may be late than may miss."""
    few = asked.clause.share.few if asked.clause.share is not None else ()
    if every_step(steps) < promised:
        return fewest_cases_missing(promised, steps, few, asked.clause.least)
    last = max(few[-1].fewer_than if few else 1, last_of_few(steps))
    numbers = range(max(asked.clause.least, 1), last)
    return next((n for n in numbers if most_failing_cases(steps, n) > may_miss(few, promised, n)), None)


def _shown(asked: Asked, shown: Counterexample | None) -> Counterexample | None:
    """If that is what the evaluator sees."""
    return None if shown is None or asked.setting.replay(asked.key, shown) else shown


# --- all of the promise's cases are late in a step, and others that count with them below are in time


def _all_late(asked: Asked, kind: Kind, late: LateStep) -> Counterexample | None:
    few = asked.clause.share.few if asked.clause.share is not None else ()
    count = max(asked.clause.least, 1)
    last = max([count, *(each.fewer_than for each in few)])
    while count < last and may_miss(few, kind.target.share, count) >= count:
        count += 1
    number, place = late.position
    shares = [each.share for each in kind.way[number][place].promises]
    if max(shares) == 1:
        return None
    others = max(-floor(-count / (1 - share)) for share in shares) - count
    for placing in _placings(asked, kind, late):
        since = late.by if _foreign(asked, placing) else None
        batches = (
            Batch(count, placing.start, placing.late, placing.after, late.position, placing.slow),
            Batch(
                others,
                placing.begun,
                placing.other,
                placing.done,
                since=since,
                changing=placing.changing,
                void=placing.void,
            ),
        )
        shown = _shown(asked, history(asked, kind, batches, placing.breach, placing.as_of))
        if shown is not None:
            return shown
    return None


def _foreign(asked: Asked, placing: Placing) -> bool:
    """Whether the others are not the agreement's, and it is said of some step how many of its cases are."""
    assumed = asked.route.plan.assumptions if asked.route.plan else ()
    stated = any(isinstance(each, ArrivalShare) for each in assumed)
    within = asked.term.begin <= placing.begun and placing.done < asked.term.end
    return stated and not (within and is_of_agreement(asked, placing.other))


def _placings(asked: Asked, kind: Kind, late: LateStep) -> Iterator[Placing]:
    found = placings(asked, kind, late)
    for _, placing in zip(range(_TRIED), found):
        yield placing


# --- all of them count together


def _as_many_as_may_be(
    asked: Asked, kind: Kind, late: tuple[LateStep, ...], number: int
) -> Counterexample | None:
    """All have to be decided in one window below, so several days to begin on are tried."""
    few = asked.clause.share.few if asked.clause.share is not None else ()
    wanted = may_miss(few, kind.target.share, number) + 1
    counts: list[int] = []
    for each in late:
        count = min(failing_cases(each.step, number), wanted - sum(counts))
        counts.append(max(count, 0))
    for start, beyond in _starts(asked, kind, late):
        course = asked.course(kind)
        known = [each for each in course.known if each.since]
        breach = asked.by(kind.target)(start)
        after = max([breach, *(each.by(start) for each in known)]) + 1
        if breach + 1 >= asked.term.end:
            continue
        batches = [
            Batch(count, start, kind.example, after, each.position)
            for each, count in zip(late, counts)
            if count
        ]
        batches.append(Batch(number - sum(counts), start, kind.example, start))
        batches += _strangers(kind, late, counts, number, start, beyond)
        as_of = max([asked.seen_until, *(end for *_, end in beyond.values())])
        shown = _shown(asked, history(asked, kind, batches, breach, as_of))
        if shown is not None:
            return shown
    return None


# of steps: when cases are begun and done that count below only, and when that window ends
Beyonds = dict[int, tuple[int, int, int]]


def _strangers(
    kind: Kind, late: tuple[LateStep, ...], counts: list[int], number: int, start: int, beyond: Beyonds
) -> Iterator[Batch]:
    """Of each step as many cases that only the supporting clause counts as the plan lets there be."""
    for place, (each, count) in enumerate(zip(late, counts)):
        if each.step.arrivals == 1 or not count:
            continue
        others = floor(number / each.step.arrivals) - number
        begun, done, case = start, start, each.outside
        if case is None:
            if place not in beyond:
                continue
            (begun, done, _), case = beyond[place], kind.example
        yield Batch(others, begun, case, done, since=each.by)


def _starts(asked: Asked, kind: Kind, late: tuple[LateStep, ...]) -> Iterator[tuple[int, Beyonds]]:
    """Instants at which cases may begin. Raises nothing: those that cannot be known are left out."""
    first = some_start(asked, kind)
    calendar = calendar_of(asked.setting.policy.calendars[kind.target.calendar])
    for days in _LATER:
        try:
            start = first if not days else calendar.next_open_us(first + days * DAY_US)
        except (NeverOpens, OutsideKnownDays, OutOfRange):
            break
        if start >= asked.term.end:
            break
        yield start, _beyond(asked, late, start)
    if any(each.beyond is not None for each in late):
        for days in (1, 2, 3, 5, 10, 20):
            start = asked.term.end - days * DAY_US
            if start > first:
                yield start, _beyond(asked, late, start)


def _window_of(late: LateStep, instant: int) -> tuple[int, int] | None:
    share = late.by.clause.share
    return None if share is None else window_at(share.window, late.by.agreement, instant)


def _beyond(asked: Asked, late: tuple[LateStep, ...], start: int) -> Beyonds:
    """Where cases are assumed to count in the same window, none begun before the term counts in it below."""
    together = same_window(asked) is not None
    found: Beyonds = {}
    for place, each in enumerate(late):
        if each.beyond is not None and (window := _window_of(each, start)) is not None:
            begin, end = window
            if begin < asked.term.begin:
                at = max(begin, asked.term.begin - HALF_A_DAY)
                found[place] = at, at, end
            elif end > asked.term.end:
                found[place] = asked.term.end, asked.term.end, end
            elif begin == asked.term.begin > each.by.agreement.begins and not together:
                found[place] = begin - MINUTE, begin, end
    return found
