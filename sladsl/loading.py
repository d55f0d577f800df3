"""Agreements from files: text, literate Markdown, or a compiled policy in place of both."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from attrs import evolve

from sladsl.diagnostics import Diagnostic, PolicyError
from sladsl.diagnostics.excerpt import fitted, visible
from sladsl.records import frozen
from sladsl.source import SourceText

if TYPE_CHECKING:
    from sladsl.meaning import Library
    from sladsl.policy.model import Policy
    from sladsl.syntax import Parsed
    from sladsl.worktime.public_holidays import Ask

    Parse = Callable[[SourceText, str], Parsed]

MOST_BYTES = 64 * 2**20
STANDARD_INPUT = "standard input"
PROGRAM_SUFFIXES = (".sla", ".md", ".markdown")

Path = str | os.PathLike[str]


@frozen
class Program:
    """What loading gave: the policy (None where there is an error), the findings, the texts they point into.

    Of a compiled policy there are no texts.
    """

    policy: "Policy | None"
    diagnostics: tuple[Diagnostic, ...]
    sources: dict[str, SourceText]

    def or_raise(self) -> "Policy":
        """The policy; raises PolicyError where there is none."""
        if self.policy is None:
            raise PolicyError(self.diagnostics)
        return self.policy


def load_program(
    paths: Sequence[Path],
    stdin: BinaryIO | None = None,
    parse: "Parse | None" = None,
    holidays: "Ask | None" = None,
    agreements: tuple[str, ...] = (),
) -> Program:
    """Read and compile files given together, or read one compiled policy. "-" is `stdin`.

    `parse` is for a caller that keeps trees, `holidays` for one that keeps those of countries.
    `agreements` names those of other programs too, for did-you-mean.
    Files that cannot be read are findings like any other, so that one run says everything.
    """
    found: list[Diagnostic] = []
    given: list[tuple[str, bytes]] = []
    names: dict[str, str] = {}
    for path in [os.fspath(each) for each in paths]:
        names.setdefault(_identity(path), path)
    for path in names.values():
        try:
            given.append((STANDARD_INPUT if path == "-" else path, _bytes_of(path, stdin)))
        except _Refused as refusal:
            found.append(refusal.diagnostic)
    compiled = [(name, content) for name, content in given if _is_compiled(name, content)]
    if compiled and len(given) + len(found) > 1:
        found += [_not_alone(name) for name, _ in compiled]
        given = [each for each in given if each not in compiled]
    elif compiled:
        return _stored(*compiled[0])
    texts: list[SourceText] = []
    for name, content in (each for each in given if each not in compiled):
        try:
            texts.append(_program(_text(name, content)))
        except _Refused as refusal:
            found.append(refusal.diagnostic)
    if found and not texts:
        return Program(None, tuple(found), {})
    return _compiled(texts, found, _library(names, parse, holidays, agreements))


def with_coverage(program: Program, all_practice: bool = False) -> Program:
    """The program with what is found where its agreements rest on others, and what good practice advises; its
    policy stays."""
    from sladsl.compile import gaps

    found = gaps(program.policy, program.sources, all_practice)
    return evolve(program, diagnostics=(*program.diagnostics, *found))


def read_source(path: str) -> SourceText | Diagnostic:
    """The text of one file, or why it cannot be had."""
    try:
        return _program(_text(path, _bytes_of(path, None)))
    except _Refused as refusal:
        return refusal.diagnostic


def path_used(path: str, user: str) -> str:
    """Where the file lies that `use "path"` in the file `user` means."""
    return os.path.normpath(os.path.join(os.path.dirname(user), path))  # noqa: PTH118, PTH120


def _compiled(texts: list[SourceText], found: list[Diagnostic], library: "Library") -> Program:
    from sladsl.compile import compile_texts

    try:
        compiled = compile_texts(texts, library)
    except _Refused as refusal:  # of a file that is used, which is met only on the way
        return Program(None, (*found, refusal.diagnostic), {text.name: text for text in texts})
    policy = None if found else compiled.policy
    return Program(policy, (*found, *compiled.diagnostics), compiled.sources)


def _library(
    names: dict[str, str], parse: "Parse | None", holidays: "Ask | None", agreements: tuple[str, ...]
) -> "Library":
    from sladsl.compile import STANDARD

    return evolve(
        STANDARD,
        file=partial(_used, names),
        parse=parse or STANDARD.parse,
        holidays=holidays or STANDARD.holidays,
        agreements=agreements,
    )


def _identity(path: str) -> str:
    """What two spellings of one file's path have in common."""
    try:
        return path if path == "-" else os.path.realpath(path)
    except (OSError, ValueError):
        return path


