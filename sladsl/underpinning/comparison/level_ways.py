"""Two promises about whole windows: can a log break the one and keep the other?

Closed is a way from `broken` to `kept` where every part of `kept` is as `broken` has it, or moves the
measured value against the provider only. What part does that depends on how the value of a whole stands to
its parts: a mean (shares, averages, percentiles), the greatest, the least, a sum. Of time of which the data
does not say it is taken for granted that it is at most half.
"""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from attrs import evolve

from sladsl.policy.conditions import Both
from sladsl.policy.measures import (
    CaseShare,
    Episodes,
    EventCount,
    FieldValue,
    Measure,
    ReadingShare,
    TimeShare,
)
from sladsl.policy.states import CappedCount, Lasting, StateRule
from sladsl.underpinning.comparison.enough import STRICTNESS, enough
from sladsl.underpinning.comparison.findings import Log
from sladsl.underpinning.comparison.hours import beyond
from sladsl.underpinning.comparison.level_scopes import scopes
from sladsl.underpinning.comparison.level_windows import targets_and_windows
from sladsl.underpinning.comparison.levels import (
    Level,
    about_time,
    accepted,
    is_growing,
    is_lower,
    is_upper,
)
from sladsl.underpinning.comparison.meanings import differing
from sladsl.underpinning.comparison.openings import Opening
from sladsl.underpinning.comparison.state_order import narrower, within
from sladsl.underpinning.comparison.stories import Stage

ALL = Both(())
Logs = Callable[[], Iterable[Log]]
_KNOWN = {
    "agreement", "id", "title", "kind", "subject", "case", "each", "where", "measure", "target", "unit",
    "calendar", "excluding", "unknown", "window", "group", "watches", "place", "empty", "warnings",
    "burn_warnings", "since", "until", "version", "origin", "least", "unknown_readings",
    "escalations",
}  # fmt: skip


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
    yield from targets_and_windows(broken, kept)
    yield from scopes(broken, kept)
    yield from _hours(broken, kept, stage)
    yield from enough(broken, kept)
    if about_time(now.measure) and STRICTNESS[now.unknown] < STRICTNESS[was.unknown]:
        yield "unknown time", "unknown time counts otherwise"


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
        case Episodes(what, state), Episodes(other_what, other) if what == other_what and is_upper(target):
            if what == "number":
                return _some_of(state.rule, broken, other.rule, kept)
            return what in ("longest", "total") and within(state.rule, broken, other.rule, kept)
        case EventCount(kinds), EventCount(others):
            mine, theirs = set(broken.meaning(kinds)), set(kept.meaning(others))
            return mine <= theirs if is_upper(target) else theirs <= mine and is_lower(target)
        case FieldValue(), FieldValue():
            return broken.meaning(was.field) == kept.meaning(now.field) and _statistics(was, now, kept)
        case CaseShare(condition), CaseShare(other_condition):
            return is_lower(target) and narrower(other_condition, condition, kept.subject)
        case ReadingShare(_, _, condition), ReadingShare(_, _, other_condition):
            alike = broken.meaning(evolve(was, condition=ALL)) == kept.meaning(evolve(now, condition=ALL))
            order = (other_condition, condition) if is_lower(target) else (condition, other_condition)
            return alike and (is_lower(target) or is_upper(target)) and narrower(*order, kept.subject)
        case _:
            return False


def _some_of(one: StateRule, of_one: Level, other: StateRule, of_other: Level) -> bool:
    """Whether each episode of the one state is one of the other, as a whole."""
    match one, other:
        case Lasting(of, us), Lasting(other_of, other_us) if us >= other_us:
            return _some_of(of, of_one, other_of, of_other)
        case _ if of_one.meaning(one) == of_other.meaning(other):
            return True
        case ((Lasting(of) | CappedCount(of)), _):
            return _some_of(of, of_one, other, of_other)
        case _:
            return False


def _without_words(level: Level, measure: Measure) -> object:
    """The measure's meaning without the name of its state and the word that is used for it."""
    match measure:
        case TimeShare(state, inside):
            return "time", inside, level.meaning(state.rule)
        case Episodes(what, state):
            return "episodes", what, level.meaning(state.rule)
        case FieldValue(statistic, field) if statistic != "percentile":
            return "value", statistic, level.meaning(field)
        case _:
            return level.meaning(measure)


def _statistics(was: FieldValue, now: FieldValue, kept: Level) -> bool:
    """Whether what keeps the new statistic keeps the old one."""
    target = kept.clause.target
    if (now.statistic == "most" and is_upper(target)) or (now.statistic == "least" and is_lower(target)):
        return was.statistic != "total"
    same = was.statistic == now.statistic == "percentile" and was.method == now.method
    return same and (now.at >= was.at if is_upper(target) else is_lower(target) and now.at <= was.at)


def _hours(broken: Level, kept: Level, stage: Stage) -> Iterator[tuple[str, str]]:
    growing = is_growing(kept)
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
