"""The meaning of a policy: events in, verdicts out, one event at a time, plain and slow.

Every other engine equals this one exactly. The steps, in this order:

1. take_in: events spelled as declared, each once (`intake`).
2. cycles_of: a case's events drive the clause's clock (`clock`, `life`).
3. For each cycle, the stretches in which the fields stay as they are are walked in order (`findings`). In
   each, the clause applies or not and has a target, that of one row of its table if it has one, reckoned
   from the cycle's start (`truth`, `deadlines`). The first instant at which it applies and more than the
   target is elapsed (`counting`) is a breach, and stays one: fields, target and group are those of that
   moment. A breach that only an event brought about (a shorter target) falls on that event's instant.
4. Otherwise the fields at the stop, or as of now, decide: the clause does not apply (no verdict), one of
   them is not known (unknown), the clock is stopped (met), or runs on (running, at risk).
5. Decided cases make up the shares of windows (`shares`).
6. Clauses about windows measure times in states, episodes, readings, events and cases (`measures`).
7. Missed windows and late cases are credited, under caps, claimed or not (`credit_lines`).

Fields "as opened" are those at the cycle's start, all along. Fields that change while the clock is
stopped count only from a reopening on. All events of an instant set their fields, in source order, before
any of them drives the clock. Void lifts the verdict of the cycle it ends, not of those before. A restart
leaves a decided cycle as it is and voids an undecided one. Past the agreement's end nothing is seen; a
cycle started before it begins or from its end on is void. A case is judged by the version of the clause in
force when its cycle started, a window by the one in force when it began (`versions`).
"""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from attrs import evolve

from sladsl.evaluate.counting import Counting, Countings
from sladsl.evaluate.credit_lines import credit_lines
from sladsl.evaluate.deadlines import CANNOT_SAY, in_time, why
from sladsl.evaluate.doubts import settled
from sladsl.evaluate.drafts import blank, cut, unjudged, until_of
from sladsl.evaluate.escalations import escalated
from sladsl.evaluate.events import Event
from sladsl.evaluate.exclusions import Exclusions, Excused
from sladsl.evaluate.findings import Finding, walk
from sladsl.evaluate.groups import placed
from sladsl.evaluate.intake import checked, take_in
from sladsl.evaluate.life import Cycle, Ending, cycles_of
from sladsl.evaluate.measures import with_measured
from sladsl.evaluate.order import natural
from sladsl.evaluate.outcomes import watermelons
from sladsl.evaluate.records import Records
from sladsl.evaluate.rights import rights_of
from sladsl.evaluate.shares import Counted, window_verdicts
from sladsl.evaluate.story import Story
from sladsl.evaluate.suspensions import judged_of, spans_of, without_suspensions
from sladsl.evaluate.terms import Terms, terms_of
from sladsl.evaluate.truth import Unknown, folded
from sladsl.evaluate.verdicts import CaseVerdict, Result, Status, WindowVerdict
from sladsl.policy.model import Clause, Deadline, Policy
from sladsl.worktime.civil import day_of


def judge(policy: Policy, events: Iterable[Event], as_of: int | None = None) -> Result:
    """All verdicts as of an instant (microseconds UTC; None: the last used event's).

    Events later than `as_of` are counted as read and used, and not seen. A case the data or a calendar
    cannot decide is unknown, with the reason. Raises TooManyWindows, OutsideYears for an instant outside
    the years 1901 to 2198, and ValueError for a policy whose parts do not name each other.
    """
    policy = judged_of(policy)
    intake = take_in(policy.subjects, events, policy.services)
    if as_of is None:
        first_in_force = min((agreement.begins for agreement in policy.agreements), default=0)
        as_of = first_in_force if intake.last is None else intake.last
    checked(as_of)
    every = {
        subject: {case: story for case, given in by_case.items() if (story := Story.of(given, as_of)).events}
        for subject, by_case in intake.cases.items()
    }
    records = Records(every, as_of)
    cases: list[CaseVerdict] = []
    windows: list[WindowVerdict] = []
    by_clause: dict[tuple[str, str], list[Counted]] = {}
    for versions in terms_of(policy):
        subjects = dict.fromkeys(terms.subject for terms in versions)
        stories = records.of(versions[0].agreement)
        excluded = [
            Exclusions.of(policy, terms, stories, as_of) if terms.clause.excluding else None
            for terms in versions
        ]
        told = [
            (subject, case, story) for subject in subjects for case, story in stories.get(subject, {}).items()
        ]
        counted = [
            Counted(verdict, story.events[-1].at, placed(versions, number, verdict, story, as_of))
            for subject, case, story in sorted(told, key=lambda each: natural(each[1]))
            for number, verdict in _judge(versions, excluded, subject, case, story, as_of)
        ]
        by_clause[folded(versions[0].agreement.id), folded(versions[0].clause.id)] = counted
        first = min((story.events[0].at for _, _, story in told), default=None)
        cases.extend(item.verdict for item in counted)
        windows.extend(window_verdicts(versions, counted, first, as_of))
    all_windows = with_measured(policy, records, windows, by_clause, as_of)
    result = Result(as_of, tuple(cases), all_windows, intake.counts, intake.unknown_kinds)
    result = evolve(result, watermelons=watermelons(policy, result), escalations=escalated(policy, result))
    result = evolve(result, credits=credit_lines(policy, result, every))
    passed_over = tuple(each for of in policy.agreements for each in records.passed_over(policy, of))
    return evolve(result, rights=rights_of(policy, result), passed_over=passed_over)


