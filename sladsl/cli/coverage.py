"""`sladsl coverage FILES`."""

import csv
import io
import json
from pathlib import Path
from typing import Literal

import click

from sladsl.cli import terminal
from sladsl.cli.coverage_text import told, told_if_fails
from sladsl.cli.faults import FINDINGS, FINE
from sladsl.cli.for_programs import Form, written
from sladsl.cli.inputs import code_of, files_argument, load, load_all, no_such
from sladsl.cli.output import deliver, output_option, write_whole
from sladsl.policy.model import Policy
from sladsl.underpinning import Coverage, Covered, NotCovered
from sladsl.underpinning.exposure import Exposure
from sladsl.underpinning.exposure_totals import Total
from sladsl.underpinning.graph import Radius, found, radius
from sladsl.underpinning.rows import coverage_tree, exposure_rows, plain, radius_tree, rfc3339, total_rows


@click.command("coverage")
@files_argument
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif", "github"]), default="text",
    help="text for people; json with proofs and counterexamples; sarif or github: what is not covered.",
)  # fmt: skip
@click.option(
    "--counterexamples", metavar="DIR",
    help="Write the counterexample of each clause that is not covered into DIR, as a log for `sladsl run`.",
)  # fmt: skip
@click.option(
    "--graph", type=click.Choice(["svg", "mermaid", "dot"]),
    help="Draw agreements, services and what is not covered.",
)  # fmt: skip
@click.option(
    "--if", "fails", type=(str, click.Choice(["fails"])), metavar="NAME fails", multiple=True,
    help="Say what can no longer be kept if an agreement, a clause, a service or a party fails.",
)  # fmt: skip
@output_option
def command(
    files: tuple[str, ...],
    form: Form,
    counterexamples: str | None,
    graph: str | None,
    fails: tuple[tuple[str, str], ...],
    output: str | None,
) -> int:
    """Say which promises the agreements below them cover, and what is missing where they do not."""
    from sladsl.compile import covered, exposed, exposed_in_all

    if form == "sarif" or form == "github":
        return _found(files, form, counterexamples, output)
    policy = load(files)
    coverage = covered(policy)
    if counterexamples is not None:
        _write(policy, coverage, Path(counterexamples), files)
    if graph is not None:
        from sladsl.underpinning import drawing

        draw = {"svg": drawing.svg, "mermaid": drawing.mermaid, "dot": drawing.dot}[graph]
        deliver(draw(drawing.drawing_of(policy, coverage)), output)
        return FINE
    if fails:
        radii = [_radius(policy, coverage, name) for name, _ in fails]
        if form == "json":
            deliver(
                json.dumps([radius_tree(each) for each in radii], ensure_ascii=False, indent=2) + "\n", output
            )
        else:
            deliver(told_if_fails(policy, radii, colored=output is None and terminal.wants_color()), output)
        return FINE
    if form == "json":
        from sladsl.policy.json import policy_hash

        tree = coverage_tree(coverage, policy_hash(policy))
        tree["exposures"] = exposure_rows(exposed(policy))
        tree["exposure_totals"] = total_rows(exposed_in_all(policy))
        deliver(json.dumps(tree, ensure_ascii=False, indent=2) + "\n", output)
    else:
        balances: list[Exposure | Total] = [*exposed(policy), *exposed_in_all(policy)]
        shown = told(policy, coverage, balances, colored=output is None and terminal.wants_color())
        deliver(shown, output)
    return FINE if all(isinstance(each.answer, Covered) for each in coverage.clauses) else FINDINGS


def _found(
    files: tuple[str, ...], form: Literal["sarif", "github"], counterexamples: str | None, output: str | None
) -> int:
    """What is not covered as findings; where the agreements cannot be read, why."""
    from sladsl.compile import covered
    from sladsl.underpinning.findings import findings

    program = load_all(files)
    if program.policy is None:
        deliver(written(program.diagnostics, program.sources, form), output)
        return code_of(program.diagnostics)
    coverage = covered(program.policy)
    if counterexamples is not None:
        _write(program.policy, coverage, Path(counterexamples), files)
    deliver(written(findings(coverage, program.sources), program.sources, form), output)
    return FINE if all(isinstance(each.answer, Covered) for each in coverage.clauses) else FINDINGS


def _radius(policy: Policy, coverage: Coverage, name: str) -> Radius:
    from sladsl.compile import provable_without

    nodes = found(policy, name)
    if not nodes:
        known = [each.id for each in policy.agreements] + [each.name for each in policy.services]
        raise click.UsageError(no_such("agreement, clause, service or party", name, known))
    return radius(policy, coverage, nodes[0], provable_without(policy))


def _write(policy: Policy, coverage: Coverage, folder: Path, files: tuple[str, ...]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    for each in coverage.clauses:
        if not isinstance(each.answer, NotCovered):
            continue
        shown = each.answer.counterexample
        name = _file_name(f"{each.agreement}-{each.clause}", taken)
        write_whole(folder / name, _log(policy, each.answer))
        terminal.echo(
            f"sladsl run {' '.join(files)} --events {folder / name} --as-of {rfc3339(shown.as_of)}", err=True
        )


def _file_name(wanted: str, taken: set[str]) -> str:
    """A name of a file that no clause can lead elsewhere with."""
    safe = "".join(char if char.isalnum() or char in "-_" else "_" for char in wanted)[:100]
    name, number = safe, 2
    while name.casefold() in taken:
        name, number = f"{safe}-{number}", number + 1
    taken.add(name.casefold())
    return f"{name}.csv"


def _log(policy: Policy, answer: NotCovered) -> str:
    """The counterexample as a plain log, a row an event, that no source of the policy takes for its own."""
    from sladsl.sources.choosing import plain_header

    happenings = answer.counterexample.happenings
    fields = list(dict.fromkeys(name for each in happenings for name in each.fields))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(plain_header(policy, fields))
    for each in happenings:
        values = [plain(each.fields[name]) if name in each.fields else "" for name in fields]
        writer.writerow([rfc3339(each.at), each.kind, each.subject, each.case, *values])
    return text.getvalue()
