"""Answers in words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from fractions import Fraction

from sladsl.policy import words
from sladsl.policy.regions import said as cases_said
from sladsl.policy.values import Value
from sladsl.underpinning.answers import Happening
from sladsl.underpinning.asked import Asked
from sladsl.underpinning.handover import Course, Gap
from sladsl.underpinning.kinds import Kind, Leg, Promise
from sladsl.underpinning.promises import calendar_of
from sladsl.underpinning.shares import Shares
from sladsl.worktime.civil import day_of, local_midnight_us, local_of


def length(us: int) -> str:
    """ "67 h", "1 h 30 min"; of what is no whole second the nearest, "just under 67 h"."""
    if us % 1_000_000:
        rounded = round_to_second(us)
        return f"just {'under' if rounded > us else 'over'} {length(rounded)}"
    hours, rest = divmod(us // 1_000_000, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = [f"{n} {unit}" for n, unit in ((hours, "h"), (minutes, "min"), (seconds, "s")) if n]
    return " ".join(parts) or "0 s"


def round_to_second(us: int) -> int:
    """The nearest whole second."""
    return (us + 500_000) // 1_000_000 * 1_000_000


def listed(names: Iterable[str], word: str = "and") -> str:
    """ "a, b and c"."""
    *some, last = names
    return f"{', '.join(some)} {word} {last}" if some else last


def counted(count: int, thing: str) -> str:
    """ "1 case", "20 cases"."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def value(of: Value | None) -> str:
    """A field's value; "" where there is none."""
    return "" if of is None else words.value(of)


def time(us: int, zone: str) -> str:
    """ "Friday 2026-03-06 13:00", to the second where it is not a whole minute."""
    local = local_of(round_to_second(us), zone)
    text = f"{local:%A %Y-%m-%d %H:%M}"
    if local.second:
        text += f":{local:%S}"
    if local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset():
        text += f" ({str(local.isoformat())[-6:]})"
    return text


def day(us: int, zone: str) -> str:
    """The date on which an instant falls."""
    return day_of(us, zone).isoformat()


def leg(of: Leg) -> str:
    """ "repair within 4 h counting office hours, under NET-OLA/REPAIR"."""
    promises = " and ".join(
        f"{words.deadline(p.deadline)} counting {p.calendar}, under {p.key[0]}/{p.key[1]}"
        for p in of.promises
    )
    return f"{of.name} {promises}"


def of_kind(kind: Kind) -> str:
    """ " with priority P1"; "" where there is but one kind."""
    return f" with {kind.told}" if kind.told else ""


def in_time(asked: Asked, kind: Kind, course: Course, start: int, most: int) -> str:
    """The proof of a chain in words."""
    zone = kind.target.agreement.zone
    calendar = asked.setting.policy.calendars[kind.target.calendar].name
    end = course.bound(start)
    until = f"until {time(end, zone)}" if end < asked.term.end else "up to the agreement's end"
    return (
        f"every {asked.clause.subject}{of_kind(kind)} is done {words.deadline(kind.target.deadline)}: "
        f"at worst, started {time(start, zone)}, it takes {length(most)} counting {calendar}, {until}"
    )


def too_late(asked: Asked, kind: Kind, course: Course, start: int, most: int) -> str:
    """Why the chain is too long, at its worst."""
    zone = kind.target.agreement.zone
    calendar = asked.setting.policy.calendars[kind.target.calendar].name
    end = course.bound(start)
    begun = f"{asked.clause.subject}{of_kind(kind)} started {time(start, zone)}"
    if end >= asked.term.end:
        return f"{_article(begun)} need not be done before the agreement ends"
    because = reasons(asked, course, start)
    return (
        f"{_article(begun)} may be done as late as {time(end, zone)}: {length(most)} "
        f"counting {calendar}{f' ({because})' if because else ''}"
    )


def reasons(asked: Asked, course: Course, start: int) -> str:
    """What makes the worst case so long: the days on which those who work are closed, a change of clocks."""
    found: dict[str, None] = {}
    zone = asked.setting.agreements[asked.clause.agreement].zone
    end = start
    for known in course.known:
        if known.leg is None or not known.since:
            continue
        begins, ends = known.since[0].by(start), known.by(start)
        end = max(end, ends)
        for promise in known.leg.promises:
            for why in _closed(asked, promise, begins, min(ends, begins + 62 * 86_400_000_000)):
                found.setdefault(why)
    days = [why for why in found if not why.startswith("outside ")]
    said = f"{listed(days)} {'is' if len(days) == 1 else 'are'} closed" if days else ""
    before, after = local_of(start, zone).utcoffset(), local_of(end, zone).utcoffset()
    if before != after and before is not None and after is not None:
        change = f"the clocks go {'back' if after < before else 'forward'}"
        said = f"{said}, and {change}" if said else change
    return said


