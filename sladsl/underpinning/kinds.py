"""The kinds of cases a clause is about, and by which promises each of them goes its way.

Cases that no condition tells apart are one kind. A kind has the deadline that the clause gives it, and stages
of steps, each with the supporting promises that hold for it: none where nobody promises anything.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import product
from math import prod

from sladsl.policy.conditions import Condition, fields_of
from sladsl.policy.model import Agreement, Clause, Deadline
from sladsl.policy.names import fold
from sladsl.policy.place import Place
from sladsl.policy.plans import Plan
from sladsl.policy.regions import OTHER, Case, holds, mentioned, points_of, said
from sladsl.policy.values import Text, Value
from sladsl.records import frozen
from sladsl.underpinning.answers import Key
from sladsl.underpinning.setting import Setting
from sladsl.underpinning.tiered import deciding, filled_in, seen_by

MOST_KINDS = 50_000


class TooMany(Exception):  # noqa: N818 (it says what is so)
    """There are more kinds of cases than can be gone through."""


@frozen(cache_hash=True)
class Promise:
    """What a clause promises of the cases of a kind. `share` 1: of every one of them."""

    clause: Clause
    agreement: Agreement
    deadline: Deadline
    calendar: str
    share: Fraction
    row: int | None = None

    @property
    def key(self) -> Key:
        """The clause."""
        return self.clause.agreement, self.clause.id


@frozen
class Leg:
    """A step as a kind of case meets it, with every promise that is relied on for it."""

    name: str
    by: str
    promises: tuple[Promise, ...]
    place: Place | None


Way = tuple[tuple[Leg, ...], ...]


@frozen
class Kind:
    """One kind of case: how the clause treats it, and its way. `example` stands for all of them."""

    target: Promise
    way: Way
    example: Case
    fields_missing: tuple[str, ...]  # those without a value that leave some step to nobody

    @property
    def promises(self) -> tuple[Promise, ...]:
        """Every promise on its way."""
        return tuple(promise for stage in self.way for leg in stage for promise in leg.promises)

    @property
    def told(self) -> str:
        """ "priority P1, category line"; "" where there is but one kind."""
        return said(self.example) if self.example else ""


@frozen
class Route:
    """How the cases of a clause go: by its plan, or by the clauses below that count the same clock."""

    plan: Plan | None
    stages: tuple[tuple["RouteStep", ...], ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every supporting clause, once."""
        every = [clause for stage in self.stages for step in stage for clause, _, _ in step.under]
        return tuple({(clause.agreement, clause.id): clause for clause in every}.values())


@frozen
class RouteStep:
    """A step with the clauses it is done under, each for cases of some condition, and where that is said.

    `of` is the agreement whose plan it is.
    """

    name: str
    by: str
    under: tuple[tuple[Clause, Condition | None, Place], ...]
    place: Place | None
    of: str


def route_of(setting: Setting, clause: Clause) -> Route:
    """The plan, or the clauses below about the same clock as one step."""
    plan = setting.plan_of(clause)
    if plan is not None:
        return Route(plan, tuple(_planned(setting, plan)))
    below = setting.below.get(clause.agreement, ())
    alike = {
        (each.agreement, each.id): (each, None, each.place)
        for each in reversed(setting.policy.clauses)
        if each.agreement in below
        and (fold(each.subject), fold(each.clock)) == (fold(clause.subject), fold(clause.clock))
    }
    return Route(
        None, ((RouteStep(clause.clock, "", tuple(reversed(alike.values())), None, clause.agreement),),)
    )


def _planned(setting: Setting, plan: Plan) -> Iterator[tuple[RouteStep, ...]]:
    for stage in plan.stages:
        yield tuple(
            RouteStep(
                step.name,
                step.by,
                tuple(
                    (clause, relied.where, relied.place)
                    for relied in step.under
                    if isinstance(clause := setting.clauses.get((relied.agreement, relied.clause)), Clause)
                ),
                step.place,
                plan.agreement,
            )
            for step in stage
        )


def kinds_of(setting: Setting, clause: Clause, route: Route) -> tuple[Kind, ...]:
    """Every kind that the clause promises something of. Raises TooMany."""
    subject = setting.subjects[fold(clause.subject)]
    asked = list(conditions_of(setting, clause, route))
    names = {fold(name) for condition in asked for name in fields_of(condition)}
    fields = [field for field in subject.fields if fold(field.name) in names]
    own = {fold(name) for condition in _own(clause) for name in fields_of(condition)}
    # what an agreement fills in another may have to take from a log that does not say it
    own -= filled_in(setting.policy, agreements_of(clause, route), clause.subject)
    points = {}
    for field in fields:
        values = list(points_of(field, asked))
        # a case may not say what only the plan or a supporting clause asks
        points[field.name] = values if None in values or fold(field.name) in own else [*values, None]
    if prod(map(len, points.values())) > MOST_KINDS:
        raise TooMany
    found: dict[object, Kind] = {}
    told_otherwise: list[Case] = []
    for combined in product(*points.values()):
        case: Case = dict(zip(points, combined))
        target = promised(setting, clause, case)
        if target is None:
            continue
        way = tuple(tuple(leg_of(setting, step, case) for step in stage) for stage in route.stages)
        missing = tuple(name for name, value in case.items() if value is None)
        lacking = missing if any(not leg.promises for stage in way for leg in stage) else ()
        key = (target, way, lacking)
        known = found.get(key)
        # rather one of which the log says the tier that it has
        if known is None or (known.example in told_otherwise and not _told_otherwise(setting, clause, case)):
            found[key] = Kind(target, way, case, lacking)
            if _told_otherwise(setting, clause, case):
                told_otherwise.append(case)
    return tuple(Kind(k.target, k.way, _named(k.example, asked), k.fields_missing) for k in found.values())


