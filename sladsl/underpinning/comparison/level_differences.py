"""What changed between two promises about windows, part by part in words."""

from collections.abc import Callable, Iterator

from attrs import evolve

from sladsl.policy import level_words, words
from sladsl.policy.model import WindowClause
from sladsl.underpinning.comparison.differences import escalations, warned
from sladsl.underpinning.comparison.findings import Difference, Effect
from sladsl.underpinning.comparison.level_ways import level_way
from sladsl.underpinning.comparison.levels import Level
from sladsl.underpinning.comparison.meanings import differing
from sladsl.underpinning.comparison.staging import level_stage

_UNKNOWN = {
    "left out": "unknown time is left out",
    "against": "unknown time counts against the provider",
    "in favour": "unknown time counts for the provider",
}


_UNREAD = {name: said.replace("time", "readings", 1) for name, said in _UNKNOWN.items()}


def level_differences(was: Level, now: Level) -> Iterator[Difference]:
    """A difference a part; its effect is that of the part alone, on the old promise."""
    old, new = was.clause, now.clause
    if was.meaning(old.subject) != now.meaning(new.subject):
        yield Difference("subject", old.subject, new.subject, "either")
        return
    told = dict(_told(was, now))
    for name in differing(old, new, was.calendars, now.calendars):
        if name in told and len(set(told[name])) == 2:
            yield Difference(_ABOUT.get(name, name), *told[name], _effect(was, _with(was, now, name)))


_ABOUT = {"where": "condition", "calendar": "hours", "excluding": "exclusions", "unknown": "unknown time",
          "group": "grouping", "empty": "empty windows", "case": "scope", "each": "scope",
          "least": "enough data", "escalations": "escalation",
          "unknown_readings": "unknown readings"}  # fmt: skip


def _told(was: Level, now: Level) -> Iterator[tuple[str, tuple[str, str]]]:
    """How either puts each part, by the clause's attribute."""

    def both(say: Callable[[WindowClause], str]) -> tuple[str, str]:
        return say(was.clause), say(now.clause)

    measured = (level_words.measured(each.clause, each.subject) for each in (was, now))
    yield "measure", (next(measured), next(measured))
    yield "target", both(lambda each: level_words.target(each.target, each.unit))
    yield "window", both(lambda each: f"per {words.window(each.window)}")
    yield "where", both(lambda each: "" if each.where is None else f"where {words.condition(each.where)}")
    names = [level.calendars[level.clause.calendar].name for level in (was, now)]
    again = ", defined otherwise" if names[0] == names[1] else ""
    yield "calendar", (f"counting {names[0]}", f"counting {names[1]}{again}")
    yield "excluding", both(lambda each: " and ".join(state.name for state in each.excluding))
    yield "unknown", both(lambda each: _UNKNOWN[each.unknown])
    yield "group", both(lambda each: f"per {' and '.join(each.group)}" if each.group else "all together")
    yield "case", both(lambda each: each.case or f"every {each.subject}")
    yield "each", both(lambda each: "each by itself" if each.each else "all together")
    yield "least", both(lambda each: f"on {each.least} or more" if each.least else "")
    yield (
        "unknown_readings",
        both(lambda each: _UNKNOWN[each.unknown_readings].replace("time", "readings", 1)),
    )
    yield "warnings", both(lambda each: warned(each.warnings))
    yield "escalations", both(lambda each: escalations(each.escalations))
    yield "empty", both(lambda each: "a window without data is met" if each.empty == "met" else "")


def _with(was: Level, now: Level, name: str) -> Level:
    """The old promise with one part of the new one."""
    clause = evolve(was.clause, **{name: object.__getattribute__(now.clause, name)})
    resting = name in ("calendar", "measure", "excluding")
    calendars = {**was.calendars, **now.calendars} if resting else {**now.calendars, **was.calendars}
    return Level(calendars, was.agreement, clause, now.subject)


def _effect(was: Level, both: Level) -> Effect:
    stage = level_stage(was, both)
    if stage is None:
        return "open"
    down, up = (level_way(one, other, stage, lambda: ()) for one, other in ((was, both), (both, was)))
    if down and up:
        return "either"
    return "weaker" if down else "stricter" if up else "none"
