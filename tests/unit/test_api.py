"""`import sladsl`: load, check, run, and the results as tables."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars
import pytest

import sladsl
from sladsl.policy.values import Text
from tests.unit.cli.desk import LOG, judged, write_desk

ATHENS = ZoneInfo("Europe/Athens")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ATHENS)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_desk(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def policy() -> sladsl.Policy:
    return sladsl.load("desk.sla")


def rows() -> list[dict[str, Any]]:
    """The log in memory, its times as aware datetimes."""
    head, *lines = LOG.splitlines()
    found: list[dict[str, Any]] = [dict(zip(head.split(","), line.split(","))) for line in lines]
    return [{**row, "at": local(row["at"])} for row in found]


def events() -> Iterator[sladsl.Event]:
    for number, row in enumerate(rows()):
        at = (row["at"] - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
        fields = {"priority": Text(row["priority"]), "site": Text(row["site"])}
        yield sladsl.Event(at, "incident", row["case"], row["event"], fields, f"log.csv:{number + 2}", number)


class ArrowTable:
    """A table that is known by its Arrow stream alone, as pyarrow's are."""

    def __init__(self, frame: polars.DataFrame) -> None:
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)


# --- load and check ----------------------------------------------------------------------------------


def test_load(folder: Path, policy: sladsl.Policy) -> None:
    assert [clause.id for clause in policy.model.clauses] == ["ANSWER", "FIX"]
    (folder / "desk.json").write_text(policy.dumps(indent=1), encoding="utf-8")
    for path in ("desk.json", folder / "desk.json"):
        stored = sladsl.load(path)
        assert stored.model == policy.model
        assert stored.hash == policy.hash
    assert policy.hash.startswith("sha256:")
    assert json.loads(policy.dumps()) == json.loads(policy.dumps(indent=1))


def test_load_several(folder: Path) -> None:
    line = "agreement LINE:\n  is an OLA.\n  between Network as provider and IT as customer.\n"
    (folder / "line.sla").write_text(
        f"{line}  in force from 2026-01-01.\n  time zone UTC.\n", encoding="utf-8"
    )
    policy = sladsl.load("desk.sla", folder / "line.sla")
    assert sorted(agreement.id for agreement in policy.model.agreements) == ["DESK", "LINE"]


def test_what_load_raises(folder: Path) -> None:
    (folder / "half.sla").write_text("agreement HALF", encoding="utf-8")
    with pytest.raises(sladsl.PolicyError, match="E0102") as caught:
        sladsl.load("half.sla")
    assert [found.code for found in caught.value.diagnostics] == ["E0102"]
    with pytest.raises(sladsl.PolicyError, match="E0901"):
        sladsl.load("missing.sla")
    with pytest.raises(TypeError, match="at least one file"):
        sladsl.load()


def test_check(folder: Path) -> None:
    (folder / "half.sla").write_text("agreement HALF", encoding="utf-8")
    assert sladsl.check("desk.sla").ok
    assert sladsl.check(folder / "desk.sla").diagnostics == ()
    advised = sladsl.check("desk.sla", practice=True)
    assert advised.ok
    assert "W1213" in {each.code for each in advised.diagnostics}
    found = sladsl.check(["desk.sla", folder / "half.sla", "missing.sla"])
    assert not found.ok
    assert {each.code for each in found.diagnostics} == {"E0102", "E0901"}
    assert sladsl.check(path for path in ["half.sla"]).diagnostics[0].code == "E0102"


# --- run: whatever the log is, the verdicts are the same ---------------------------------------------


