"""CSV with its separators and faults, JSON lines, Parquet, rows in memory: the same events from each."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars
import pytest
from attrs import evolve

from sladsl.evaluate.verdicts import EventCounts
from sladsl.policy.model import FieldColumn, Policy, Source, TimeFormat
from sladsl.policy.values import Number
from sladsl.sources import LIMITS, Reading, SourceError, events_from_dicts, read, read_all

Read = Callable[..., Reading]
ROWS = [("R-1", "02/03/2026 09:00", "opened"), ("R-1", "02/03/2026 10:00", "resolved")]


@pytest.fixture
def plain(event_log: Source) -> Source:
    return evolve(event_log, fields=())


def brief(reading: Reading) -> list[tuple[int, str, str]]:
    return [(event.at, event.case, event.kind) for event in reading.events]


def expected(hour: int, kind: str) -> tuple[int, str, str]:
    return int(datetime(2026, 3, 2, hour, tzinfo=UTC).timestamp()) * 1_000_000, "R-1", kind


EXPECTED = [expected(7, "opened"), expected(8, "resolved")]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_separators(plain: Source, read_text: Read, mark: str, bom: str, end: str) -> None:
    lines = [mark.join(row) for row in [("number", "when", "what"), *ROWS]]
    reading = read_text(plain, bom + end.join(lines))
    assert brief(reading) == EXPECTED
    assert reading.tables[0].separator == mark


def test_a_declared_separator(plain: Source, read_text: Read) -> None:
    reading = read_text(
        evolve(plain, separator="~"), "number~when~what,so\nR-1~02/03/2026 09:00~opened\n".replace(",so", "")
    )
    assert brief(reading) == EXPECTED[:1]


def test_lines_of_rows_with_quoted_line_feeds(plain: Source, read_text: Read) -> None:
    reading = read_text(
        plain,
        'note,number,when,what\n"one\ntwo\nthree",R-1,02/03/2026 09:00,opened\n'
        '"a ""quoted"" word",,02/03/2026 09:00,opened\n"x\ny",R-1,late,opened\n'
        '"x"y,R-1,02/03/2026 09:00,opened\nz,R-1,02/03/2026 10:00,resolved\n',
    )
    assert brief(reading) == EXPECTED
    assert [event.origin.line for event in reading.events if event.origin] == [2, 9]
    assert [row.line for row in reading.rejected] == [5, 6, 8]
    assert reading.rejected[2].why == "a quoted cell goes on after its closing quote"


def test_a_log_cut_in_mid_row(plain: Source, read_text: Read) -> None:
    whole = "number,when,what\nR-1,02/03/2026 09:00,opened\nR-1,02/03/2026 10:00,resol"
    assert read_text(plain, whole).counts == EventCounts(read=2, used=1, unknown=1)
    assert read_text(plain, whole[:-8]).counts == EventCounts(read=2, used=1, rejected=1)
    cut = read_text(plain, whole[:-8] + ',"resol')
    assert [(row.line, row.why) for row in cut.rejected] == [(3, "the log ends inside a quoted cell")]


def test_bytes_that_are_not_utf8(plain: Source, read_text: Read) -> None:
    reading = read_text(
        plain,
        b"number,when,what\nR-1,02/03/2026 09:00,opened\n\xc5\xeb,02/03/2026 09:00,opened\nR-1,02/03/2026 10:00,resolved\n",
    )
    assert brief(reading) == EXPECTED
    assert [(row.line, row.why) for row in reading.rejected] == [
        (3, "byte 1 of the line (0xC5) is not UTF-8")
    ]


def test_bounds_on_cells_and_lines(plain: Source, read_text: Read) -> None:
    limits = evolve(LIMITS, cell=50, line=200)
    text = (
        "number,when,what,note\nR-1,02/03/2026 09:00,opened,\nR-1,02/03/2026 09:30,opened," + "x" * 60 + "\n"
        "R-1,02/03/2026 09:30,opened," + "x" * 5_000_000 + "\nR-1,02/03/2026 10:00,resolved,\n"
    )
    reading = read_text(plain, text, limits=limits)
    assert brief(reading) == EXPECTED
    assert [(row.line, row.why) for row in reading.rejected] == [
        (3, "a cell is longer than 50 characters: perhaps a quote is not closed"),
        (4, "the line is longer than 200 bytes"),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "E0604"),
        (b"\n\n  \n", "E0604"),
        (b"\xff\xfen\0u\0", "E0602"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "E0602"),
        (b"PAR1 is not enough", "E0602"),
        (b"num\xe9ro,when,what\n", "E0610"),
        (b"number,when,what\rR-1,02/03/2026 09:00,opened\r", "E0610"),
        (b"x" * (9 * 2**20), "E0610"),
        (b",".join(b"c%d" % i for i in range(5000)), "E0609"),
        (b"number,when\n", "E0605"),
    ],
)
def test_logs_refused_as_a_whole(plain: Source, read_text: Read, content: bytes, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_text(plain, content)
    assert [diagnostic.code for diagnostic in caught.value.diagnostics] == [code]


def test_json_lines(event_log: Source, read_text: Read) -> None:
    source = evolve(event_log, fields=(FieldColumn("cost", "cost"),), id_column="ref")
    reading = read_text(
        source,
        '{"number": "R-1", "when": "02/03/2026 09:00", "what": "opened", "cost": 0.10}\n\n'
        '{"what": "resolved", "number": "R-1", "when": "02/03/2026 10:00", "cost": null}\n'
        '{"number": "R-1", "when": "02/03/2026 10:00", "what": {"is": "nested"}}\n'
        '{"number": "R-1", \n[1]\n' + "[" * 100_000 + "\n"
        '{"what": "resolved", "number": "R-1", "when": "02/03/2026 10:00", "cost": null}\n',
        "log.ndjson",
    )
    assert brief(reading) == EXPECTED
    assert str(reading.events[0].fields["cost"].number) == "0.10"  # type: ignore[union-attr]
    assert [(row.line, row.why.split(":")[0]) for row in reading.rejected] == [
        (4, "`what`"), (5, "not JSON"), (6, "the line is not a JSON object"), (7, "not JSON that can be read"),
    ]  # fmt: skip
    assert reading.counts == EventCounts(read=7, used=2, duplicate=1, rejected=4)
    assert reading.tables[0].absent == ("ref",)
    assert reading.tables[0].format == "JSON lines"


def frame() -> polars.DataFrame:
    return polars.DataFrame(
        {
            "number": ["R-1", "R-1", None],
            "when": [datetime(2026, 3, 2, hour, tzinfo=UTC) for hour in (7, 8, 9)],
            "what": ["opened", "resolved", "opened"],
            "cost": [1.5, None, 2.0],
        }
    )


def test_parquet(event_log: Source, read_text: Read) -> None:
    packed = io.BytesIO()
    frame().write_parquet(packed)
    reading = read_text(
        evolve(event_log, fields=(FieldColumn("cost", "cost"),)), packed.getvalue(), "log.parquet"
    )
    assert brief(reading) == EXPECTED
    assert isinstance(reading.events[0].fields["cost"], Number)
    assert reading.counts == EventCounts(read=3, used=2, rejected=1)
    assert reading.rejected[0].line == 3


@pytest.mark.parametrize(
    "shape", [lambda f: f, lambda f: f.lazy(), lambda f: f.to_dicts(), lambda f: f.iter_rows(named=True)]
)
def test_rows_in_memory(plain: Source, policy: Callable[..., Policy], shape: Callable[[Any], Any]) -> None:
    reading = events_from_dicts(policy(plain), shape(frame()))
    assert brief(reading) == EXPECTED
    assert reading.events[1].id == "rows:2"
    assert reading.counts == EventCounts(read=3, used=2, rejected=1)


def test_no_rows_in_memory(plain: Source, policy: Callable[..., Policy]) -> None:
    assert events_from_dicts(policy(plain), []).counts == EventCounts()
    row = {"number": "R-1", "when": "02/03/2026 09:00", "what": "opened"}
    assert events_from_dicts(policy(plain), [1, row]).counts == EventCounts(read=2, used=1, rejected=1)
    with pytest.raises(SourceError, match="E0605"):
        events_from_dicts(policy(plain), [1, "x"])


def test_standard_input(plain: Source, policy: Callable[..., Policy]) -> None:
    text = b"number,when,what\nR-1,02/03/2026 09:00,opened\nR-1,02/03/2026 10:00,resolved\n"
    reading = read(policy(plain), "-", as_stream=io.BytesIO(text))
    assert brief(reading) == EXPECTED
    assert reading.events[0].id == "standard input:2"
    packed = io.BytesIO()
    frame().write_parquet(packed)
    packed.seek(0)
    assert brief(read(policy(plain), "-", as_stream=packed)) == EXPECTED


def test_overlapping_exports_are_one_log(
    plain: Source, policy: Callable[..., Policy], tmp_path: Path
) -> None:
    header, rows = "number,when,what\n", [",".join(row) + "\n" for row in ROWS]
    for name, text in (("a/log.csv", header + rows[0]), ("b/log.csv", header + "".join(rows))):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    reading = read_all(policy(plain), [tmp_path / "a/log.csv", tmp_path / "b/log.csv"])
    assert brief(reading) == EXPECTED
    assert reading.counts == EventCounts(read=3, used=2, duplicate=1)
    assert [event.order for event in reading.events] == [0, 1]
    assert [event.id.removeprefix(tmp_path.as_posix()) for event in reading.events] == [
        "/a/log.csv:2",
        "/b/log.csv:3",
    ]


def test_strict(plain: Source, read_text: Read) -> None:
    text = "number,when,what\nR-1,yesterday,opened\n"
    assert read_text(plain, text).counts.rejected == 1
    with pytest.raises(SourceError, match="1 row of the log cannot be read") as caught:
        read_text(plain, text, strict=True)
    assert caught.value.diagnostics[0].notes == (
        "log.csv:2: `yesterday` is not a time written day first: dd/mm/yyyy hh:mm:ss",
    )


def test_a_zone_is_needed(plain: Source, read_text: Read) -> None:
    source = evolve(plain, times=TimeFormat("iso", None))
    reading = read_text(
        source, "number,when,what\nR-1,2026-03-02T09:00,opened\nR-1,2026-03-02T07:00Z,opened\n"
    )
    assert brief(reading) == EXPECTED[:1]
    assert (
        reading.rejected[0].why == "the time `2026-03-02T09:00` has no offset from UTC, and no zone is stated"
    )
