"""Sizes, names, and constructs that this code does without."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = sorted((ROOT / "sladsl").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

CEILING = 400
CEILINGS = {
    "sladsl/compile.py": 120,
    "sladsl/evaluate/reference.py": 300,
}
VAGUE = {"utils", "util", "helpers", "helper", "common", "core", "base", "manager", "misc", "stuff"}
EXACT = {"evaluate", "worktime", "underpinning"}  # no float takes part in a verdict
UNSAFE_CALLS = {"eval", "exec", "compile", "__import__", "globals", "locals", "setattr", "delattr"}
UNSAFE_MODULES = {"pickle", "marshal", "shelve", "dill", "ctypes"}
# getattr whose name is not written in the source, with the reason why no user can choose the name
GETATTR_BY_NAME = {
    "sladsl/__init__.py": "the names of our own table of what is public",
    "sladsl/evaluate/__init__.py": "the names of our own table of what is public",
    "sladsl/records.py": "the attributes of our own classes",
    "sladsl/syntax/build.py": "the rules of our own grammar",
    "sladsl/underpinning/comparison/__init__.py": "the names of our own table of what is public",
    "sladsl/underpinning/requirements/__init__.py": "the names of our own table of what is public",
    "sladsl/worktime/public_holidays.py": "the class names in the package's own list of countries",
}
IMPORT_BY_NAME = {
    "sladsl/__init__.py": "the modules of our own table of what is public",
    "sladsl/evaluate/__init__.py": "the modules of our own table of what is public",
    "sladsl/underpinning/comparison/__init__.py": "the modules of our own table of what is public",
    "sladsl/underpinning/requirements/__init__.py": "the modules of our own table of what is public",
    "sladsl/cli/commands.py": "the names of our own table of commands",
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))))


@cache
def calls(path: Path) -> tuple[tuple[str, ast.Call], ...]:
    """Every call of a plain or dotted name in a file: the last part of the name, and the call."""
    return tuple(_calls(path))


def _calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in nodes(path):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id, node
            elif isinstance(node.func, ast.Attribute):
                yield f".{node.func.attr}", node


@pytest.mark.parametrize("path", CODE + TESTS, ids=name_of)
def test_no_file_is_too_long(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= CEILINGS.get(name_of(path), CEILING)


def test_the_ceilings_are_of_files_that_exist() -> None:
    assert [name for name in CEILINGS if not (ROOT / name).is_file()] == []


def test_no_vague_names() -> None:
    vague = [name_of(path) for path in CODE + TESTS if VAGUE & {path.stem, *path.relative_to(ROOT).parts}]
    assert vague == []


def test_every_public_module_says_what_it_is() -> None:
    silent = [
        name_of(path)
        for path in CODE
        if (path.name == "__init__.py" or not path.name.startswith("_"))
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_data_never_becomes_code() -> None:
    wrong = [
        f"{name_of(path)}:{call.lineno}: {name}"
        for path in CODE
        for name, call in calls(path)
        if name in UNSAFE_CALLS
    ]
    assert wrong == []


def test_no_module_that_loads_code_from_data() -> None:
    wrong = []
    for path in CODE:
        for node in nodes(path):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                continue
            wrong += [
                f"{name_of(path)}: {name}" for name in names if name.partition(".")[0] in UNSAFE_MODULES
            ]
    assert wrong == []


def by_name(path: Path, called: tuple[str, ...], argument: int) -> bool:
    """Whether a file calls one of `called` with a name that is not written there."""
    return any(
        name in called and not isinstance(call.args[argument], ast.Constant)
        for name, call in calls(path)
        if len(call.args) > argument
    )


def test_attributes_and_modules_are_not_chosen_by_data() -> None:
    attributes = {name_of(path) for path in CODE if by_name(path, ("getattr", "hasattr"), 1)}
    assert attributes == {name for name in GETATTR_BY_NAME if (ROOT / name).exists()}
    modules = {name_of(path) for path in CODE if by_name(path, (".import_module", "import_module"), 0)}
    assert modules == set(IMPORT_BY_NAME)


def test_only_the_command_line_prints() -> None:
    wrong = [
        f"{name_of(path)}:{call.lineno}"
        for path in CODE
        if path.relative_to(ROOT).parts[1] != "cli"
        for name, call in calls(path)
        if name in ("print", ".echo")
    ]
    assert wrong == []


def test_no_float_decides() -> None:
    wrong = []
    for path in CODE:
        if path.relative_to(ROOT).parts[1] in EXACT:
            wrong += [
                f"{name_of(path)}:{call.lineno}: float()" for name, call in calls(path) if name == "float"
            ]
            wrong += [
                f"{name_of(path)}:{node.lineno}: {node.value}"
                for node in nodes(path)
                if isinstance(node, ast.Constant) and isinstance(node.value, float)
            ]
    assert wrong == []


def test_one_place_says_how_long_laws_look() -> None:
    """By `examples`, `numbers` and `exactly` of tests/effort.py, which the nightly profile raises."""
    named = [
        f"{name_of(path)}:{call.lineno}"
        for path in TESTS
        if name_of(path) != "tests/effort.py"
        for name, call in calls(path)
        if name == "settings" or any(each.arg == "max_examples" for each in call.keywords)
    ]
    assert named == []
