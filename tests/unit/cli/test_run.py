"""`sladsl run`: the text, the options, and when it ends with 1."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.unit.cli.desk import AGREEMENT, LOG, fine, judged, sladsl

pytestmark = pytest.mark.usefixtures("desk")

RUN = ("run", "desk.sla", "--events", "log.csv")


def pairs(result: dict) -> list[tuple[str, str, str]]:  # type: ignore[type-arg]
    return [(case["clause"], case["case"], case["status"]) for case in result["cases"]]


def test_the_text() -> None:
    # INC-2: 15 minutes of Friday and 30 of Monday were counted until the answer, 15 more than allowed;
    # until the repair 4 h of Monday were, and the 15 minutes. The month is not over.
    assert (
        fine(*RUN)
        == """\
DESK  Service desk
customer SLA 1.0, Our Company for Our Customer, as of 2026-03-10 10:00 Europe/Athens

ANSWER  Somebody answers  desk.sla:13
  Every incident where priority is P1 shall be responded to within 30 minutes, counting desk hours,
  for at least 50% of incidents per calendar month and site.
  2 cases: 1 met, 1 breached

  from        until       of           met  breached  unknown  share  promised
  2026-03-01  2026-04-01  site Athens    1         0        0   100%       50%  pending
  2026-03-01  2026-04-01  site Patras    0         1        0     0%       50%  at risk

  worst cases            started           due               elapsed  over
  INC-2        breached  2026-03-06 16:45  2026-03-09 08:15   45 min  15 min

FIX  It works again  desk.sla:20
  Every incident shall be resolved within 4 hours, counting desk hours, paused while waiting for
  customer.
  3 cases: 1 met, 1 breached, 1 running

  worst cases            started           due                  elapsed  over
  INC-2        breached  2026-03-06 16:45  2026-03-09 11:45  4 h 15 min  15 min

