"""Promises of availability: the worst that every window can be while the supporting clauses are only just
kept.

Covered, if even that is as promised in every window of the term. Else the worst window is told as a history
of outages, and what would have to be promised instead.
"""

from collections.abc import Sequence

from attrs import evolve

from sladsl.evaluate.windows import TooManyWindows
from sladsl.policy import words
from sladsl.policy.model import WindowClause
from sladsl.policy.names import fold
from sladsl.policy.states import Bridged, Buckets, Lasting, StateRule, parts_of
from sladsl.underpinning.answers import (
    Answer,
    Assumed,
    CannotTell,
    Counterexample,
    Covered,
    Gap,
    Key,
    NotCovered,
    Proof,
)
from sladsl.underpinning.asked import ended_sooner
from sladsl.underpinning.cuts import NeedsItself, TooManyCuts
from sladsl.underpinning.downtime import TooIntricate
from sladsl.underpinning.driven import CannotDrive
from sladsl.underpinning.footing import Footing, footing_of
from sladsl.underpinning.mending import mendings
from sladsl.underpinning.needs import names_of
from sladsl.underpinning.outage_proofs import proof_of, rules_of
from sladsl.underpinning.outage_story import shown, why
from sladsl.underpinning.setting import AnyClause, Setting
from sladsl.underpinning.stated import Stated, hidden
from sladsl.underpinning.states_compared import calendars_in
from sladsl.underpinning.uptime import Incidents, Uptime, uptime_of
from sladsl.underpinning.worst_windows import WorstWindow, worst_windows
from sladsl.worktime import OutsideKnownDays
from sladsl.worktime.civil import DAY_US, day_of
from sladsl.worktime.table import known_us

OPEN_ENDED = 3_652 * DAY_US  # of an agreement without an end, its first ten years


def availability(setting: Setting, clause: AnyClause) -> tuple[Answer, tuple[Key, ...]] | None:
    """Whether a promise about the time that a service is in a state can be kept."""
    if not isinstance(clause, WindowClause):
        return None
    agreement = setting.agreements[clause.agreement]
    first = uptime_of(clause, agreement, "")
    if first is None:
        return None
    services = _promised(setting, clause)
    if not services:
        return CannotTell("it is about all its services together, or of none that the catalogue knows"), ()
    answers: list[Answer] = []
    keys: dict[Key, None] = {}
    for service in services:
        promise = uptime_of(clause, agreement, service)
        assert promise is not None
        try:
            answer, footing = _asked(setting, promise)
        except (TooManyWindows, NeedsItself) as fault:
            return CannotTell(str(fault)), ()
        except TooManyCuts:
            return CannotTell("what it needs can be down in too many ways"), ()
        except TooIntricate:
            return CannotTell("too many clauses meet in one of its windows"), ()
        except OutsideKnownDays as fault:
            return CannotTell(f"a calendar does not reach so far: {fault}"), ()
        keys.update(dict.fromkeys(footing.keys))
        if isinstance(answer, NotCovered) and clause.where is not None:
            only = words.cases(clause.where)
            answer = CannotTell(f"it is only promised for {only}, and otherwise {answer.why}")
        answers.append(answer)
    for wanted in (NotCovered, CannotTell):
        found = next((answer for answer in answers if isinstance(answer, wanted)), None)
        if found is not None:
            return found, tuple(keys)
    covered = [answer for answer in answers if isinstance(answer, Covered)]
    if len(covered) == 1:
        return covered[0], tuple(keys)
    assumptions = tuple(dict.fromkeys(each for answer in covered for each in answer.assumptions))
    says = f"each of its {len(covered)} services is covered"
    proof = Proof("every service", says, parts=tuple(answer.proof for answer in covered))
    return Covered(proof, assumptions), tuple(keys)


def _promised(setting: Setting, clause: WindowClause) -> tuple[str, ...]:
    """The services a clause is about, by their folded names."""
    if clause.case is not None:
        return (fold(clause.case),)
    if not clause.each:
        return ()
    of_services = fold(clause.subject) == "service"
    return tuple(names_of(setting.policy)) if of_services else ()


def footing_for(setting: Setting, promise: Uptime) -> Footing:
    """What a promise rests on, with what is assumed. Raises NeedsItself, TooManyCuts, TooManyWindows."""
    return footing_of(setting, promise, Stated.of(setting, promise).exclusions, _until(setting, promise))


