"""`sladsl show FILES`."""

import json
from collections.abc import Sequence
from typing import Any

import click

from sladsl.cli.inputs import files_argument, instant, load, no_such
from sladsl.cli.output import deliver, output_option
from sladsl.policy.model import Agreement, Policy
from sladsl.policy.names import fold

_INSTANTS = {"as_of", "from", "until", "on", "due", "held"}


@click.command("show")
@files_argument
@click.option("--agreement", "name", metavar="AGREEMENT", help="Only this agreement.")
@click.option("--as-of", metavar="TIME", help="The text in force then; by default the last version's.")
@click.option("--version", "number", metavar="VERSION", help="The text of this version.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="text for people."
)
@output_option
def command(
    files: tuple[str, ...],
    name: str | None,
    as_of: str | None,
    number: str | None,
    form: str,
    output: str | None,
) -> None:
    """Show the text in force, where each clause comes from, and what holds without being said."""
    if as_of is not None and number is not None:
        raise click.UsageError("give `--as-of` or `--version`, not both")
    policy = load(files)
    shown = [(each, _instant(policy, each, as_of, number)) for each in _chosen(policy, name)]
    found = [(agreement, at) for agreement, at in shown if at is not None]
    if not found:
        numbers = [each.version for agreement, _ in shown for each in agreement.versions]
        raise click.UsageError(no_such("version", number or "", numbers))
    deliver(_told(policy, found, form), output)


def _chosen(policy: Policy, name: str | None) -> list[Agreement]:
    found = [each for each in policy.agreements if name is None or fold(each.id) == fold(name)]
    if name is not None and not found:
        raise click.UsageError(no_such("agreement", name, [each.id for each in policy.agreements]))
    return found


def _instant(policy: Policy, agreement: Agreement, as_of: str | None, number: str | None) -> int | None:
    """The instant to show it at; None where it has no such version."""
    if number is not None:
        return next((each.since for each in agreement.versions if each.version == number), None)
    if as_of is not None:
        return instant(as_of, policy, "--as-of", agreement.zone)
    return agreement.versions[-1].since if agreement.versions else agreement.begins


def _told(policy: Policy, found: Sequence[tuple[Agreement, int]], form: str) -> str:
    from sladsl.policy.effective import Effective, said, tree

    if form == "json":
        trees = [_dated(tree(Effective(policy, agreement, at))) for agreement, at in found]
        return json.dumps({"format": 1, "agreements": trees}, ensure_ascii=False, indent=1) + "\n"
    return "\n".join(said(Effective(policy, agreement, at)) for agreement, at in found)


def _dated(value: Any) -> Any:
    """Instants as RFC 3339."""
    from sladsl.evaluate.instants import timestamp

    if isinstance(value, dict):
        return {
            key: timestamp(each) if key in _INSTANTS and isinstance(each, int) else _dated(each)
            for key, each in value.items()
        }
    return [_dated(each) for each in value] if isinstance(value, list) else value
