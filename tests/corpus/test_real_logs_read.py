"""Two real logs are read whole, in seconds, with an account of every row."""

import csv
import gzip
import io
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from attrs import evolve

from sladsl.policy.model import (
    ChangeMeans,
    Field,
    FieldColumn,
    Means,
    MomentColumn,
    Place,
    Policy,
    Source,
    Subject,
    TimeFormat,
)
from sladsl.sources import read

LOGS = Path(__file__).parents[3] / "shared" / "data" / "logs"
HELP_DESK = LOGS / "helpdesk_it" / "helpdesk.csv.gz"
INCIDENTS = LOGS / "uci_incident" / "incident_event_log.zip"
HERE = Place("real.sla", 1, 1, 1, 1, "")

INCIDENT = Subject(
    "incident",
    ("incidents",),
    "number",
    (Field("priority", "one of", ("P1", "P2", "P3", "P4")), Field("group", "text"), Field("level", "text")),
    ("opened", "responded", "held", "released", "resolved", "closed"),
    HERE,
)
WAITING = ("Awaiting User Info", "Awaiting Vendor", "Awaiting Problem", "Awaiting Evidence")

EVENTS = Source(
    name="help desk",
    subject="incident",
    row="event",
    case_column="case",
    time_column="time:timestamp",
    kind_column="concept:name",
    id_column=None,
    field_column=None,
    old_column=None,
    new_column=None,
    times=TimeFormat("iso", None),
    separator=None,
    missing=(),
    kinds=(
        Means("Assign seriousness", "opened"),
        Means("Take in charge ticket", "responded"),
        Means("Wait", "held"),
        Means("Resolve ticket", "resolved"),
    ),
    fields=(FieldColumn("level", "service_level"),),
    moments=(),
    changes=(),
    place=HERE,
)
CHANGES = evolve(
    EVENTS,
    name="incidents",
    row="change",
    case_column="number",
    time_column="sys_updated_at",
    kind_column=None,
    times=TimeFormat("day first", "America/Sao_Paulo"),
    missing=("?",),
    kinds=(),
    fields=(
        FieldColumn("group", "assignment_group"),
        FieldColumn("priority", "priority", (Means("1 - Critical", "P1"), Means("2 - High", "P2"))),
    ),
    moments=(MomentColumn("opened", "opened_at"),),
    changes=(
        ChangeMeans("incident_state", "becoming", ("Active",), "responded"),
        ChangeMeans("incident_state", "becoming", WAITING, "held"),
        ChangeMeans("incident_state", "leaving", WAITING, "released"),
        ChangeMeans("incident_state", "becoming", ("Resolved",), "resolved"),
        ChangeMeans("incident_state", "becoming", ("Closed",), "closed"),
    ),
)


def policy(source: Source) -> Policy:
    return Policy((), (), {}, (), (INCIDENT,), (), (), (), (source,), ())


def test_help_desk() -> None:
    if not HELP_DESK.exists():
        pytest.skip("the help desk log is absent")
    with gzip.open(HELP_DESK, "rt", encoding="utf-8", newline="") as text:
        rows = list(csv.reader(text))[1:]
    known = {"Assign seriousness", "Take in charge ticket", "Wait", "Resolve ticket", "RESOLVED", "Closed"}
    of_known = [tuple(row) for row in rows if row[2] in known]
    reading = read(policy(EVENTS), HELP_DESK)
    counts = reading.counts
    assert counts.read == len(rows) == 21_348
    assert counts.used == len(set(of_known)) == len(reading.events)
    assert counts.duplicate == len(of_known) - len(set(of_known))
    assert counts.unknown == len(rows) - len(of_known)
    assert counts.rejected == 0
    assert dict(reading.unknown_kinds) == Counter(row[2] for row in rows if row[2] not in known)
    assert len({event.case for event in reading.events}) == len({row[0] for row in of_known})


def test_incidents() -> None:
    if not INCIDENTS.exists():
        pytest.skip("the incident log is absent")
    with zipfile.ZipFile(INCIDENTS) as archive, archive.open("incident_event_log.csv") as member:
        rows = list(csv.DictReader(io.TextIOWrapper(member, "utf-8", newline="")))
    opened = {(row["number"], row["opened_at"]) for row in rows}
    reading = read(policy(CHANGES), INCIDENTS, strict=True)
    counts = reading.counts
    assert counts.read == len(rows) == 141_712
    assert counts.read == counts.used + counts.duplicate + counts.unknown + counts.rejected
    assert (counts.used, counts.rejected) == (141_712, 0)
    kinds = Counter(event.kind for event in reading.events)
    assert kinds["opened"] == len(opened)
    assert {event.case for event in reading.events if event.kind == "opened"} == {case for case, _ in opened}
    for state, kind in (("Resolved", "resolved"), ("Closed", "closed"), ("Active", "responded")):
        reached = {row["number"] for row in rows if row["incident_state"] == state}
        assert {event.case for event in reading.events if event.kind == kind} == reached
