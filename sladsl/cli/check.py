"""`sladsl check FILES`."""

import os
from collections.abc import Mapping, Sequence

import click

from sladsl.cli import terminal
from sladsl.cli.faults import FINDINGS, FINE
from sladsl.cli.for_programs import Form, written
from sladsl.cli.inputs import code_of, files_argument, load_all
from sladsl.cli.output import deliver, output_option
from sladsl.cli.shown import many
from sladsl.diagnostics import Diagnostic, Severity
from sladsl.loading import PROGRAM_SUFFIXES, Program, with_coverage
from sladsl.source import SourceText

WORTH_PARTING = 200  # so many files are checked by several processes


@click.command("check")
@files_argument
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif", "github"]), default="text",
    help="text for people; json, sarif or github for programs.",
)  # fmt: skip
@click.option("--practice", is_flag=True, help="Say also what good practice advises.")
@click.option("--strict", is_flag=True, help="Warnings count as findings too.")
@click.option(
    "--cache", metavar="DIR",
    help="Remember in this folder what was found, and check again only what an edit concerns.",
)  # fmt: skip
@click.option("--jobs", type=click.IntRange(1, 64), metavar="N", help="Use so many processes (default: all).")
@output_option
def command(
    files: tuple[str, ...],
    form: Form,
    practice: bool,
    strict: bool,
    cache: str | None,
    jobs: int | None,
    output: str | None,
) -> int:
    """Say what is wrong in agreements, all of it in one run."""
    texts = all(file.lower().endswith(PROGRAM_SUFFIXES) for file in files)
    if texts and (cache is not None or len(files) >= WORTH_PARTING):
        found, sources, held = _rechecked(files, cache, jobs or os.cpu_count() or 1, practice)
    else:
        program = with_coverage(load_all(files), practice)
        found, sources, held = program.diagnostics, program.sources, _held(program)
    deliver(_told(found, sources, held, form, colored=output is None), output)
    if any(each.severity is Severity.ERROR for each in found):
        return code_of(found)
    return FINDINGS if strict and found else FINE


def _rechecked(
    files: Sequence[str], cache: str | None, jobs: int, practice: bool
) -> tuple[Sequence[Diagnostic], dict[str, SourceText], str]:
    """What is wrong in many files; those that did not change are not checked again."""
    from sladsl.cli.check_memory import remember, remembered
    from sladsl.recheck import Memory, recheck

    memory = Memory() if cache is None else remembered(cache, practice)
    result = recheck(files, memory, jobs, practice)
    if cache is not None:
        try:
            remember(cache, memory, practice)
        except OSError as fault:
            why = f"what was found cannot be kept in `{cache}`: {fault.strerror}"
            terminal.echo(why, err=True)
    held = (
        many(len(result.mentions), "file"),
        many(sum(each.agreements for each in result.mentions), "agreement"),
        many(sum(each.clauses for each in result.mentions), "clause"),
        many(sum(each.examples for each in result.mentions), "worked example"),
    )
    anew = f" ({many(result.checked, 'file')} checked anew)" if result.checked < len(result.mentions) else ""
    return result.diagnostics, result.sources, f"fine: {', '.join(held)}{anew}\n"


def _held(program: Program) -> str:
    """The line under the findings of agreements without errors."""
    policy = program.policy
    if policy is None:
        return ""
    from sladsl.policy.versions import by_clause

    counted = [
        many(len(policy.agreements), "agreement"),
        many(len(by_clause(policy.clauses)) + len(by_clause(policy.window_clauses)), "clause"),
        many(len(policy.calendars), "calendar"),
        many(len(policy.examples), "worked example"),
    ]
    return f"fine: {', '.join(counted)}\n"


def _told(
    found: Sequence[Diagnostic], sources: Mapping[str, SourceText], held: str, form: Form, colored: bool
) -> str:
    if form != "text":
        return written(found, sources, form)
    from sladsl.diagnostics.render import render_text

    color = colored and terminal.wants_color()
    text = render_text(found, sources, color=color, width=terminal.width())
    return text if any(each.severity is Severity.ERROR for each in found) else text + held
