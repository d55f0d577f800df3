"""What an answer on two texts of one clause rests on: what changed, and how each may be broken."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Literal

from sladsl.policy import words
from sladsl.policy.model import Clause, WindowClause
from sladsl.records import frozen
from sladsl.underpinning.comparison import runs
from sladsl.underpinning.comparison.cases import way
from sladsl.underpinning.comparison.differences import differences
from sladsl.underpinning.comparison.findings import Difference, Log, Witness
from sladsl.underpinning.comparison.level_differences import level_differences
from sladsl.underpinning.comparison.level_logs import Teller
from sladsl.underpinning.comparison.level_scopes import (
    BEGINS,
    STAYS,
    counts_from_another_begin,
    sees_fields_otherwise,
)
from sladsl.underpinning.comparison.level_ways import level_way
from sladsl.underpinning.comparison.levels import Level, level_of
from sladsl.underpinning.comparison.openings import Opening
from sladsl.underpinning.comparison.promises import Promise, promise_of
from sladsl.underpinning.comparison.replay import Judge, Text, first_witness
from sladsl.underpinning.comparison.sides import Side
from sladsl.underpinning.comparison.staging import level_stage, shortened, stage_of
from sladsl.underpinning.comparison.stories import Stage

EDGE = (
    "a case counts in the window in which it is decided: near a window's edge the shorter of two deadlines "
    "may decide it in the window before"
)
NOWHERE = "there is no time in which both are in force and know their calendars"

Openings = tuple[Opening, ...]


@frozen
class Ground:
    """Two texts of one kind. `down` are the ways to break the old and keep the new one, `up` the other way
    round; of the logs of the first `tried` of them (None: of all) one may be a witness. With a `doubt`
    nothing can be told."""

    differences: tuple[Difference, ...]
    notes: tuple[str, ...]
    doubt: str
    down: Callable[[], Openings]
    up: Callable[[], Openings]
    tried: int | None


def ground_of(old: Side, new: Side) -> Ground:
    """Of two clauses about cases, or two about windows."""
    return _of_cases(old, new) if isinstance(old.clause, Clause) else _of_windows(old, new)


def _of_cases(old: Side, new: Side) -> Ground:
    was, now = promise_in(old), promise_in(new)
    assert isinstance(old.clause, Clause)
    assert isinstance(new.clause, Clause)
    changed = differences(old.policy, old.clause, new.policy, new.clause, was, now)
    if was == now:
        return Ground(changed, (), "", _none, _none, None)
    stage = stage_of(was, now)
    if stage is None:
        return Ground(changed, (), NOWHERE, _none, _none, None)
    by_decision = any(each.share is not None and each.share.by == "decision" for each in (was, now))
    notes = (EDGE,) * (by_decision and was.offers != now.offers)
    if shortened(stage, was, now):
        days = [words.instant(us, stage.zone)[:10] for us in (stage.begin, stage.end - 1)]
        notes += (f"compared from {' to '.join(days)}",)
    return Ground(
        changed,
        notes,
        "",
        lambda: way(was, now, stage).openings,
        lambda: way(now, was, stage).openings,
        None,
    )


def _of_windows(old: Side, new: Side) -> Ground:
    was, now = level_in(old), level_in(new)
    changed = tuple(level_differences(was, now))
    stage = level_stage(was, now)
    if stage is None:
        return Ground(changed, (), NOWHERE, _none, _none, 1)
    granted = [STAYS.format(now.subject.name)] if sees_fields_otherwise(was, now) else []
    granted += [BEGINS] if counts_from_another_begin(was, now) else []
    return Ground(
        changed,
        tuple(granted),
        "",
        lambda: _openings(old, new, was, now, stage),
        lambda: _openings(new, old, now, was, stage),
        1,  # the logs of each are the same
    )


def _openings(broken: Side, kept: Side, was: Level, now: Level, stage: Stage) -> Openings:
    if not runs.counts_others(was.clause):
        return level_way(was, now, stage, Teller(was, now, stage).logs)
    logs = partial(runs.logs, broken, kept, stage)
    doubts = (Opening(about, doubt, logs) for about, doubt in runs.doubts(broken, kept))
    return (*level_way(was, now, stage, logs), *doubts)


def _none() -> Openings:
    return ()


def shown(
    judge: Judge, old: Text, new: Text, openings: Iterable[Opening], broken_by: Literal["old", "new"]
) -> Witness | None:
    """The first of their logs that breaks the one text and keeps the other."""
    logs: Iterable[Log] = (log for opening in openings for log in opening.logs())
    return first_witness(judge, old, new, logs, broken_by)


def level_in(side: Side) -> Level:
    """A clause about windows ready to compare."""
    assert isinstance(side.clause, WindowClause)
    return level_of(side.policy, side.agreement, side.clause)


def promise_in(side: Side) -> Promise:
    """A clause about cases ready to compare."""
    assert isinstance(side.clause, Clause)
    return promise_of(side.policy, side.agreement, side.clause)
