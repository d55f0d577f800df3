"""Two promises about whole windows: can a log break the one and keep the other?

Closed is a way from `broken` to `kept` where every part of `kept` is as `broken` has it, or moves the
measured value against the provider only. What part does that depends on how the value of a whole stands to
its parts: a mean (shares, averages, percentiles), the greatest, the least, a sum. Of time of which the data
does not say it is taken for granted that it is at most half.
"""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from sladsl.policy import level_words, words
from sladsl.policy.conditions import Condition, fields_of
from sladsl.policy.measures import CaseShare, Episodes, EventCount, FieldValue, Measure, TimeShare
from sladsl.policy.regions import holds, points_of
from sladsl.underpinning.comparison.findings import Log
from sladsl.underpinning.comparison.hours import beyond
from sladsl.underpinning.comparison.level_cells import LevelCell, level_cells
from sladsl.underpinning.comparison.levels import (
    Level,
    about_time,
    accepted,
    is_lower,
    is_upper,
    shape_of,
    window_shape_of,
)
from sladsl.underpinning.comparison.meanings import differing
from sladsl.underpinning.comparison.openings import Opening
from sladsl.underpinning.comparison.state_order import within
from sladsl.underpinning.comparison.stories import Stage
from sladsl.underpinning.comparison.windows import divides, most_parts

Logs = Callable[[], Iterable[Log]]
_KNOWN = {
    "agreement", "id", "title", "kind", "subject", "case", "each", "where", "measure", "target", "unit",
    "calendar", "excluding", "unknown", "window", "group", "watches", "place", "empty", "warnings",
    "burn_warnings", "since", "until", "version", "origin",
}  # fmt: skip
_STRICTNESS = {"in favour": 0, "left out": 1, "against": 2}


def level_way(broken: Level, kept: Level, stage: Stage, logs: Logs) -> tuple[Opening, ...]:
    """The openings; none: closed, and that is proved."""
    return tuple(Opening(about, doubt, logs) for about, doubt in _open(broken, kept, stage))


def _open(broken: Level, kept: Level, stage: Stage) -> Iterator[tuple[str, str]]:
    was, now = broken.clause, kept.clause
    if broken.meaning(was.subject) != kept.meaning(now.subject):
        yield "subject", f"one is about each {was.subject}, the other about each {now.subject}"
        return
    calendars = broken.calendars, kept.calendars
    for name in differing(was, now, *calendars):
        if name not in _KNOWN:
            yield name, f"the {name} differ, which are not compared"
    if not _same_measure(broken, kept):
        yield "measure", "something else is measured"
    yield from _targets_and_windows(broken, kept)
    yield from _scopes(broken, kept)
    yield from _hours(broken, kept, stage)
    if about_time(now.measure) and _STRICTNESS[now.unknown] < _STRICTNESS[was.unknown]:
        yield "unknown time", "unknown time counts otherwise"


def _is_growing(level: Level) -> bool:
    """Whether more of what is counted can only be worse: sums and greatest values with an upper bound."""
    shape, target = shape_of(level.clause.measure, level.subject), level.clause.target
    return (shape in ("sum", "most") and is_upper(target)) or (shape == "least" and is_lower(target))


def _same_measure(broken: Level, kept: Level) -> bool:
    was, now = broken.clause.measure, kept.clause.measure
    if _without_words(broken, was) == _without_words(kept, now):
        return True
    target = kept.clause.target
    match was, now:
        case TimeShare(state, inside), TimeShare(other, other_inside) if inside == other_inside:
            good = (
                (other.rule, kept, state.rule, broken) if inside else (state.rule, broken, other.rule, kept)
            )
            return is_lower(target) and within(*good)
        case Episodes(what, state), Episodes(other_what, other):
            lengths = what == other_what and what in ("longest", "total")
            return lengths and is_upper(target) and within(state.rule, broken, other.rule, kept)
        case EventCount(kinds), EventCount(others):
            mine, theirs = set(broken.meaning(kinds)), set(kept.meaning(others))
            return mine <= theirs if is_upper(target) else theirs <= mine and is_lower(target)
        case FieldValue(), FieldValue():
            return broken.meaning(was.field) == kept.meaning(now.field) and _statistics(was, now, kept)
        case CaseShare(condition), CaseShare(other_condition):
            return is_lower(target) and _narrower(other_condition, condition, kept)
        case _:
            return False


def _without_words(level: Level, measure: Measure) -> object:
    """The measure's meaning without the name of its state and the word that is used for it."""
    match measure:
        case TimeShare(state, inside):
            return "time", inside, level.meaning(state.rule)
        case Episodes(what, state):
            return "episodes", what, level.meaning(state.rule)
        case _:
            return level.meaning(measure)


def _statistics(was: FieldValue, now: FieldValue, kept: Level) -> bool:
    """Whether what keeps the new statistic keeps the old one."""
    target = kept.clause.target
    if (now.statistic == "most" and is_upper(target)) or (now.statistic == "least" and is_lower(target)):
        return was.statistic != "total"
    same = was.statistic == now.statistic == "percentile" and was.method == now.method
    return same and (now.at >= was.at if is_upper(target) else is_lower(target) and now.at <= was.at)


def _narrower(one: Condition, other: Condition, level: Level) -> bool:
    """Whether a condition of one and the same field holds only where the other does, and is as known."""
    names = {*fields_of(one), *fields_of(other)}
    field = next((each for each in level.subject.fields if each.name in names), None)
    if len(names) != 1 or field is None:
        return False
    both = [one, other]
    for point in points_of(field, both):
        held = [holds(each, {field.name: point}) for each in both]
        if (held[0] is None) != (held[1] is None) or (held[0] and not held[1]):
            return False
    return True


