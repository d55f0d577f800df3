"""What one row is: an event, a case, a change; and what becomes of it."""

from collections.abc import Callable

from attrs import evolve

from sladsl.evaluate.verdicts import EventCounts
from sladsl.policy.model import ChangeMeans, FieldColumn, MomentColumn, Source
from sladsl.policy.values import Text
from sladsl.sources import Reading

Read = Callable[..., Reading]
HOUR = 3_600_000_000
MARCH_2 = 20_514 * 24 * HOUR  # 2026-03-02T00:00Z: 56 years of 365 days, 14 leap days, 59 days and a day


def told(reading: Reading) -> list[tuple[str, str, int]]:
    """Case, kind and hour of 2 March 2026 UTC, of every event."""
    return [(event.case, event.kind, (event.at - MARCH_2) // HOUR) for event in reading.events]


def test_event_rows(event_log: Source, read_text: Read) -> None:
    reading = read_text(
        event_log,
        "number,when,what,urgency,else\n"
        "R-1,02/03/2026 09:00,Opened,1 - high,x\n"
        "R-1,02/03/2026 10:00,SOLVED,?,\n"
        "R-1,02/03/2026 11:00,escalated,P2,\n"
        "R-1,02/03/2026 12:00,updated,p2,\n"
        "R-1,02/03/2026 09:00,Opened,1 - high,x\n"
        "\n"
        ",02/03/2026 09:00,opened,,\n"
        "R-2,02/13/2026 09:00,opened,,\n"
        "R-2,n/a,opened,,\n"
        "R-2,02/03/2026 09:00,,,\n"
        "R-2,02/03/2026 09:00\n",
    )
    assert told(reading) == [("R-1", "opened", 7), ("R-1", "resolved", 8), ("R-1", "updated", 10)]
    assert [dict(event.fields) for event in reading.events] == [
        {"priority": Text("P1")}, {}, {"priority": Text("P2")},
    ]  # fmt: skip
    assert [(event.id, event.order) for event in reading.events] == [
        ("log.csv:2", 0),
        ("log.csv:3", 1),
        ("log.csv:5", 2),
    ]
    assert reading.events[2].origin is not None
    assert (reading.events[2].origin.file, reading.events[2].origin.line) == ("log.csv", 5)
    assert reading.counts == EventCounts(read=10, used=3, duplicate=1, unknown=1, rejected=5)
    assert reading.unknown_kinds == (("escalated", 1),)
    assert [(row.line, row.why) for row in reading.rejected] == [
        (8, "the case (`number`) is not filled in"),
        (9, "`02/13/2026 09:00`: there is no such day (day first)"),
        (10, "the time (`when`) is not filled in"),
        (11, "the event (`what`) is not filled in"),
        (12, "the row has 2 cells, the header 5 columns"),
    ]
    assert reading.tables[0].unused == ("else",)


def test_declared_ids(event_log: Source, read_text: Read) -> None:
    reading = read_text(
        evolve(event_log, id_column="ref", fields=()),
        "ref,number,when,what\n"
        "a,R-1,02/03/2026 09:00,opened\n"
        "a,R-1,02/03/2026 10:00,closed\n"
        ",R-1,02/03/2026 11:00,closed\n",
    )
    assert [event.id for event in reading.events] == ["a", "log.csv:4"]
    assert reading.counts == EventCounts(read=3, used=2, duplicate=1)


def test_case_rows(event_log: Source, read_text: Read) -> None:
    source = evolve(
        event_log,
        row="case",
        time_column=None,
        kind_column=None,
        kinds=(),
        moments=(MomentColumn("opened", "asked"), MomentColumn("resolved", "done")),
    )
    reading = read_text(
        source,
        "number,asked,done,urgency\n"
        "R-1,02/03/2026 09:00,02/03/2026 11:00,P1\n"
        "R-2,02/03/2026 09:00,,P2\n"
        "R-3,,?,P2\n"
        "R-2,02/03/2026 09:00,,P2\n"
        "R-4,02/03/2026 09:00,soon,P2\n",
    )
    assert told(reading) == [("R-1", "opened", 7), ("R-1", "resolved", 9), ("R-2", "opened", 7)]
    assert {event.case: event.fields["priority"] for event in reading.events} == {
        "R-1": Text("P1"),
        "R-2": Text("P2"),
    }
    assert [event.id for event in reading.events] == ["log.csv:2:opened", "log.csv:2:resolved", "log.csv:3"]
    assert reading.counts == EventCounts(read=5, used=2, duplicate=1, rejected=2)
    assert [row.line for row in reading.rejected] == [4, 6]
    assert reading.rejected[0].why == "no moment is filled in"


def snapshots(event_log: Source) -> Source:
    return evolve(
        event_log,
        row="change",
        kind_column=None,
        kinds=(),
        moments=(MomentColumn("opened", "asked"),),
        changes=(
            ChangeMeans("state", "becoming", ("Waiting", "On hold"), "held"),
            ChangeMeans("state", "leaving", ("Waiting", "On hold"), "released"),
            ChangeMeans("state", "becoming", ("Done",), "resolved"),
        ),
    )


def test_snapshots_of_a_case_count_by_time(event_log: Source, read_text: Read) -> None:
    reading = read_text(
        snapshots(event_log),
        "number,when,asked,state,urgency\n"
        "R-1,02/03/2026 13:00,02/03/2026 09:00,Done,P2\n"
        "R-1,02/03/2026 10:00,02/03/2026 09:00,Active,P1\n"
        "R-2,02/03/2026 10:00,02/03/2026 09:00,waiting,P1\n"
        "R-1,02/03/2026 11:00,02/03/2026 09:00,Waiting,P1\n"
        "R-1,02/03/2026 12:00,02/03/2026 09:00,On hold,P1\n"
        "R-2,02/03/2026 11:00,02/03/2026 09:00,?,P1\n",
    )
    assert told(reading) == [
        ("R-1", "opened", 7), ("R-1", "updated", 8), ("R-1", "held", 9), ("R-1", "held", 10),
        ("R-1", "released", 11), ("R-1", "resolved", 11),
        ("R-2", "opened", 7), ("R-2", "held", 8), ("R-2", "released", 9),
    ]  # fmt: skip
    assert [e.id for e in reading.events if e.case == "R-1"] == [
        "log.csv:3:opened", "log.csv:3:updated", "log.csv:5", "log.csv:6", "log.csv:2:released", "log.csv:2:resolved",
    ]  # fmt: skip
    assert reading.events[0].fields == {"priority": Text("P1")}
    assert reading.events[5].fields == {"priority": Text("P2")}
    assert reading.counts == EventCounts(read=6, used=6)


def test_a_case_may_return_to_how_it_was_within_the_minute(event_log: Source, read_text: Read) -> None:
    row = "R-1,02/03/2026 10:00,02/03/2026 09:00,{},P1\n"
    reading = read_text(
        snapshots(event_log),
        "number,when,asked,state,urgency\n"
        + "".join(row.format(state) for state in ("Active", "Active", "Waiting", "Active"))
        + "R-1,02/03/2026 11:00,02/03/2026 09:00,Done,P1\n",
    )
    assert [kind for _, kind, _ in told(reading)] == ["opened", "updated", "held", "released", "resolved"]
    assert reading.counts == EventCounts(read=5, used=4, duplicate=1)


def test_changes_by_field(event_log: Source, read_text: Read) -> None:
    source = evolve(
        event_log,
        row="change",
        kind_column=None,
        kinds=(),
        field_column="field",
        old_column="from",
        new_column="to",
        fields=(FieldColumn("priority", "Priority"),),
        changes=(
            ChangeMeans("Status", "becoming", ("Done",), "resolved"),
            ChangeMeans("Status", "leaving", ("Waiting",), "released"),
        ),
    )
    reading = read_text(
        source,
        "number,when,field,from,to\n"
        "R-1,02/03/2026 09:00,status,,Waiting\n"
        "R-1,02/03/2026 10:00,priority,P2,P1\n"
        "R-1,02/03/2026 11:00,status,Waiting,Done\n"
        "R-1,02/03/2026 12:00,status,Done,Done\n"
        "R-1,02/03/2026 12:00,assignee,Ann,Bob\n"
        "R-1,02/03/2026 12:00,,Ann,Bob\n",
    )
    assert told(reading) == [
        ("R-1", "updated", 7), ("R-1", "updated", 8), ("R-1", "resolved", 9), ("R-1", "released", 9), ("R-1", "updated", 10),
    ]  # fmt: skip
    assert reading.events[1].fields == {"priority": Text("P1")}
    assert reading.counts == EventCounts(read=6, used=4, unknown=1, rejected=1)
    assert reading.unknown_kinds == (("change of assignee", 1),)
