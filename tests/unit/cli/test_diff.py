"""`sladsl diff OLD NEW`."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.desk import AGREEMENT, fine, sladsl

pytestmark = pytest.mark.usefixtures("desk")


@pytest.fixture
def weaker(desk: Path) -> str:
    """The desk's agreement with eight hours instead of four."""
    (desk / "new.sla").write_text(AGREEMENT.replace("within 4 hours", "within 8 hours"), encoding="utf-8")
    return "new.sla"


def found(*words: str) -> Any:
    return json.loads(fine("diff", *words, "--format", "json"))["agreements"][0]


def test_the_text(weaker: str) -> None:
    assert (
        fine("diff", "desk.sla", weaker)
        == """\
DESK  Service desk
Our Company for Our Customer

2 clauses: 1 weaker, 1 equivalent

FIX  weaker, seen by Our Customer as customer
  old Every incident shall be resolved within [4] hours, counting desk hours, paused while waiting
      for customer.
  new Every incident shall be resolved within [8] hours, counting desk hours, paused while waiting
      for customer.

  deadline  within 4 hours -> within 8 hours: weaker; a case falls due up to 68 hours later

  weaker here: the old text is broken and the new one is not (times are Europe/Athens)
    2026-01-01 00:00  INCIDENT-1 opened
    2026-01-01 12:30  INCIDENT-1 resolved
    old  breached: due 2026-01-01 12:00, 4 h 30 min of 4 h
    new  met: due 2026-01-01 16:00, 4 h 30 min of 8 h

as before: ANSWER

"""
    )


def test_json(weaker: str) -> None:
    agreement = found("desk.sla", weaker)
    assert (agreement["agreement"], agreement["customer"], agreement["answer"]) == (
        "DESK",
        "Our Customer",
        "kept",
    )
    answers = {clause["clause"]: clause["answer"] for clause in agreement["clauses"]}
    assert answers == {"ANSWER": "equivalent", "FIX": "weaker"}
    (fix,) = [clause for clause in agreement["clauses"] if clause["clause"] == "FIX"]
    assert (fix["never_weaker"], fix["never_stricter"], fix["stricter"]) == (False, True, None)
    assert fix["old"]["place"] == "desk.sla:20"
    assert fix["weaker"]["events"] == [
        {
            "at": "2025-12-31T22:00:00Z",
            "subject": "incident",
            "case": "INCIDENT-1",
            "event": "opened",
            "fields": {},
        },
        {
            "at": "2026-01-01T10:30:00Z",
            "subject": "incident",
            "case": "INCIDENT-1",
            "event": "resolved",
            "fields": {},
        },
    ]
    assert fix["weaker"]["old"]["status"] == "breached"
    assert fix["weaker"]["new"] | {"elapsed_s": 16200, "target_s": 28800} == fix["weaker"]["new"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(("desk.sla", "new.sla"), 0, id="nothing asked"),
        pytest.param(("desk.sla", "new.sla", "--fail-on", "weaker"), 1, id="weaker"),
        pytest.param(("new.sla", "desk.sla", "--fail-on", "weaker"), 0, id="stricter is not weaker"),
        pytest.param(("new.sla", "desk.sla", "--fail-on", "change"), 1, id="but a change"),
        pytest.param(
            ("desk.sla", "desk.sla", "--fail-on", "change", "--fail-on", "cannot-tell"), 0, id="the same"
        ),
    ],
)
def test_exit_codes(weaker: str, words: tuple[str, ...], code: int) -> None:
    assert sladsl("diff", *words).exit_code == code


def test_texts_of_several_files_and_compiled_ones(desk: Path, weaker: str) -> None:
    parts = desk / "parts"
    parts.mkdir()
    (parts / "a.sla").write_text(AGREEMENT, encoding="utf-8")
    (parts / "b.sla").write_text(AGREEMENT.replace("DESK", "LOUNGE"), encoding="utf-8")
    (parts / "README.md").write_text("# About these\n", encoding="utf-8")
    fine("compile", weaker, "parts/b.sla", "-o", "new.json")
    for old in ("parts/a.sla,parts/b.sla", "parts"):
        tree = json.loads(fine("diff", old, "new.json", "--format", "json"))
        answers = [[clause["answer"] for clause in each["clauses"]] for each in tree["agreements"]]
        assert answers == [["equivalent", "weaker"], ["equivalent", "equivalent"]]
    by_option = found("--old", "desk.sla", "--new", "new.json", "--clause", "fix")
    assert [clause["clause"] for clause in by_option["clauses"]] == ["FIX"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(("desk.sla",), "give the old text and the new one: sladsl diff OLD NEW", id="one text"),
        pytest.param(("a.sla", "b.sla", "c.sla"), "joined by commas: a.sla,b.sla", id="three"),
        pytest.param(
            ("desk.sla", "--old", "desk.sla"), "or the files of each with --old and --new", id="both ways"
        ),
        pytest.param(("-", "-"), "standard input cannot be both the old and the new text", id="one stream"),
        pytest.param(
            ("desk.sla", "desk.sla", "--clause", "FXI"), "neither text has a clause `FXI`", id="clause"
        ),
    ],
)
def test_wrong_usage(words: tuple[str, ...], said: str) -> None:
    result = sladsl("diff", *words)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_a_text_that_is_refused(desk: Path) -> None:
    (desk / "bad.sla").write_text(
        AGREEMENT.replace("counting desk hours", "counting dusk hours", 1), encoding="utf-8"
    )
    result = sladsl("diff", "desk.sla", "bad.sla")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "dusk hours" in result.stderr


LEVELS = (
    AGREEMENT
    + """
agreement ACME "For Acme":
  is an internal SLA, version 1.0.
  builds on DESK.
  between Our Company as provider and Acme as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone Europe/Athens.

in clause FIX, 4 hours becomes 3 hours.
"""
)


def test_two_agreements_of_one_text(desk: Path) -> None:
    (desk / "levels.sla").write_text(LEVELS, encoding="utf-8")
    agreement = found("levels.sla", "--old-agreement", "desk", "--new-agreement", "ACME")
    assert (agreement["agreement"], agreement["renamed_from"]) == ("ACME", "DESK")
    assert {each["clause"]: each["answer"] for each in agreement["clauses"]} == {
        "FIX": "stricter",
        "ANSWER": "equivalent",
    }


def test_an_agreement_that_is_not_there(desk: Path) -> None:
    result = sladsl("diff", "desk.sla", "--old-agreement", "DESKS")
    assert result.exit_code == 2
    assert "`DESKS`" in result.stderr
    assert "`DESK`" in result.stderr
