"""Shares of cases: not every case is in time below, and not every one has to be above.

Every step's late cases may be others than those of the step before, so at worst they add up. They are
reckoned on the cases of the promise above: where the supporting clause counts others too, over a longer
window or over several groups at once, all that may be late can fall on those. What is late in one window
below has to be late in the same one above: so it is where both count by opening from the same start, or
decide every case alike; else the plan has to say so.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from attrs import frozen

from sladsl.policy import words
from sladsl.policy.names import fold
from sladsl.policy.plans import ArrivalShare, SameWindow
from sladsl.policy.regions import Case
from sladsl.policy.states import Window
from sladsl.underpinning.answers import Assumed, CannotTell, Key
from sladsl.underpinning.asked import Asked
from sladsl.underpinning.case_shares import Step
from sladsl.underpinning.kinds import Kind, Promise, every_point, promised
from sladsl.worktime.civil import local_of

_NESTED = {  # each window, and those it is made of whole
    "day": {"day"},
    "week": {"day", "week"},
    "month": {"day", "month"},
    "quarter": {"day", "month", "quarter"},
    "year": {"day", "month", "quarter", "year"},
}


@frozen
class Shares:
    """How many cases may be late: a step a position of the plan, and what that rests on.

    `outside` is a case that a supporting clause counts and the promise does not, where that is why all may
    be late.
    """

    steps: tuple[Step, ...]
    assumptions: tuple[Assumed, ...]
    late_in: tuple[tuple[int, int], ...]  # the position (stage, place) of each step
    clauses: tuple[tuple[Key, ...], ...]  # those of each step of which not every case is in time
    outside: Case | None = None
    by: Promise | None = None  # the supporting promise that has such cases


def shares_of(asked: Asked, kinds: tuple[Kind, ...]) -> Shares | CannotTell:
    """Of the cases of one share of the clause (all of them, or a row's)."""
    for promise in _promises(kinds):
        if promise.clause.share is not None and promise.clause.share.few:
            return CannotTell(
                f"{_called(promise)} lets some of few cases miss, whatever share that is, and how few come "
                "nobody knows"
            )
    points = every_point(asked.setting, asked.clause, asked.route)
    cases: list[Case] = [dict(zip(points, combined)) for combined in product(*points.values())]
    steps: list[Step] = []
    late_in: list[tuple[int, int]] = []
    clauses: list[tuple[Key, ...]] = []
    assumed: dict[Assumed, None] = {}
    outside: Case | None = None
    by: Promise | None = None
    for number, stage in enumerate(asked.route.stages):
        for place in range(len(stage)):
            promises = [
                tuple(each for each in kind.way[number][place].promises if each.share < 1) for kind in kinds
            ]
            if not any(promises):
                continue
            late: dict[tuple[object, ...], Fraction] = {}
            for promise in {each for several in promises for each in several}:
                if asked.clause.share is not None:
                    windows = _same_windows(asked, kinds, promise, number, assumed)
                    if windows:
                        return CannotTell(windows)
                foreign = _outside(asked, kinds, promise, cases)
                part = Fraction(1)
                if foreign is not None and asked.clause.share is not None:
                    stated = _arrivals(asked, promise, kinds[0].target)
                    if stated is None:
                        outside, by, part = foreign, promise, Fraction(0)
                    else:
                        part = stated.at_least
                        least = f"at least {words.percent(part)} of the cases of {_called(promise)}"
                        text = f"{least} are of {asked.key[0]}"
                        assumed[Assumed("arrival share", text, stated.place)] = None
                late[_cell(promise)] = (
                    Fraction(1) if not part else min(Fraction(1), (1 - promise.share) / part)
                )
            steps.append(Step(1 - _most_late(asked, promises, late, cases), Fraction(1)))
            late_in.append((number, place))
            clauses.append(tuple(dict.fromkeys(each.key for several in promises for each in several)))
    return Shares(tuple(steps), tuple(assumed), tuple(late_in), tuple(clauses), outside, by)


def _promises(kinds: tuple[Kind, ...]) -> Iterator[Promise]:
    for kind in kinds:
        for stage in kind.way:
            for leg in stage:
                yield from leg.promises


def _most_late(
    asked: Asked,
    promises: list[tuple[Promise, ...]],
    late: dict[tuple[object, ...], Fraction],
    cases: list[Case],
) -> Fraction:
    """Of a step's cases: where none counts under two of its clauses, as many as under the worst of them."""
    cells = {_cell(each): each for several in promises for each in several}
    apart = all(
        sum(
            (found := promised(asked.setting, each.clause, case)) is not None and _cell(found) == cell
            for cell, each in cells.items()
        )
        < 2
        for case in cases
    )
    together = sum(late.values(), Fraction(0))
    if apart:
        each_kind = (sum((late[_cell(each)] for each in several), Fraction(0)) for several in promises)
        together = max(each_kind)
    return min(Fraction(1), together)


def _cell(promise: Promise) -> tuple[object, ...]:
    """What is counted together: a clause's cases, or those of a row that has a share of its own."""
    rows = promise.clause.rows
    own = promise.row is not None and rows[promise.row].at_least is not None
    return (*promise.key, promise.row if own else None)


def _outside(asked: Asked, kinds: tuple[Kind, ...], promise: Promise, cases: list[Case]) -> Case | None:
    """A case that counts with the supporting promise and not with the one above."""
    wanted = {_cell(kind.target) for kind in kinds}
    for case in cases:
        found = promised(asked.setting, promise.clause, case)
        if found is None or _cell(found) != _cell(promise):
            continue
        above = promised(asked.setting, asked.clause, case)
        if above is None or _cell(above) not in wanted:
            return case
    return None


def _arrivals(asked: Asked, promise: Promise, own: Promise) -> ArrivalShare | None:
    """What the plan says of the agreement's part; None where not all of that is of the promise."""
    if any(row.at_least is not None for row in asked.clause.rows):
        return None
    for other in asked.setting.policy.clauses:
        ours = other.agreement == asked.clause.agreement and fold(other.subject) == fold(own.clause.subject)
        if ours and other.where != own.clause.where:
            return None
    for each in asked.route.plan.assumptions if asked.route.plan else ():
        if isinstance(each, ArrivalShare) and (each.agreement, each.clause) == promise.key:
            return each
    return None


def _same_windows(
    asked: Asked, kinds: tuple[Kind, ...], promise: Promise, stage: int, assumed: dict[Assumed, None]
) -> str:
    """Why cases late below may be counted in another window above; "" where they are not."""
    ours, its = asked.clause.share, promise.clause.share
    assert ours is not None
    assert its is not None
    if not _nests(its.window, ours.window):
        return f"{_called(promise)} counts over other windows: all its late cases may fall into one of these"
    if not set(map(fold, ours.group)) <= set(map(fold, its.group)):
        return (
            f"{_called(promise)} counts several groups together: all that may be late may be of one of them"
        )
    if (zone := promise.agreement.zone) != kinds[0].target.agreement.zone:
        return f"the windows of {_called(promise)} begin by the clocks of {zone}"
    if not _begins_and_ends_alike(promise, asked):
        return f"{promise.agreement.id} and {asked.key[0]} do not begin and end with the same windows"
    clock = asked.setting.clock_of(asked.clause)
    alike = len(asked.route.stages) == 1 and asked.setting.clock_of(promise.clause) is clock
    by_opening = ours.by == its.by == "opening" and stage == 0
    identical = (
        alike
        and ours.by == its.by
        and all(
            kind.target.deadline == promise.deadline and kind.target.calendar == promise.calendar
            for kind in kinds
            if promise in kind.way[0][0].promises
        )
        and set(promise.clause.pauses) == set(asked.clause.pauses)
        and promise.clause.excluding == asked.clause.excluding
    )
    if by_opening or identical:
        return ""
    for each in asked.route.plan.assumptions if asked.route.plan else ():
        if isinstance(each, SameWindow):
            assumed[
                Assumed("same window", "a case counts in the same window under every clause", each.place)
            ] = None
            return ""
    return (
        f"a case may be late in one window under {_called(promise)} and in the next under {asked.key[0]}/"
        f"{asked.key[1]}; if not, let the plan say `assuming that cases count in the same window.`"
    )


def _nests(inner: Window, outer: Window) -> bool:
    """Whether windows of the one kind lie whole in those of the other."""
    if inner == outer:
        return True
    return inner.kind == outer.kind == "calendar" and inner.unit in _NESTED[outer.unit]


def _begins_and_ends_alike(promise: Promise, asked: Asked) -> bool:
    its, ours = promise.agreement, asked.setting.agreements[asked.clause.agreement]
    window = promise.clause.share.window if promise.clause.share else None
    assert window is not None

    def fits(one: int | None, other: int | None) -> bool:
        if one == other:
            return True
        if window.kind != "calendar" or other is None:
            return False
        local = local_of(other, ours.zone)
        first = {"day": True, "week": local.weekday() == 0}.get(window.unit, local.day == 1)
        months = {"quarter": 3, "year": 12}.get(window.unit, 1)
        return local.hour == local.minute == 0 and first and (local.month - 1) % months == 0

    return fits(its.begins, ours.begins) and fits(its.ends, ours.ends)


def _called(promise: Promise) -> str:
    return f"{promise.key[0]}/{promise.key[1]}"