9 rows read: 9 used, 0 duplicate, 0 unknown, 0 rejected
"""
    )


def test_no_line_is_wider_than_100_columns(desk: Path) -> None:
    name = f"{'long-' * 30}.sla"
    text = (
        AGREEMENT.replace("Somebody answers", "電話" * 80)
        .replace("clause FIX", f"clause FIX-{'X' * 120}")
        .replace("Our Company", "Company " + "Long " * 40)
        .replace("desk hours", f"desk hours {'of many ' * 10}people")
    )
    (desk / name).write_text(text, encoding="utf-8")
    case, words = "界" * 200, "case " * 60
    log = LOG + f"2026-03-02 09:00,opened,{case},P1,{'Ω' * 150}\n2026-03-04 09:00,held,{case},P1,s\n"
    log += f"2026-03-02 09:00,opened,{words},P1,s\nnever,opened,{words},P1,s\n2026-03-02 09:00,{'k' * 200},x,P1,s\n"
    (desk / "wide.csv").write_text(log, encoding="utf-8")
    for command in (
        ["run", name, "--events", "wide.csv", "--all"],
        ["why", name, "--events", "wide.csv", case],
        ["due", name, "ANSWER", "--start", "2026-03-06", "--field", "priority=P1"],
        ["check", name],
    ):
        result = sladsl(*command)
        assert result.exit_code == 0
        lines = result.output.splitlines()
        assert lines
        assert max(map(cell_len, lines)) <= 100


@pytest.mark.parametrize(
    ("said", "instant"),
    [
        pytest.param("2026-03-31 17:00", "2026-03-31T14:00:00Z", id="local, in summer time"),
        pytest.param("2026-03-31T17:00", "2026-03-31T14:00:00Z", id="local, with a T"),
        pytest.param("2026-03-02 17:00", "2026-03-02T15:00:00Z", id="local, in winter time"),
        pytest.param("2026-03-31", "2026-03-30T21:00:00Z", id="a date is its midnight"),
        pytest.param("2026-03-31 17:00+02:00", "2026-03-31T15:00:00Z", id="an offset"),
        pytest.param("2026-03-31T17:00:00.25Z", "2026-03-31T17:00:00.250000Z", id="UTC, with a fraction"),
        pytest.param("2026-10-25 03:30", "2026-10-25T00:30:00Z", id="an hour that comes twice: the first"),
    ],
)
def test_as_of(said: str, instant: str) -> None:
    assert judged("--as-of", said)["as_of"] == instant


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("2026-03-29 03:30", "does not exist in Europe/Athens: the clocks went forward then"),
        ("nonsense", "`nonsense` is not a time such as 2026-03-31 17:00"),
        ("2026-02-30", "`2026-02-30` is not a time"),
        ("", "`` is not a time"),
        ("0001-01-01", "lies outside the years 1901 to 2198"),
        ("1900-12-31", "lies outside the years 1901 to 2198"),
        ("9999-12-31T23:59-14:00", "lies outside the years 1901 to 2198"),
        ("9999-12-31", "lies outside the years 1901 to 2198"),
    ],
)
def test_an_as_of_that_is_none(said: str, why: str) -> None:
    result = sladsl(*RUN, "--as-of", said)
    assert (result.exit_code, result.stdout) == (2, "")
    assert why in result.stderr
    assert "--as-of" in result.stderr


def test_a_local_as_of_of_agreements_in_two_zones(desk: Path) -> None:
    other = AGREEMENT.replace("use itil.\n", "").replace("DESK", "OTHER").replace("Europe/Athens", "UTC")
    other = other[: other.index("calendar desk")] + other[other.index("clause FIX") :]
    (desk / "two.sla").write_text(AGREEMENT + other.replace("desk hours", "always"), encoding="utf-8")
    result = sladsl("run", "two.sla", "--events", "log.csv", "--as-of", "2026-03-31 17:00")
    assert result.exit_code == 2
    assert "the agreements are in Europe/Athens and UTC; give it an offset" in result.stderr
    assert sladsl("run", "two.sla", "--events", "log.csv", "--as-of", "2026-03-31 17:00Z").exit_code == 0


def test_as_of_reaches_the_verdicts() -> None:
    # at 11:59 on the 10th INC-3 runs; at 14:00 its four hours are over and it still may be resolved
    assert judged("--as-of", "2026-03-10 14:00")["cases"][-1]["status"] == "running"
    assert judged("--as-of", "2026-03-10 14:00:01")["cases"][-1]["status"] == "breached"
    # before the 6th there is no INC-2; an event later than as-of is used, and not seen
    early = judged("--as-of", "2026-03-05")
    assert [case for _, case, _ in pairs(early)] == ["INC-1", "INC-1"]
    assert early["events"]["used"] == 9


def test_clause() -> None:
    for name in ("FIX", "fix", "DESK/FIX"):
        assert {clause for clause, _, _ in pairs(judged("--clause", name))} == {"FIX"}
    assert judged("--clause", "FIX", "--clause", "ANSWER") == judged()


def test_the_policy_is_the_whole_one_whatever_is_shown_of_it() -> None:
    assert judged("--clause", "FIX")["policy"] == judged()["policy"]


def test_case() -> None:
    assert pairs(judged("--case", "inc-2")) == [("ANSWER", "INC-2", "breached"), ("FIX", "INC-2", "breached")]
    assert judged("--case", "INC-2")["windows"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--clause", "FXI"], "there is no clause `FXI`; did you mean `FIX`?"),
        (["--clause", "nothing like it"], "there is no clause `nothing like it`; there are `ANSWER`, `FIX`"),
        (["--case", "INC-9"], "`INC-9`; did you mean `INC-"),
        (["--source", "desk"], "the policy declares no source `desk`"),
        (["--format", "xml"], "'xml' is not one of"),
        (["--worst", "-1"], "-1"),
        (["--fail-on", "anything"], "'breach'"),
        ([], "FILES"),
    ],
)
def test_wrong_words(words: list[str], said: str) -> None:
    result = sladsl(*(RUN if words else ("run", "--events", "log.csv")), *words)
    assert (result.exit_code, result.stdout) == (1 if "--source" in words else 2, "")
    assert said in result.stderr


def test_fail_on_breach() -> None:
    assert sladsl(*RUN).exit_code == 0
    result = sladsl(*RUN, "--fail-on", "breach")
    assert result.exit_code == 1
    assert result.stdout == fine(*RUN)
    assert sladsl(*RUN, "--case", "INC-1", "--fail-on", "breach").exit_code == 0
    # no case of the first four days is breached
    assert sladsl(*RUN, "--as-of", "2026-03-05", "--fail-on", "breach").exit_code == 0


def test_strict(desk: Path) -> None:
    (desk / "log.csv").write_text(LOG + "yesterday,opened,INC-4,P1,Athens\n", encoding="utf-8")
    loose = sladsl(*RUN)
    assert loose.exit_code == 0
    assert "warning: 1 row could not be read and was left out\n  log.csv:11: " in loose.stderr
    assert "10 rows read: 9 used, 0 duplicate, 0 unknown, 1 rejected" in loose.stdout
    strict = sladsl(*RUN, "--strict")
    assert (strict.exit_code, strict.stdout) == (1, "")
    assert "error[E0608]" in strict.stderr


def test_worst_and_all(desk: Path) -> None:
    rows = "".join(f"2026-03-03 09:00,opened,LATE-{number},P2,Athens\n" for number in range(1, 9))
    (desk / "log.csv").write_text(LOG + rows, encoding="utf-8")

    def late(*words: str) -> list[str]:
        text = fine(*RUN, "--clause", "FIX", *words)
        return [line.split()[0] for line in text.splitlines() if "  breached  " in line]

    # LATE-1 to 8 ran 5 days and 1 hour by the 10th, far more than INC-2: all alike, so by their names
    assert late() == [f"LATE-{number}" for number in range(1, 6)]
    assert late("--worst", "0") == []
    assert late("--all") == [*(f"LATE-{number}" for number in range(1, 9)), "INC-2"]


def test_logs_and_agreements_from_standard_input() -> None:
    text = fine(*RUN)
    assert fine("run", "desk.sla", "--events", "-", stdin=LOG) == text
    assert fine("run", "-", "--events", "log.csv", stdin=AGREEMENT) == text.replace(
        "desk.sla", "standard input"
    )


def test_the_same_log_twice_counts_once() -> None:
    text = fine(*RUN, "--events", "log.csv")
    assert "18 rows read: 9 used, 9 duplicate, 0 unknown, 0 rejected" in text
    assert text.splitlines()[:-1] == fine(*RUN).splitlines()[:-1]