def given(kind: str) -> Any:
    match kind:
        case "path":
            return "log.csv"
        case "Path":
            return Path("log.csv").absolute()
        case "paths" | "a tuple of paths":
            head, *lines = LOG.splitlines(keepends=True)
            Path("one.csv").write_text("".join([head, *lines[:4]]), encoding="utf-8")
            Path("two.csv").write_text("".join([head, *lines[4:]]), encoding="utf-8")
            return (
                ("one.csv", Path("two.csv")) if kind == "a tuple of paths" else ["one.csv", Path("two.csv")]
            )
        case "events":
            return list(events())
        case "an iterator of events":
            return events()
        case "dicts":
            return rows()
        case "an iterator of dicts":
            return iter(rows())
        case "polars":
            return polars.DataFrame(rows())
        case "arrow":
            return ArrowTable(polars.DataFrame(rows()))
        case _:
            raise AssertionError(kind)


KINDS = [
    "path",
    "Path",
    "paths",
    "a tuple of paths",
    "events",
    "an iterator of events",
    "dicts",
    "an iterator of dicts",
    "polars",
    "arrow",
]


@pytest.mark.parametrize("kind", KINDS)
def test_run(policy: sladsl.Policy, kind: str) -> None:
    result = policy.run(given(kind))
    assert result.as_of == local("2026-03-10 10:00")
    assert result.to_json() == judged()
    assert (result.events.read, result.events.used, result.rejected) == (9, 9, ())


@pytest.mark.parametrize(
    "nothing", [[], (), iter(()), {}.values()], ids=["list", "tuple", "iterator", "view"]
)
def test_run_on_nothing(policy: sladsl.Policy, nothing: Any) -> None:
    result = policy.run(nothing)
    assert (len(result.cases), result.events.read) == (0, 0)
    # nothing happened: the agreement's first instant
    assert result.as_of == local("2026-01-01 00:00")


def test_as_of(policy: sladsl.Policy) -> None:
    status = [
        policy.run("log.csv", as_of=at).cases.to_dicts()[-1]["status"]
        for at in (local("2026-03-10 14:00"), datetime(2026, 3, 10, 12, 0, 1, tzinfo=UTC))
    ]
    assert status == ["running", "breached"]
    with pytest.raises(TypeError, match="`as_of` has no time zone"):
        policy.run("log.csv", as_of=datetime(2026, 3, 10))  # noqa: DTZ001
    with pytest.raises(ValueError, match="outside the years 1901 to 2198"):
        policy.run("log.csv", as_of=datetime(2300, 1, 1, tzinfo=UTC))


def test_what_run_raises(policy: sladsl.Policy, folder: Path) -> None:
    with pytest.raises(sladsl.SourceError, match="E0601"):
        policy.run("missing.csv")
    with pytest.raises(sladsl.SourceError, match="E0605"):
        policy.run([{"when": "2026-03-02 09:00", "event": "opened", "case": "X"}])
    with pytest.raises(sladsl.SourceError, match="E0607"):
        policy.run("log.csv", source="desk log")


def test_rows_that_cannot_be_read(policy: sladsl.Policy) -> None:
    bad = [
        *rows(),
        {"at": "never", "event": "opened", "case": "X"},
        {"at": 7.5, "event": "opened", "case": "X"},
    ]
    result = policy.run(bad)
    assert (result.events.read, result.events.used, result.events.rejected) == (11, 9, 2)
    assert [(row.file, row.line) for row in result.rejected] == [("rows", 10), ("rows", 11)]
    assert "`never` is not a time" in result.rejected[0].why
    with pytest.raises(sladsl.SourceError, match="E0608"):
        policy.run(bad, strict=True)


# --- tables ------------------------------------------------------------------------------------------


def test_cases(policy: sladsl.Policy) -> None:
    result = policy.run("log.csv")
    cases = result.cases.to_dicts()
    assert list(result.cases) == cases
    assert len(result.cases) == 5
    late = cases[3]
    # 15 minutes of Friday, 4 hours of Monday
    assert late == {
        "agreement": "DESK",
        "clause": "FIX",
        "case": "INC-2",
        "cycle": 1,
        "group": {},
        "status": "breached",
        "reason": "",
        "started": local("2026-03-06 16:45"),
        "due": local("2026-03-09 11:45"),
        "breach_at": local("2026-03-09 11:45"),
        "stopped": local("2026-03-09 12:00"),
        "decided_at": local("2026-03-09 11:45"),
        "elapsed": timedelta(hours=4, minutes=15),
        "paused": timedelta(0),
        "excluded": timedelta(0),
        "target": timedelta(hours=4),
        "row": None,
        "version": "1.0",
    }
    assert late["due"].tzinfo == ATHENS
    assert cases[2]["paused"] == timedelta(hours=1)
    assert cases[4]["stopped"] is None


