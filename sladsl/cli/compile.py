"""`sladsl compile FILES -o policy.json`."""

import click

from sladsl.cli.inputs import files_argument, load
from sladsl.cli.output import deliver, output_option


@click.command("compile")
@files_argument
@click.option(
    "--format", "form", type=click.Choice(["json", "text"]), default="json",
    help="json, which every command takes in place of the text; or text, a page to read.",
)  # fmt: skip
@output_option
def command(files: tuple[str, ...], form: str, output: str | None) -> None:
    """Write the compiled policy, with its holidays resolved and frozen."""
    policy = load(files)
    if form == "text":
        from sladsl.diagnostics.excerpt import visible
        from sladsl.policy.printed import printed

        deliver("".join(f"{visible(line)}\n" for line in printed(policy).splitlines()), output)
        return
    from sladsl.policy.json import dumps

    deliver(dumps(policy, indent=1) + "\n", output)
