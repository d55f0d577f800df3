"""`sladsl run FILES --events LOG`."""

import json
from collections.abc import Sequence

import click
from attrs import evolve

from sladsl.cli import terminal
from sladsl.cli.faults import FINDINGS, FINE
from sladsl.cli.inputs import (
    clauses_called,
    drafts_option,
    files_argument,
    instant,
    load_to_judge,
    log_options,
    narrowed,
    no_such,
    read,
)
from sladsl.cli.output import deliver, output_option
from sladsl.cli.progress import working
from sladsl.evaluate import Event, OutsideYears, Result, TooManyWindows, judge
from sladsl.policy.model import Policy
from sladsl.policy.names import fold

FORMATS = ("text", "json", "jsonl", "csv")


@click.command("run")
@files_argument
@log_options
@drafts_option
@click.option("--clause", "names", multiple=True, metavar="CLAUSE", help="Only this clause.")
@click.option("--case", "cases", multiple=True, metavar="CASE", help="Only this case.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="text for people.")
@click.option(
    "--table",
    type=click.Choice(["cases", "windows", "credits", "escalations"]),
    default="cases",
    help="What csv holds; cases.",
)
@click.option(
    "--worst", type=click.IntRange(0, 10_000), default=5, help="How many of the worst cases to show; 5."
)
@click.option("--all", "everything", is_flag=True, help="Show every window and every case in the text.")
@click.option(
    "--fail-on", type=click.Choice(["breach"]), help="Exit with 1 if a case or a window is breached."
)
@output_option
def command(
    files: tuple[str, ...],
    logs: tuple[str, ...],
    source: str | None,
    strict: bool,
    as_of: str | None,
    drafts: bool,
    names: tuple[str, ...],
    cases: tuple[str, ...],
    form: str,
    table: str,
    worst: int,
    everything: bool,
    fail_on: str | None,
    output: str | None,
) -> int:
    """Judge a history: each case and each window, met or breached, and the worst of them."""
    policy = whole = load_to_judge(files, drafts)
    for name in names:
        clauses_called(policy, name)  # before a long log is read in vain
    judged_as_of = instant(as_of, policy)
    with working("reading the log"):
        reading = read(policy, logs, source, strict)
    with working("judging"):
        result = judged(policy, reading.events, judged_as_of)
    result = evolve(result, events=reading.counts)
    if names:
        policy, result = narrowed(policy, result, names)
    if cases:
        result = only(result, cases)
    deliver(_told(policy, whole, result, form, table, worst, everything, output is None), output)
    statuses = {*(each.status for each in result.cases), *(each.status for each in result.windows)}
    return FINDINGS if fail_on == "breach" and "breached" in statuses else FINE


def judged(policy: Policy, events: Sequence[Event], as_of: int | None) -> Result:
    """The verdicts; what cannot be judged at all is told in words."""
    try:
        return judge(policy, events, as_of)
    except (TooManyWindows, OutsideYears) as error:
        raise click.ClickException(str(error)) from None


def only(result: Result, cases: Sequence[str]) -> Result:
    """The verdicts of these cases alone; the windows are of all cases, so they are left out."""
    wanted = {fold(case): case for case in cases}
    known = {fold(verdict.case) for verdict in result.cases}
    for key, case in wanted.items():
        if key not in known:
            names = list(dict.fromkeys(verdict.case for verdict in result.cases))
            raise click.UsageError(no_such("verdict on a case", case, names))
    kept = tuple(verdict for verdict in result.cases if fold(verdict.case) in wanted)
    told = tuple(each for each in result.escalations if fold(each.case or "") in wanted)
    return evolve(result, cases=kept, windows=(), credits=(), rights=(), escalations=told)


def _told(
    policy: Policy,
    whole: Policy,
    result: Result,
    form: str,
    table: str,
    worst: int,
    everything: bool,
    colored: bool,
) -> str:
    if form == "text":
        from sladsl.cli.run_text import told

        return told(policy, result, worst, everything, colored and terminal.wants_color())
    from sladsl.evaluate import rows
    from sladsl.policy.contacts import Contacts
    from sladsl.policy.json import policy_hash

    if form == "csv":
        from sladsl.cli import run_csv

        if table == "escalations":
            return run_csv.escalations_csv(result, Contacts(whole))
        tables = {"cases": run_csv.cases_csv, "windows": run_csv.windows_csv, "credits": run_csv.credits_csv}
        return tables[table](result)
    tree = rows.result_tree(result, result.events, policy_hash(whole), Contacts(whole))
    if form == "json":
        return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"
    head = {key: tree[key] for key in ("format", "as_of", "policy", "events")}
    lines = [{"type": "result", **head}]
    for key in ("cases", "windows", "credits", "rights", "escalations"):
        lines += [{"type": key[:-1], **row} for row in tree[key]]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