def _judge(
    versions: Sequence[Terms],
    excluded: Sequence[Exclusions | None],
    subject: str,
    case: str,
    story: Story,
    as_of: int,
) -> Iterator[tuple[int, CaseVerdict]]:
    """The verdicts on a case, each with the number of the version it is by. Where the versions have different
    clocks a cycle may start under each; it is then one more of the case."""
    last = 0
    for number, (terms, exclusions) in enumerate(zip(versions, excluded)):
        if terms.subject != subject:
            continue
        for verdict in judge_case(terms, versions, case, story, as_of, exclusions):
            last = max(verdict.cycle, last + 1 if number else 1)
            yield number, evolve(verdict, cycle=last)


def judge_case(
    terms: Terms,
    versions: Sequence[Terms],
    case: str,
    story: Story,
    as_of: int,
    exclusions: Exclusions | None,
) -> Iterator[CaseVerdict]:
    """The verdicts of one version of a clause on a case, one a cycle that started under it."""
    agreement = terms.agreement
    limit = as_of if agreement.ends is None else min(as_of, agreement.ends)
    seen = [event for event in story.events if event.at <= limit]
    reason = ""

    def bounded(bound: Deadline, started: int, stop: int, at: int) -> bool:
        judging = next((each for each in versions if each.judges(started)), terms)
        row = judging.row_for(judging.tiers.values(story.at(at), at))
        calendar = judging.calendar if isinstance(row, Unknown) else row.calendar
        return in_time(bound, stop, at, calendar, agreement.zone, story.at(at))

    try:
        cycles = cycles_of(seen, terms.score, bounded)
    except CANNOT_SAY as error:
        cycles, reason = cycles_of(seen, terms.score, lambda *_: True)[:1], why(error, terms.calendar)
    if not cycles and limit < as_of:  # it may have started after the agreement's end
        cycles = cycles_of(story.events, terms.score, lambda *_: True)[:1]
    known: dict[int, CaseVerdict] | None = None
    for found in (each for each in cycles if terms.judges(each.started)):
        cycle = without_suspensions(found, agreement, until_of(found, limit))
        tiered = terms.tiers.story(story, cycle.started)
        if void := terms.out_of_force(cycle.started, cycle.by):
            verdict = unjudged(terms, case, cycle, tiered, limit, "void", void)
        elif reason:
            verdict = unjudged(terms, case, cycle, tiered, limit, "unknown", reason)
        else:
            verdict = _judge_cycle(terms, case, cycle, tiered, limit, exclusions)
        if verdict is not None and verdict.status == "unknown":
            known = (
                _known_breaches(terms, versions, case, story, limit, exclusions) if known is None else known
            )
            verdict = evolve(known.get(cycle.number, verdict), stopped=cycle.stopped)
        if verdict is not None:
            yield verdict if void else _ended(verdict, cycle)


def _known_breaches(
    terms: Terms,
    versions: Sequence[Terms],
    case: str,
    story: Story,
    limit: int,
    exclusions: Exclusions | None,
) -> dict[int, CaseVerdict]:
    """Breaches within the days the calendar knows, by cycle: they stay when as-of runs past those days."""
    known = terms.known_until
    if known is None or known >= limit:
        return {}
    reason = f"counted up to {day_of(known - 1, terms.calendar.zone)}, the last day its calendar knows"
    return {
        verdict.cycle: evolve(verdict, reason=reason, segments=cut(verdict.segments, known))
        for verdict in judge_case(terms, versions, case, Story.of(story.events, known), known, exclusions)
        if verdict.status == "breached"
    }


