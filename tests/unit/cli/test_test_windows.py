"""`sladsl test` of windows: how one that does not hold is told."""

from pathlib import Path

import pytest

from tests.unit.cli.desk import fine, sladsl

pytestmark = pytest.mark.usefixtures("desk")

AGREEMENT = """use availability.
use itil.
agreement MAIL:
  is an internal SLA.
  between IT as provider and Sales as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone Europe/Athens.
service Email.
clause UPTIME: Email shall be available for at least 99.9% of the time per calendar month.
clause FIX:
  Every incident shall be resolved within 4 hours, counting always, for at least 90% of incidents per calendar month and site.
"""
OUTAGE = """example "36 minutes" of UPTIME:
  2026-04-10 10:00  Email went down.
  2026-04-10 10:36  Email came up.
  Then the month of 2026-04-01 is {}.
"""
SITES = """example "two" of FIX:
  2026-04-01 10:00  INC-1 opened with site Athens.
  2026-04-01 11:00  INC-1 resolved.
  2026-04-02 10:00  INC-2 opened with site Athens.
  2026-04-02 15:00  INC-2 resolved.
  Then the month of 2026-04-01 for site {} is met.
"""


def given(folder: Path, example: str) -> None:
    (folder / "mail.sla").write_text(AGREEMENT + example, encoding="utf-8")


def test_one_holds(desk: Path) -> None:
    given(desk, OUTAGE.format("met at 99.92%"))
    assert fine("test", "mail.sla") == (
        "as said  MAIL/UPTIME  36 minutes: the window of 2026-04-01 met\n\n1 expectation: 1 as said\n"
    )


def test_one_does_not(desk: Path) -> None:
    given(desk, OUTAGE.format("breached at 99.95%"))
    result = sladsl("test", "mail.sla")
    assert (result.exit_code, result.stderr) == (1, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "not      MAIL/UPTIME  36 minutes: the window of 2026-04-01 breached"
    assert lines[2] == "mail.sla:15  Then the month of 2026-04-01 is breached at 99.95%."
    assert "  status: the example says breached, it is met" in lines
    assert "  value: the example says 99.95%, it is 99.91%" in lines
    # and the outage, down to the lines of the example
    assert any("from went down, mail.sla:13" in line for line in lines)
    assert lines[-1] == "1 expectation: 0 as said, 1 not"


def test_a_share_of_cases_shows_the_cases(desk: Path) -> None:
    given(desk, SITES.format("Athens"))
    out = sladsl("test", "mail.sla").stdout
    assert "  status: the example says met, it is breached\n" in out
    assert "1 met, 1 breached, 0 unknown: 50%, promised 90%" in out
    assert "INC-2  breached" in out


def test_a_group_that_there_is_not(desk: Path) -> None:
    given(desk, SITES.format("Volos"))
    out = sladsl("test", "mail.sla").stdout
    assert "  expected met, but the clause says nothing of such a window\n" in out
    assert "  it has one for each of: site Athens\n" in out