def _targets_and_windows(broken: Level, kept: Level) -> Iterator[tuple[str, str]]:
    was, now = broken.clause, kept.clause
    same_zone = broken.agreement.zone == kept.agreement.zone
    same_begin = broken.agreement.begins == kept.agreement.begins
    shape = window_shape_of(now.measure, kept.subject)
    inside = accepted(now.target, now.measure).within(accepted(was.target, was.measure))
    told = level_words.target(now.target, now.unit), level_words.target(was.target, was.unit)
    finer = divides(now.window, was.window, same_zone, same_begin)
    if (
        shape == "sum"
        and is_upper(now.target)
        and is_upper(was.target)
        and now.window != was.window
        and finer
    ):
        bound = now.target.bound * most_parts(now.window, was.window)
        if bound < was.target.bound or (bound == was.target.bound and was.target.order == "at most"):
            return
        yield "window", f"{told[0]} per {words.window(now.window)} is held against {words.window(was.window)}"
        return
    if not inside:
        yield "target", f"{told[0]} is held against {told[1]}"
    coarser = divides(was.window, now.window, same_zone, same_begin)
    either = _is_growing(kept) and shape in ("most", "least")
    closed = either or (coarser if shape == "sum" and is_upper(now.target) else finer and shape != "other")
    if not closed and (was.window != now.window or not finer):
        yield "window", f"{words.window(now.window)} is held against {words.window(was.window)}"


def _scopes(broken: Level, kept: Level) -> Iterator[tuple[str, str]]:
    was, now = broken.clause, kept.clause
    if broken.meaning(was.case) != kept.meaning(now.case):
        yield "scope", "they are about other things"
        return
    shape, growing = shape_of(now.measure, kept.subject), _is_growing(kept)
    if was.each != now.each and not (now.each and shape == "mean") and not (was.each and growing):
        yield "scope", "each by itself, or all together"
    cells = level_cells(broken, kept)
    if cells is None:
        yield "condition", "the conditions tell too many kinds of cases apart to look at each"
        return
    for cell in cells:
        if cell.one == "in" and cell.other != "in":
            yield "condition", f"nothing is promised: {cell.told}"
            return
    if growing:
        if not _same_group_stays(cells):
            yield "grouping", "cases are grouped otherwise"
        return
    for late in (cell for cell in cells if cell.one == "in"):
        for each in cells:
            with_it = each.other != "out" and each.other_key == late.other_key
            known = each.one == "in" or (each.one == each.other == "unknown")
            was_with_it = known and each.one_key == late.one_key
            if with_it and not was_with_it:
                yield "condition", f"others make up for it: {each.told}"
                return
    if shape == "other" and not _same_group_stays(cells):
        yield "grouping", "cases are grouped otherwise"


def _same_group_stays(cells: list[LevelCell]) -> bool:
    """Whether cases that are counted together under the broken promise are so under the kept one."""
    groups: dict[object, object] = {}
    mine = [cell for cell in cells if cell.one == "in"]
    return all(groups.setdefault(cell.one_key, cell.other_key) == cell.other_key for cell in mine)


def _hours(broken: Level, kept: Level, stage: Stage) -> Iterator[tuple[str, str]]:
    growing = _is_growing(kept)
    lost = beyond(broken.named, kept.named, stage.begin, stage.end)
    gained = beyond(kept.named, broken.named, stage.begin, stage.end)
    if lost or (gained and not growing):
        yield "hours", "other hours count"
    less = kept.excluding - broken.excluding
    more = broken.excluding - kept.excluding
    if less and not _covered(kept, broken):
        yield "exclusions", "more is left out"
    elif (less or more) and not growing:
        yield "exclusions", "something else is left out"


def _covered(kept: Level, broken: Level) -> bool:
    """Whether each state that `kept` excludes holds only where one does that `broken` excludes."""
    return all(
        any(within(mine.rule, kept, theirs.rule, broken) for theirs in broken.clause.excluding)
        for mine in kept.clause.excluding
    )


def values_to_try(broken: Level, kept: Level) -> list[Fraction]:
    """Values that break the one promise, those first that keep the other."""
    was, now = broken.clause.target, kept.clause.target
    bounds = [each for t in (was, now) for each in (t.bound, t.upper) if each is not None]
    step = _step(broken)
    between = [(a + b) / 2 for a in bounds for b in bounds if a != b]
    tried = [each + d for each in bounds for d in (0, step, -step)] + between
    tried += [each * 2 for each in bounds] + [each / 2 for each in bounds] + [Fraction(0)]
    breaking = [each for each in dict.fromkeys(tried) if not takes(broken, each)]
    return sorted(breaking, key=lambda each: not takes(kept, each))


def takes(level: Level, value: Fraction) -> bool:
    """Whether a value keeps the promise."""
    found = accepted(level.clause.target, level.clause.measure)
    low = found.low is None or value > found.low or (value == found.low and not found.without_low)
    high = found.high is None or value < found.high or (value == found.high and not found.without_high)
    return low and high


def _step(level: Level) -> Fraction:
    match level.clause.unit:
        case "%":
            return Fraction(1, 10_000)
        case "time":
            return Fraction(60_000_000)
        case _:
            return Fraction(1)
