"""Processes that parse and compile, each a share of the files; each keeps its trees until the end."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import Factory

from sladsl.diagnostics import Diagnostic, Severity
from sladsl.loading import load_program, with_coverage
from sladsl.recheck.holidays import Holidays, Remembered
from sladsl.recheck.mentions import Mentions, mentions_of
from sladsl.records import define, frozen
from sladsl.source import SourceText

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

    from sladsl.syntax import Parsed

WORTH_A_PROCESS = 100  # so many files

_trees: "dict[SourceText, Parsed]" = {}


def _parsed(source: SourceText, language: str) -> "Parsed":
    """The tree of a text, parsed once in this process."""
    if source not in _trees:
        from sladsl.syntax import parse

        _trees[source] = parse(source, language)
    return _trees[source]


def _mentions(texts: Sequence[SourceText]) -> list[Mentions]:
    return [mentions_of(_parsed(text, "english").module) for text in texts]


@frozen
class Told:
    """What is wrong with files that were compiled together, and which of them keep them from compiling."""

    diagnostics: tuple[Diagnostic, ...]
    compiles: bool
    broken: frozenset[str]
    holidays: Holidays  # that were asked for


def _told(paths: Sequence[str], all_practice: bool, known: Holidays, agreements: tuple[str, ...]) -> Told:
    holidays = Remembered(known)
    program = load_program(paths, parse=_parsed, holidays=holidays, agreements=agreements)
    errors = [each for each in program.diagnostics if each.severity is Severity.ERROR]
    return Told(
        with_coverage(program, all_practice).diagnostics,
        program.policy is not None,
        frozenset(each.span.file for each in errors if each.span is not None),
        holidays.asked,
    )


@define
class Workers:
    """Without processes the work is done here. `holidays` are those that are known already."""

    many: int
    _share: dict[str, int]  # of a file: the process that has it
    all_practice: bool = False
    holidays: Holidays = Factory(dict)
    _started: "list[ProcessPoolExecutor]" = Factory(list)

    @classmethod
    def of(
        cls, names: Iterable[str], jobs: int, all_practice: bool = False, holidays: Holidays | None = None
    ) -> "Workers":
        """At most so many, and for few files none."""
        names = [*names]
        many = max(min(jobs, len(names) // WORTH_A_PROCESS), 1)
        share = {name: index % many for index, name in enumerate(names)}
        return cls(many, share, all_practice, holidays or {})

    @property
    def processes(self) -> "list[ProcessPoolExecutor]":
        """Started when there is something to do for them."""
        if not self._started:
            from concurrent.futures import ProcessPoolExecutor

            # one process an executor, so that a file comes to the same one twice
            self._started = [ProcessPoolExecutor(1) for _ in range(self.many)]
        return self._started

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *fault: object) -> None:
        for each in self._started:
            each.shutdown(cancel_futures=True)
        _trees.clear()

    def parted(self, names: Iterable[str]) -> list[list[str]]:
        """The files by the process that does them; of few files one part."""
        names = [*names]
        if self.many < 2 or len(names) < WORTH_A_PROCESS:
            return [names]
        parts: list[list[str]] = [[] for _ in range(self.many)]
        for name in names:
            parts[self._share.get(name, 0)].append(name)
        return [part for part in parts if part]

    def mentions(self, texts: Mapping[str, SourceText]) -> dict[str, Mentions]:
        """What each text says of others."""
        parts = self.parted(texts)
        given = [[texts[name] for name in part] for part in parts]
        if len(parts) == 1:
            told = [_mentions(given[0])]
        else:
            waiting = [each.submit(_mentions, part) for each, part in zip(self.processes, given)]
            told = [each.result() for each in waiting]
        return {name: each for part, several in zip(parts, told) for name, each in zip(part, several)}

    def check(self, programs: Sequence[Sequence[str]], agreements: tuple[str, ...]) -> list[Told]:
        """What is wrong with each of these sets of files, compiled together; `agreements` names all."""
        if len(programs) == 1:
            return [_told(programs[0], self.all_practice, self.holidays, agreements)]
        waiting = [
            each.submit(_told, program, self.all_practice, self.holidays, agreements)
            for each, program in zip(self.processes, programs)
        ]
        return [each.result() for each in waiting]
