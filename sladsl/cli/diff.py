"""`sladsl diff OLD NEW`."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from sladsl.cli import terminal
from sladsl.cli.faults import FINDINGS, FINE
from sladsl.cli.inputs import load, no_such
from sladsl.cli.output import deliver, output_option
from sladsl.loading import PROGRAM_SUFFIXES
from sladsl.policy.names import fold
from sladsl.underpinning.comparison.findings import ClauseFinding, Comparison


@click.command("diff")
@click.argument("texts", nargs=-1, metavar="OLD NEW")
@click.option("--old", "old", multiple=True, metavar="FILE", help="A file of the old text; may be repeated.")
@click.option("--new", "new", multiple=True, metavar="FILE", help="A file of the new text; may be repeated.")
@click.option("--old-version", metavar="VERSION", help="Of the old text, this version (default: the last).")
@click.option("--new-version", metavar="VERSION", help="Of the new text, this version (default: the last).")
@click.option("--old-agreement", metavar="AGREEMENT", help="Of the old text, only this agreement.")
@click.option("--new-agreement", metavar="AGREEMENT", help="Of the new text, only this agreement.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--all", "everything", is_flag=True, help="Show the clauses that are equivalent too.")
@click.option(
    "--clause", "clauses", multiple=True, metavar="CLAUSE", help="Only this clause; may be repeated."
)
@click.option(
    "--fail-on", "fail_on", multiple=True, type=click.Choice(["weaker", "cannot-tell", "change"]),
    help="End with 1 where a clause is weaker (removed, or weaker in some case), cannot be told, or differs.",
)  # fmt: skip
@output_option
def command(
    texts: tuple[str, ...],
    old: tuple[str, ...],
    new: tuple[str, ...],
    old_version: str | None,
    new_version: str | None,
    old_agreement: str | None,
    new_agreement: str | None,
    form: str,
    everything: bool,
    clauses: tuple[str, ...],
    fail_on: tuple[str, ...],
    output: str | None,
) -> int:
    """Say of every clause whether NEW is stricter or weaker than OLD, for whom, and by which case.

    One text can be given alone, to compare two of its versions, or two of its agreements.

    OLD and NEW are files, several with commas between them, folders, or compiled policies; with --old and
    --new files are given one by one.
    """
    if (
        len(texts) == 1
        and not (old or new)
        and (old_version or new_version or old_agreement or new_agreement)
    ):
        texts = texts * 2
    old_files, new_files = _sides(texts, old, new)
    if "-" in old_files and "-" in new_files:
        raise click.UsageError("standard input cannot be both the old and the new text")
    old_policy, new_policy = load(old_files), load(new_files)
    from sladsl.replaying import replayed
    from sladsl.underpinning.comparison import compare, has_version, narrowed

    for policy, version, option in ((old_policy, old_version, "--old"), (new_policy, new_version, "--new")):
        if version is not None and not has_version(policy, version):
            raise click.UsageError(f"{option}-version `{version}`: no agreement has a version of that name")
    for policy, name in ((old_policy, old_agreement), (new_policy, new_agreement)):
        if name is not None and fold(name) not in {fold(each.id) for each in policy.agreements}:
            raise click.UsageError(no_such("agreement", name, [each.id for each in policy.agreements]))
    found = compare(old_policy, new_policy, replayed, old_version, new_version, old_agreement, new_agreement)
    if clauses:
        found = narrowed(found, clauses)
        if not found.clauses:
            raise click.UsageError(
                f"neither text has a clause {' or '.join(f'`{name}`' for name in clauses)}"
            )
    deliver(_told(found, form, everything, colored=output is None), output)
    return FINDINGS if _fails(found, fail_on) else FINE


def _sides(
    texts: Sequence[str], old: Sequence[str], new: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if old or new:
        if texts or not (old and new):
            raise click.UsageError("give OLD and NEW, or the files of each with --old and --new")
        return _files(old), _files(new)
    if len(texts) != 2:
        more = "; the files of one text are joined by commas: a.sla,b.sla" if len(texts) > 2 else ""
        raise click.UsageError(f"give the old text and the new one: sladsl diff OLD NEW{more}")
    return _files(texts[:1]), _files(texts[1:])


def _files(given: Sequence[str]) -> tuple[str, ...]:
    """Files by name; several joined by commas; those of a folder."""
    found: list[str] = []
    for name in given:
        parts = [name] if Path(name).exists() else [part for part in name.split(",") if part]
        for part in parts or [name]:
            path = Path(part)
            if path.is_dir():
                held = sorted(str(each) for each in path.iterdir() if each.suffix.lower() in PROGRAM_SUFFIXES)
                found += [each for each in held if Path(each).name != "README.md"] or [part]
            else:
                found.append(part)
    return tuple(found)


def _fails(found: Comparison, fail_on: Sequence[str]) -> bool:
    return any(_matches(found, clause, what) for what in fail_on for clause in found.clauses) or (
        any(_agreement_fails(found, what) for what in fail_on)
    )


def _matches(found: Comparison, clause: ClauseFinding, what: str) -> bool:
    match what:
        case "weaker":
            return clause.is_weaker_somewhere
        case "cannot-tell":
            return clause.answer == "cannot tell"
        case _:
            return clause.answer != "equivalent"


def _agreement_fails(found: Comparison, what: str) -> bool:
    effects = [each.effect for agreement in found.agreements for each in agreement.differences]
    gone = any(agreement.answer == "removed" for agreement in found.agreements)
    match what:
        case "weaker":
            return gone or "weaker" in effects or "either" in effects
        case "cannot-tell":
            return "open" in effects
        case _:
            return (
                bool(effects) or bool(found.vocabulary) or any(a.answer != "kept" for a in found.agreements)
            )


def _told(found: Comparison, form: str, everything: bool, colored: bool) -> str:
    if form == "json":
        from sladsl.underpinning.comparison.rows import comparison_tree

        return json.dumps(comparison_tree(found), ensure_ascii=False, indent=1) + "\n"
    from sladsl.cli.diff_text import told

    return told(found, everything, colored and terminal.wants_color(sys.stdout))
