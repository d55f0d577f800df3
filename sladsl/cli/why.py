"""`sladsl why FILES --events LOG CASE`."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click
from attrs import evolve

from sladsl.cli import terminal
from sladsl.cli.faults import USAGE
from sladsl.cli.inputs import (
    agreement_of,
    clauses_called,
    drafts_option,
    instant,
    load_to_judge,
    log_options,
    narrowed,
    no_such,
    read,
)
from sladsl.cli.output import deliver, output_option
from sladsl.cli.progress import working
from sladsl.cli.run import judged
from sladsl.evaluate import CaseVerdict, Event, Result, WindowVerdict
from sladsl.evaluate.credit_lines import CreditLine
from sladsl.evaluate.rows import window_rows
from sladsl.evaluate.timeline import timeline
from sladsl.policy.catalogue import names_of_services
from sladsl.policy.contacts import Contacts
from sladsl.policy.model import Clause, Policy, WindowClause
from sladsl.policy.names import fold
from sladsl.policy.versions import in_force, judging

_THING = "service"


@click.command("why")
@click.argument("files", nargs=-1, required=True, metavar="FILES... CASE")
@log_options
@drafts_option
@click.option("--clause", metavar="CLAUSE", help="Only under this clause.")
@click.option("--brief", is_flag=True, help="One line a stretch of the clock, not one a working day.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@output_option
def command(
    files: tuple[str, ...],
    logs: tuple[str, ...],
    source: str | None,
    strict: bool,
    as_of: str | None,
    drafts: bool,
    clause: str | None,
    brief: bool,
    form: str,
    output: str | None,
) -> int | None:
    """Show why one CASE, or thing, has its verdicts: what counted, what did not, and by which events."""
    *files_, case = files
    if not files_:
        raise click.UsageError("name the agreement's files and then the case")
    policy = load_to_judge(files_, drafts)
    if clause is not None:
        clauses_called(policy, clause)  # before a long log is read in vain
    judged_as_of = instant(as_of, policy)
    with working("reading the log"):
        things = names_of_services(policy.services)
        events = [_as_declared(event, things) for event in read(policy, logs, source, strict).events]
    own = [event for event in events if fold(event.case) in (fold(case), fold(things.get(fold(case), case)))]
    if not own:
        names = list(dict.fromkeys(event.case for event in events))
        raise click.UsageError(no_such("case", case, names))
    if judged_as_of is None:
        judged_as_of = max(event.at for event in events)
    result = judged(policy, [*own, *_of_things(policy, own, events)], judged_as_of)
    result = evolve(result, cases=tuple(each for each in result.cases if fold(each.case) == fold(case)))
    if policy.money:  # caps and claims rest on all cases
        result = evolve(result, credits=judged(policy, events, judged_as_of).credits)
    if clause is not None:
        policy, result = narrowed(policy, result, [clause])
    if not result.cases and not [*_windows(policy, result, own[0].case)]:
        _say_why_none(policy, own)
        return USAGE
    deliver(_told(policy, result, own, events, brief, form, output is None), output)
    return None


def _as_declared(event: Event, things: Mapping[str, str]) -> Event:
    """An event of a service by the declared name of that."""
    name = things.get(fold(event.case), event.case) if fold(event.subject) == _THING else event.case
    return event if fold(name) == fold(event.case) else evolve(event, case=name)


def _of_things(policy: Policy, own: Sequence[Event], events: Sequence[Event]) -> list[Event]:
    """The events of the things whose states a clause leaves out of the case's clock."""
    about = {fold(event.subject) for event in own}
    wanted = {
        fold(each.subject)
        for clause in policy.clauses
        if fold(clause.subject) in about
        for each in clause.excluding
        if each.field is not None
    }
    known = {id(event) for event in own}
    return [event for event in events if fold(event.subject) in wanted and id(event) not in known]


def _say_why_none(policy: Policy, events: Sequence[Event]) -> None:
    from sladsl.diagnostics.excerpt import visible
    from sladsl.policy import records, words

    case, subjects = events[0].case, {fold(event.subject) for event in events}
    terminal.echo(visible(f"no clause judges {case}:"), err=True)
    for level in policy.window_clauses:
        about = "of all together" if not level.each and level.case is None else "of another one"
        terminal.echo(visible(f"  {level.agreement}/{level.id} is {about}"), err=True)
    for clause in policy.clauses:
        name = f"{clause.agreement}/{clause.id}"
        if fold(clause.subject) not in subjects:
            told = f"is about another subject, {clause.subject}"
        elif not any(records.counts(agreement_of(policy, clause), event.kept_by) for event in events):
            who = records.called(agreement_of(policy, clause))
            told = f"is judged by the records of {who}, and this is in those of {events[0].kept_by}"
        elif clause.where is None:
            told = f"has a clock, {clause.clock}, that did not start"
        else:
            told = f"is for where {words.condition(clause.where)}, or its clock did not start"
        if silent := words.not_promised(clause):
            told += f", or {silent}"
        terminal.echo(visible(f"  {name} {told}"), err=True)


