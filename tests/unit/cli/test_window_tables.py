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
