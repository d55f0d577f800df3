"""The command `sladsl` and the table of its subcommands."""

import atexit
import gc
import importlib
from functools import partial
from importlib.util import find_spec
from typing import Any

import click

from sladsl import __version__
from sladsl.cli.faults import PIPE_CLOSED, guarded
from sladsl.cli.terminal import Settings

# in the order of a day's work; the text is what `sladsl --help` says
COMMANDS = {
    "new": "A first agreement, its events and a README that run at once.",
    "check": "Say what is wrong in agreements.",
    "coverage": "Say which promises the agreements below them cover.",
    "trace": "Say what was asked for, by which clauses it is met, and how they fared.",
    "test": "Run the worked examples inside agreements.",
    "run": "Judge a log of events by agreements.",
    "statement": "State what is credited for a month, each line with the clause it rests on.",
    "why": "Show the clock's timeline of one case.",
    "due": "Say when a case is due, and which closed hours lie before.",
    "diff": "Say of every clause whether a new text is stricter or weaker, and by which case.",
    "compile": "Write the compiled policy, which every command takes in place of the text.",
    "show": "Show the text in force, where each clause comes from, and what holds unsaid.",
    "explain": "Explain a code such as E0301.",
}

# of so many new objects; Python's 700 has it look through all that is being loaded, again and again
LOOK_FOR_CYCLES_AFTER = 200_000


class Commands(click.Group):
    """A group that imports a subcommand's module only to run it or to show its own help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands that are installed, in the order of the table."""
        return [name for name in COMMANDS if find_spec(f"sladsl.cli.{name}")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of the module of that name, with the options that every command takes."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command = importlib.import_module(f"sladsl.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        own = {name for parameter in command.params for name in parameter.opts}
        command.params += [each for each in shared_options() if not own & set(each.opts)]
        command.context_settings.setdefault("help_option_names", ["-h", "--help"])
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Like click's, with a guess at a mistyped name."""
        known = self.list_commands(ctx)
        if not ctx.resilient_parsing and args and not args[0].startswith("-") and args[0] not in known:
            from sladsl.diagnostics.did_you_mean import suggestion
            from sladsl.diagnostics.excerpt import fitted, visible

            hint = suggestion(args[0], known) or f"the commands are {', '.join(known)}"
            ctx.fail(f"no command `{fitted(visible(args[0]), 40)}`; {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table, without importing what it lists."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name]) for name in self.list_commands(ctx)])

    def invoke(self, ctx: click.Context) -> Any:
        """Like click's, which would end with 1, as for findings, when the reader leaves the pipe."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            ctx.exit(PIPE_CLOSED)

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run the command line and leave with its exit code; not standalone, what click's `main` does."""
        settings = extra.setdefault("obj", Settings())
        run = partial(super().main, *args, standalone_mode=False, **extra)
        if not standalone_mode:
            return run()
        gc.set_threshold(LOOK_FOR_CYCLES_AFTER, *gc.get_threshold()[1:])
        atexit.register(gc.freeze)  # when the process ends nothing need be looked through once more
        raise SystemExit(guarded(run, settings))


def _choose_color(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.ensure_object(Settings).color = value


def _choose_trace(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.ensure_object(Settings).trace = value


def shared_options() -> list[click.Option]:
    """The options that can stand before a subcommand and after it."""
    return [
        click.Option(
            ["--color"],
            type=click.Choice(["auto", "always", "never"]),
            help="Colours; auto: on a terminal, unless NO_COLOR is set.",
            expose_value=False,
            callback=_choose_color,
            is_eager=True,
        ),
        click.Option(
            ["--trace"],
            metavar="FILE",
            envvar="SLADSL_TRACE",
            help="Write the details of an internal fault to FILE.",
            expose_value=False,
            callback=_choose_trace,
            is_eager=True,
        ),
    ]


@click.group(
    "sladsl",
    cls=Commands,
    params=shared_options(),
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 fine, 1 findings, 2 wrong usage, 3 an internal fault.",
)
@click.version_option(__version__, prog_name="sladsl", message="%(prog)s %(version)s")
def main() -> None:
    """Service level agreements as contract, configuration and test in one text."""
