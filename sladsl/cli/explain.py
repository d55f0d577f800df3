"""`sladsl explain E0301`."""

import click

from sladsl.cli import terminal
from sladsl.diagnostics import catalogue
from sladsl.diagnostics.did_you_mean import suggestion
from sladsl.diagnostics.excerpt import fitted, visible


@click.command("explain")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Explain CODE: why it is refused, with an example and its mending. Without CODE, list them all."""
    if code is None:
        _list()
        return
    known = catalogue.codes()
    wanted = code.strip().strip("[]").upper()
    if wanted not in known:
        hint = suggestion(wanted, known) or "`sladsl explain` alone lists the codes"
        raise click.UsageError(f"there is no code `{fitted(visible(code), 40)}`; {hint}")
    text = catalogue.page(wanted)
    if not (terminal.is_terminal() or terminal.wants_color()):
        terminal.echo(text, nl=not text.endswith("\n"))
        return
    from rich.markdown import Markdown

    terminal.console().print(Markdown(text, code_theme="ansi_dark"))


def _list() -> None:
    for code in catalogue.codes():
        terminal.echo(fitted(f"{code}  {catalogue.headline(code)}", terminal.width()))
