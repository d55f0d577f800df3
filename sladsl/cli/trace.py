"""`sladsl trace FILES`."""

import json

import click
from attrs import evolve

from sladsl.cli import terminal
from sladsl.cli.faults import FINDINGS, FINE
from sladsl.cli.inputs import (
    as_of_option,
    drafts_option,
    files_argument,
    instant,
    load_to_judge,
    no_such,
    read,
    source_option,
    strict_option,
)
from sladsl.cli.output import deliver, output_option
from sladsl.cli.progress import working
from sladsl.policy.model import Policy
from sladsl.policy.names import fold
from sladsl.report.trace import Trace


@click.command("trace")
@files_argument
@click.option(
    "--events", "logs", multiple=True, metavar="LOG",
    help="A log, to say how each clause fared: CSV, JSON lines or Parquet. Several may be given.",
)  # fmt: skip
@source_option
@strict_option
@as_of_option
@drafts_option
@click.option(
    "--requirement", "names", multiple=True, metavar="NAME", help="Only this requirement; may be repeated."
)
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text")
@output_option
def command(
    files: tuple[str, ...],
    logs: tuple[str, ...],
    source: str | None,
    strict: bool,
    as_of: str | None,
    drafts: bool,
    names: tuple[str, ...],
    form: str,
    output: str | None,
) -> int:
    """Say what the customer asked for, by which clauses it is met, what supports these, and how they fared.

    Ends with 1 where something that was asked for is not promised.
    """
    from sladsl.report.trace import trace

    policy = load_to_judge(files, drafts)
    judged_as_of = instant(as_of, policy)
    if as_of is not None and not logs:
        raise click.UsageError("--as-of is of a log: give one with `--events`")
    result = None
    if logs:
        from sladsl.cli.run import judged

        with working("reading the log"):
            reading = read(policy, logs, source, strict)
        with working("judging"):
            result = judged(policy, reading.events, judged_as_of)
    with working("comparing"):
        found = trace(policy, result)
    if names:
        found = _narrowed(policy, found, names)
    deliver(_told(policy, found, form, colored=output is None), output)
    return FINDINGS if found.has_gaps else FINE


def _narrowed(policy: Policy, found: Trace, names: tuple[str, ...]) -> Trace:
    known = [each.id for each in policy.requirements]
    for name in names:
        if fold(name) not in map(fold, known):
            raise click.UsageError(no_such("requirement", name, known))
    wanted = set(map(fold, names))
    kept = tuple(each for each in found.requirements if fold(each.answer.requirement.id) in wanted)
    return evolve(found, requirements=kept, unasked=())


def _told(policy: Policy, found: Trace, form: str, colored: bool) -> str:
    if form == "json":
        from sladsl.policy.json import policy_hash
        from sladsl.report.trace_rows import trace_tree

        return json.dumps(trace_tree(found, policy_hash(policy)), ensure_ascii=False, indent=1) + "\n"
    if form == "csv":
        from sladsl.cli.run_csv import drawn
        from sladsl.report.trace_rows import COLUMNS, trace_table

        return drawn(COLUMNS, trace_table(found))
    from sladsl.cli.trace_text import told

    return told(policy, found, colored and terminal.wants_color())
