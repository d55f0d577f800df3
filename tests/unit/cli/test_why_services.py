"""`sladsl why` of a service that goes by several names."""

from pathlib import Path

import pytest

from tests.unit.cli.desk import fine

TEXT = """use availability.
agreement ACME: is a customer SLA. between IT as provider and Acme as customer.
  in force from 2026-01-01 to 2026-12-31. time zone UTC.
service Email, also Mail.
clause UPTIME: Mail shall be available for at least 99.9% of the time per calendar month.
"""
LOG = """at,event,case
2026-04-10 10:00,went down,Email
2026-04-10 10:36,came up,Mail
"""


@pytest.mark.parametrize("called", ["Email", "Mail", "mail"])
def test_its_events_are_found_by_any_of_them(desk: Path, called: str) -> None:
    (desk / "mail.sla").write_text(TEXT, encoding="utf-8")
    (desk / "mail.csv").write_text(LOG, encoding="utf-8")
    told = fine("why", "mail.sla", "--events", "mail.csv", "--as-of", "2026-05-01", called)
    assert "not good   36 min, allowed 43 min 12 s" in told
