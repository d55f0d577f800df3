"""What commands are given: agreements, logs, instants; and how their faults are told."""

import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click
from attrs import evolve

from sladsl.cli import terminal
from sladsl.cli.faults import FINDINGS, USAGE
from sladsl.diagnostics import Diagnostic, Severity
from sladsl.loading import Program, load_program
from sladsl.policy.names import fold

if TYPE_CHECKING:
    from sladsl.evaluate import Result
    from sladsl.policy.model import Agreement, Clause, Policy, WindowClause
    from sladsl.source import SourceText
    from sladsl.sources import Reading

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
NOT_THERE = {"E0601", "E0901"}  # a path that leads nowhere is wrong usage, not a finding about an agreement
SHOWN_REJECTED = 5

files_argument = click.argument("files", nargs=-1, required=True, metavar="FILES...")
events_option = click.option(
    "--events",
    "logs",
    multiple=True,
    required=True,
    metavar="LOG",
    help="A log: CSV, JSON lines or Parquet, also in gzip; `-` is standard input. Several may be given.",
)
source_option = click.option("--source", metavar="NAME", help="The source declaration to read the logs by.")
strict_option = click.option("--strict", is_flag=True, help="A row that cannot be read is an error.")
as_of_option = click.option(
    "--as-of", metavar="TIME", help="Judge as of this instant (default: the last event's)."
)


drafts_option = click.option(
    "--as-if-in-force", "drafts", is_flag=True, help="Judge drafts as if they were in force."
)


def log_options(command: Decorated) -> Decorated:
    """--events, --source, --strict and --as-of."""
    for option in (as_of_option, strict_option, source_option, events_option):
        command = option(command)
    return command


def load(files: Sequence[str]) -> "Policy":
    """The policy. Findings go to stderr; an error ends the command."""
    program = load_all(files)
    tell(program.diagnostics, program.sources)
    if program.policy is None:
        raise SystemExit(code_of(program.diagnostics))
    return program.policy


def load_to_judge(files: Sequence[str], drafts: bool) -> "Policy":
    """The policy, in which drafts are in force if that is asked for."""
    from sladsl.evaluate import as_if_in_force

    policy = load(files)
    return as_if_in_force(policy) if drafts else policy


def load_all(files: Sequence[str]) -> Program:
    """The program with its findings, not told."""
    return load_program(files, sys.stdin.buffer)


def code_of(found: Iterable[Diagnostic]) -> int:
    """The exit code for these findings."""
    errors = [each.code for each in found if each.severity is Severity.ERROR]
    return USAGE if errors and all(code in NOT_THERE for code in errors) else FINDINGS


def tell(found: Sequence[Diagnostic], sources: "dict[str, SourceText] | None" = None) -> None:
    """Findings on stderr."""
    if not found:
        return
    from sladsl.diagnostics.render import render_text

    color, width = terminal.wants_color(sys.stderr), terminal.width(sys.stderr)
    terminal.echo(render_text(found, sources or {}, color=color, width=width), err=True, nl=False)


def read(policy: "Policy", logs: Sequence[str], source: str | None, strict: bool) -> "Reading":
    """The events of the logs. Rows that were left out are told on stderr; a log that cannot be read ends
    the command."""
    from sladsl.sources import SourceError, read_all

    try:
        reading = read_all(policy, logs, source, strict=strict, as_stream=sys.stdin.buffer)
    except SourceError as error:
        tell(error.diagnostics)
        raise SystemExit(code_of(error.diagnostics)) from None
    _tell_rows(reading)
    return reading


def _tell_rows(reading: "Reading") -> None:
    from sladsl.diagnostics.excerpt import fitted, visible, wrapped

    room = terminal.width(sys.stderr)
    lines = []
    if count := reading.counts.rejected:
        rows = "1 row" if count == 1 else f"{count:,} rows"
        lines.append(f"warning: {rows} could not be read and {'was' if count == 1 else 'were'} left out")
        shown = reading.rejected[:SHOWN_REJECTED]
        lines += [f"  {row.file}:{row.line}: {row.why}" for row in shown]
        if count > len(shown):
            lines.append(f"  and {count - len(shown):,} more; `--strict` makes it an error")
    if reading.unknown_kinds:
        kinds = [
            f"`{fitted(visible(kind), 40)}` ({count:,})"
            for kind, count in reading.unknown_kinds[:SHOWN_REJECTED]
        ]
        more = len(reading.unknown_kinds) - len(kinds)
        tail = f" and {more:,} more" if more > 0 else ""
        said = f"warning: events that the vocabulary does not know: {', '.join(kinds)}{tail}"
        lines += wrapped(said, room)
    for line in lines:
        terminal.echo(fitted(visible(line), room), err=True)


