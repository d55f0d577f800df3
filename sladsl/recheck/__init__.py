"""Checking many files: those that are new or that an edit concerns, and of the others what is remembered.

What is wrong with a file depends on its text, on the files it names something of and, since a supporting
agreement or an amendment may stand elsewhere, on those that name something of it. A supplier that a thousand
plans rest on would so tie a thousand customers together; of those that merely rely on a file it counts that
they do.
"""

from collections.abc import Iterable, Sequence

from attrs import Factory

from sladsl.diagnostics import Diagnostic
from sladsl.loading import read_source
from sladsl.recheck.files import Files
from sladsl.recheck.holidays import Holidays, latest
from sladsl.recheck.mentions import Mentions
from sladsl.recheck.workers import Workers
from sladsl.records import define, frozen
from sladsl.source import SourceText

OF_ALL = {
    "E1300"
}  # what is told of an unknown agreement names all that there are, and is found again each time


@define
class Memory:
    """What earlier checks found: by the SHA-256 of a text what it mentions; by file what is wrong.

    What is wrong with a file stands there with the key of all that it depends on. Beside that the holidays
    that were asked for: to load the package that knows them takes longer than to check a file.
    """

    mentions: dict[str, Mentions] = Factory(dict)
    found: dict[str, tuple[str, tuple[Diagnostic, ...]]] = Factory(dict)
    holidays: Holidays = Factory(dict)


@frozen
class Rechecked:
    """All that is wrong, file by file as given; the texts; what each holds; how many were checked anew."""

    diagnostics: tuple[Diagnostic, ...]
    sources: dict[str, SourceText]
    mentions: tuple[Mentions, ...]
    checked: int


def recheck(paths: Sequence[str], memory: Memory, jobs: int, all_practice: bool = False) -> Rechecked:
    """Check the files together, in at most so many processes, and bring `memory` up to date.

    With `all_practice` also all that good practice advises; a memory is of checks with it or without.

    While a text is broken nothing is said of what rests on it; all else is checked as if it were not there.
    """
    texts: dict[str, SourceText] = {}
    unread: list[Diagnostic] = []
    for path in dict.fromkeys(paths):
        read = read_source(path)
        if isinstance(read, Diagnostic):
            unread.append(read)
        else:
            texts[path] = read
    with Workers.of(texts, jobs, all_practice, memory.holidays) as workers:
        files = Files.of(texts, memory.mentions, workers.mentions)
        keys = {name: files.key(name) for name in texts}
        remembered = {name: found for name, (key, found) in memory.found.items() if keys.get(name) == key}
        todo = [name for name in texts if name not in remembered]
        fresh, broken = _check(todo, files, workers)
        memory.holidays = workers.holidays
    for name, found in fresh.items():
        remembered[name] = tuple(dict.fromkeys((*remembered.get(name, ()), *found)))
    # what is found in a file that others use may be about them, and is found again with them
    told_elsewhere = {name for name, found in fresh.items() if found and name not in todo}
    uncertain = told_elsewhere | broken
    memory.mentions = {files.digests[name]: each for name, each in files.mentions.items()}
    memory.found = {
        name: (keys[name], remembered[name])
        for name in texts
        if not uncertain & files.needed(name) and not any(each.code in OF_ALL for each in remembered[name])
    }
    return Rechecked(
        (*unread, *(each for name in [*texts, *(remembered.keys() - texts)] for each in remembered[name])),
        files.texts,
        tuple(files.mentions[name] for name in texts),
        len(todo),
    )


def _check(
    todo: list[str], files: Files, workers: Workers
) -> tuple[dict[str, tuple[Diagnostic, ...]], set[str]]:
    """What is wrong in these files, and in those they use; and which are broken, so that they do not compile.

    Those are left aside with what rests on them, and the others compiled without them.
    """
    found: dict[str, tuple[Diagnostic, ...]] = {}
    broken: set[str] = set()
    while todo:
        parts = workers.parted(todo)
        programs = [files.program(part, broken) for part in parts]
        again: list[str] = []
        for part, program, told in zip(parts, programs, workers.check(programs, files.agreements)):
            workers.holidays = latest(workers.holidays, told.holidays)
            found.update(_by_file(part, files, told.diagnostics))
            if not told.compiles:
                broken |= told.broken or {*program}
                again += part
        todo = [name for name in again if not broken & files.needed(name)]
    return found, broken


def _by_file(
    part: list[str], files: Files, diagnostics: Iterable[Diagnostic]
) -> dict[str, tuple[Diagnostic, ...]]:
    """What was found in the files asked about, and in those that they use."""
    found: dict[str, list[Diagnostic]] = {name: [] for name in part}
    kept = {*part, *files.used_by(part)}
    for each in diagnostics:
        name = each.span.file if each.span is not None else part[0]
        if name in kept:
            found.setdefault(name, []).append(each)
    return {name: tuple(several) for name, several in found.items()}