def _closed(asked: Asked, promise: Promise, begins: int, ends: int) -> Iterator[str]:
    calendar = calendar_of(asked.setting.policy.calendars[promise.calendar])
    at = begins
    for opens, closes in [*calendar.intervals_us(begins, ends), (ends, ends)]:
        while at < opens:
            yield calendar.why_closed(at) or ""
            at = local_midnight_us(day_of(at, calendar.zone) + timedelta(days=1), calendar.zone)
        at = closes


def nobody(asked: Asked, kind: Kind, leg: Leg, under: bool) -> str:
    """That no supporting clause is for such a case."""
    what = f"`{leg.name}` of {_article(asked.clause.subject + of_kind(kind))}"
    if under:
        return f"no supporting clause is for {what}"
    if asked.route.plan is None:
        return f"no clause of a supporting agreement is about `{leg.name}`"
    return f"nobody promises {what}"


def handover(asked: Asked, gap: Gap) -> str:
    """The gap by its milestones."""
    after, before = (listed([f"`{each}`" for each in events], "or") for events in (gap.after, gap.before))
    step = f", where `{gap.leg.name}` begins" if gap.leg else ""
    return f"nobody promises anything from {after} until {before}{step}"


def not_in_force(asked: Asked, promise: Promise) -> str:
    """That a supporting agreement begins later."""
    its, ours = promise.agreement, asked.setting.agreements[asked.clause.agreement]
    return (
        f"{its.id} is in force from {day(its.begins, its.zone)}, "
        f"{ours.id} already from {day(ours.begins, ours.zone)}"
    )


def in_force_no_longer(asked: Asked, promise: Promise) -> str:
    """That a supporting agreement ends earlier."""
    its, ours = promise.agreement, asked.setting.agreements[asked.clause.agreement]
    assert its.ends is not None
    until = f"with {day(ours.ends - 1, ours.zone)}" if ours.ends is not None else "not at all"
    return f"{its.id} ends with {day(its.ends - 1, its.zone)}, {ours.id} {until}"


def standing_still(asked: Asked, kind: Kind, most: int | None) -> str:
    """That clocks that stand still together may let time pass above only."""
    ours = asked.setting.policy.calendars[kind.target.calendar].name
    if most is None:
        return f"counting {ours}, it has no end if it is interrupted whenever those who work are open"
    return f"interrupted whenever {ours} is closed, it takes up to {length(most)} counting {ours}"


def too_few(asked: Asked, shares: Shares, promised: Fraction, left: Fraction) -> str:
    """That too many cases may be late."""
    if promised < 1:
        for each in shares.late:
            if each.why_all:
                return each.why_all
            if each.step.arrivals == 0 and each.outside is not None:
                with_it = _article(f"{asked.clause.subject} with {cases_said(each.outside)}")
                called = f"{each.by.key[0]}/{each.by.key[1]}"
                return f"{called} counts others too, such as {with_it}: all its late cases may be of these"
    return f"only {words.percent(left)} of its cases need be in time, of {words.percent(promised)} promised"


def too_many_of_few(asked: Asked) -> str:
    """That few cases may do below what they may not above."""
    called = f"{asked.key[0]}/{asked.key[1]}"
    return f"of few cases {called} asks more than its share, and more of them may be late below"


def no_example(shares: Shares, left: Fraction) -> str:
    """Why it cannot be told whether as many cases are ever late as may be."""
    why = next((each.why_all for each in shares.late if each.why_all), "")
    return why or f"at least {words.percent(left)} of its cases are in time; no example was found"


def story(asked: Asked, happenings: Sequence[Happening], breach: int) -> Iterator[str]:
    """A line an event and one for the breach, by time."""
    zone = asked.setting.agreements[asked.clause.agreement].zone
    told = False
    for each in happenings:
        if each.at > breach and not told:
            told = True
            yield _breached(asked, breach, zone)
        fields = ", ".join(f"{name} {value(of)}" for name, of in each.fields.items())
        yield f"{time(each.at, zone)}  {each.case} {each.kind}{f' with {fields}' if fields else ''}"
    if not told:
        yield _breached(asked, breach, zone)


def _breached(asked: Asked, breach: int, zone: str) -> str:
    return f"{time(breach, zone)}  {asked.clause.agreement}/{asked.clause.id} is breached"


def _article(what: str) -> str:
    return f"{'an' if what[:1].casefold() in 'aeiou' else 'a'} {what}"
