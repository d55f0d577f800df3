"""Runs the pages: every expectation block of every `*.md` here is a test.

`pytest tests/spec --accept` rewrites the expectation blocks that differ, and nothing else.
"""

import difflib
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import pytest

from tests.spec.pages import Block, PageError, replaced, sections_of
from tests.spec.running import Run, Wrong

_ACCEPTED = pytest.StashKey[dict[Path, tuple[str, dict[int, str]]]]()


def pytest_configure(config: pytest.Config) -> None:
    """Nothing is accepted yet."""
    config.stash[_ACCEPTED] = {}


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "PageFile | None":
    """Every Markdown file below this folder is a page."""
    if file_path.suffix == ".md" and Path(__file__).parent in file_path.parents:
        return PageFile.from_parent(parent, path=file_path)
    return None


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Write what was accepted, a page at a time, and say which blocks."""
    for path, (before, bodies) in sorted(config.stash[_ACCEPTED].items()):
        if path.read_text(encoding="utf-8") != before:
            terminalreporter.write_line(f"{path} changed meanwhile and is left as it is", red=True)
            continue
        _put(path, replaced(before, bodies))
        lines = ", ".join(map(str, sorted(bodies)))
        terminalreporter.write_line(f"{path}: accepted the blocks at lines {lines}", yellow=True)


def _put(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    with NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=path.parent, delete=False) as new:
        new.write(text)
    Path(new.name).chmod(path.stat().st_mode)
    Path(new.name).replace(path)


class PageFile(pytest.File):
    """A page; a page that cannot be run is one failing item."""

    def collect(self) -> Iterator[pytest.Item]:
        """An item an expectation block, named by its heading."""
        text = self.path.read_text(encoding="utf-8")
        try:
            sections = sections_of(text)
        except PageError as fault:
            yield PageItem.from_parent(self, name="page", run=None, block=None, text=text, fault=str(fault))
            return
        for section in sections:
            run, kinds = Run(section), list[str]()
            for block in section.expectations:
                kinds.append(block.kind)
                number = kinds.count(block.kind)
                name = f"{section.heading} [{block.kind}{f' {number}' if number > 1 else ''}]"
                item = PageItem.from_parent(self, name=name, run=run, block=block, text=text, fault="")
                if block.xfail:
                    item.add_marker(pytest.mark.xfail(strict=True, reason=block.xfail))
                yield item


class PageItem(pytest.Item):
    """One expectation block."""

    def __init__(self, *, run: Run | None, block: Block | None, text: str, fault: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._run, self._block, self._text, self._fault = run, block, text, fault

    def runtest(self) -> None:
        """Tell what the block should hold, and compare."""
        if self._run is None or self._block is None:
            raise Wrong(self._fault)
        if refused := self._run.unexpected_error():
            raise Wrong(f"the program is refused, and no `diagnostics` block says so:\n{refused}")
        told = self._run.told(self._block)
        if not self._run.differs(self._block, told):
            return
        if self.config.getoption("accept", False) and not self._block.xfail:
            accepted = self.config.stash[_ACCEPTED].setdefault(self.path, (self._text, {}))
            accepted[1][self._block.first] = told
            return
        diff = difflib.unified_diff(
            self._block.body.splitlines(), told.splitlines(), "the page", "the program", lineterm="", n=99
        )
        raise Wrong("\n".join(diff))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What is wrong, without a traceback; a fault of the program with one."""
        if isinstance(excinfo.value, Wrong):
            line = self._block.first if self._block else 1
            return f"{self.path}:{line}: {excinfo.value}"
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the block begins."""
        return self.path, (self._block.first - 1 if self._block else 0), self.name
