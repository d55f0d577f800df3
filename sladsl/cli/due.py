"""`sladsl due FILES CLAUSE --start T`."""

import json
from collections.abc import Sequence
from typing import Any

import click
from attrs import evolve

from sladsl.cli import shown, terminal
from sladsl.cli.faults import FINDINGS
from sladsl.cli.inputs import agreement_of, clauses_called, instant, load, no_such, read, source_option
from sladsl.cli.output import deliver, output_option
from sladsl.cli.run import judged
from sladsl.diagnostics.excerpt import visible
from sladsl.evaluate import CaseVerdict, Event, as_if_in_force
from sladsl.evaluate.timeline import Interval, timeline
from sladsl.policy.forms import field_called, field_names
from sladsl.policy.model import Clause, Policy, Subject
from sladsl.policy.names import fold
from sladsl.policy.values import Value
from sladsl.policy.versions import by_clause, judging

_CASE = "a case"
_HORIZON_US = 366 * 86_400_000_000  # a case that is left out for longer has no due time


@click.command("due")
@click.argument("files", nargs=-1, required=True, metavar="FILES... CLAUSE")
@click.option("--start", required=True, metavar="TIME", help="When the clock starts.")
@click.option(
    "--field", "fields", multiple=True, metavar="NAME=VALUE", help="A field of the case, such as priority=P1."
)
@click.option(
    "--events",
    "logs",
    multiple=True,
    metavar="LOG",
    help="A log that tells what is left out, such as announced maintenance; several may be given.",
)
@source_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@output_option
def command(
    files: tuple[str, ...],
    start: str,
    fields: tuple[str, ...],
    logs: tuple[str, ...],
    source: str | None,
    form: str,
    output: str | None,
) -> int | None:
    """Say when a case under CLAUSE is due, when it breaches, and which closed hours lie before."""
    *files_, name = files
    if not files_:
        raise click.UsageError("name the agreement's files and then the clause")
    policy = load(files_)
    called = clauses_called(policy, name)
    clauses = [clause for clause in called if isinstance(clause, Clause)]
    if not clauses:
        raise click.UsageError(f"clause `{called[0].id}` is about a whole window: no case of it is ever due")
    told = []
    known = read(policy, logs, source, False).events if logs else ()
    for versions in by_clause(clauses):
        agreement = agreement_of(policy, versions[0])
        at = instant(start, policy, "--start", agreement.zone)
        clause = judging(versions, agreement, versions[0].id, at)
        assert at is not None
        assert clause is not None
        verdict = _verdict(policy, clause, at, fields, known)
        if verdict is None or verdict.due is None:
            told_why = f"{clause.agreement}/{clause.id}: {_why_not(clause, verdict)}"
            terminal.echo(visible(told_why), err=True)
            continue
        intervals = timeline(policy, clause, verdict, verdict.due)
        told.append((clause, verdict, intervals))
    if not told:
        return FINDINGS
    deliver(_told(policy, told, form, output is None), output)
    return None


def _why_not(clause: Clause, verdict: CaseVerdict | None) -> str:
    from sladsl.policy import words

    if verdict is not None and verdict.reason:
        how = "; a field is stated with `--field NAME=VALUE`" if "not stated" in verdict.reason else ""
        return verdict.reason + how
    silent = words.not_promised(clause)
    if clause.where is None:
        return silent or "says nothing of such a case"
    known = f"is for cases where {words.condition(clause.where)}; state it with `--field`"
    return f"{known}; {silent}" if silent else known


def _verdict(
    policy: Policy, clause: Clause, at: int, fields: Sequence[str], known: Sequence[Event]
) -> CaseVerdict | None:
    """What is said of a case the moment its clock has started; with a log, as far as that tells."""
    clock = next(
        each
        for each in policy.clocks
        if (fold(each.name), fold(each.subject)) == (fold(clause.clock), fold(clause.subject))
    )
    starts = next(each.event for each in clock.transitions if each.action in ("start", "restart"))
    subject = next(each for each in policy.subjects if fold(each.name) == fold(clause.subject))
    zone = agreement_of(policy, clause).zone
    values = dict(_field(pair, subject, zone) for pair in fields)
    event = Event(at, subject.name, _CASE, starts, values, "start")
    about = as_if_in_force(evolve(policy, clauses=(clause,), window_clauses=(), money=(), if_agreed=None))
    result = judged(about, [event, *known], at + _HORIZON_US if known else at)
    return next((each for each in result.cases if each.case == _CASE), None)


