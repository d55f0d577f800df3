"""Where the grammar and the standard library are: inside the package (a wheel) or beside it (a checkout)."""

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def grammar_text(name: str) -> str:
    """The text of a file of `grammar/`, such as `sladsl.lark`; raises KeyError for an unknown name."""
    return _text(_grammar(), name)


def stdlib_names() -> tuple[str, ...]:
    """The modules of the standard library, the prelude among them, in alphabetical order."""
    return tuple(sorted(each.name.removesuffix(".sla") for each in _sla_files()))


def stdlib_text(name: str) -> str:
    """The text of a module of the standard library; raises KeyError for an unknown name."""
    return _text(_stdlib(), f"{name}.sla")


def _sla_files() -> Iterable[Traversable]:
    return (each for each in _stdlib().iterdir() if each.name.endswith(".sla"))


def _text(folder: Traversable, name: str) -> str:
    # by listing, not by path: a name from outside can then not lead out of the folder
    for each in folder.iterdir():
        if each.name == name:
            return each.read_text(encoding="utf-8")
    raise KeyError(name)


def _place(folder: str, known: str, candidates: Iterable[Traversable]) -> Traversable:
    """The first candidate that holds the file `known`: another folder of the same name is not ours."""
    for candidate in candidates:
        if candidate.joinpath(known).is_file():
            return candidate
    raise FileNotFoundError(f"the folder {folder}/ of sladsl is missing: install sladsl again")


def _candidates(folder: str) -> tuple[Traversable, Traversable]:
    return files("sladsl").joinpath("_bundled", folder), Path(__file__).parents[1] / folder


@lru_cache(maxsize=1)
def _grammar() -> Traversable:
    return _place("grammar", "sladsl.lark", _candidates("grammar"))


@lru_cache(maxsize=1)
def _stdlib() -> Traversable:
    return _place("stdlib", "prelude.sla", _candidates("stdlib"))
