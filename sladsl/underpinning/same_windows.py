"""Whether cases that count in one window and group below count together above, too.

What is late in one window below has to be late in the one above that this lies in: so it is where both count
by opening from the same start, or decide every case alike; else the plan has to say so. Where windows or
groups do not lie in those above, or where a case may be late in one and counted in the next, all of the late
ones may come together above, and those in time that allow them elsewhere. So may it be where fields change
while a case runs, by which it is counted.
"""

from collections.abc import Iterator

from sladsl.policy.names import fold
from sladsl.policy.plans import SameWindow, Steady
from sladsl.policy.states import Window
from sladsl.records import frozen
from sladsl.underpinning.answers import Assumed
from sladsl.underpinning.asked import Asked
from sladsl.underpinning.handover import events_of
from sladsl.underpinning.kinds import Kind, Promise, conditions_of, fields_asked
from sladsl.worktime.civil import local_of

_NESTED = {  # each window, and those it is made of whole
    "day": {"day"},
    "week": {"day", "week"},
    "month": {"day", "month"},
    "quarter": {"day", "month", "quarter"},
    "year": {"day", "month", "quarter", "year"},
}


@frozen
class Elsewhere:
    """The late cases of one window below may count in one above, and its others in other windows or groups.

    `groups` are the fields that tell groups apart above only, `changing` those that need not stay as they
    were, and `void` an event that takes a case out of those above only: then it may be so at any instant.
    """

    why: str
    groups: tuple[str, ...] = ()
    changing: tuple[str, ...] = ()
    void: str = ""


@frozen
class Beyond:
    """Windows below hold cases from before the agreement above is in force, or after."""

    why: str


@frozen
class Counting:
    """What speaks against it, of the agreement's cases and of others; else what is assumed for that."""

    elsewhere: Elsewhere | None
    beyond: Beyond | None = None
    assumed: tuple[Assumed, ...] = ()


def counted_together(asked: Asked, kinds: tuple[Kind, ...], promise: Promise, stage: int) -> Counting:
    """Whether the cases of a supporting promise that count together do so above."""
    ours, its = asked.clause.share, promise.clause.share
    assert ours is not None
    assert its is not None
    called = called_by(promise)
    if not _nests(its.window, ours.window):
        why = f"{called} counts over other windows: all its late cases may fall into one of these"
        return Counting(Elsewhere(why))
    missing = set(map(fold, ours.group)) - set(map(fold, its.group))
    if missing:
        why = f"{called} counts several groups together: all that may be late may be of one of them"
        return Counting(Elsewhere(why, tuple(name for name in ours.group if fold(name) in missing)))
    if (zone := promise.agreement.zone) != kinds[0].target.agreement.zone:
        return Counting(Elsewhere(f"the windows of {called} begin by the clocks of {zone}"))
    clocks = asked.setting.clock_of(asked.clause), asked.setting.clock_of(promise.clause)
    alone = events_of(clocks[0], "void") - events_of(clocks[1], "void")
    if alone:
        event = min(alone)
        why = f"`{event}` voids {asked.key[0]}/{asked.key[1]} and not {called}, which counts such cases too"
        return Counting(Elsewhere(why, void=event))
    steady = tuple(_steady(asked, promise, stage))
    if any(each.place is None for each in steady):
        changing = [each.kind for each in steady if each.place is None]
        listed = " and ".join(changing)
        why = (
            f"a case may change its {listed} between where {called} counts it and where {asked.key[0]}/"
            f"{asked.key[1]} does; if not, let the plan say `assuming that {listed} "
            f"{'stays' if len(changing) == 1 else 'stay'} as opened.`"
        )
        return Counting(Elsewhere(why, changing=tuple(changing)))
    beyond = None
    if not _cut_alike(promise, asked):
        not_alike = f"{promise.agreement.id} and {asked.key[0]} do not begin and end with the same windows"
        if its.window.kind != "calendar":
            return Counting(Elsewhere(not_alike))
        beyond = Beyond(not_alike)
    if ours.by == its.by == "opening" and stage == 0:
        return Counting(None, beyond, steady)
    same = same_window(asked)
    if _decided_alike(asked, kinds, promise):
        if beyond is None and promise.agreement.begins < asked.setting.agreements[asked.key[0]].begins:
            if same is not None:
                return Counting(None, None, (*steady, same))
            beyond = Beyond(f"{called} counts cases that were begun before {asked.key[0]} was in force")
        return Counting(None, beyond, steady)
    if same is not None:
        return Counting(None, beyond, (*steady, same))
    why = (
        f"a case may be late in one window under {called} and in the next under {asked.key[0]}/"
        f"{asked.key[1]}; if not, let the plan say `assuming that cases count in the same window.`"
    )
    return Counting(Elsewhere(why), beyond)


def _steady(asked: Asked, promise: Promise, stage: int) -> Iterator[Assumed]:
    """That the fields stay by which cases are counted, unless both look at them at the same instant. Those of
    which the plan does not say it have no place, and their names are the kind."""
    ours, its = asked.clause, promise.clause
    same_clock = asked.setting.clock_of(ours) is asked.setting.clock_of(its)
    if ours.fields == its.fields and (same_clock or (stage == 0 and ours.fields == "opening")):
        return
    said = {}
    for each in asked.route.plan.assumptions if asked.route.plan else ():
        if isinstance(each, Steady):
            said.update({fold(name): each.place for name in each.fields})
    names = fields_asked(conditions_of(asked.setting, ours, asked.route))
    by_name = {fold(name): name for name in (*names, *(ours.share.group if ours.share else ()))}
    for folded, name in by_name.items():
        if folded in said:
            yield Assumed("steady", f"{name} does not change while a case runs", said[folded])
        else:
            yield Assumed(name, "")


def same_window(asked: Asked) -> Assumed | None:
    """That cases count in the same window, where the plan says so."""
    for each in asked.route.plan.assumptions if asked.route.plan else ():
        if isinstance(each, SameWindow):
            return Assumed("same window", "a case counts in the same window under every clause", each.place)
    return None


def called_by(promise: Promise) -> str:
    """`DESK/TAKE`."""
    return f"{promise.key[0]}/{promise.key[1]}"


def _decided_alike(asked: Asked, kinds: tuple[Kind, ...], promise: Promise) -> bool:
    """Whether every case is decided at the same instant under both."""
    clock = asked.setting.clock_of(asked.clause)
    ours, its = asked.clause.share, promise.clause.share
    return (
        ours is not None
        and its is not None
        and len(asked.route.stages) == 1
        and asked.setting.clock_of(promise.clause) is clock
        and ours.by == its.by
        and all(
            kind.target.deadline == promise.deadline and kind.target.calendar == promise.calendar
            for kind in kinds
            if any(promise in leg.promises for leg in kind.way[0])
        )
        and set(promise.clause.pauses) == set(asked.clause.pauses)
        and promise.clause.excluding == asked.clause.excluding
    )


def _nests(inner: Window, outer: Window) -> bool:
    """Whether windows of the one kind lie whole in those of the other."""
    if inner == outer:
        return True
    return inner.kind == outer.kind == "calendar" and inner.unit in _NESTED[outer.unit]


def _cut_alike(promise: Promise, asked: Asked) -> bool:
    """Whether the agreements begin and end so that no window below reaches beyond the term above."""
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
