"""`sladsl new DIR`."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from sladsl.cli import terminal
from sladsl.cli.faults import USAGE
from sladsl.cli.output import write_whole
from sladsl.diagnostics.excerpt import visible

TEMPLATES = {
    "desk": "tickets of a service desk, answered and resolved in office hours",
    "joiners": "a table of requests, each done within a day",
}


@click.command("new")
@click.argument("folder", metavar="DIR")
@click.option(
    "--template",
    type=click.Choice(list(TEMPLATES)),
    default="desk",
    help="; ".join(f"{name}: {what}" for name, what in TEMPLATES.items()),
)
def command(folder: str, template: str) -> int | None:
    """Write a first agreement, its events and a README, which run at once."""
    place = Path(folder)
    held = {each.name: each.read_text("utf-8") for each in _template(template).iterdir() if each.is_file()}
    there = [name for name in sorted(held) if (place / name).exists()]
    if there:
        terminal.echo(visible(f"Error: {place / there[0]} is there already; nothing was written"), err=True)
        return USAGE
    place.mkdir(parents=True, exist_ok=True)
    for name, text in sorted(held.items()):
        write_whole(place / name, text)
    agreement = place / "agreement.sla"
    terminal.echo(visible(f"wrote {', '.join(str(place / name) for name in sorted(held))}"))
    terminal.echo(visible(f"now: sladsl run {agreement} --events {place / 'events.csv'}"))
    return None


def _template(name: str) -> Traversable:
    return files("sladsl.cli").joinpath("templates", name)
