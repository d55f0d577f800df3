"""Shares of cases: not every case is in time below, and not every one has to be above.

Every step's late cases may be others than those of the step before, so at worst they add up. They are
reckoned on the cases of the promise above: where the supporting clause counts others with them, be it cases
of no promise above or cases that count in another window or group there, all that may be late can be of the
promise above.
"""

from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from itertools import product

from sladsl.policy import words
from sladsl.policy.few_cases import FewCases, most_that_may_miss
from sladsl.policy.model import Clause
from sladsl.policy.names import fold
from sladsl.policy.plans import ArrivalShare
from sladsl.policy.regions import Case
from sladsl.records import frozen
from sladsl.underpinning.answers import Assumed, CannotTell, Key
from sladsl.underpinning.asked import Asked
from sladsl.underpinning.case_shares import Step, every_step
from sladsl.underpinning.kinds import Kind, Promise, every_point, promised
from sladsl.underpinning.same_windows import Beyond, Elsewhere, called_by, counted_together

MOST_FEW = 2_000

Cell = tuple[
    object, ...
]  # what is counted together: a clause's cases, or those of a row with a share of its own


@frozen
class LateStep:
    """A step of the plan in which not every case need be in time.

    `by` is the supporting promise, one of them where there are several. With its late cases count `outside`,
    a case that the promise above does not count; those of `elsewhere`; and those of `beyond`. `stated`: the
    plan says how many of the cases are the agreement's.
    """

    position: tuple[int, int]  # stage, and place in it
    step: Step
    clauses: tuple[Key, ...]
    by: Promise
    outside: Case | None = None
    elsewhere: Elsewhere | None = None
    beyond: Beyond | None = None
    stated: bool = False

    @property
    def why_all(self) -> str:
        """Why all of the promise's cases may be late in it; "" where they may not, or where the others have
        other fields."""
        if self.step.arrivals > 0:
            return ""
        found = self.elsewhere or (self.beyond if self.outside is None else None)
        return found.why if found is not None else ""


@frozen
class Shares:
    """How many cases may be late, of each kind of case (the worst first), and what that rests on."""

    kinds: tuple[tuple[Kind, tuple[LateStep, ...]], ...]
    assumptions: tuple[Assumed, ...]

    @property
    def late(self) -> tuple[LateStep, ...]:
        """Of the worst kind."""
        return self.kinds[0][1] if self.kinds else ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is reckoned with of the worst kind."""
        return tuple(each.step for each in self.late)


@frozen
class _Counted:
    """How the cases of a cell below are counted, and the part of them that is the promise's at least."""

    promise: Promise
    part: Fraction
    outside: Case | None = None
    elsewhere: Elsewhere | None = None
    beyond: Beyond | None = None
    stated: bool = False
    alike: bool = False  # its cases are those of the promise, in the very same windows and groups

    @property
    def share(self) -> Fraction:
        """Of however many cases at least so many are in time."""
        return 1 - most_that_may_miss(few_of(self.promise.clause), self.promise.share)

    @property
    def late(self) -> Fraction:
        """How many of the promise's cases may be late, as a share."""
        return min(Fraction(1), (1 - self.share) / self.part) if self.part else Fraction(1)


def shares_of(asked: Asked, kinds: tuple[Kind, ...]) -> Shares | CannotTell:
    """Of the cases of one share of the clause (all of them, or a row's)."""
    points = every_point(asked.setting, asked.clause, asked.route)
    cases: list[Case] = [dict(zip(points, combined)) for combined in product(*points.values())]
    found: list[list[LateStep]] = [[] for _ in kinds]
    assumed: dict[Assumed, None] = {}
    for number, stage in enumerate(asked.route.stages):
        for place in range(len(stage)):
            several = [
                tuple(each for each in kind.way[number][place].promises if _may_be_late(each))
                for kind in kinds
            ]
            counted: dict[Cell, _Counted] = {}
            for promise in dict.fromkeys(each for promises in several for each in promises):
                how = _counted(asked, kinds, promise, number, cases, assumed)
                if isinstance(how, CannotTell):
                    return how
                counted[cell_of(promise)] = how
            apart = _apart(asked, counted, cases)
            # of those of several clauses each may be few
            few = len(counted) == 1 and all(several) and not any(kind.fields_missing for kind in kinds)
            for promises, steps in zip(several, found):
                cells = dict.fromkeys(map(cell_of, promises)) if apart else counted
                if cells:
                    steps.append(_late_step((number, place), [counted[cell] for cell in cells], few))
    together = sorted(zip(kinds, map(tuple, found)), key=lambda each: every_step([s.step for s in each[1]]))
    return Shares(tuple(each for each in together if each[1]), tuple(assumed))


def _late_step(position: tuple[int, int], counted: list[_Counted], few: bool) -> LateStep:
    """Of one clause its share; of several under which the same cases may be late, all of theirs. `few`: those
    of the promise are few where its own are."""
    worst = min(counted, key=lambda each: each.part)
    step = Step(worst.share, worst.part)
    if few and worst.alike and (own := few_of(worst.promise.clause)) and own[-1].fewer_than <= MOST_FEW:
        step = Step(worst.promise.share, worst.part, own)
    if len(counted) > 1:
        step = Step(max(Fraction(0), 1 - sum((each.late for each in counted), Fraction(0))))
    keys = tuple(dict.fromkeys(each.promise.key for each in counted))
    of = worst.outside, worst.elsewhere, worst.beyond, worst.stated
    return LateStep(position, step, keys, worst.promise, *of)


