"""Every command of a README is run, and what it prints is what stands there.

`pytest tests/corpus/test_readmes.py --accept` rewrites what stands under the commands, and nothing else.
"""

import io
import os
import re
import shlex
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from unittest.mock import patch

import pytest

from sladsl.cli import main

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "examples").rglob("README.md"))]
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"^\$ (.*)$", re.MULTILINE)


def run(command: str) -> str:
    """What a command prints, on both channels, as in a terminal of 100 columns without colour.

    In this process: a page has dozens, and each would read the grammar anew.
    """
    program, *arguments = shlex.split(command)
    assert program == "sladsl", f"only sladsl is run, not {program}"
    with (
        io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) as printed,
        chdir(ROOT),
        redirect_stdout(printed),
        redirect_stderr(printed),
        patch.dict(os.environ, {"NO_COLOR": "1", "COLUMNS": "100"}),
    ):
        os.environ.pop("FORCE_COLOR", None)
        with suppress(SystemExit):
            main(arguments)
        printed.seek(0)
        return "\n".join(line.rstrip() for line in printed.read().splitlines()).strip("\n")


def told(block: str) -> str:
    """The block with every command followed by what it prints now."""
    return "\n\n".join(f"$ {command}\n{run(command)}" for command in _COMMAND.findall(block)) + "\n"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_commands_of_a_readme(page: Path, pytestconfig: pytest.Config) -> None:
    text = page.read_text(encoding="utf-8")
    now = _BLOCK.sub(lambda found: f"```console\n{told(found[1])}```", text)
    if pytestconfig.getoption("accept") and now != text:
        temporary = page.with_name("README.md.new")
        temporary.write_text(now, encoding="utf-8")
        temporary.replace(page)
        return
    assert now == text


def test_every_example_has_a_readme_with_commands() -> None:
    for folder in (ROOT / "examples").iterdir():
        if folder.is_dir():
            assert _BLOCK.search((folder / "README.md").read_text(encoding="utf-8")), folder.name
