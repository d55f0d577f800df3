"""What is no log, or a log with rows that are none: told in words, counted, and soon."""

import gzip
import json
from pathlib import Path

import pytest

from tests.unit.cli.desk import AGREEMENT, LOG, sladsl

pytestmark = pytest.mark.usefixtures("desk")

HEAD = b"at,event,case\n"
GOOD = b"2026-03-02 09:00,opened,INC-1\n"


def run(log: str, *words: str, agreement: str = "desk.sla", stdin: bytes = b"") -> tuple[int, str, str]:
    result = sladsl(
        "run", agreement, "--events", log, "--clause", "FIX", "--format", "json", *words, stdin=stdin
    )
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", ["E0604", "the log `bad.csv` is empty"], id="empty"),
        pytest.param(bytes(range(256)) * 9, ["E0602", "it is not text"], id="binary"),
        pytest.param(LOG.encode("utf-16"), ["E0602", "it is written in UTF-16"], id="UTF-16"),
        pytest.param(
            LOG.replace("at,", "when,", 1).encode(),
            ["E0605", "lacks the column `at`", "its columns are: `when`, `event`, `case`"],
            id="a column is missing",
        ),
        pytest.param(b"at,event,case,case\n", ["E0606"], id="a column twice"),
        pytest.param(
            gzip.compress(LOG.encode() * 99)[:-40], ["E0603", "cannot be unpacked"], id="gzip cut short"
        ),
        pytest.param(gzip.compress(LOG.encode())[:5], ["E0603"], id="gzip without a beginning"),
        pytest.param(b"PAR1" + b"\0" * 99, ["E0602"], id="a table that is none"),
    ],
)
def test_a_log_that_is_none(desk: Path, content: bytes, said: list[str]) -> None:
    (desk / "bad.csv").write_bytes(content)
    for name, stdin in (("bad.csv", b""), ("-", content)):
        code, stdout, stderr = run(name, stdin=stdin)
        assert (code, stdout) == (1, "")
        for words in said:
            assert words.replace("bad.csv", "standard input" if name == "-" else name) in stderr


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("lgo.csv", "no such file or directory"),
        (".", "it is a folder"),
        ("log.csv/x", "not a directory"),
        ("x" * 5000, "file name too long"),
    ],
)
def test_a_path_that_leads_to_none(path: str, why: str) -> None:
    code, stdout, stderr = run(path)
    assert (code, stdout) == (2, "")
    assert "E0601" in stderr
    assert why in stderr


@pytest.mark.parametrize(
    ("row", "why"),
    [
        pytest.param(b"2026-03-02 09:", "the row has 1 cells, the header 3 columns", id="cut in mid-row"),
        pytest.param(b'"2026-03-02 09:', "the log ends inside a quoted cell", id="cut in a quoted cell"),
        pytest.param(b"2026-02-30 09:00,opened,X\n", "there is no such day", id="a day that does not exist"),
        pytest.param(
            b"2026-03-02 25:00,opened,X\n", "there is no such time of day", id="an hour that is none"
        ),
        pytest.param(b"02/03/2026 09:00,opened,X\n", "is not a time written ISO 8601", id="another style"),
        pytest.param(
            b"9999-12-31 00:00,opened,X\n", "lies outside the years 1901 to 2198", id="the end of time"
        ),
        pytest.param(b"1753-01-01 00:00,opened,X\n", "lies outside the years 1901 to 2198", id="long ago"),
        pytest.param(",opened,X\n".encode(), "the time (`at`) is not filled in", id="no time"),
        pytest.param(b"2026-03-02 09:00,opened,\n", "the case (`case`) is not filled in", id="no case"),
        pytest.param(
            "2026-03-02 09:00,opened,Ω\n".encode("iso8859-7"), "is not UTF-8", id="Greek in one byte"
        ),
        pytest.param(
            b"2026-03-02 09:00,opened," + b"x" * 10_000_000 + b"\n", "longer than 8388608 bytes", id="10 MB"
        ),
    ],
)
def test_a_row_that_is_none(desk: Path, row: bytes, why: str) -> None:
    (desk / "bad.csv").write_bytes(HEAD + GOOD + row)
    code, stdout, stderr = run("bad.csv")
    assert code == 0
    assert "warning: 1 row could not be read and was left out\n  bad.csv:3: " in stderr
    assert why in stderr
    assert all(len(line) <= 100 for line in stderr.splitlines())
    result = json.loads(stdout)
    assert result["events"] == {"read": 2, "used": 1, "duplicate": 0, "unknown": 0, "rejected": 1}
    assert [case["case"] for case in result["cases"]] == ["INC-1"]
    code, stdout, stderr = run("bad.csv", "--strict")
    assert (code, stdout) == (1, "")
    assert "E0608" in stderr
    assert "bad.csv:3: " in stderr


