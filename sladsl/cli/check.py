"""`sladsl check FILES`."""

import json

import click

from sladsl.cli import terminal
from sladsl.cli.faults import FINDINGS, FINE
from sladsl.cli.inputs import code_of, files_argument, load_all
from sladsl.cli.output import deliver, output_option
from sladsl.cli.shown import many
from sladsl.diagnostics import Severity
from sladsl.loading import Program, with_coverage


@click.command("check")
@files_argument
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif", "github"]), default="text",
    help="text for people; json, sarif or github for programs.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="Warnings count as findings too.")
@output_option
def command(files: tuple[str, ...], form: str, strict: bool, output: str | None) -> int:
    """Say what is wrong in agreements, all of it in one run."""
    program = with_coverage(load_all(files))
    deliver(_told(program, form, colored=output is None), output)
    if any(each.severity is Severity.ERROR for each in program.diagnostics):
        return code_of(program.diagnostics)
    return FINDINGS if strict and program.diagnostics else FINE


def _told(program: Program, form: str, colored: bool) -> str:
    from sladsl.diagnostics import machine

    found, sources = program.diagnostics, program.sources
    match form:
        case "json":
            return json.dumps(machine.to_json(found, sources), ensure_ascii=False, indent=2) + "\n"
        case "sarif":
            return json.dumps(machine.to_sarif(found, sources), ensure_ascii=False, indent=2) + "\n"
        case "github":
            return machine.to_github(found, sources)
    from sladsl.diagnostics.render import render_text

    color = colored and terminal.wants_color()
    text = render_text(found, sources, color=color, width=terminal.width())
    if any(each.severity is Severity.ERROR for each in found) or program.policy is None:
        return text
    from sladsl.policy.versions import by_clause

    policy = program.policy
    counted = [
        many(len(policy.agreements), "agreement"),
        many(len(by_clause(policy.clauses)) + len(by_clause(policy.window_clauses)), "clause"),
        many(len(policy.calendars), "calendar"),
        many(len(policy.examples), "worked example"),
    ]
    return f"{text}fine: {', '.join(counted)}\n"