def _told_otherwise(setting: Setting, clause: Clause, case: Case) -> bool:
    return seen_by(setting, clause.agreement, clause.subject, case) != case


def every_point(setting: Setting, clause: Clause, route: Route) -> dict[str, list[Value | None]]:
    """The values that any of the conditions tells apart, by field."""
    subject = setting.subjects[fold(clause.subject)]
    asked = list(conditions_of(setting, clause, route))
    names = {fold(name) for condition in asked for name in fields_of(condition)}
    return {
        field.name: [value for value in points_of(field, asked) if value is not None]
        for field in subject.fields
        if fold(field.name) in names
    }


def points_below(setting: Setting, clause: Clause, route: Route) -> dict[str, list[Value | None]]:
    """The values that the plan and the supporting clauses tell apart, by field."""
    subject = setting.subjects[fold(clause.subject)]
    asked = list(conditions_of(setting, clause, route))
    names = set(map(fold, fields_below(setting, route)))
    return {
        field.name: list(points_of(field, asked)) for field in subject.fields if fold(field.name) in names
    }


def _named(case: Case, asked: list[Condition]) -> Case:
    """The case with a word in place of `any other`, so that it can be met in a log."""
    named: Case = {}
    for name, value in case.items():
        if value == OTHER:
            taken = {fold(each.text) for each in mentioned(asked, name) if isinstance(each, Text)}
            value = Text(next(word for word in (f"other {n}".removesuffix(" 1") for n in range(1, 10**6))
                              if fold(word) not in taken))  # fmt: skip
        named[name] = value
    return named


def _own(clause: Clause) -> Iterator[Condition]:
    if clause.where is not None:
        yield clause.where
    yield from (row.where for row in clause.rows)


def agreements_of(clause: Clause, route: Route) -> tuple[str, ...]:
    """Those whose clauses and plan it is about."""
    return tuple(dict.fromkeys([clause.agreement, *(each.agreement for each in route.clauses)]))


def conditions_of(setting: Setting, clause: Clause, route: Route) -> Iterator[Condition]:
    """All that tells its cases apart, the tiers of the agreements too."""
    found = [*((clause.agreement, each) for each in _own(clause)), *_below(route)]
    yield from (condition for _, condition in found)
    yield from deciding(setting.policy, found, clause.subject)


def _below(route: Route) -> Iterator[tuple[str, Condition]]:
    """What the plan and the clauses below ask, each as the agreement sees it that is told."""
    for stage in route.stages:
        for step in stage:
            for below, where, _ in step.under:
                if where is not None:
                    yield step.of, where
                yield from ((below.agreement, each) for each in _own(below))


def leg_of(setting: Setting, step: RouteStep, case: Case) -> Leg:
    """The step as such a case meets it."""
    promises = []
    for clause, where, _ in step.under:
        if where is None or holds(where, seen_by(setting, step.of, clause.subject, case)) is True:
            promise = promised(setting, clause, case)
            if promise is not None:
                promises.append(promise)
    return Leg(step.name, step.by, tuple(dict.fromkeys(promises)), step.place)


def promised(setting: Setting, clause: Clause, case: Case) -> Promise | None:
    """What the clause promises of such a case; None where nothing, or where the case does not say."""
    case = seen_by(setting, clause.agreement, clause.subject, case)
    if clause.where is not None and holds(clause.where, case) is not True:
        return None
    agreement = setting.agreements[clause.agreement]
    share = Fraction(1) if clause.share is None else clause.share.at_least
    if not clause.rows:
        return Promise(clause, agreement, clause.deadline, clause.calendar, share)
    for number, row in enumerate(clause.rows):
        if holds(row.where, case) is True:
            if row.deadline is None:
                return None
            its = share if row.at_least is None else row.at_least
            return Promise(clause, agreement, row.deadline, row.calendar, its, number)
    return None


def fields_asked(conditions: Iterable[Condition]) -> tuple[str, ...]:
    """The fields that conditions look at, each once."""
    return tuple(dict.fromkeys(name for condition in conditions for name in fields_of(condition)))


def fields_below(setting: Setting, route: Route) -> tuple[str, ...]:
    """The fields that the plan and the supporting clauses look at, and those that decide their tiers."""
    found = [*_below(route)]
    asked = [condition for _, condition in found]
    for subject in dict.fromkeys(each.subject for each in route.clauses):
        asked += deciding(setting.policy, found, subject)
    return fields_asked(asked)
