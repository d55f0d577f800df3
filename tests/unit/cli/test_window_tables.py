"""What `run` shows of clauses about windows. April 2026 has 720 h, in Athens three hours ahead of UTC."""

from pathlib import Path

import pytest

from tests.unit.cli.desk import fine

AGREEMENT = """\
subject service, plural services:
  identified by name.
  has events went down, came up, work began, work ended.
  has readings of latency, a length of time.

service Email.

state outage of service, plural outages, otherwise "available": from went down until came up.
state maintenance of service: from work began until work ended.

agreement ACME "Mail":
  is a customer SLA, version 1.0.
  between Hellas IT as provider and Acme SA as customer.
  in force from 2026-04-01 to 2026-12-31.
  time zone Europe/Athens.

clause UPTIME:
  Every service shall be available for at least 99.5% of the time per calendar month, excluding maintenance.

clause NUMBER "Not too often":
  There shall be at most 1 outage of Email per calendar month.

clause SPEED:
  The median latency of Email shall be below 300 ms per calendar month.
"""

# 3 h 30 min down, of which one excluded, and 30.5 s: 9 030.5 of 2 588 400 s is 0.34888%: up 99.65111%
LOG = """\
at,event,case,latency
2026-04-10 10:00,went down,Email,
2026-04-10 11:00,work began,Email,
2026-04-10 12:00,work ended,Email,
2026-04-10 13:30,came up,Email,200 ms
2026-04-20 10:00,went down,Email,
2026-04-20 10:00:30.5,came up,Email,300 ms
"""

TEXT = """\
ACME  Mail
customer SLA 1.0, Hellas IT for Acme SA, as of 2026-05-01 00:00 Europe/Athens

UPTIME  mail.sla:18
  Every service shall be available for at least 99.5% of the time per calendar month, excluding
  maintenance.

  from        until       of             value        promised       missing  excluded
  2026-04-01  2026-05-01  service Email  99.65%  at least 99.5%  2 h 30 min       1 h  met
  2026-05-01  2026-06-01  service Email       -  at least 99.5%                -         -  pending

NUMBER  Not too often  mail.sla:21
  There shall be at most 1 outage of Email per calendar month.

  from        until       value   promised  samples
  2026-04-01  2026-05-01      2  at most 1        2  breached
  2026-05-01  2026-06-01      -  at most 1        0  pending

SPEED  mail.sla:24
  The median latency of Email shall be below 300 ms per calendar month.

  from        until        value     promised  samples
  2026-04-01  2026-05-01  0.25 s  below 0.3 s        2  met
  2026-05-01  2026-06-01       -  below 0.3 s        0  pending

6 rows read: 6 used, 0 duplicate, 0 unknown, 0 rejected
"""


@pytest.fixture
def mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mail.sla").write_text(AGREEMENT, encoding="utf-8")
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("mail")
def test_the_text() -> None:
    shown = fine("run", "mail.sla", "--events", "log.csv", "--as-of", "2026-05-01")
    assert " ".join(shown.split()) == " ".join(TEXT.split())
    assert max(map(len, shown.splitlines())) <= 100


UP_TO = """\
subject line, plural lines:
  identified by name.
  has readings of loss, a number of permille.
  has events measured, failed, mended.

state broken of line: from failed until mended.

agreement LINES:
  is an underpinning contract.
  between ISP as provider and Hellas IT as customer.
  in force from 2026-04-01 to 2026-04-30.
  time zone Europe/Athens.

clause LOSS: The average loss of every line shall be at most 0.125 permille per calendar month.
clause BROKEN: Every line shall be broken for at most 0.5% of the time per calendar month.
"""

# 0.5% of 720 h are 3 h 36 min; a microsecond more is none that two places show
LINES = """\
at,event,case,loss
2026-04-10 10:00,measured,A,0.1251
2026-04-10 10:00,failed,A,
2026-04-10 13:36:00.000001,mended,A,
2026-04-10 10:00,measured,B,0.125
2026-04-10 10:00,failed,B,
2026-04-10 13:36,mended,B,
"""


def test_a_value_never_looks_as_if_it_lay_on_the_other_side(tmp_path: Path) -> None:
    (tmp_path / "lines.sla").write_text(UP_TO, encoding="utf-8")
    (tmp_path / "log.csv").write_text(LINES, encoding="utf-8")
    shown = fine("run", f"{tmp_path}/lines.sla", "--events", f"{tmp_path}/log.csv", "--as-of", "2026-05-01")
    rows = [
        " ".join(line.split()) for line in shown.splitlines() if "2026-04-01 2026" in " ".join(line.split())
    ]
    begin = "2026-04-01 2026-05-01 line"
    assert rows == [
        f"{begin} A 0.13 permille at most 0.125 permille 1 breached",
        f"{begin} B 0.125 permille at most 0.125 permille 1 met",
        f"{begin} A 0.51% at most 0.5% 3 h 36 min breached",
        f"{begin} B 0.5% at most 0.5% 3 h 36 min met",
    ]
