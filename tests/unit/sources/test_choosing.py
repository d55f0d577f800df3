"""Which source reads a log, columns that are missing or doubled, and the plain log."""

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve

from sladsl.diagnostics import Diagnostic
from sladsl.evaluate.verdicts import EventCounts
from sladsl.policy.model import Policy, Source, Subject
from sladsl.policy.values import Text
from sladsl.sources import Reading, SourceError, read

Read = Callable[..., Reading]


def refused(read_it: Callable[[], object]) -> Diagnostic:
    with pytest.raises(SourceError) as caught:
        read_it()
    (diagnostic,) = caught.value.diagnostics
    return diagnostic


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text("number,when,what,urgency\nR-1,02/03/2026 09:00,opened,P1\n")
    return path


def test_the_source_whose_columns_are_there(
    event_log: Source, policy: Callable[..., Policy], log: Path
) -> None:
    other = evolve(event_log, name="other log", time_column="at")
    assert read(policy(event_log, other), log).tables[0].source == "desk log"
    assert read(policy(event_log, other), log, "Desk  LOG").tables[0].source == "desk log"
    twins = policy(event_log, evolve(event_log, name="twin"))
    assert refused(lambda: read(twins, log)).notes[0] == "several sources fit: `desk log`, `twin`"
    none = policy(other, evolve(other, name="twin"))
    assert refused(lambda: read(none, log)).notes[0].startswith("none has all its columns")
    unknown = refused(lambda: read(policy(event_log), log, "desk logs"))
    assert (unknown.code, unknown.help) == ("E0607", "did you mean `desk log`?")


def test_missing_columns(event_log: Source, read_text: Read) -> None:
    found = refused(lambda: read_text(event_log, "Number,wen,what,urgency\n"))
    assert found.headline == "the log `log.csv` lacks the column `when`"
    assert found.notes == (
        "the source `desk log` needs it",
        "its columns are: `Number`, `wen`, `what`, `urgency`",
    )
    assert found.help == "did you mean `wen` for `when`?"
    assert (
        refused(lambda: read_text(None, "a,b\n")).notes[0]
        == "a log without a `source` declaration needs them"
    )


def test_a_column_twice(event_log: Source, read_text: Read) -> None:
    assert refused(lambda: read_text(event_log, "number,when,what,urgency,WHEN,when\n")).code == "E0606"
    reading = read_text(event_log, "number,when,what,urgency,WHEN\nR-1,02/03/2026 09:00,opened,P1,\n")
    assert reading.counts.used == 1  # the one spelled as declared


def test_the_plain_log(read_text: Read) -> None:
    reading = read_text(
        None,
        "number,At,kind,id,Priority,colour\nR-1,2026-03-02 09:00,Opened,a,p1,red\nR-1,2026-03-02T09:00Z,lost,b,,\n",
    )
    (event,) = reading.events
    assert (event.case, event.kind, event.id, event.fields) == (
        "R-1",
        "opened",
        "a",
        {"priority": Text("P1")},
    )
    assert event.at == 1_772_434_800_000_000  # 2026-03-02T07:00Z, by the zone all agreements share
    assert reading.counts == EventCounts(read=2, used=1, unknown=1)
    assert reading.tables[0].unused == ("colour",)


def test_the_plain_log_of_several_subjects(policy: Callable[..., Policy], tmp_path: Path) -> None:
    ticket = policy().subjects[0]
    visit = Subject("visit", ("visits",), "id", (), ("begun",), ticket.place)
    both = policy(subjects=(ticket, visit))
    log = tmp_path / "log.csv"
    log.write_text("case,at,event\nR-1,2026-03-02 09:00,opened\n")
    assert refused(lambda: read(both, log)).code == "E0611"
    log.write_text(
        "case,at,event,subject\nR-1,2026-03-02 09:00,opened,Ticket\nV-1,2026-03-02 09:00,begun,visits\n"
        "V-1,2026-03-02 09:00,opened,visit\nV-1,2026-03-02 09:00,begun,dog\nV-1,2026-03-02 09:00,begun,\n"
    )
    reading = read(both, log)
    assert [(event.subject, event.kind) for event in reading.events] == [
        ("ticket", "opened"),
        ("visit", "begun"),
    ]
    assert reading.counts == EventCounts(read=5, used=2, unknown=2, rejected=1)
    assert reading.unknown_kinds == (("event of dog", 1), ("opened", 1))
    assert refused(lambda: read(policy(subjects=()), log)).code == "E0611"


def test_a_source_about_nothing(event_log: Source, read_text: Read) -> None:
    assert (
        refused(lambda: read_text(evolve(event_log, subject="dog"), "number,when,what,urgency\n")).code
        == "E0611"
    )
