"""Is a policy complete in itself? Asked of one read from JSON, which anyone may have edited."""

from collections.abc import Iterator
from itertools import pairwise
from typing import assert_never
from zoneinfo import ZoneInfo

from sladsl.policy.assumption_words import assumption_faults
from sladsl.policy.budgets import burns_soundly
from sladsl.policy.conditions import Both, Compared, Condition, Either, IsKnown, IsOneOf, Not, fields_of
from sladsl.policy.few_cases import FewCases
from sladsl.policy.meant_words import meant_faults
from sladsl.policy.model import Clause, Clock, Deadline, Policy, Row, Source, Subject, Whichever
from sladsl.policy.names import fold
from sladsl.policy.sound_catalogue import catalogue_faults
from sladsl.policy.sound_exclusions import exclusion_faults
from sladsl.policy.sound_levels import level_faults
from sladsl.policy.sound_money import money_faults
from sladsl.policy.sound_parties import party_faults
from sladsl.policy.sound_plans import plan_faults
from sladsl.policy.sound_requirements import levels_required, requirement_faults
from sladsl.policy.sound_tiers import tier_faults
from sladsl.policy.sound_versions import version_faults
from sladsl.worktime.rules import DAY_S, AllOf, Always, AnyOf, Except, Opening, Rule, Weekly

MAX_DEPTH = 100  # of conditions and calendars, far beyond what the language admits


def faults(policy: Policy) -> list[str]:
    """What judging would stumble on: names without an owner, zones and hours that cannot be."""
    return list(_faults(policy))


def _faults(policy: Policy) -> Iterator[str]:
    if policy.if_agreed is not None:
        if policy.if_agreed.if_agreed is not None:
            yield "the policy with its drafts agreed has drafts of its own"
        else:
            for fault in _faults(policy.if_agreed):
                yield f"with its drafts agreed, {fault}"
    zones = dict.fromkeys(agreement.zone for agreement in policy.agreements)
    for id, named in policy.calendars.items():
        zones[named.zone] = None
        for fault in _of_rule(named.rule, 0, zones):
            yield f"the calendar `{id}` {fault}"
    for form in policy.calendar_forms:
        if form.meaning not in policy.calendars:
            yield f"the name `{form.text}` is of a calendar `{form.meaning}` that is not there"
    zones.update((source.times.zone, None) for source in policy.sources if source.times.zone is not None)
    for zone in zones:
        if not _is_zone(zone):
            yield f"there is no time zone `{zone[:60]}`"
    for agreement in policy.agreements:
        if agreement.ends is not None and agreement.ends < agreement.begins:
            yield f"the agreement `{agreement.id}` ends before it begins"
    subjects = {fold(subject.name): subject for subject in policy.subjects}
    for kind, parts in (("state", policy.states), ("clock", policy.clocks)):
        for part in parts:
            if fold(part.subject) not in subjects:
                yield f"the {kind} `{part.name}` is of the subject `{part.subject}`, which is not there"
    for clock in policy.clocks:
        if not all(each.within is None or _is_deadline(each.within) for each in clock.transitions):
            yield f"the clock `{clock.name}` has a deadline of no parts, or of parts in parts"
        for each in clock.transitions:
            if each.within is not None and each.action != "continue":
                yield f"the clock `{clock.name}` bounds when it may {each.action}: only going on has a bound"
    yield from _of_clauses(policy, subjects)
    yield from level_faults(policy, _depth)
    yield from exclusion_faults(policy, _depth)
    yield from money_faults(policy)
    yield from catalogue_faults(policy)
    yield from plan_faults(policy, _depth)
    yield from version_faults(policy)
    yield from assumption_faults(policy)
    yield from party_faults(policy)
    yield from tier_faults(policy, _depth)
    yield from meant_faults(policy)
    yield from _of_clauses(levels_required(policy), subjects)
    yield from requirement_faults(policy, _depth)
    for source in policy.sources:
        yield from _of_source(source, subjects)
    clauses = {(clause.agreement, clause.id) for clause in policy.clauses}
    windowed = {(clause.agreement, clause.id) for clause in policy.window_clauses}
    for example in policy.examples:
        key = example.agreement, example.clause
        if key not in clauses and (key not in windowed or example.expectations):
            yield f"the example `{example.title}` is of a clause `{example.clause}` that is not there"
        if any(each.step <= 0 for each in example.windows):
            yield f"the example `{example.title}` expects a value that nothing can be rounded to"


