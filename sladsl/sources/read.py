"""Reading logs: `read` one, `read_all` several as one, `events_from_dicts` what is in memory already."""

from collections.abc import Iterable, Mapping, Sequence
from os import PathLike, fspath
from pathlib import PurePath
from typing import Any, BinaryIO

from sladsl.policy.model import Policy, Source
from sladsl.sources.choosing import source_called
from sladsl.sources.csv_rows import cell_limit, csv_table
from sladsl.sources.frame_rows import dict_table, frame_table, parquet_table
from sladsl.sources.json_rows import json_table
from sladsl.sources.limits import LIMITS, Limits
from sladsl.sources.reading import Reader, Reading
from sladsl.sources.unpacking import spooled, unpacked

STANDARD_INPUT = "standard input"
IN_MEMORY = "rows"

Path = str | PathLike[str]


def read(
    policy: Policy,
    path: Path,
    source: str | None = None,
    *,
    strict: bool = False,
    as_stream: BinaryIO | None = None,
    limits: Limits = LIMITS,
) -> Reading:
    """Read one log: CSV, JSON lines or Parquet, as it is, in gzip or alone in a zip.

    `path` "-" is `as_stream`, the bytes of standard input. `source` names the declaration to read it by;
    without it the policy's only one is taken, or the only one whose columns the log has; a policy without
    any reads the plain log (see `choosing.plain_parser`).

    What becomes of a row: *rejected* if it cannot be read (time, case, number of cells, encoding ...),
    *unknown* if it reports what the vocabulary does not know, *duplicate* if its declared event id came
    before or, where it has no id, if every cell equals an earlier row's (see `Repeats`); *used* otherwise.

    An event's id is the declared one, else "<file name>:<line>"; with ":<event>" where a row gives several.

    Raises SourceError where the log cannot be read at all, and for `strict` where a row was rejected.
    """
    return read_all(policy, [path], source, strict=strict, as_stream=as_stream, limits=limits)


def read_all(
    policy: Policy,
    paths: Sequence[Path],
    source: str | None = None,
    *,
    strict: bool = False,
    as_stream: BinaryIO | None = None,
    limits: Limits = LIMITS,
) -> Reading:
    """Read several logs as one, as `read` does: overlapping exports count their common rows once, and a
    case whose changes go on in the next file is one case. Files of the same name go by their path."""
    said = None if source is None else source_called(policy, source)
    reader = Reader(policy, said, limits)
    names = _names([fspath(path) for path in paths])
    with cell_limit(limits):
        for path, name in zip((fspath(path) for path in paths), names):
            _take(reader, path, name, said, as_stream, limits)
        return reader.reading(strict=strict)


def events_from_dicts(
    policy: Policy,
    rows: Iterable[Mapping[str, object]] | Any,
    source: str | None = None,
    *,
    strict: bool = False,
    limits: Limits = LIMITS,
) -> Reading:
    """Read rows in memory: dictionaries by column name, a polars frame, or a table that exports itself as an
    Arrow stream (pyarrow). Aware datetimes are instants; naive ones need a zone, as texts do.

    Row numbers count from 1. Raises SourceError as `read`.
    """
    said = None if source is None else source_called(policy, source)
    reader = Reader(policy, said, limits)
    if hasattr(rows, "__arrow_c_stream__") or type(rows).__module__.split(".")[0] == "polars":
        reader.take(frame_table(rows, IN_MEMORY, limits))
    else:
        table = dict_table(rows, IN_MEMORY, limits)
        if table is not None:
            reader.take(table)
    return reader.reading(strict=strict)


def _take(
    reader: Reader, path: str, name: str, source: Source | None, stdin: BinaryIO | None, limits: Limits
) -> None:
    with unpacked(path, name, stdin, limits) as stream:
        head = stream.peek(4096)[:4096]
        text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        if head.startswith(b"PAR1"):
            with spooled(stream) as seekable:
                reader.take(parquet_table(seekable, name, limits))
        elif text.startswith(b"{") or _suffix(path) in (".ndjson", ".jsonl", ".json"):
            reader.take(json_table(stream, name, limits))
        else:
            declared = source or (reader.policy.sources[0] if len(reader.policy.sources) == 1 else None)
            reader.take(csv_table(stream, name, declared.separator if declared else None, limits))


def _suffix(path: str) -> str:
    name = PurePath(path).name.lower()
    return PurePath(name.removesuffix(".gz").removesuffix(".zip")).suffix


def _names(paths: Sequence[str]) -> list[str]:
    """What each log is called in ids and messages: its file's name, or its path where names are the same."""
    short = [STANDARD_INPUT if path == "-" else PurePath(path).name or path for path in paths]
    return [
        PurePath(path).as_posix() if short.count(name) > 1 and path != "-" else name
        for path, name in zip(paths, short)
    ]