def instant(
    text: str | None, policy: "Policy", option: str = "--as-of", zone: str | None = None
) -> int | None:
    """An instant in microseconds UTC: RFC 3339, or a local time of the agreements' zone.

    A date is its midnight, and in the hour that comes twice the first is meant. A usage error where it is
    neither, does not exist, cannot be judged, or whose zone is not plain.
    """
    if text is None:
        return None
    from sladsl.evaluate import OutsideYears
    from sladsl.evaluate.intake import checked
    from sladsl.worktime.civil import local_of, us_of, wall_to_us

    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise click.UsageError(f"{option} `{text}` is not a time such as 2026-03-31 17:00") from None
    try:
        if moment.tzinfo is not None:
            return checked(us_of(moment))
        zones = {zone} if zone else {agreement.zone for agreement in policy.agreements}
        if len(zones) > 1:
            raise click.UsageError(
                f"{option} `{text}` has no zone, and the agreements are in {' and '.join(sorted(zones))}; "
                "give it an offset: 2026-03-31T17:00+03:00"
            )
        local = zones.pop() if zones else "UTC"
        us = checked(wall_to_us(moment, local))
    except (OverflowError, OutsideYears):
        raise click.UsageError(f"{option} `{text}` lies outside the years 1901 to 2198") from None
    if local_of(us, local).replace(tzinfo=None) != moment:
        raise click.UsageError(f"{option} `{text}` does not exist in {local}: the clocks went forward then")
    return us


def clauses_called(policy: "Policy", name: str) -> "list[Clause | WindowClause]":
    """The clauses of that id; AGREEMENT/CLAUSE names one of several. A usage error where there is none."""
    wanted = fold(name)
    every: list[Clause | WindowClause] = [*policy.clauses, *policy.window_clauses]
    found = [
        clause for clause in every if wanted in (fold(clause.id), fold(f"{clause.agreement}/{clause.id}"))
    ]
    if not found:
        raise click.UsageError(no_such("clause", name, [clause.id for clause in every]))
    return found


def narrowed(policy: "Policy", result: "Result", names: Sequence[str]) -> "tuple[Policy, Result]":
    """What is shown of the clauses called so: all are judged, for one may speak of another."""
    keys = {(clause.agreement, clause.id) for name in names for clause in clauses_called(policy, name)}
    return evolve(
        policy,
        clauses=tuple(each for each in policy.clauses if (each.agreement, each.id) in keys),
        window_clauses=tuple(each for each in policy.window_clauses if (each.agreement, each.id) in keys),
    ), evolve(
        result,
        cases=tuple(each for each in result.cases if (each.agreement, each.clause) in keys),
        windows=tuple(each for each in result.windows if (each.agreement, each.clause) in keys),
        credits=tuple(each for each in result.credits if (each.agreement, each.clause) in keys),
        rights=tuple(each for each in result.rights if (each.agreement, each.right.clause) in keys),
        watermelons=tuple(each for each in result.watermelons if (each.agreement, each.outcome) in keys),
        escalations=tuple(each for each in result.escalations if (each.agreement, each.clause) in keys),
    )


def no_such(thing: str, name: str, known: Sequence[str]) -> str:
    """ "there is no clause `FXI`; did you mean `FIX`?" """
    from sladsl.diagnostics.did_you_mean import suggestion
    from sladsl.diagnostics.excerpt import fitted, visible

    hint = suggestion(name, known[:10_000])
    if not hint and known:
        listed = ", ".join(f"`{fitted(visible(each), 40)}`" for each in known[:8])
        hint = f"there {'is' if len(known) == 1 else 'are'} {listed}{' and more' if len(known) > 8 else ''}"
    return f"there is no {thing} `{fitted(visible(name), 60)}`" + (f"; {hint}" if hint else "")


def agreement_of(policy: "Policy", clause: "Clause | WindowClause") -> "Agreement":
    """The agreement a clause stands in."""
    return next(each for each in policy.agreements if each.id == clause.agreement)
