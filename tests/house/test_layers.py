"""Who may import whom, and what an import may cost."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "sladsl"
FILES = sorted(PACKAGE.rglob("*.py"))

# imports go only to the left; parts of one layer do not import each other
LAYERS = (
    {"records"},
    {"source", "bundled"},
    {"diagnostics"},
    {"worktime"},
    {"policy"},
    {"syntax"},
    {"meaning", "evaluate"},
    {"underpinning", "practice"},
    {"replaying"},
    {"compile"},
    {"sources", "report", "export", "registry", "loading"},
    {"api", "recheck"},
    {"editor"},
    {"cli"},
)
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
# the public face imports, when asked for a name, from everywhere
FACE = {"__init__", "__main__"}
# where files, processes and the network may be touched
WITH_IO = {"sources", "bundled", "loading", "api", "editor", "cli"} | FACE
IO_MODULES = {
    "pathlib",
    "os",
    "io",
    "shutil",
    "subprocess",
    "tempfile",
    "socket",
    "urllib.request",
    "glob",
    "gzip",
}
IO_MODULES |= {"zipfile", "http", "sqlite3", "mmap", "fileinput"}


def part_of(path: Path) -> str:
    """The part of the package that a file belongs to: `source`, `compile`, ..."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def imports(path: Path) -> tuple[tuple[int, str], ...]:
    """Every module that a file imports, wherever in it, with the line."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            module = node.module or ""
            names = [f"sladsl.{alias.name}" for alias in node.names] if module == "sladsl" else [module]
            yield from ((node.lineno, name) for name in names)


def parts_imported(path: Path) -> Iterator[tuple[int, str]]:
    """The other parts of the package that a file imports."""
    for line, module in imports(path):
        first, _, rest = module.partition(".")
        part = rest.partition(".")[0]
        if first == "sladsl" and part and (part in RANK or _exists(part)):
            yield line, part


def _exists(part: str) -> bool:
    return (PACKAGE / part).is_dir() or (PACKAGE / f"{part}.py").exists()


def test_every_part_has_its_layer() -> None:
    assert {part_of(path) for path in FILES} - FACE <= set(RANK)


def test_imports_go_only_to_the_left() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {part_of(path)} imports {part}"
        for path in FILES
        if part_of(path) not in FACE
        for line, part in parts_imported(path)
        if part != part_of(path) and RANK[part] >= RANK[part_of(path)]
    ]
    assert wrong == []


def test_only_the_rim_touches_the_world() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {module}"
        for path in FILES
        if part_of(path) not in WITH_IO
        for line, module in imports(path)
        if module in IO_MODULES or module.partition(".")[0] in IO_MODULES
    ]
    assert wrong == []


def test_the_rules_see_imports_at_all() -> None:
    found = {part for path in FILES if part_of(path) == "compile" for _, part in parts_imported(path)}
    assert found >= {"diagnostics", "meaning", "policy", "source", "bundled"}


@pytest.mark.parametrize("module", ["sladsl", "sladsl.evaluate", "sladsl.cli"])
def test_light_imports(module: str) -> None:
    code = (
        f"import sys, {module}\n"
        "heavy = {'lark', 'networkx', 'polars', 'numpy', 'holidays', 'sladsl.syntax', 'sladsl.bundled'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert shown.stdout.strip() == "[]"
