"""What a promise about cases rests on changes: then it is asked about stretch by stretch.

A clause, and a tier, is the one that was in force when the clock started that counts under it. So for each
stretch of time in which nothing changes the question is asked as if nothing ever did, of the cases that
begin in it; a later step may begin in any later stretch, and is asked about in each of them. While an
agreement is suspended what begins is void, and no time counts. All together is a proof; one that fails is an
answer, if what it shows is so.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import product

from attrs import evolve

from sladsl.policy.model import Agreement, Clause, Policy, Within
from sladsl.policy.names import fold
from sladsl.policy.tiers import Tier
from sladsl.policy.versions import stretch
from sladsl.records import frozen
from sladsl.underpinning.answers import Answer, CannotTell, Covered, Key, NotCovered, Proof
from sladsl.underpinning.asked import Asked, asked_about
from sladsl.underpinning.changing import Changing, Span, suspended_at
from sladsl.underpinning.kinds import route_of
from sladsl.underpinning.narrowing import below_of, only
from sladsl.underpinning.setting import Setting
from sladsl.worktime.civil import day_of, local_midnight_us
from sladsl.worktime.rules import DAY_S, DayRule, Except, NamedRule, Opening, Weekly

RULE = "stretch by stretch"
PART = "stretch"
_BEFORE = tuple(hours * 3_600_000_000 for hours in (1, 4, 24, 7 * 24))


@frozen
class Stretch:
    """The promise as if nothing changed: of what is so in `at`, for each stage the stretch of its steps."""

    asked: Asked
    at: tuple[Span, ...]


def stretches(asked: Asked, of: Changing) -> Iterator[Stretch | CannotTell]:
    """Every way in which they go together, but for those in which the promise itself is suspended."""
    for at in product(*of.spans):
        if any(later[1] <= at[0][0] for later in at[1:]):
            continue  # over before the case begins
        if not suspended_at(asked, asked.clause.agreement, at[0][0]):
            yield _as_in(asked, of, at)


def _as_in(asked: Asked, of: Changing, at: tuple[Span, ...]) -> Stretch | CannotTell:
    setting = asked.setting
    id = asked.clause.agreement
    policy = only(setting, below_of(setting, id) | {id})
    when: dict[Key, int] = {}
    instants: dict[str, int] = {id: at[0][0]}
    for number, (keys, (begin, _)) in enumerate(zip(of.stages, at)):
        when.update(dict.fromkeys(keys, begin))
        for below in {key[0] for key in keys} - {id}:
            if of.tiered.get(below, number) == number:
                instants[below] = begin
    clauses: list[Clause] = []
    mine = evolve(asked.clause, since=at[0][0], until=at[0][1])
    for each in policy.clauses:
        key = each.agreement, each.id
        if each == asked.clause:
            clauses.append(mine)
        elif key in when:
            begins, ends = stretch(each, setting.agreements[each.agreement])
            in_force = begins <= max(when[key], setting.agreements[each.agreement].begins)
            if in_force and (ends is None or when[key] < ends) and not suspended_at(asked, key[0], when[key]):
                clauses.append(evolve(each, since=None, until=None))
        elif key != asked.key:
            clauses.append(each)
    tiers = tuple(_as_at(each, instants) for each in policy.tiers)
    changed = evolve(policy, clauses=tuple(clauses), tiers=tiers)
    return _with_holes(asked, mine, changed, at)


def _as_at(tier: Tier, instants: dict[str, int]) -> Tier:
    """The tier as it applies at the instant of its agreement, for ever."""
    instant = next((at for id, at in instants.items() if fold(id) == fold(tier.agreement)), None)
    if instant is None:
        return tier
    cases = tuple(
        evolve(each, begins=-(1 << 62), ends=None)
        for each in tier.cases
        if each.begins <= instant and (each.ends is None or instant < each.ends)
    )
    return evolve(tier, cases=cases)


def _with_holes(asked: Asked, mine: Clause, policy: Policy, at: tuple[Span, ...]) -> Stretch | CannotTell:
    """Without the time in which an agreement is suspended: its clauses' calendars are closed then."""
    calendars = dict(policy.calendars)
    clauses: list[Clause] = []
    for each in policy.clauses:
        agreement = asked.setting.agreements[each.agreement]
        if not agreement.life.suspensions:
            clauses.append(each)
            continue
        deadlines = [each.deadline, *(row.deadline for row in each.rows if row.deadline is not None)]
        if not all(isinstance(deadline, Within) for deadline in deadlines):
            return CannotTell(f"{each.agreement} is suspended, and what it allows is no length of time")
        rows = tuple(evolve(row, calendar=_closed(calendars, row.calendar, agreement)) for row in each.rows)
        calendar = _closed(calendars, each.calendar, agreement)
        clauses.append(evolve(each, calendar=calendar, rows=rows))
        if each == mine:
            mine = clauses[-1]
    policy = evolve(policy, calendars=calendars, clauses=tuple(clauses))
    setting = Setting(policy, asked.setting.judge)
    return Stretch(asked_about(setting, mine, route_of(setting, mine)), at)