def _counted(
    asked: Asked,
    kinds: tuple[Kind, ...],
    promise: Promise,
    stage: int,
    cases: list[Case],
    assumed: dict[Assumed, None],
) -> _Counted | CannotTell:
    if asked.clause.share is None:  # every single case has to be in time
        return _Counted(promise, Fraction(1), alike=True)
    counting = counted_together(asked, kinds, promise, stage)
    elsewhere, beyond = counting.elsewhere, counting.beyond
    assumed.update(dict.fromkeys(counting.assumed))
    foreign = _outside(asked, kinds, promise, cases)
    stated = _arrivals(asked, promise)
    own = [case for case in foreign if is_of_agreement(asked, case)]
    no_part = partial(_Counted, promise, Fraction(0), elsewhere=elsewhere, beyond=beyond)
    if stated is None:
        if elsewhere is None and beyond is None and not foreign:
            return _Counted(promise, Fraction(1), alike=_windows_alike(asked, promise))
        return no_part(outside=_first(foreign))
    if elsewhere is not None:
        return no_part(outside=_first(own), stated=True)
    if not foreign and beyond is None:
        return _Counted(promise, Fraction(1))
    if foreign and not _usable(asked, kinds[0].target):
        if own:
            return no_part(outside=own[0], stated=True)
        return CannotTell(
            f"it is said how many of the cases of {called_by(promise)} are of {asked.key[0]}, and not how "
            f"many are of {asked.key[0]}/{asked.key[1]}"
        )
    least = f"at least {words.percent(stated.at_least)} of the cases of {called_by(promise)}"
    assumed[Assumed("arrival share", f"{least} are of {asked.key[0]}", stated.place)] = None
    return _Counted(promise, stated.at_least, _first(foreign), None, beyond, stated=True)


def few_of(clause: Clause) -> tuple[FewCases, ...]:
    """How many of few cases may miss: of fewer than it asks of at all, every one."""
    few = () if clause.share is None else clause.share.few
    if clause.least < 2:
        return few
    none = FewCases(clause.least, clause.least)
    return (none, *(each for each in few if each.fewer_than > clause.least))


def _may_be_late(promise: Promise) -> bool:
    return most_that_may_miss(few_of(promise.clause), promise.share) > 0


def _windows_alike(asked: Asked, promise: Promise) -> bool:
    ours, its = asked.clause.share, promise.clause.share
    assert ours is not None
    assert its is not None
    return ours.window == its.window and set(map(fold, ours.group)) == set(map(fold, its.group))


def _first(cases: list[Case]) -> Case | None:
    return cases[0] if cases else None


def _promises(kinds: tuple[Kind, ...]) -> Iterator[Promise]:
    for kind in kinds:
        yield from kind.promises


def _apart(asked: Asked, counted: dict[Cell, _Counted], cases: list[Case]) -> bool:
    """Whether none of the cases counts under two of the step's clauses."""
    return all(
        sum(
            (found := promised(asked.setting, each.promise.clause, case)) is not None
            and cell_of(found) == cell
            for cell, each in counted.items()
        )
        < 2
        for case in cases
    )


def cell_of(promise: Promise) -> Cell:
    """What the cases of the promise are counted with."""
    return (*promise.key, own_row(promise))


def own_row(promise: Promise) -> int | None:
    """The row, where it has a share of its own."""
    rows, row = promise.clause.rows, promise.row
    return row if row is not None and rows[row].at_least is not None else None


def _outside(asked: Asked, kinds: tuple[Kind, ...], promise: Promise, cases: list[Case]) -> list[Case]:
    """The cases that count with the supporting promise and not with the one above."""
    wanted = {cell_of(kind.target) for kind in kinds}
    return [
        case
        for case in cases
        if (found := promised(asked.setting, promise.clause, case)) is not None
        and cell_of(found) == cell_of(promise)
        and ((above := promised(asked.setting, asked.clause, case)) is None or cell_of(above) not in wanted)
    ]


def is_of_agreement(asked: Asked, case: Case) -> bool:
    """Whether the agreement above promises something of such a case."""
    return any(
        promised(asked.setting, each, case) is not None
        for each in asked.setting.policy.clauses
        if each.agreement == asked.key[0] and fold(each.subject) == fold(asked.clause.subject)
    )


def _arrivals(asked: Asked, promise: Promise) -> ArrivalShare | None:
    """What the plan says of the agreement's part."""
    for each in asked.route.plan.assumptions if asked.route.plan else ():
        if isinstance(each, ArrivalShare) and (each.agreement, each.clause) == promise.key:
            return each
    return None


def _usable(asked: Asked, own: Promise) -> bool:
    """Whether all of the agreement's cases are the promise's."""
    if any(row.at_least is not None for row in asked.clause.rows):
        return False
    return not any(
        each.agreement == asked.clause.agreement
        and fold(each.subject) == fold(own.clause.subject)
        and each.where != own.clause.where
        for each in asked.setting.policy.clauses
    )