def _field(pair: str, subject: Subject, zone: str) -> tuple[str, Value]:
    name, equals, text = pair.partition("=")
    if not equals:
        raise click.UsageError(f"--field `{pair}` is not NAME=VALUE, such as priority=P1")
    field = field_called(subject, name)
    if field is None:
        raise click.UsageError(no_such("field", name.strip(), field_names(subject)))
    from sladsl.policy.model import TimeFormat
    from sladsl.sources.errors import Unreadable
    from sladsl.sources.times import Times
    from sladsl.sources.values import FieldReader

    try:
        value = FieldReader(field, (), frozenset(), Times(TimeFormat("iso", zone))).value(text.strip())
    except Unreadable as unreadable:
        raise click.UsageError(f"--field `{pair}`: {unreadable.why}") from None
    if value is None:
        raise click.UsageError(f"--field `{pair}` has no value")
    return field.name, value


def _told(policy: Policy, told: Sequence[tuple[Clause, CaseVerdict, Any]], form: str, colored: bool) -> str:
    if form == "json":
        from sladsl.evaluate.instants import timestamp
        from sladsl.evaluate.rows import seconds

        rows = [
            {
                "agreement": clause.agreement,
                "clause": clause.id,
                "started": timestamp(verdict.started),
                "due": timestamp(verdict.due),
                "breach_at": timestamp(verdict.breach_at),
                "target_s": seconds(verdict.target_us),
                "row": verdict.row,
                "calendar": verdict.calendar,
                "closed": [
                    {"from": timestamp(each.begin), "to": timestamp(each.end), "why": each.why}
                    for each in intervals
                    if not each.counted
                ],
            }
            for clause, verdict, intervals in told
        ]
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    from sladsl.cli.run_text import drawn

    color = colored and terminal.wants_color()
    return "\n".join(drawn(_due(policy, *each), color) for each in told)


def _due(policy: Policy, clause: Clause, verdict: CaseVerdict, intervals: Sequence[Interval]) -> Any:
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from sladsl.cli.timeline_text import row_told

    zone = agreement_of(policy, clause).zone
    calendar = visible(policy.calendars[verdict.calendar or clause.calendar].name)
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, show_edge=False, pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    if verdict.row is not None:
        table.add_row("row", row_told(clause, verdict.row))
    table.add_row("started", shown.time(verdict.started, zone))
    table.add_row("due", Text(shown.time(verdict.due, zone), style="bold"))
    last = shown.time(verdict.breach_at, zone)
    same = verdict.breach_at == verdict.due
    table.add_row("breach", f"after {last}" + ("" if same else ": no open time lies between"))
    table.add_row("allowed", f"{shown.length(verdict.target_us)} of {calendar}")
    table.add_row("times are", zone)
    rows = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", show_edge=False, pad_edge=False)
    for name in ("from", "until", "counts"):
        rows.add_column(name, no_wrap=True, justify="right" if name == "counts" else "left")
    rows.add_column("why", overflow="fold")
    for each in intervals:
        counts = Text(shown.length(each.counted_us), style="green") if each.counted else ""
        why = Text(visible(each.why), style="" if each.counted else "dim")
        rows.add_row(shown.time(each.begin, zone), shown.time(each.end, zone), counts, why)
    head = Text.assemble(
        (visible(f"{clause.agreement}/{clause.id}"), "bold"),
        "  ",
        (visible(f"{clause.place.file}:{clause.place.line}"), "dim"),
    )
    return Group(
        head,
        Padding(Text(visible(clause.place.text), style="italic"), (0, 0, 0, 2)),
        Padding(table, (1, 0, 0, 2)),
        Padding(rows, (1, 0, 0, 2)),
    )
