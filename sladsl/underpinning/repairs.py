"""The smallest change of one number that closes a gap."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import count

from attrs import evolve

from sladsl.policy import words
from sladsl.policy.model import Within
from sladsl.underpinning import said
from sladsl.underpinning.answers import Repair
from sladsl.underpinning.asked import Asked
from sladsl.underpinning.case_shares import every_step
from sladsl.underpinning.handover import Course
from sladsl.underpinning.kinds import Kind, Leg, Promise
from sladsl.underpinning.shares import Shares, own_row

MINUTE = 60_000_000


def of_time(asked: Asked, kind: Kind, course: Course, most: int, over: int) -> Iterator[Repair]:
    """Less time for one of the steps, as much as still closes the gap; or more time promised.

    `most` is the open time that it takes now, and `over` how much of that is too much.
    """
    seen = set()
    for stage in kind.way:
        for leg in stage:
            for promise in leg.promises:
                if isinstance(promise.deadline, Within) and promise not in seen:
                    seen.add(promise)
                    us = _longest(asked, kind, promise, promise.deadline.us, over)
                    if us is not None:
                        text = f"{promise.key[0]}/{promise.key[1]} within {words.length(us)}"
                        yield Repair(text, promise.key, str(us), promise.row)
    if isinstance(kind.target.deadline, Within) and course.bound(course.bound.at[0]) < asked.term.end:
        us = -(-most // MINUTE) * MINUTE
        yield Repair(f"promise within {words.length(us)}", asked.key, str(us), kind.target.row)


def _longest(asked: Asked, kind: Kind, promise: Promise, us: int, over: int) -> int | None:
    """The longest length in whole minutes (below a minute, in microseconds) that closes the gap.

    `over` is how much too long it takes with the length there is. Most often it takes as much less as the
    length is less, and what follows from that is tried first; but that every third is the middle.
    """
    unit = MINUTE if us > MINUTE else 1
    low, high = 0, us // unit  # low closes it or is 0, high does not
    guess = high - max(-(-over // unit), 1)
    for number in count(1):
        if high - low <= 1:
            break
        tried = min(max(guess, low + 1), high - 1) if number % 3 else (low + high) // 2
        over = _over(asked, kind, promise, tried * unit)
        if over <= 0:
            low, guess = tried, tried + max(-over // unit, 1)
        else:
            high, guess = tried, tried - max(-(-over // unit), 1)
    return low * unit if low else None


def _over(asked: Asked, kind: Kind, promise: Promise, us: int) -> int:
    """How much too long it takes at worst if one promise allows so much."""
    shorter = evolve(promise, deadline=Within(us))
    course = asked.course(kind, lambda each: asked.by(shorter if each == promise else each))
    return us if course.gap is not None else asked.worst(kind, course.bound)[2]


def of_shares(asked: Asked, shares: Shares, promised: Fraction, left: Fraction) -> Iterator[Repair]:
    """A greater share below, where one step is short of it; or a smaller one above."""
    for number, each in enumerate(shares.late):
        others = every_step([step for n, step in enumerate(shares.steps) if n != number])
        if len(each.clauses) == 1 and others >= promised:
            share = max(each.step.share, 1 - (others - promised) * each.step.arrivals)
            key = each.clauses[0]
            text = f"{key[0]}/{key[1]} for at least {words.percent(share)}"
            yield Repair(text, key, str(share), own_row(each.by))
    if left > 0 and asked.clause.share is not None:
        yield Repair(f"promise at least {words.percent(left)}", asked.key, str(left))


def of_scope(asked: Asked, kind: Kind, leg: Leg) -> Iterator[Repair]:
    """A clause by which others of the cases do the step, for these too."""
    under = [step.under for stage in asked.route.stages for step in stage if step.name == leg.name]
    for clause in dict.fromkeys(clause for several in under for clause, _, _ in several):
        if not clause.rows:
            key = clause.agreement, clause.id
            yield Repair(f"{key[0]}/{key[1]} for every {asked.clause.subject}", key)


def of_term(asked: Asked, promise: Promise) -> Iterator[Repair]:
    """The agreement below in force as long as the one above."""
    its, term = promise.agreement, asked.term
    if its.begins > term.begin:
        day = said.day(term.begin, its.zone)
        yield Repair(f"{its.id} in force from {day}", promise.key, str(term.begin))
    if its.ends is not None and its.ends < term.end:
        day = said.day(term.end - 1, its.zone)
        yield Repair(f"{its.id} in force until {day}", promise.key, str(term.end))
