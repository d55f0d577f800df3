"""Checks from the policy's JSON alone that enough cases are in time where not every one has to be.

Whichever cases are late in one step may be in time in all others, so that what may be late adds up. It is
reckoned on the cases of the promise: where those of a step are counted with others, all its late ones may be of
this promise, unless it is assumed how many of them are; so it is where they are counted with cases from before the
agreement is in force, or after.
"""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tests.laws.proof_cases import Case, Promise, Way, agreement_of, doing, parts_of, promised
from tests.laws.proof_time import EPOCH, Json, Refused, fold

MONTHS = {"month": 1, "quarter": 3, "year": 12}
Counted = tuple[str, int | None]
Few = list[tuple[int, int]]  # of fewer than so many cases so many may miss, in order


class Late(NamedTuple):
    """The share in time, the part of its cases that is the promise's, and what it lets miss of few of just these."""

    share: Fraction
    part: Fraction
    few: Few = []  # noqa: RUF012 (never changed)


def check_shares(
    policy: Json, clause: Json, way: Way, cases: list[Case], parts: list[Json], ledger: set[str]
) -> None:
    """Raises Refused unless each share that the clause promises is kept, as a part says."""
    told = [part for part in parts if part["rule"] == "late cases add up"]
    complete = [case for case in cases if None not in case.values()]
    own: dict[Counted, list[Case]] = {}
    for case in complete:
        target = promised(clause, case)
        if target is not None:
            own.setdefault(target.counted, []).append(case)
    needed = 0
    for cell, its in own.items():
        first = promised(clause, its[0])
        assert first is not None
        by_case: list[list[Late]] = [[] for _ in its]
        for stage, steps in enumerate(way.stages):
            for step in steps:
                found = _late(policy, clause, way, (stage, step), cell, its, complete, ledger)
                for known, each in zip(by_case, found):
                    known += [] if each is None else [each]
        if not any(by_case):
            continue
        needed += 1
        for late in by_case:
            _of_few(clause, first.share, late)
        lost = max(sum(map(_lost, late)) for late in by_case)
        left = max(Fraction(0), 1 - lost)
        if left < first.share:
            raise Refused(f"only {left} of the cases need be in time, of {first.share}")
        uses = {p.name for case in its for stage in way.stages for step in stage for p in doing(step, case)}
        worst = [late for late in by_case if sum(map(_lost, late)) == lost]
        if not any(_says(part, uses, first.share, left, late) for part in told for late in worst):
            raise Refused(f"it is not said that {left} of the cases of {cell} are in time")
    if needed != len(told):
        raise Refused(f"{len(told)} shares are told of, and {needed} have to be")


def _lost(late: Late) -> Fraction:
    share, part = late.share, late.part
    return min(Fraction(1), (1 - share) / part) if part else Fraction(1)


def _of_few(clause: Json, share: Fraction, late: list[Late]) -> None:
    """Of few cases no more may be late than the promise lets miss of so few."""
    few = few_of(clause)
    last = max([bound for bound, _ in few] + [bound for each in late for bound, _ in each.few], default=1)
    for count in range(max(clause["least"], 1), last):
        allowed = _of_so_many(few, share, count)
        if min(count, sum(_most_late(each, count) for each in late)) > allowed:
            raise Refused(f"of {count} cases more may be late than {allowed}")


def few_of(clause: Json) -> Few:
    """What a clause lets miss of few cases; all of those for which it promises nothing."""
    few = (
        sorted((each["fewer_than"], each["may_miss"]) for each in clause["share"]["few"])
        if clause["share"]
        else []
    )
    least = clause["least"]
    return [(least, least), *((n, k) for n, k in few if n > least)] if least > 1 else few


