"""Which texts make up a program: the files given, what they `use`, and the prelude."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import name_errors
from sladsl.policy.names import fold
from sladsl.records import frozen
from sladsl.source import SourceText
from sladsl.syntax import Parsed, parse, tree
from sladsl.worktime.public_holidays import Ask, known

PRELUDE = "prelude"
MAX_MODULES = 1_000
MAX_DEPTH = 100  # files that use files


@frozen
class Library:
    """Where used modules come from; passed in, so that the compiler itself reads nothing.

    `standard(name)` is the text of a standard module or None; `names` lists them for did-you-mean;
    `file(path, user)` is the text of a file used by the file called `user`, or None.
    `parse` is for a caller that keeps trees, `holidays` for one that keeps those of countries.
    `agreements` names those of other programs too, for did-you-mean.
    """

    names: tuple[str, ...]
    standard: Callable[[str], SourceText | None]
    file: Callable[[str, str], SourceText | None]
    parse: Callable[[SourceText, str], Parsed] = parse
    holidays: Ask = known
    agreements: tuple[str, ...] = ()


@frozen
class Unit:
    """A parsed file, the names of the files it uses, and whether the user gave it (or it was used)."""

    source: SourceText
    module: tree.Module
    uses: tuple[str, ...]
    given: bool

    @property
    def name(self) -> str:
        """The file's name, by which other units and spans know it."""
        return self.source.name


def gather(
    given: Iterable[SourceText], library: Library, language: str = "english"
) -> tuple[tuple[Unit, ...], list[Diagnostic]]:
    """Parse the given files and, transitively, everything they use. Used modules come before their users."""
    found: list[Diagnostic] = []
    units: dict[str, Unit] = {}
    prelude = library.standard(PRELUDE)

    def visit(source: SourceText, is_given: bool, depth: int = 0, standard: bool = False) -> None:
        if source.name in units:
            return
        parsed = (_parsed_once if standard else library.parse)(source, language)
        found.extend(parsed.diagnostics)
        units[source.name] = Unit(
            source, parsed.module, (), is_given
        )  # in place first: files may use each other
        uses = [] if prelude is None or source.name == prelude.name else [prelude.name]
        for item in parsed.module.items:
            if isinstance(item, tree.Use):
                used = _find(item, source.name, library)
                if used is None:
                    found.append(name_errors.unknown_module(item, library.names))
                elif used.name not in units and (len(units) >= MAX_MODULES or depth >= MAX_DEPTH):
                    found.append(name_errors.too_many_files(item, MAX_MODULES, MAX_DEPTH))
                else:
                    visit(used, False, depth + 1, standard=not item.is_file)
                    uses.append(used.name)
        del units[source.name]
        units[source.name] = Unit(source, parsed.module, tuple(uses), is_given)

    if prelude is not None:
        visit(prelude, False, standard=True)
    for source in given:
        visit(source, True)
    return tuple(units.values()), found


@lru_cache(maxsize=64)
def _parsed_once(source: SourceText, language: str) -> Parsed:
    """Modules of the standard library are the same for every program."""
    return parse(source, language)


def _find(use: tree.Use, user: str, library: Library) -> SourceText | None:
    if use.is_file:
        return library.file(use.module.text, user)
    return library.standard(fold(use.module.text))
