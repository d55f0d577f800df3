"""A small help desk to read logs for."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from sladsl.policy.model import (
    Agreement,
    Field,
    FieldColumn,
    Means,
    Place,
    Policy,
    Source,
    Subject,
    TimeFormat,
)
from sladsl.sources import Reading, read

HERE = Place("desk.sla", 1, 1, 1, 1, "")

TICKET = Subject(
    "ticket",
    ("tickets",),
    "number",
    (
        Field("priority", "one of", ("P1", "P2")),
        Field("site", "text"),
        Field("cost", "number", unit="EUR"),
        Field("effort", "length"),
        Field("last day", "date"),
        Field("promised", "time"),
    ),
    ("opened", "held", "released", "resolved", "closed"),
    HERE,
)
AGREEMENT = Agreement("DESK", "", "internal SLA", "1", "IT", "Sales", "Europe/Athens", 0, None, HERE)

EVENT_LOG = Source(
    name="desk log",
    subject="ticket",
    row="event",
    case_column="number",
    time_column="when",
    kind_column="what",
    id_column=None,
    field_column=None,
    old_column=None,
    new_column=None,
    times=TimeFormat("day first", "Europe/Athens"),
    separator=None,
    missing=("?", "n/a"),
    kinds=(Means("Solved", "resolved"),),
    fields=(FieldColumn("priority", "urgency", (Means("1 - High", "P1"),)),),
    moments=(),
    changes=(),
    place=HERE,
)


def policy_of(*sources: Source, **parts: Any) -> Policy:
    policy = Policy((), (AGREEMENT,), {}, (), (TICKET,), (), (), (), sources, ())
    return evolve(policy, **parts)


@pytest.fixture
def policy() -> Callable[..., Policy]:
    """Policies of the help desk, with these sources."""
    return policy_of


@pytest.fixture
def event_log() -> Source:
    return EVENT_LOG


@pytest.fixture
def read_text(tmp_path: Path) -> Callable[..., Reading]:
    """Reads a text (or bytes) as a log by one source; `name` is the file's name."""

    def read_it(source: Source | None, text: str | bytes, name: str = "log.csv", **options: Any) -> Reading:
        log = tmp_path / name
        log.write_bytes(text.encode() if isinstance(text, str) else text)
        return read(policy_of(*([source] if source else [])), log, **options)

    return read_it