def test_times_without_a_zone(desk: Path) -> None:
    source = """
source tickets of incident:
  each row is an event.
  the case is column "case".
  the time is column "at".
  the event is column "event".
  times are ISO 8601.
"""
    (desk / "own.sla").write_text(AGREEMENT + source, encoding="utf-8")
    zoned = b"2026-03-02 09:00+02:00,opened,INC-1\n"
    (desk / "mixed.csv").write_bytes(HEAD + zoned + b"2026-03-02 13:00,resolved,INC-1\n")
    code, stdout, stderr = run("mixed.csv", agreement="own.sla")
    assert code == 0
    assert "mixed.csv:3: the time `2026-03-02 13:00` has no offset from UTC, and no zone is stated" in stderr
    assert json.loads(stdout)["cases"][0]["status"] == "running"


def test_a_time_in_the_hour_that_is_skipped_moves_on(desk: Path) -> None:
    # logs of machines that did not change their clocks: 03:30 on that night is 04:30, or 01:30 in UTC
    (desk / "night.csv").write_bytes(HEAD + b"2026-03-29 03:30,opened,INC-1\n")
    code, stdout, stderr = run("night.csv")
    assert (code, stderr) == (0, "")
    assert json.loads(stdout)["cases"][0]["started"] == "2026-03-29T01:30:00Z"


def test_a_log_of_a_header_alone() -> None:
    code, stdout, stderr = run("-", stdin=HEAD)
    assert (code, stderr) == (0, "")
    assert json.loads(stdout)["cases"] == []
    why = sladsl("why", "desk.sla", "--events", "-", "INC-1", stdin=HEAD)
    assert why.exit_code == 2
    assert "there is no case `INC-1`" in why.stderr


def test_words_that_the_vocabulary_does_not_know(desk: Path) -> None:
    rows = b"".join(b"2026-03-02 09:%02d,kind %d,INC-1\n" % (n, n) for n in range(7))
    (desk / "odd.csv").write_bytes(HEAD + GOOD + rows + b"2026-03-02 10:00,kind 3,INC-1\n")
    code, stdout, stderr = run("odd.csv")
    assert code == 0
    assert " ".join(stderr.split()).startswith(
        "warning: events that the vocabulary does not know: `kind 3` (2), `kind 0` (1), "
    )
    assert " ".join(stderr.split()).endswith(" and 2 more")
    assert all(len(line) <= 100 for line in stderr.splitlines())
    assert json.loads(stdout)["events"]["unknown"] == 8


def test_many_rows_that_are_none_are_told_shortly(desk: Path) -> None:
    (desk / "bad.csv").write_bytes(HEAD + GOOD + b"never,opened,X\n" * 2000)
    code, stdout, stderr = run("bad.csv")
    assert code == 0
    assert json.loads(stdout)["events"]["rejected"] == 2000
    assert stderr.splitlines()[0] == "warning: 2,000 rows could not be read and were left out"
    assert stderr.splitlines()[-1] == "  and 1,995 more; `--strict` makes it an error"
    assert len(stderr.splitlines()) == 7


def test_a_log_in_place_of_an_agreement() -> None:
    result = sladsl("check", "log.csv")
    assert result.exit_code == 1
    assert "log.csv:1:1" in result.stdout
    swapped = sladsl("run", "log.csv", "--events", "desk.sla")
    assert (swapped.exit_code, swapped.stdout) == (1, "")