def _asked(setting: Setting, promise: Uptime) -> tuple[Answer, Footing]:
    stated = Stated.of(setting, promise)
    footing = footing_for(setting, promise)
    until = footing.until
    found = tuple(worst_windows(footing))
    missed = [window for window in found if not window.kept]
    independently = stated.independent(footing) if missed else frozenset()
    if independently:
        found = tuple(worst_windows(footing, independently))
        missed = [window for window in found if not window.kept]
    used = [*stated.used(footing, bool(independently))]
    if promise.agreement.ends is None or until < promise.agreement.ends:
        day = day_of(until - 1, promise.agreement.zone)
        used.append(Assumed("horizon", f"{promise.agreement.id} was looked at up to {day}"))
    if not missed:
        ids = dict.fromkeys(support.agreement.id for support, _ in footing.supports)
        used += ended_sooner(setting, promise.agreement.id, ids)
    if missed and footing.pieced:
        return _refuted_alone(setting, footing, tuple(used), independently)
    if missed:
        return _refuted(setting, footing, missed, tuple(used), independently), footing
    if not stated.monitored and (reason := hidden(footing)):
        return CannotTell(reason), footing
    return Covered(proof_of(footing, found), tuple(dict.fromkeys(used))), footing


def _refuted_alone(
    setting: Setting, footing: Footing, used: tuple[Assumed, ...], independently: frozenset[str]
) -> tuple[Answer, Footing]:
    """Of a state that several services may make up: what one of them alone may do refutes it too."""
    alone = footing.as_if_alone()
    missed = [window for window in worst_windows(alone, independently) if not window.kept]
    if missed:
        found = _refuted(setting, alone, missed, used, independently)
        # repairs of single clauses are reckoned as if none were made up
        return (evolve(found, repairs=()) if isinstance(found, NotCovered) else found), alone
    support = footing.pieced[0][0]
    reason = (
        f"{support.name} is about `{support.state.name}` of each service, and stretches of several that are "
        "none by themselves may make one together"
    )
    return CannotTell(reason), alone


def _refuted(
    setting: Setting,
    footing: Footing,
    missed: Sequence[WorstWindow],
    used: tuple[Assumed, ...],
    independently: frozenset[str],
) -> Answer:
    worst = min(missed, key=lambda window: (window.left, window.window))
    said = why(footing, worst)
    if independently:
        return CannotTell(f"{said}, even if outages fall independently, as is assumed")
    try:
        counterexample = _confirmed(setting, footing, worst)
    except CannotDrive as fault:
        return CannotTell(f"{said}, but no log could be made that shows it: {fault}")
    if counterexample is None:
        return CannotTell(f"{said} at most, but no outages of that kind were found that make it so")
    numbers = (
        ("share", words.percent(worst.left)),
        ("worst_us", str(worst.bad)),
        ("worst_start", str(worst.window[0])),
        ("worst_end", str(worst.window[1])),
        ("rule", ", ".join(rules_of(footing, worst))),
    )
    repairs = tuple(mendings(footing, missed))
    return NotCovered(_gap(footing, worst), said, counterexample, repairs, used, numbers)


def _confirmed(setting: Setting, footing: Footing, worst: WorstWindow) -> Counterexample | None:
    """A history that the evaluator confirms. None where none is found because of limits to which outages
    there may be; else the one that should be confirmed."""
    promise = footing.promise
    found = list(shown(setting, footing, worst))
    for each in found:
        if not setting.replay((promise.agreement.id, promise.clause.id), each):
            return each
    limited = [support.state for support, _ in footing.supports if isinstance(support, Incidents)]
    return None if limited or _lasts(promise.state.rule) else found[0]


def _lasts(rule: StateRule) -> bool:
    """Whether not every stretch of downtime is one of this state."""
    return isinstance(rule, Lasting | Bridged | Buckets) or any(map(_lasts, parts_of(rule)))


def _gap(footing: Footing, worst: WorstWindow) -> Gap:
    promised = {support.service for support, _ in footing.supports}
    within = {allowance.service for allowance in worst.question.allowances}
    down = {service for part in worst.worst.parts for service in part.way.down}
    if any(not cut & promised for cut in footing.cuts):
        return "nobody"
    if down and not down & within and down & promised:
        return "term"
    return "downtime"


def _until(setting: Setting, promise: Uptime) -> int:
    """Up to when windows are looked at: the agreement's end, or the last day that a calendar knows."""
    agreement = promise.agreement
    ends = agreement.begins + OPEN_ENDED if agreement.ends is None else agreement.ends
    excluded = [id for each in promise.clause.excluding for id in calendars_in(each.rule)]
    for id in (promise.clause.calendar, *excluded):
        ends = min(ends, known_us(setting.policy.calendars[id].rule)[1])
    return ends