def _of_clauses(policy: Policy, subjects: dict[str, Subject]) -> Iterator[str]:
    agreements = {agreement.id for agreement in policy.agreements}
    clocks: dict[tuple[str, str], Clock] = {(fold(c.subject), fold(c.name)): c for c in policy.clocks}
    states = {(fold(state.subject), fold(state.name)) for state in policy.states}
    for clause in policy.clauses:
        about = fold(clause.subject)
        if clause.agreement not in agreements:
            yield f"{_called(clause)} is of an agreement `{clause.agreement}` that is not there"
        if clause.calendar not in policy.calendars:
            yield f"{_called(clause)} counts a calendar `{clause.calendar}` that is not there"
        if about not in subjects:
            yield f"{_called(clause)} is about a subject `{clause.subject}` that is not there"
        if (about, fold(clause.clock)) not in clocks:
            yield f"{_called(clause)} needs a clock `{clause.clock}` that is not there"
        for state in clause.pauses:
            if (about, fold(state)) not in states:
                yield f"{_called(clause)} is paused by a state `{state}` that is not there"
        if clause.share is not None and not 0 <= clause.share.at_least <= 1:
            yield f"{_called(clause)} asks for a share that is not between 0% and 100%"
        if clause.share is not None and not _in_order(clause.share.few):
            yield f"{_called(clause)} lets miss of few cases what cannot be"
        if clause.least < 0 or (clause.least and clause.share is None):
            yield f"{_called(clause)} needs a least number of cases that cannot be"
        if clause.share is not None and clause.share.window.count < 1:
            yield f"{_called(clause)} has a window shorter than one {clause.share.window.unit}"
        if any(not 0 < warning.at < 1 for warning in clause.budget_warnings) or (
            clause.budget_warnings and clause.share is None
        ):
            yield f"{_called(clause)} warns of a budget that cannot be used up so"
        if not burns_soundly(clause.burn_warnings) or (clause.burn_warnings and clause.share is None):
            yield f"{_called(clause)} warns of a burn rate that cannot be"
        if any(warning.at < 0 for warning in clause.warnings):
            yield f"{_called(clause)} warns before the clock starts"
        if clause.where is not None and _depth(clause.where) > MAX_DEPTH:
            yield f"{_called(clause)} has a condition nested more than {MAX_DEPTH} deep"
        if not _is_deadline(clause.deadline):
            yield f"{_called(clause)} has a deadline of no parts, or of parts in parts"
        for number, row in enumerate(clause.rows, 1):
            for fault in _of_row(row, policy, subjects.get(about)):
                yield f"row {number} of {_called(clause)} {fault}"


def _of_row(row: Row, policy: Policy, subject: Subject | None) -> Iterator[str]:
    if row.calendar not in policy.calendars:
        yield f"counts a calendar `{row.calendar}` that is not there"
    if row.at_least is not None and not 0 <= row.at_least <= 1:
        yield "asks for a share that is not between 0% and 100%"
    if row.deadline is not None and not _is_deadline(row.deadline):
        yield "has a deadline of no parts, or of parts in parts"
    if _depth(row.where) > MAX_DEPTH:
        yield f"has a condition nested more than {MAX_DEPTH} deep"
    elif subject is not None:
        known = {fold(field.name) for field in subject.fields}
        for name in fields_of(row.where):
            if fold(name) not in known:
                yield f"asks for a field `{name}` that the subject `{subject.name}` does not have"


def _is_deadline(deadline: Deadline) -> bool:
    """Whether it is one limit, or the later or earlier of some."""
    if not isinstance(deadline, Whichever):
        return True
    return bool(deadline.of) and not any(isinstance(part, Whichever) for part in deadline.of)


def _of_source(source: Source, subjects: dict[str, Subject]) -> Iterator[str]:
    called = f"the source `{source.name}`"
    if fold(source.subject) not in subjects:
        yield f"{called} is of the subject `{source.subject}`, which is not there"
    by_field = [part is not None for part in (source.field_column, source.old_column, source.new_column)]
    match source.row:
        case "event" if source.time_column is None or source.kind_column is None:
            yield f"{called} lacks the column of the time or of the event"
        case "change" if source.time_column is None:
            yield f"{called} lacks the column of the time"
        case _:
            pass
    if any(by_field) and (not all(by_field) or source.row != "change"):
        yield f"{called} needs the columns of field, old value and new value together, in a log of changes"
    if source.separator is not None and (len(source.separator) != 1 or source.separator in '"\r\n'):
        yield f"{called} has a separator that is not one mark"


def _in_order(few: tuple[FewCases, ...]) -> bool:
    """Whether bounds ascend, and with them how many may miss, of which there are more."""
    ascending = all(a.fewer_than < b.fewer_than and a.may_miss <= b.may_miss for a, b in pairwise(few))
    return ascending and all(0 <= each.may_miss < each.fewer_than - 1 for each in few)


def _called(clause: Clause) -> str:
    return f"the clause `{clause.agreement}/{clause.id}`"


def _of_rule(rule: Rule, depth: int, zones: dict[str, None]) -> Iterator[str]:
    if depth > MAX_DEPTH:
        yield f"is made of others more than {MAX_DEPTH} deep"
        return
    match rule:
        case Always():
            zones[rule.zone] = None
        case Weekly():
            zones[rule.zone] = None
            if len(rule.week) != 7:
                yield f"has {len(rule.week)} days a week"
            if any(later.day <= earlier.day for earlier, later in pairwise(rule.days)):
                yield "has its dates out of order, or one twice"
            hours = (*rule.week, *(day.openings for day in rule.days))
            if not all(_is_opening(opening) for openings in hours for opening in openings):
                yield "opens or closes at a time that is not of the day"
        case AnyOf() | AllOf():
            for part in rule.parts:
                yield from _of_rule(part, depth + 1, zones)
        case Except():
            yield from _of_rule(rule.base, depth + 1, zones)
            yield from _of_rule(rule.less, depth + 1, zones)
        case never:
            assert_never(never)


def _is_opening(opening: Opening) -> bool:
    return 0 <= opening.opens < DAY_S and opening.opens < opening.closes <= opening.opens + DAY_S


def _depth(condition: Condition) -> int:
    match condition:
        case IsOneOf() | Compared() | IsKnown():
            return 1
        case Not():
            return 1 + _depth(condition.condition)
        case Both() | Either():
            return 1 + max(map(_depth, condition.parts), default=0)
        case never:
            assert_never(never)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # not found is a KeyError; a path or a folder one of the others
        return False
    return True