def _used(names: dict[str, str], path: str, user: str) -> SourceText | None:
    """The file that `use "..."` means, beside the file that uses it; None where there is none.

    `names` holds how each file is called that was met before, by its identity: one file has one name.
    Only files that can hold a program are opened: an agreement from a stranger must not show others.
    """
    if not path.lower().endswith(PROGRAM_SUFFIXES):
        return None
    name = path_used(path, user)
    if not os.path.isfile(name):  # noqa: PTH113
        return None
    name = names.setdefault(_identity(name), name)
    return _program(_text(name, _bytes_of(name, None)))


class _Refused(Exception):  # noqa: N818 (what became of a file, on its way to being a finding)
    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__(diagnostic.headline)


def _named(name: str) -> str:
    return f"`{fitted(visible(name), 200)}`"


def _bytes_of(path: str, stdin: BinaryIO | None) -> bytes:
    try:
        if path == "-":
            content = b"" if stdin is None else stdin.read(MOST_BYTES + 1)
        else:
            with open(path, "rb") as file:  # noqa: PTH123 (a path may hold what Path would change)
                content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise _Refused(
            Diagnostic(
                "E0901",
                f"{_named(path)} cannot be read",
                None,
                notes=[why[:1].lower() + why[1:]],
                help=_neighbour(path),
            )
        ) from None
    if len(content) > MOST_BYTES:
        raise _Refused(
            Diagnostic(
                "E0902",
                f"{_named(path)} is larger than {MOST_BYTES // 2**20} MiB",
                None,
                help="is it a log? Logs are given with `--events`",
            )
        )
    return content


def _neighbour(path: str) -> str:
    """The file that may have been meant; "" where none comes near."""
    from sladsl.diagnostics.did_you_mean import suggestion

    folder, name = os.path.split(path)
    try:
        if os.path.isdir(path):  # noqa: PTH112
            held = sorted(each for each in os.listdir(path) if each.lower().endswith(PROGRAM_SUFFIXES))  # noqa: PTH208
            named = " ".join(os.path.join(path, each) for each in held[:4])  # noqa: PTH118
            return f"it is a folder; name the files in it: {named}" if held else "it is a folder"
        return suggestion(name, sorted(os.listdir(folder or "."))[:10_000])  # noqa: PTH208
    except (OSError, ValueError):
        return ""


def _text(name: str, content: bytes) -> SourceText:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _Refused(_not_text(name, "it is in UTF-16"))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        why = f"byte {column} of line {line} is {content[error.start]:#04x}, which is not UTF-8 there"
        raise _Refused(_not_text(name, why)) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise _Refused(_not_text(name, f"line {line} holds a zero byte, which no text does"))
    return SourceText.of(name, text)


def _not_text(name: str, why: str) -> Diagnostic:
    return Diagnostic(
        "E0903",
        f"{_named(name)} is not a text in UTF-8",
        None,
        notes=[why],
        help="save it as plain text with the encoding UTF-8",
    )


def _program(source: SourceText) -> SourceText:
    if source.program.strip():
        return source
    literate = source.name.lower().endswith(PROGRAM_SUFFIXES[1:])
    if literate and source.text.strip():
        why, help = "no block of it is fenced as `sla`", "put the program between ```sla and ```"
    else:
        why, help = "the file is empty", "`sladsl new DIR` writes a first agreement"
    raise _Refused(
        Diagnostic("E0904", f"there is no agreement in {_named(source.name)}", None, notes=[why], help=help)
    )


def _is_compiled(name: str, content: bytes) -> bool:
    return PurePath(name).suffix.lower() == ".json" or content.lstrip()[:1] == b"{"


def _not_alone(name: str) -> Diagnostic:
    return Diagnostic(
        "E0905",
        f"the compiled policy {_named(name)} stands beside other files",
        None,
        notes=["a compiled policy is complete: nothing can be added to it"],
        help="give it alone, or compile all the texts together",
    )


def _stored(name: str, content: bytes) -> Program:
    from sladsl.policy.json import PolicyFormatError, loads

    try:
        return Program(loads(content), (), {})
    except PolicyFormatError as error:
        return Program(
            None,
            (
                Diagnostic(
                    "E0906",
                    f"{_named(name)} is not a compiled policy that can be used",
                    None,
                    notes=error.problems[:10],
                    help="compile the agreement again: `sladsl compile FILES -o policy.json`",
                ),
            ),
            {},
        )