def test_windows_and_credits(policy: sladsl.Policy) -> None:
    result = policy.run("log.csv")
    athens, patras = result.windows.to_dicts()
    assert (athens["from"], athens["to"]) == (local("2026-03-01"), local("2026-04-01"))
    assert (athens["group"], athens["value"], athens["target"]) == ({"site": "Athens"}, 1, Fraction(1, 2))
    assert (patras["met"], patras["breached"], patras["unknown"], patras["open"]) == (0, 1, 0, 0)
    assert isinstance(patras["value"], Fraction)
    assert (len(result.credits), result.credits.to_dicts()) == (0, [])
    assert result.credits.to_polars().height == 0


def test_polars_tables(policy: sladsl.Policy) -> None:
    result = policy.run("log.csv")
    cases = result.cases.to_polars()
    assert cases.height == 5
    assert cases["started"].dtype == polars.Datetime("us", "UTC")
    assert cases["elapsed"].dtype == polars.Duration("us")
    assert cases["group"].to_list() == ["site Athens", "site Patras", "", "", ""]
    late = cases.row(3, named=True)
    assert late["due"] == local("2026-03-09 11:45")
    assert late["elapsed"] == timedelta(hours=4, minutes=15)
    assert cases.row(4, named=True)["stopped"] is None
    windows = result.windows.to_polars()
    assert windows["value"].to_list() == [1.0, 0.0]
    assert windows["target"].to_list() == [0.5, 0.5]


def test_polars_tables_of_nothing_and_of_nothing_known(policy: sladsl.Policy) -> None:
    empty = policy.run([])
    assert empty.cases.to_polars().height == 0
    # a window in which no case is decided has no share
    early = policy.run("log.csv", as_of=local("2026-03-02 09:10"))
    assert early.windows.to_polars()["value"].to_list() == [None]


