"""`sladsl coverage`: the matrix, the gaps, and counterexamples that `sladsl run` judges."""

import json
import re
from pathlib import Path

import pytest

from tests.unit.cli.desk import sladsl

CHAIN = """\
use itil.

agreement ACME "Help desk for Acme":
  is a customer SLA, version 1.0.
  between Hellas IT as provider and Acme SA as customer.
  in force from 2026-01-01 to 2026-09-30.
  time zone Europe/Athens.

clause ANSWER "Somebody answers":
  Every incident shall be responded to within 20 hours, counting always.

clause FIX "It works again":
  Every incident where priority is P1 shall be resolved within 8 hours, counting always.

agreement DESK "Service desk":
  is an OLA, version 1.0.
  between Service Desk as provider and Hellas IT as customer.
  in force from 2026-01-01 to 2026-09-30.
  time zone Europe/Athens.
  supports ACME.

clause TAKE:
  Every incident shall be responded to within 24 hours, counting always.

clause MEND:
  Every incident where priority is P1 shall be resolved within 6 hours, counting always.
"""


@pytest.fixture
def chain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("chain.sla").write_text(CHAIN, encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("chain")
def test_the_matrix_and_the_gaps() -> None:
    result = sladsl("coverage", "chain.sla")
    assert result.exit_code == 1
    assert result.output == (
        "ACME  Help desk for Acme\n"
        "  ANSWER  not covered  time        DESK/TAKE\n"
        "  FIX     covered      guaranteed  DESK/MEND\n"
        "\n"
        "ACME/ANSWER  chain.sla:10\n"
        "  an incident started Thursday 2026-01-01 00:00 may be done as late as Friday 2026-01-02 00:00: 24 h\n"
        "counting always\n"
        "    Thursday 2026-01-01 00:00  CASE-1 opened\n"
        "    Thursday 2026-01-01 20:00  ACME/ANSWER is breached\n"
        "    Friday 2026-01-02 00:00  CASE-1 closed\n"
        "  closed by: DESK/TAKE within 20 hours\n"
        "  closed by: promise within 24 hours\n"
        "\n"
        "with DESK alone 2 clauses above fail\n"
        "\n"
        "2 clauses: 1 covered, 1 not covered\n"
    )


@pytest.mark.usefixtures("chain")
def test_what_is_covered_is_fine() -> None:
    Path("chain.sla").write_text(CHAIN.replace("within 24 hours", "within 20 hours"), encoding="utf-8")
    result = sladsl("coverage", "chain.sla")
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "2 clauses: 2 covered")
    assert sladsl("check", "chain.sla").exit_code == 0


@pytest.mark.usefixtures("chain")
def test_nothing_to_check() -> None:
    Path("chain.sla").write_text(CHAIN.partition("agreement DESK")[0], encoding="utf-8")
    result = sladsl("coverage", "chain.sla")
    assert result.exit_code == 0
    assert result.output == "no agreement supports another, and there is no plan: nothing to check\n"


@pytest.mark.usefixtures("chain")
def test_as_json() -> None:
    result = sladsl("coverage", "chain.sla", "--format", "json")
    told = json.loads(result.stdout)
    assert told["format"] == 1
    assert told["policy"]["hash"].startswith("sha256:")
    late, fine = told["clauses"]
    assert (late["status"], late["gap"], late["counterexample"]["kept"]) == (
        "not covered",
        "time",
        ["DESK/TAKE"],
    )
    assert late["numbers"]["worst_us"] == str(24 * 3_600_000_000)
    assert [each["event"] for each in late["counterexample"]["events"]] == ["opened", "closed"]
    assert [repair["of"] for repair in late["repairs"]] == ["DESK/TAKE", "ACME/ANSWER"]
    assert (fine["status"], fine["guaranteed"], fine["proof"]["uses"]) == ("covered", True, ["DESK/MEND"])


@pytest.mark.usefixtures("chain")
def test_counterexamples_are_logs_that_are_judged_as_they_say() -> None:
    result = sladsl("coverage", "chain.sla", "--counterexamples", "gaps")
    (log,) = Path("gaps").iterdir()
    assert log.name == "ACME-ANSWER.csv"
    command = next(line for line in result.stderr.splitlines() if line.startswith("sladsl run"))
    judged = sladsl(*command.split()[1:], "--format", "json")
    told = {
        (each["agreement"], each["clause"]): each["status"] for each in json.loads(judged.stdout)["cases"]
    }
    assert told["ACME", "ANSWER"] == "breached"
    assert told["DESK", "TAKE"] == "met"


@pytest.mark.usefixtures("chain")
def test_check_says_so_and_run_judges_all_the_same() -> None:
    checked = sladsl("check", "chain.sla", "--format", "json")
    assert checked.exit_code == 1
    assert [each["code"] for each in json.loads(checked.stdout)] == ["E1310"]
    Path("log.csv").write_text("at,event,case\n2026-01-05 10:00,opened,I-1\n", encoding="utf-8")
    assert sladsl("run", "chain.sla", "--events", "log.csv").exit_code == 0