def _ended(verdict: CaseVerdict, cycle: Cycle) -> CaseVerdict:
    """Void lifts a verdict; a restart replaces one that was not decided."""
    match cycle.ended:
        case Ending(_, "void", kind):
            return evolve(verdict, status="void", reason=f"void by `{kind}`", decided_at=None, warned=())
        case Ending(_, "restart", kind) if verdict.decided_at is None and cycle.stopped is None:
            return evolve(verdict, status="void", reason=f"restarted by `{kind}`", warned=())
    return verdict


def _judge_cycle(
    terms: Terms, case: str, cycle: Cycle, story: Story, limit: int, exclusions: Exclusions | None
) -> CaseVerdict | None:
    """The verdict on one cycle; None where the clause does not apply."""
    if exclusions is None:
        return _reckoned(terms, case, cycle, story, limit, None)
    excused = exclusions.applying_to(story)
    counted = _reckoned(terms, case, cycle, story, limit, excused)
    until = until_of(cycle, limit)
    if counted is not None and not counted.reason:
        counted = evolve(counted, reason=excused.refused(cycle.started, until, terms.agreement.zone))
    if not (doubts := excused.doubts(cycle.segments, until)):
        return counted
    left_out = _reckoned(terms, case, cycle, story, limit, evolve(excused, possible=True))
    return settled(counted, left_out, doubts, terms.agreement.zone)


def _reckoned(
    terms: Terms, case: str, cycle: Cycle, story: Story, limit: int, excused: Excused | None
) -> CaseVerdict | None:
    """The verdict by the time that counts."""
    until = until_of(cycle, limit)
    try:
        gaps = [span for span in spans_of(terms.agreement) if span[1] > until]
        countings = Countings(cycle.segments, cycle.started, until, excused, gaps)
        finding, breach = walk(terms, cycle, story, countings, until)
        counting = countings.on(finding.row.calendar, finding.values)
    except CANNOT_SAY as error:
        return unjudged(terms, case, cycle, story, limit, "unknown", why(error, terms.calendar))
    if finding.applies is False:
        return None
    if isinstance(finding.applies, Unknown) and not terms.one_calendar:
        return unjudged(terms, case, cycle, story, limit, "unknown", finding.applies.reason)
    draft = evolve(
        blank(terms, case, cycle, finding.values, finding.row),
        elapsed_us=counting.elapsed_us,
        paused_us=counting.paused_us,
        excluded_us=counting.excluded_us,
        segments=cut(counting.segments, limit) if limit == terms.agreement.ends else counting.segments,
        calendar=finding.row.calendar_id,
        row=finding.row.number,
    )
    for unknown in (finding.applies, finding.target):
        if isinstance(unknown, Unknown):
            return evolve(draft, reason=unknown.reason)
    return _decide(terms, draft, counting, finding, breach, until)


def _decide(
    terms: Terms, draft: CaseVerdict, counting: Counting, finding: Finding, breach: int | None, until: int
) -> CaseVerdict:
    """Met, breached, running or at risk, with all instants that follow from the target."""
    target = finding.target
    assert isinstance(target, int)
    elapsed, shares = counting.elapsed_us, [warn.at for warn in terms.clause.warnings]
    due, holds_until, reason = None, breach, ""
    try:
        due = counting.due(target)
        holds_until = counting.breach(target) if breach is None else breach
    except CANNOT_SAY as error:
        reason = f"the due time is not known: {why(error, finding.row.calendar)}"
    status: Status
    if breach is not None:
        status, decided, warned_by = "breached", breach, breach - (counting.elapsed_at(breach) > target)
    elif draft.stopped is not None:
        status, decided, warned_by = "met", draft.stopped, draft.stopped - 1
    else:
        at_risk = bool(shares) and elapsed >= min(shares) * target
        status, decided, warned_by = "at risk" if at_risk else "running", None, until
    return evolve(
        draft,
        status=status,
        reason=reason,
        due=due,
        breach_at=holds_until,
        decided_at=decided,
        target_us=target,
        warned=tuple(_warned(terms.clause, counting, finding, target, warned_by)),
    )


def _warned(
    clause: Clause, counting: Counting, finding: Finding, target: int, until: int
) -> Iterator[tuple[str, int]]:
    """When each warning fell due: its share was used up, and the clause applied with this target."""
    for warn in clause.warnings:
        share = ceil(warn.at * target)
        if counting.elapsed_us >= share and (at := max(counting.due(share), finding.since)) <= until:
            yield warn.who, at
