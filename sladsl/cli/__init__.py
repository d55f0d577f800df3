"""The command line: one file a command, each imported only when it is asked for.

A command's file exports `command`, a click command. It prints data on stdout and messages on stderr with
`click.echo`, and returns None or its exit code: 0 fine, 1 findings, 2 wrong usage, 3 a fault of ours.
"""

from sladsl.cli.commands import main

__all__ = ["main"]
