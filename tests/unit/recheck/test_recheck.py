"""A check that remembers finds what a check that does not would find, after any edits."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from sladsl.cli.check_memory import remember, remembered
from sladsl.diagnostics import Diagnostic
from sladsl.diagnostics.render import render_text
from sladsl.loading import load_program, with_coverage
from sladsl.recheck import Memory, Rechecked, recheck
from sladsl.recheck.holidays import MOST, Question, latest
from sladsl.recheck.workers import Workers
from sladsl.worktime.public_holidays import Known, known
from tests.effort import exactly, examples

WORDS = """\
use itil.
calendar desk hours:
  open Monday to Friday {opens} to 20:00.
clock triage of incident, said "triaged":
  starts when opened.
  stops when assigned.
clock repair of incident, said "repaired":
  starts when assigned.
  stops when resolved or closed.
clock whole of incident, said "put right":
  starts when opened.
  stops when resolved or closed.
"""
HEAD = """\
use itil.
use "words.sla".
agreement {name} "{name}":
  is {kind}, version 1.0.
  between Hellas IT as provider and Acme SA as customer.
  in force from 2026-01-01 to 2026-06-30.
  time zone Europe/Athens.
"""


def desk(hours: str) -> str:
    head = HEAD.format(name="DESK", kind="an OLA")
    return f"{head}clause TRIAGE:\n  Every incident shall be triaged within {hours} hours, counting desk hours.\n"


def team(hours: str) -> str:
    head = HEAD.format(name="TEAM", kind="an OLA")
    return (
        f"{head}clause REPAIR:\n  Every incident shall be repaired within {hours} hours, counting always.\n"
    )


def customer(name: str, hours: str, steps: str) -> str:
    head = HEAD.format(name=name, kind="a customer SLA")
    clause = f"clause FIX:\n  Every incident shall be put right within {hours} hours, counting always.\n"
    return f"{head}{clause}plan for whole of incident under {name}:\n  {steps}.\n"


BOTH = "triage under DESK/TRIAGE, then repair under TEAM/REPAIR"
OTHER = desk("2").replace("DESK", "OTHER")
SUPPORTING = HEAD.format(name="OTHER", kind="an OLA") + (
    "  supports FIRST.\nclause FIX:\n  Every incident shall be put right within 1 hour, counting always.\n"
)
TEXTS = {
    "words.sla": [WORDS.format(opens="08:00"), WORDS.format(opens="00:00"), WORDS.format(opens="21:00")],
    "desk.sla": [desk("1"), desk("8"), desk("ate"), ""],
    "team.sla": [team("4"), team("40"), team("4").replace("TEAM", "CREW"), team("4").replace(".", "", 1)],
    "beside.sla": [OTHER + "  Warn Nobody at 200% of the time.\n", SUPPORTING, desk("2")],
    "first.sla": [customer("FIRST", "90", BOTH), customer("FIRST", "9", BOTH), customer("FIRST", "90", "mystery")],
    "second.sla": [customer("SECOND", "90", BOTH), customer("FIRST", "90", BOTH), customer("SECOND", "90", "repair under TEAM/REPAR")],
}  # fmt: skip
EDITS = st.lists(
    st.sampled_from(sorted(TEXTS)).flatmap(
        lambda name: st.tuples(st.just(name), st.sampled_from(TEXTS[name]))
    ),
    min_size=1,
    max_size=4,
)


def told(found: tuple[Diagnostic, ...]) -> list[str]:
    """What was found, in an order of no meaning.

    What names come near a mistyped one depends on how many files are looked at.
    """
    return sorted({f"{each.span} {each.code} {each.headline} {each.label}" for each in found})


def shown(found: Rechecked) -> str:
    """What a user reads, to the letter."""
    return render_text(found.diagnostics, found.sources, color=False, width=100)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, (text, *_) in TEXTS.items():
        Path(name).write_text(text, encoding="utf-8")
    return tmp_path


def lay(name: str, text: str) -> None:
    Path(name).unlink(missing_ok=True)
    if text:
        Path(name).write_text(text, encoding="utf-8")


def hold(folder: Path, edits: list[tuple[str, str]]) -> None:
    """Check after each edit, anew and with what is remembered."""
    files = sorted(TEXTS)
    for name, (text, *_) in TEXTS.items():
        lay(name, text)
    memory = Memory()
    recheck(files, memory, 1)
    for name, text in edits:
        lay(name, text)
        anew, again = recheck(files, Memory(), 1), recheck(files, memory, 1)
        assert shown(again) == shown(anew)
        plain = load_program(files)
        if plain.policy is not None:  # else nothing is said of what can be kept
            assert told(anew.diagnostics) == told(with_coverage(plain).diagnostics)
        remember(str(folder / "kept"), memory)
        assert remembered(str(folder / "kept")) == memory


@examples(10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_what_is_remembered_makes_no_difference(folder: Path, edits: list[tuple[str, str]]) -> None:
    hold(folder, edits)


@pytest.mark.slow
@exactly(500, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_what_is_remembered_makes_no_difference_at_length(folder: Path, edits: list[tuple[str, str]]) -> None:
    hold(folder, edits)


def test_only_what_an_edit_concerns_is_checked(folder: Path) -> None:
    files, memory = sorted(TEXTS), Memory()
    lay("beside.sla", TEXTS["beside.sla"][0].replace("  Warn Nobody at 200% of the time.\n", ""))
    assert recheck(files, memory, 1).checked == 6
    assert recheck(files, memory, 1).checked == 0
    lay("first.sla", customer("FIRST", "80", BOTH))
    assert recheck(files, memory, 1).checked == 1
    lay("team.sla", team("5"))  # the team, and both whose plans rest on it
    assert recheck(files, memory, 1).checked == 3
    lay("second.sla", customer("SECOND", "90", "repair under TEAM/REPAIR"))  # nor does the desk lose its last
    assert recheck(files, memory, 1).checked == 1
    lay("words.sla", WORDS.format(opens="07:00"))
    assert recheck(files, memory, 1).checked == 6


def test_holidays_are_asked_for_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = "to 20:00.\n  closed on public holidays of Greece.\n"
    with_holidays = WORDS.replace("to 20:00.\n", closed)
    lay("words.sla", with_holidays.format(opens="08:00"))
    files, memory = sorted(TEXTS), Memory()
    recheck(files, memory, 1)
    assert {question[0] for question in memory.holidays} == {"Greece"}
    remember(str(folder / "kept"), memory)
    memory = remembered(str(folder / "kept"))
    monkeypatch.setattr("sladsl.recheck.holidays.known", lambda *question: pytest.fail(f"{question} again"))
    lay("words.sla", with_holidays.format(opens="21:00"))
    again = recheck(files, memory, 1)
    assert again.checked == 6
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    assert shown(again) == shown(recheck(files, Memory(), 1))


def test_so_many_holidays_are_kept() -> None:
    its = known("Greece", None, "public", 2026, 2026)
    first, *others = ({("Greece", None, "public", 2000, year): its} for year in range(2000, 2000 + MOST + 1))
    kept = dict[Question, Known](first)
    for each in others:
        kept = latest(latest(kept, each), first)
    assert len(kept) == MOST
    assert [*kept][-1] == next(iter(first))


def test_a_broken_file_keeps_no_other_from_being_checked(folder: Path) -> None:
    lay("beside.sla", "agreement BROKEN\n")
    lay("first.sla", customer("FIRST", "9", BOTH))
    codes = {each.code for each in recheck(sorted(TEXTS), Memory(), 1).diagnostics}
    assert {"E0101", "E1310"} <= codes or {"E0102", "E1310"} <= codes


def test_several_processes_find_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay("first.sla", customer("FIRST", "9", BOTH))
    lay("beside.sla", TEXTS["beside.sla"][1])
    one = recheck(sorted(TEXTS), Memory(), 1).diagnostics
    monkeypatch.setattr("sladsl.recheck.workers.WORTH_A_PROCESS", 2)
    with Workers.of(sorted(TEXTS), 2) as workers:
        assert workers.many == 2
    assert told(recheck(sorted(TEXTS), Memory(), 2).diagnostics) == told(one)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"of": 1}', json.dumps({"of": [], "found": 3})])
def test_a_memory_that_is_none_is_not_used(tmp_path: Path, text: str) -> None:
    (tmp_path / "check.json").write_text(text)
    assert remembered(str(tmp_path)) == Memory()