def _of_so_many(few: Few, share: Fraction, count: int) -> int:
    for bound, may in few:
        if count < bound:
            return min(may, count)
    return int((1 - share) * count // 1)


def _most_late(late: Late, count: int) -> int:
    if late.few:
        return _of_so_many(late.few, late.share, count)
    return min(count, int((1 - late.share) * (count // late.part) // 1)) if late.part else count


def _at_worst(promise: Promise) -> Fraction:
    """The share that is in time of however many cases."""
    found, before = 1 - promise.share, 1
    for bound, may in few_of(promise.clause):
        if bound > before:  # more of them are a smaller share
            found, before = max(found, Fraction(min(may, before), before)), bound
    return 1 - found


def _says(part: Json, uses: set[str], share: Fraction, left: Fraction, late: list[Late]) -> bool:
    numbers = part["numbers"]
    said = Fraction(numbers["promised_share"]), Fraction(numbers["share"])
    steps = [Fraction(each["numbers"]["share"]) for each in part["parts"]]
    if any(each["rule"] != "late cases of a step" for each in part["parts"]):
        return False
    kept = sorted(1 - _lost(each) for each in late)
    return set(part["uses"]) == uses and said == (share, left) and sorted(steps) == kept


def _late(
    policy: Json,
    clause: Json,
    way: Way,
    placed: tuple[int, list[tuple[Json, Json | None]]],
    cell: Counted,
    its: list[Case],
    every: list[Case],
    ledger: set[str],
) -> list[Late | None]:
    """How many may be late in a step if all cases are like this one, for each of `its`; None where none may."""
    stage, step = placed
    by_case = [[promise for promise in doing(step, case) if _at_worst(promise) < 1] for case in its]
    promises = {promise.counted: promise for several in by_case for promise in several}
    late: dict[Counted, Late] = {}
    for counted, promise in promises.items():
        beyond = bool(clause["share"]) and _reaches_beyond(policy, clause, way, promise, stage, its, ledger)
        part = Fraction(1)
        strangers = [case for case in every if _counts(promise, case) and not _is_of(clause, cell, case)]
        if (strangers or beyond) and clause["share"]:
            known = [
                Fraction(each["at_least"])
                for each in way.assumes("arrival share")
                if f"{each['agreement']}/{each['clause']}" == promise.name
            ]
            # of the agreement's cases it is not said how many are of this promise, if some are not
            others = [
                each["where"]
                for each in policy["clauses"]
                if each["agreement"] == clause["agreement"]
                and fold(each["subject"]) == fold(clause["subject"])
            ]
            own_rows = any(row["at_least"] is not None for row in clause["rows"])
            all_of_it = not strangers or (all(where == clause["where"] for where in others) and not own_rows)
            part = max(known) if known and all_of_it and "arrival share" in ledger else Fraction(0)
        late[counted] = Late(_at_worst(promise), part)
        if (
            len(promises) == 1
            and all(by_case)
            and not (strangers or beyond)
            and _windows_alike(clause, promise)
        ):
            late[counted] = Late(promise.share, part, few_of(promise.clause))
    # cases that count under two of the clauses below can make both late with less: then all of both may be
    twice = any(sum(_counts(promise, case) for promise in promises.values()) > 1 for case in every)
    found: list[Late | None] = []
    for several in by_case:
        cells = list(late) if twice else [promise.counted for promise in several]
        if len(cells) == 1:
            found.append(late[cells[0]])
        else:
            lost = min(Fraction(1), sum((_lost(late[each]) for each in cells), Fraction(0)))
            found.append(Late(1 - lost, Fraction(1)) if cells else None)
    return found


def _windows_alike(clause: Json, promise: Promise) -> bool:
    ours, theirs = clause["share"], promise.clause["share"]
    groups = [set(map(fold, each["group"])) for each in (ours, theirs)] if ours else []
    return bool(ours) and ours["window"] == theirs["window"] and groups[0] == groups[1]


def _counts(promise: Promise, case: Case) -> bool:
    found = promised(promise.clause, case)
    return found is not None and found.counted == promise.counted


def _is_of(clause: Json, cell: Counted, case: Case) -> bool:
    found = promised(clause, case)
    return found is not None and found.counted == cell


def _reaches_beyond(
    policy: Json, clause: Json, way: Way, promise: Promise, stage: int, its: list[Case], ledger: set[str]
) -> bool:
    """Whether cases from before or after the agreement count with those of the promise.

    Raises Refused unless what of the agreement is counted in a window below is counted in one window above.
    """
    below = promise.clause
    ours, theirs = clause["share"], below["share"]
    if not _nests(theirs["window"], ours["window"]):
        raise Refused(f"all late cases of a longer window of {promise.name} may fall into one above")
    if not set(map(fold, ours["group"])) <= set(map(fold, theirs["group"])):
        raise Refused(f"all late cases of {promise.name} may be of one group above")
    above, its_agreement = agreement_of(policy, clause["agreement"]), agreement_of(policy, below["agreement"])
    if above["zone"] != its_agreement["zone"]:
        raise Refused(f"the windows of {promise.name} begin by other clocks")
    alone = _voids(policy, clause) - _voids(policy, below)
    if alone:
        raise Refused(f"{' and '.join(sorted(alone))} takes cases out of those above only")
    _seen_alike(clause, way, below, stage, ledger)
    zone = ZoneInfo(above["zone"])
    sides = (
        _cut_alike(theirs["window"], its_agreement[side], above[side], zone) for side in ("begins", "ends")
    )
    beyond = not all(sides)
    if beyond and theirs["window"]["kind"] != "calendar":
        raise Refused(f"the windows of {promise.name} are cut elsewhere")
    if ours["by"] == theirs["by"] == "opening" and stage == 0:
        return beyond
    if way.assumes("same window") and "same window" in ledger:
        return beyond
    same_clock = fold(clause["clock"]) == fold(below["clock"]) and fold(clause["subject"]) == fold(
        below["subject"]
    )
    targets = [target for case in its if _counts(promise, case) and (target := promised(clause, case))]
    same = all(
        (target.deadline, target.calendar) == (promise.deadline, promise.calendar) for target in targets
    )
    pauses = set(map(fold, clause["pauses"])) == set(map(fold, below["pauses"]))
    if (
        len(way.stages) == 1
        and same_clock
        and same
        and pauses
        and ours["by"] == theirs["by"]
        and clause["excluding"] == below["excluding"]
    ):
        # decided alike; but what was begun before the agreement above was in force counts below only
        return beyond or its_agreement["begins"] < above["begins"]
    raise Refused(f"a case may be late in another window under {promise.name}")


def _voids(policy: Json, clause: Json) -> set[str]:
    """The events that take a case out of a clause's."""
    return {
        fold(each["event"])
        for clock in policy["clocks"]
        if (fold(clock["subject"]), fold(clock["name"])) == (fold(clause["subject"]), fold(clause["clock"]))
        for each in clock["transitions"]
        if each["action"] == "void"
    }


def _seen_alike(clause: Json, way: Way, below: Json, stage: int, ledger: set[str]) -> None:
    """By what a case is counted is the same above and below: looked at at the same instant, or assumed to stay."""
    same_clock = fold(clause["clock"]) == fold(below["clock"])
    if clause["fields"] == below["fields"] and (same_clock or (stage == 0 and below["fields"] == "opening")):
        return
    stay = {fold(name) for each in way.assumes("steady") for name in each["fields"] if "steady" in ledger}
    names = {fold(part["field"]) for condition in way.conditions(clause) for part in parts_of(condition)}
    left = (names | set(map(fold, clause["share"]["group"]))) - stay
    if left:
        raise Refused(f"{' and '.join(sorted(left))} may change")


def _nests(inner: Json, outer: Json) -> bool:
    if inner == outer:
        return True
    if (inner["kind"], outer["kind"]) != ("calendar", "calendar"):
        return False
    if inner["unit"] == "week":
        return False
    if inner["unit"] == "day":
        return True
    return outer["unit"] in MONTHS and MONTHS[outer["unit"]] % MONTHS[inner["unit"]] == 0


def _cut_alike(window: Json, one: int | None, other: int | None, zone: ZoneInfo) -> bool:
    """Whether the windows of both agreements begin, or end, at the same instants on that side."""
    if one == other:
        return True
    if window["kind"] != "calendar" or other is None:
        return False
    local = (EPOCH + timedelta(microseconds=other)).astimezone(zone)
    day: date = local.date()
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC) == local.astimezone(UTC)
    unit = window["unit"]
    if unit in MONTHS:
        return midnight and day.day == 1 and (day.month - 1) % MONTHS[unit] == 0
    return midnight and (unit == "day" or day.weekday() == 0)
