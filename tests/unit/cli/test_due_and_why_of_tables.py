"""`sladsl due` and `sladsl why` of clauses with a table: which row, on which calendar, or why none."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.desk import AGREEMENT, fine, sladsl

TABLES = (
    AGREEMENT
    + """
use calendars.

clause REPAIR:
  Every incident where level is known shall be resolved within:
    | priority | level    | within       | counting       |
    | P1       | Gold     | 4 hours      | always         |
    | P1       | not Gold | 8 hours      | desk hours     |
    | P2, P3, P4 | any      | 8 hours      | desk hours     |
    | P5       | any      | not promised | -              |
  .

calendar hours of its site:
  | site   | counting       |
  | Athens | desk hours     |
  | Crete  | business hours |

clause SITE:
  Every incident shall be closed within 4 hours, counting hours of its site, paused while waiting for customer.
"""
)
LOG = """at,event,case,priority,level,site
2026-03-02 16:00,opened,ROW,P1,Silver,Athens
2026-03-03 15:30,resolved,ROW,,,
2026-03-02 16:00,opened,NONE,P4,Silver,Rhodes
2026-03-02 16:00,opened,SILENT,P5,Silver,Athens
"""


@pytest.fixture(autouse=True)
def tables(desk: Path) -> None:
    desk.joinpath("tables.sla").write_text(TABLES, encoding="utf-8")
    desk.joinpath("tables.csv").write_text(LOG, encoding="utf-8")


def due(clause: str, *fields: str) -> list[str]:
    """The words of a call at four in the afternoon of a Monday."""
    words = [word for field in fields for word in ("--field", field)]
    return ["due", "tables.sla", clause, "--start", "2026-03-02 16:00", *words]


def why(*words: str) -> list[str]:
    return ["why", "tables.sla", "--events", "tables.csv", *words]


def test_due_by_the_row() -> None:
    # an hour of Monday and seven of Tuesday, from 08:00
    text = fine(*due("REPAIR", "priority=P1", "level=Bronze"))
    line = TABLES[: TABLES.index("| P1       | not Gold")].count("\n") + 1
    assert f"  row        | P1 | not Gold | 8 hours | desk hours |  tables.sla:{line}\n" in text
    assert "  due        2026-03-03 15:00\n" in text
    assert "  allowed    8 h of desk hours\n" in text
    (row,) = json.loads(fine(*due("REPAIR", "priority=P1", "level=Gold"), "--format", "json"))
    assert (row["due"], row["row"], row["calendar"]) == ("2026-03-02T18:00:00Z", 0, "always")


def test_due_by_the_site() -> None:
    # business hours: an hour until 17:00, three from 09:00
    (row,) = json.loads(fine(*due("SITE", "site=Crete"), "--format", "json"))
    assert (row["due"], row["row"], row["calendar"]) == ("2026-03-03T10:00:00Z", 1, "business hours")
    assert "  allowed    4 h of business hours\n" in fine(*due("SITE", "site=Crete"))


@pytest.mark.parametrize(
    ("clause", "fields", "said"),
    [
        (
            "REPAIR",
            ["priority=P5", "level=Gold"],
            "DESK/REPAIR: is for cases where level is known; state it with `--field`; "
            "nothing is promised where priority is P5\n",
        ),
        ("REPAIR", ["level=Gold"], "DESK/REPAIR: priority is not stated; a field is stated with `--field NAME=VALUE`\n"),
        ("SITE", ["site=Rhodes"], "DESK/SITE: no row of the table is for site Rhodes\n"),
    ],
)  # fmt: skip
def test_why_nothing_is_due(clause: str, fields: list[str], said: str) -> None:
    result = sladsl(*due(clause, *fields))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith(said)


def test_why_of_a_row() -> None:
    text = fine(*why("ROW", "--clause", "REPAIR"))
    assert "  verdict    breached, 30 min over\n" in text
    assert "desk hours |  tables.sla:" in text
    assert "  due        2026-03-03 15:00\n" in text
    assert "desk hours open" in text


def test_why_of_a_case_of_no_row() -> None:
    text = fine(*why("NONE", "--clause", "SITE"))
    assert "  verdict    unknown: no row of the table is for site Rhodes\n" in text
    assert "  elapsed    -\n" in text, "on which calendar is not known"
    assert "  paused" not in text
    assert "  row" not in text


def test_why_not_of_a_case_of_which_nothing_is_promised() -> None:
    result = sladsl(*why("SILENT", "--clause", "REPAIR"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "or its clock did not start, or nothing is promised where priority is P5\n" in result.stderr
