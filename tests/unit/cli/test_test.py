"""`sladsl test`: examples that hold, and how one that does not is told."""

from pathlib import Path

import pytest

from tests.unit.cli.desk import AGREEMENT, fine, sladsl

pytestmark = pytest.mark.usefixtures("desk")

# 10 minutes of Friday and 10 of Monday
HOLDS = """
example "over the weekend" of ANSWER:
  2026-03-06 16:50  INC-1 opened with priority P1.
  2026-03-09 08:10  INC-1 responded.
  Then INC-1 is met after 20 minutes.
"""
FAILS = """
example "a slow repair" of FIX:
  2026-03-02 09:00  INC-7 opened.
  2026-03-02 13:30  INC-7 resolved.
  Then INC-7 is met after 4 hours.
"""


def given(folder: Path, *examples: str) -> None:
    (folder / "desk.sla").write_text(AGREEMENT + "".join(examples), encoding="utf-8")


def test_all_hold(desk: Path) -> None:
    given(desk, HOLDS)
    assert fine("test", "desk.sla") == (
        "as said  DESK/ANSWER  over the weekend: INC-1 met\n\n1 expectation: 1 as said\n"
    )


def test_one_does_not(desk: Path) -> None:
    given(desk, HOLDS, FAILS)
    result = sladsl("test", "desk.sla")
    assert (result.exit_code, result.stderr) == (1, "")
    lines = result.stdout.splitlines()
    assert lines[:2] == [
        "as said  DESK/ANSWER  over the weekend: INC-1 met",
        "not      DESK/FIX  a slow repair: INC-7 met",
    ]
    assert lines[3] == "desk.sla:32  Then INC-7 is met after 4 hours."
    assert "  status: the example says met, it is breached" in lines
    assert "  elapsed: the example says 4 h, it is 4 h 30 min" in lines
    # and the clock, down to the lines of the example
    assert "    verdict    breached, 30 min over" in lines
    assert any("from opened, desk.sla:30" in line for line in lines)
    assert lines[-1] == "2 expectations: 1 as said, 1 not"


def test_a_case_that_the_clause_does_not_judge(desk: Path) -> None:
    given(desk, HOLDS.replace("priority P1", "priority P2"))
    result = sladsl("test", "desk.sla")
    assert result.exit_code == 1
    assert "  expected met, but the clause does not judge INC-1\n" in result.stdout


def test_the_examples_of_one_clause(desk: Path) -> None:
    given(desk, HOLDS, FAILS)
    assert sladsl("test", "desk.sla", "--clause", "answer").exit_code == 0
    assert sladsl("test", "desk.sla", "--clause", "FIX").exit_code == 1
    wrong = sladsl("test", "desk.sla", "--clause", "FXI")
    assert wrong.exit_code == 2
    assert "did you mean `FIX`?" in wrong.stderr


def test_no_examples() -> None:
    result = sladsl("test", "desk.sla")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "there are no worked examples" in result.stderr


def test_compiled_examples_are_told_alike(desk: Path) -> None:
    given(desk, HOLDS, FAILS)
    fine("compile", "desk.sla", "-o", "desk.json")
    assert sladsl("test", "desk.json").stdout == sladsl("test", "desk.sla").stdout


def test_colours(desk: Path) -> None:
    given(desk, HOLDS, FAILS)
    assert "\x1b" in sladsl("test", "desk.sla", "--color", "always").stdout
    assert "\x1b" not in sladsl("test", "desk.sla").stdout


def test_an_agreement_with_an_error(desk: Path) -> None:
    given(desk, HOLDS.replace("ANSWER", "ANSWR"))
    result = sladsl("test", "desk.sla")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "did you mean `ANSWER`?" in result.stderr