def _windows(policy: Policy, result: Result, case: str) -> Iterator[tuple[WindowClause, WindowVerdict]]:
    """The windows that are of this one alone: those with something to tell, else a clause's last one."""
    for clause in policy.window_clauses:
        if not clause.each and (clause.case is None or fold(clause.case) != fold(case)):
            continue
        own = [
            window
            for window in result.windows
            if (window.agreement, window.clause) == (clause.agreement, clause.id)
            and window.measured
            and in_force([clause], agreement_of(policy, clause), clause.id, window.begin)
        ]
        telling = [
            window
            for window in own
            if (window.measured and window.measured.evidence) or window.status == "breached"
        ]
        known = [window for window in own if window.status not in ("no data", "pending")] or own
        yield from ((clause, window) for window in telling or known[-1:])


def _told(
    policy: Policy,
    result: Result,
    own: Sequence[Event],
    events: Sequence[Event],
    brief: bool,
    form: str,
    colored: bool,
) -> str:
    by_id = {event.id: event for event in events}
    told = []
    for verdict in result.cases:
        agreement = next(each for each in policy.agreements if each.id == verdict.agreement)
        clause = judging(policy.clauses, agreement, verdict.clause, verdict.started)
        assert clause is not None
        intervals = timeline(policy, clause, verdict, result.as_of, brief=brief)
        told.append((clause, verdict, intervals))
    if form == "json":
        rows = [_row(policy, clause, verdict, intervals, by_id) for clause, verdict, intervals in told]
        rows += window_rows(window for _, window in _windows(policy, result, own[0].case))
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    from sladsl.cli.run_text import drawn
    from sladsl.cli.timeline_text import case_told
    from sladsl.cli.window_text import window_told

    color = colored and terminal.wants_color()
    contacts = Contacts(policy)
    parts = [
        case_told(agreement_of(policy, clause), clause, verdict, intervals, by_id, contacts)
        for clause, verdict, intervals in told
    ]
    parts += [
        window_told(agreement_of(policy, clause), clause, window, by_id)
        for clause, window in _windows(policy, result, own[0].case)
    ]
    credits_ = [each for each in result.credits if _of_these(each, result, events[0].case, policy)]
    if credits_:
        from sladsl.cli.statement_text import credits_told

        parts.append(credits_told(credits_, {each.id: each.zone for each in policy.agreements}))
    return "\n".join(drawn(part, color) for part in parts)


def _of_these(line: CreditLine, result: Result, case: str, policy: Policy) -> bool:
    """Whether a credit is of this case, of a window in which it counts, or of a window of this one alone."""
    if line.case:
        return fold(line.case) == fold(case)
    if any(
        (line.agreement, line.clause, line.group) == (verdict.agreement, verdict.clause, verdict.group)
        and verdict.decided_at is not None
        and line.begin <= verdict.decided_at < line.end
        for verdict in result.cases
    ):
        return True
    return any(
        (line.agreement, line.clause, line.begin) == (clause.agreement, clause.id, window.begin)
        and line.group == window.group
        for clause, window in _windows(policy, result, case)
    )


def _row(
    policy: Policy,
    clause: Clause,
    verdict: CaseVerdict,
    intervals: Sequence[Any],
    events: Mapping[str, Event],
) -> dict[str, Any]:
    from sladsl.evaluate.instants import timestamp
    from sladsl.evaluate.rows import case_rows, seconds

    def event(id: str) -> dict[str, Any]:
        known = events.get(id)
        if known is None:
            return {"id": id}
        place = {"file": known.origin.file, "line": known.origin.line} if known.origin else {}
        return {"id": id, "event": known.kind, "at": timestamp(known.at), **place}

    place = clause.place
    return {
        **case_rows([verdict], Contacts(policy))[0],
        "written": {"file": place.file, "line": place.line, "text": place.text},
        "timeline": [
            {
                "from": timestamp(each.begin),
                "to": timestamp(each.end),
                "counted_s": seconds(each.counted_us),
                "why": each.why,
                "calendar": each.calendar,
                "states": list(each.states),
                "events": [event(id) for id in each.events],
            }
            for each in intervals
        ],
    }