def test_timeline(policy: sladsl.Policy) -> None:
    result = policy.run("log.csv")
    stretches = result.timeline("INC-1", "fix")
    assert [(each.counted_us // 60_000_000, each.why) for each in stretches] == [
        (60, "desk hours open"),
        (0, "paused: waiting for customer"),
        (120, "desk hours open"),
    ]
    assert stretches[0].events == ("log.csv:2", "log.csv:4")
    assert len(result.timeline("INC-3")) == 0  # its clock has not run for an instant yet
    for words in (("INC-1",), ("INC-9",), ("INC-3", "ANSWER")):
        with pytest.raises(KeyError, match="verdicts of case"):
            result.timeline(*words)


def test_to_json_is_what_the_command_prints(policy: sladsl.Policy) -> None:
    assert json.loads(json.dumps(policy.run("log.csv").to_json())) == judged()


# --- calendars ---------------------------------------------------------------------------------------


def test_calendars_of_a_policy(policy: sladsl.Policy) -> None:
    hours = policy.calendars["desk hours"]
    assert set(policy.calendars) == {"desk hours"}
    with pytest.raises(TypeError):
        policy.calendars["more"] = hours  # type: ignore[index]
    start = local("2026-03-06 16:00")
    # an hour of Friday, three of Monday; an hour of pause puts it off
    assert hours.due(start, timedelta(hours=4)) == local("2026-03-09 11:00")
    pause = (local("2026-03-09 08:30"), local("2026-03-09 09:30"))
    assert hours.due(start, timedelta(hours=4), paused=[pause]) == local("2026-03-09 12:00")
    assert hours.elapsed(start, local("2026-03-09 11:00"), paused=[pause]) == timedelta(hours=3)
    assert hours.elapsed(start, start) == timedelta(0)
    assert hours.elapsed(local("2026-03-09 11:00"), start) == timedelta(0)
    assert hours.is_open(start)
    assert not hours.is_open(local("2026-03-07 12:00"))
    assert hours.due(start, timedelta(hours=4)).tzinfo == ATHENS
    with pytest.raises(TypeError):
        hours.elapsed(datetime(2026, 3, 6), start)  # noqa: DTZ001


def test_calendars_of_ones_own() -> None:
    hours = sladsl.Calendar.weekly(
        "Europe/Athens",
        {
            "mon": [("08:00", "12:00"), ("13:00", "17:00")],
            "sat": [("22:00", "24:00")],
            "sun": [("22:00", "02:00")],
        },
        closed=["2026-03-09"],
        special={"2026-04-11": [("09:00", "13:00")]},
    )
    # a Monday, 4 h and 4 h with an hour between
    assert hours.elapsed(local("2026-03-02 11:00"), local("2026-03-02 14:00")) == timedelta(hours=2)
    # the 9th is closed, so an hour at 16:30 on the 2nd ends on Saturday night at half past ten
    assert hours.due(local("2026-03-02 16:30"), timedelta(hours=1)) == local("2026-03-07 22:30")
    # from Sunday 22:00 on past midnight
    assert hours.is_open(local("2026-03-02 01:59"))
    assert not hours.is_open(local("2026-03-02 02:00"))
    # the Saturday of 11 April has hours of its own
    assert hours.elapsed(local("2026-04-11 00:00"), local("2026-04-12 00:00")) == timedelta(hours=4)
    assert hours.is_open(datetime.combine(date(2026, 4, 11), datetime.min.time(), ATHENS).replace(hour=12))


# --- the package -------------------------------------------------------------------------------------


def test_every_name_is_there() -> None:
    for name in sladsl.__all__:
        assert hasattr(sladsl, name)
    with pytest.raises(AttributeError, match="no attribute 'lode'"):
        sladsl.lode  # type: ignore[attr-defined]  # noqa: B018


def test_importing_it_loads_nothing_else() -> None:
    script = "import sys, sladsl; print([name for name in sys.modules if name.startswith('sladsl.')])"
    shown = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert shown.stdout == "[]\n"


def test_judging_by_a_compiled_policy_loads_no_grammar(folder: Path, policy: sladsl.Policy) -> None:
    (folder / "desk.json").write_text(policy.dumps(), encoding="utf-8")
    script = (
        "import sys, sladsl; result = sladsl.load('desk.json').run('log.csv')\n"
        "print(len(result.cases), [m for m in sys.modules if m == 'lark' or m.startswith('sladsl.syntax')])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert shown.stdout == "5 []\n"


def test_what_was_measured_over_a_window(tmp_path: Path) -> None:
    """An hour of April's 720 is missing: 719/720 of the time, which is less than 99.9%."""
    text = """
    use availability.
    service Email.
    agreement A: is an OLA. between Alpha as provider and Beta as customer. in force from 2026-01-01. time zone UTC.
    clause UP: Email shall be available for at least 99.9% of the time per calendar month.
    """
    (tmp_path / "up.sla").write_text(text, encoding="utf-8")
    rows = [
        {"at": "2026-04-01T00:00Z", "event": "came up", "case": "Email"},
        {"at": "2026-04-02T10:00Z", "event": "went down", "case": "Email"},
        {"at": "2026-04-02T11:00Z", "event": "came up", "case": "Email"},
    ]
    policy = sladsl.load(tmp_path / "up.sla")
    windows = policy.run(rows, as_of=datetime(2026, 5, 1, tzinfo=UTC)).windows
    april = windows.to_dicts()[0]
    assert (april["status"], april["value"], april["unit"]) == ("breached", Fraction(719, 720), "%")
    assert (april["good"], april["counted"]) == (timedelta(hours=719), timedelta(hours=720))
    assert windows.to_polars()["value"][0] == 719 / 720