@pytest.mark.usefixtures("chain")
def test_every_repair_closes_its_gap() -> None:
    """The number that a repair names, written into the text in place of what stands there."""
    repairs = json.loads(sladsl("coverage", "chain.sla", "--format", "json").stdout)["clauses"][0]["repairs"]
    assert len(repairs) == 2
    for repair in repairs:
        name = repair["of"].partition("/")[2]
        hours = int(repair["number"]) // 3_600_000_000
        mended = re.sub(rf"(clause {name}\b[^:]*:[^.]*? within) \d+ hours", rf"\1 {hours} hours", CHAIN)
        assert mended != CHAIN
        Path("chain.sla").write_text(mended, encoding="utf-8")
        assert sladsl("coverage", "chain.sla").exit_code == 0, repair
        less = hours + (1 if repair["of"].startswith("DESK") else -1)
        almost = re.sub(rf"(clause {name}\b[^:]*:[^.]*? within) \d+ hours", rf"\1 {less} hours", CHAIN)
        Path("chain.sla").write_text(almost, encoding="utf-8")
        assert sladsl("coverage", "chain.sla").exit_code == 1, "nothing less does"


def test_a_clause_cannot_lead_its_log_elsewhere(chain: Path) -> None:
    text = CHAIN.replace("clause ANSWER", "clause `../ANSWER`")
    Path("chain.sla").write_text(text, encoding="utf-8")
    sladsl("coverage", "chain.sla", "--counterexamples", "gaps")
    assert [each.name for each in Path("gaps").iterdir()] == ["ACME-___ANSWER.csv"]
    assert sorted(each.name for each in chain.iterdir()) == ["chain.sla", "gaps"]


SOURCES = """
source desk log of incident:
  each row is an event.
  the case is column "{case}".
  the time is column "at".
  the event is column "{event}".
  times are ISO 8601, in time zone Europe/Athens.
  "New" means opened.
"""


@pytest.mark.usefixtures("chain")
@pytest.mark.parametrize(
    ("case", "event", "header"),
    [
        ("Ticket", "What", "at,event,subject,case"),
        ("case", "event", "at,kind,subject,case"),
        ("case", "kind", "at,event,subject,case"),
    ],
)
def test_counterexamples_are_judged_where_a_source_reads_the_logs_too(
    case: str, event: str, header: str
) -> None:
    text = CHAIN + SOURCES.format(case=case, event=event)
    Path("chain.sla").write_text(text, encoding="utf-8")
    result = sladsl("coverage", "chain.sla", "--counterexamples", "gaps")
    assert Path("gaps/ACME-ANSWER.csv").read_text(encoding="utf-8").partition("\n")[0] == header
    command = next(line for line in result.stderr.splitlines() if line.startswith("sladsl run"))
    judged = sladsl(*command.split()[1:], "--format", "json")
    assert judged.exit_code == 0, judged.stderr
    told = {
        (each["agreement"], each["clause"]): each["status"] for each in json.loads(judged.stdout)["cases"]
    }
    assert (told["ACME", "ANSWER"], told["DESK", "TAKE"]) == ("breached", "met")


@pytest.mark.usefixtures("chain")
def test_what_is_not_covered_for_other_programs() -> None:
    """As `check` says it, and nothing else: a warning about a plan is none of coverage's."""
    sarif = sladsl("coverage", "chain.sla", "--format", "sarif")
    assert sarif.exit_code == 1
    (run,) = json.loads(sarif.stdout)["runs"]
    assert [(each["ruleId"], each["level"]) for each in run["results"]] == [("E1310", "error")]
    checked = json.loads(sladsl("check", "chain.sla", "--format", "sarif").stdout)["runs"][0]["results"]
    assert (
        run["results"][0]["message"] == next(each for each in checked if each["ruleId"] == "E1310")["message"]
    )
    github = sladsl("coverage", "chain.sla", "--format", "github")
    assert github.exit_code == 1
    assert github.stdout.startswith("::error file=chain.sla,line=10,")
    assert len(github.stdout.splitlines()) == 1
    sladsl("coverage", "chain.sla", "--format", "sarif", "--output", "found.sarif")
    assert json.loads(Path("found.sarif").read_text(encoding="utf-8")) == json.loads(sarif.stdout)


@pytest.mark.usefixtures("chain")
def test_for_other_programs_where_all_is_covered_or_nothing_can_be_read() -> None:
    Path("chain.sla").write_text(CHAIN.replace("within 24 hours", "within 20 hours"), encoding="utf-8")
    fine = sladsl("coverage", "chain.sla", "--format", "sarif")
    assert (fine.exit_code, json.loads(fine.stdout)["runs"][0]["results"]) == (0, [])
    Path("chain.sla").write_text(CHAIN.replace("within 24 hours", "within 24 ours"), encoding="utf-8")
    broken = sladsl("coverage", "chain.sla", "--format", "github")
    assert broken.exit_code == 1
    assert broken.stdout.startswith("::error file=chain.sla,line=")
