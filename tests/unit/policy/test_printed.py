"""A policy as a page of text."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from sladsl.policy import words
from sladsl.policy.conditions import Both, Compared, Either, IsKnown, IsOneOf, Not
from sladsl.policy.model import CalendarUnits, Deadline, EndOf, Policy, Window, Within, WorkingDays
from sladsl.policy.printed import printed
from sladsl.policy.values import Length, Number, Text
from tests.effort import examples

PAGE = """\
ACME "Mail for Acme": customer SLA, version 2.1
  between Hellas IT as provider and Acme SA as customer
  with Telco, Power Co as suppliers
  in force from 2026-01-01 00:00+02:00, time zone Europe/Athens
  Desk Manager: Maria Pappa of Hellas IT, maria@hellas.example
  Director
  only Director or Desk Manager may declare force majeure
  supports ACME
  assumes independent failures of ISP North and ISP South
  assumes the same exclusions for all services
  assumes at most 4 hours of maintenance per calendar month
  assumes complete monitoring
  W0301 of REPAIR is meant, because "nothing is promised of P5"
  plan for the repair of every ticket:
    triage, which nobody promises
    then repair by Network Team under ACME/MONTH where site is known
    at the same time notice under ACME/MONTH
    assuming that `held` comes at once after `opened` and `reopened`
    assuming that a case keeps the site and cost it was opened with
    assuming at most 2 pauses of a case
    assuming no reopenings of a case
    assuming that at least 50% of the cases of ACME/MONTH are those planned for
    assuming that a case counts in the same window under every clause

  ACME/REPAIR "Repairs"  (acme.sla, line 12)
    every ticket where priority is one of P1, P2 and not (site is known or cost is at least 12.50
      EUR) shall be repaired within 1 hour 30 minutes, counting office hours, paused while waiting
    for at least 95% of cases per calendar month and site, each in the window it is decided in
    fields count as they are when the clock stops, until then as they are now
    Desk Manager is warned at 75% of the time
    every breach of a case is escalated to Director
    every missed window is escalated to Director
    the clock repair:
      when opened     it starts
      when resolved   it stops
      when reopened   it continues, within 5 working days of the stop
      when cancelled  it is void
"""
CALENDAR = """\
  office hours (Europe/Athens)
    Monday to Friday     08:00 to 17:00
    Saturday to Sunday   closed
    2026-03-25           closed  Independence Day
    2026-12-24           08:00 to 13:00
    known from 2026-01-01 to 2027-12-31, and refused outside
    public holidays of Greece, 2026 to 2027, as holidays 0.60 has them
"""
REST = """\
Subject ticket (also tickets), known by its number (also αριθμός)
  has priority (also rank), one of: P1 (also Π1), P2
  has cost, number in EUR (also euros)
  has site, text
  events: opened (also άνοιξε, ανοίχτηκε), resolved, held, released, reopened, cancelled
  is waiting from held until released or resolved

Services
  Email "Managed mail"
    mailboxes of 50 GB
    offered to Acme SA and City of Athens
    needs Office LAN and 1 of (ISP North, any of (ISP South))
  Office LAN
  ISP North
  ISP South

Service groups
  Lines
    two ways out
    has ISP North, ISP South
  All "The catalogue"
    offered to all customers
    has Lines, Email

Source desk log: every row is a change of ticket
  times are day first in Europe/Athens
  the case is in "number"
  the time is in "when"
  the event id is in "ref"
  nothing is said by "?"
  "New" means opened
  opened is at "asked"
  "state" leaving "On hold" or "Stuck" means released
  priority is in "urgency"; "1 - High" means P1

Worked examples
  "a slow one" of ACME/REPAIR

Compiled to format 1 from
"""


def test_a_page(rich: Policy) -> None:
    page = printed(rich)
    assert page.startswith(PAGE)
    assert CALENDAR in page
    assert REST in page
    assert "within 1 month and 2 days, at the same time of day" in page
    assert "Monday               22:00 to 02:00 the next day" in page
    assert max(map(len, page.splitlines())) <= 100


@given(data=st.data())
@examples(40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_every_policy_can_be_printed(data: st.DataObject, any_policy: st.SearchStrategy[Policy]) -> None:
    policy = data.draw(any_policy)
    page = printed(policy)
    lines = page.splitlines()
    for clause in policy.clauses:
        called = f"  {clause.agreement}/{clause.id}".replace("\n", " ")  # a name makes no lines
        assert any(line.startswith(called) for line in lines)
    assert lines == page.rstrip("\n").split("\n")
    assert all(line == line.rstrip() for line in lines)


@pytest.mark.parametrize(
    ("us", "expected"),
    [
        (0, "0 seconds"),
        (1_000_000, "1 second"),
        (90_060_500_000, "25 hours 1 minute 0.5 seconds"),
        (-1, "minus 0.000001 seconds"),
    ],
)
def test_lengths(us: int, expected: str) -> None:
    assert words.length(us) == expected


@pytest.mark.parametrize(
    ("share", "expected"),
    [(Fraction(999, 1000), "99.9%"), (Fraction(1), "100%"), (Fraction(2, 3), "200/3%"), (Fraction(0), "0%")],
)
def test_shares(share: Fraction, expected: str) -> None:
    assert words.percent(share) == expected


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        (Within(60_000_000), "within 1 minute"),
        (WorkingDays(1), "within 1 working day"),
        (CalendarUnits(0, 7), "within 7 days, at the same time of day"),
        (CalendarUnits(1, 0), "within 1 month, at the same time of day"),
        (EndOf("last day"), "by the end of the day in last day"),
    ],
)
def test_deadlines(deadline: Deadline, expected: str) -> None:
    assert words.deadline(deadline) == expected


def test_conditions_and_windows() -> None:
    known, slow = IsKnown("site"), Compared("age", "above", Length(3_600_000_000))
    assert words.condition(Either((Both((known, slow)), Not(known)))) == (
        "(site is known and age is above 1 hour) or not (site is known)"
    )
    assert words.condition(IsOneOf("cost", (Number(Decimal("1E+3"), "EUR"),))) == "cost is 1000 EUR"
    assert words.condition(IsOneOf("site", (Text("A"), Text("B")))) == "site is one of A, B"
    assert words.window(Window("rolling", "day", 30)) == "rolling 30 days"
    assert words.window(Window("contract", "year")) == "contract year"