def _closed(calendars: dict[str, NamedRule], id: str, agreement: Agreement) -> str:
    """The id of the calendar, closed while an agreement is suspended."""
    named = calendars.get(id)
    if named is None:
        return id
    held = agreement.life.suspensions
    new = f"{id} but for suspensions of {agreement.id}"
    if new not in calendars:
        whole = (Opening(0, DAY_S),)
        days = sorted({day for each in held for day in _days(each.begins, each.ends, agreement.zone)})
        shut = Weekly(agreement.zone, ((),) * 7, tuple(DayRule(day, whole, "suspended") for day in days))
        calendars[new] = evolve(named, rule=Except(named.rule, shut))
    return new


def _days(begin: int, end: int, zone: str) -> Iterator[date]:
    day = day_of(begin, zone)
    while local_midnight_us(day, zone) < end:
        yield day
        day += timedelta(days=1)


def answered(asked: Asked, of: Changing, ask: Callable[[Asked], Answer]) -> Answer:
    """The answer by those of all stretches; `ask` answers for one."""
    found: list[tuple[Stretch, Covered]] = []
    unknown: CannotTell | None = None
    for each in stretches(asked, of):
        answer = each if isinstance(each, CannotTell) else ask(each.asked)
        match answer:
            case NotCovered():
                shown = _confirmed(asked, each, answer, ask)
                if shown is not None:
                    return evolve(shown, repairs=())
                unknown = unknown or CannotTell(
                    f"{of.why}, and no case was found that shows it: {answer.why}"
                )
            case CannotTell():
                unknown = unknown or answer
            case Covered() if _adds_up_late_cases(answer.proof):
                unknown = unknown or CannotTell(f"{of.why}, and not all of its cases need be in time below")
            case Covered():
                assert isinstance(each, Stretch)
                found.append((each, answer))
    return (CannotTell(of.unproved) if of.unproved else unknown) or _together(found)


def _confirmed(
    asked: Asked, each: Stretch | CannotTell, answer: NotCovered, ask: Callable[[Asked], Answer]
) -> NotCovered | None:
    """The answer, if what it shows is so of the promise as it stands: begun when a later step can be in its
    stretch."""
    found: Answer = answer
    for us in (None, *_BEFORE):
        if us is not None:
            assert isinstance(each, Stretch)
            begin, end = each.at[0]
            since = max(begin, end - us)
            clause = evolve(each.asked.clause, since=since)
            policy = each.asked.setting.policy
            clauses = tuple(clause if one == each.asked.clause else one for one in policy.clauses)
            setting = Setting(evolve(policy, clauses=clauses), asked.setting.judge)
            found = ask(asked_about(setting, clause, route_of(setting, clause)))
        if isinstance(found, NotCovered) and not asked.setting.replay(asked.key, found.counterexample):
            return found
        if not isinstance(each, Stretch) or len(each.at) == 1:
            break
    return None


def _adds_up_late_cases(proof: Proof) -> bool:
    """Whether it rests on shares of cases: a window of these may lie in several stretches."""
    return proof.rule == "late cases add up" or any(map(_adds_up_late_cases, proof.parts))


def _together(found: Sequence[tuple[Stretch, Covered]]) -> Covered:
    """One proof of those of all stretches."""
    parts = tuple(
        Proof(
            PART,
            "",
            answer.proof.uses,
            tuple(_numbered(each.at)),
            (answer.proof,),
        )
        for each, answer in found
    )
    uses = tuple(dict.fromkeys(key for part in parts for key in part.uses))
    with_time = [dict(answer.proof.numbers) for _, answer in found]
    timed = [numbers for numbers in with_time if "worst_us" in numbers]
    tightest = min(
        timed, key=lambda each: int(each.get("target_us", "0")) - int(each["worst_us"]), default=None
    )
    says = "in each stretch in which nothing changes it is covered"
    assumptions = tuple(dict.fromkeys(each for _, answer in found for each in answer.assumptions))
    return Covered(Proof(RULE, says, uses, tuple((tightest or {}).items()), parts), assumptions)


def _numbered(at: Sequence[Span]) -> Iterator[tuple[str, str]]:
    for number, (begin, end) in enumerate(at):
        yield from ((f"from {number}", str(begin)), (f"until {number}", str(end)))
