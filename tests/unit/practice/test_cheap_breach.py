"""What W1216 says of a credit table is what the evaluator credits; where it is silent nothing is too cheap."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from sladsl.compile import compile_texts
from sladsl.evaluate import Event, judge
from sladsl.policy.model import Policy
from sladsl.practice.cheap_breach import cheap
from sladsl.source import SourceText
from sladsl.worktime.civil import us_of

FEE = 1000
TEXT = """use availability.
service Email.
agreement MAIL:
  is a customer SLA, version 1.0.
  between Hellas IT as provider and Acme SA as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone UTC.
  fee EUR 1000 per calendar month.
  {money}
clause UP:
  Email shall be available for at least 99.5% of the time per calendar month.
  {credits}
"""
# the credits of the clause, what the agreement says besides, and whether some breach is too cheap
TABLES = [
    ("Credit 10% of the monthly fee when below 99.5%, 30% when below 99%.", "", True),
    ("Credit 10% of the monthly fee when below 99.5%, 30% when below 95%, 100% when below 70%.", "", False),
    ("Credit 10% of the monthly fee when below 99.5%, 30% when below 95%, 100% when below 69%.", "", True),
    ("Credit 10% of the monthly fee when below 99.5%, 100% when at most 88%.", "", True),
    ("Credit 12% of the monthly fee when below 99.5%, 100% when at most 88%.", "", False),
    ("Credit 100% of the monthly fee when missed.", "", False),
    ("Credit EUR 990 when missed.", "", True),
    ("Credit 1 times the fee for the downtime.", "", False),
    ("Credit 0.9 times the fee for the downtime.", "", True),
    ("Credit 3 times the fee for the downtime.", "credits are capped at 40% of the monthly fee per calendar month.", True),
    ("Credit 3 times the fee for the downtime.", "credits are capped at EUR 1000 per calendar month.", False),
    ("Credit 2% of the monthly fee for every started 1 points below the target.", "", False),
    ("Credit 1% of the monthly fee for every full 2 points below the target.", "", True),
    ("Credit EUR 10 for every full 1 hour of downtime.", "", False),
    ("Credit EUR 1 for every started 1 hour of downtime.", "", True),
    ("Credit 50% of the monthly fee when below 99.5%. Credit 1 times the fee for the downtime. Credits are capped at 60% of the monthly fee.", "", True),
    ("Credit 50% of the amount at risk when below 99.5%, 100% when below 90%.", "80% of the monthly fee is at risk per calendar month.", True),
    ("Credit 50% of the amount at risk when below 99.5%, 100% when below 90%.", "100% of the monthly fee is at risk per calendar month.", False),
]  # fmt: skip
JANUARY = datetime(2026, 1, 1, tzinfo=UTC)
HOURS = 31 * 24


def policy_of(credits: str, money: str) -> Policy:
    return compile_texts([SourceText.of("mail.sla", TEXT.format(credits=credits, money=money))]).or_raise()


def credited(policy: Policy, up: Fraction) -> Decimal:
    """What the evaluator credits for a January in which Email is down from its begin, but for this share."""
    down = us_of(JANUARY) + int((1 - up) * HOURS * 3_600_000_000)
    events = [Event(us_of(JANUARY), "service", "Email", "went down", {}, "1")]
    if up:
        events.append(Event(down, "service", "Email", "came up", {}, "2"))
    result = judge(policy, events, us_of(JANUARY + timedelta(days=40)))
    return sum((line.amount for line in result.credits if line.begin == us_of(JANUARY)), Decimal(0))


@pytest.mark.parametrize(("credits", "money", "too_cheap"), TABLES)
def test_what_is_said_is_what_is_credited(credits: str, money: str, too_cheap: bool) -> None:
    policy = policy_of(credits, money)
    found = list(cheap(policy))
    assert bool(found) == too_cheap
    for told in found:
        said = re.fullmatch(
            r"at ([\d.]+)% `UP` credits EUR ([\d.]+), and EUR ([\d.]+) are paid .*", told.headline
        )
        assert said is not None, told.headline
        up = Fraction(said[1]) / 100
        assert credited(policy, up) == Decimal(said[2])
        assert Fraction(said[3]) == FEE * (1 - up)
        assert Decimal(said[2]) < Decimal(said[3])


@pytest.mark.parametrize(("credits", "money"), [table[:2] for table in TABLES if not table[2]])
def test_where_nothing_is_said_nothing_is_too_cheap(credits: str, money: str) -> None:
    policy = policy_of(credits, money)
    for tenths in (0, 1, 100, 333, 500, 680, 690, 699, 700, 701, 750, 879, 880, 881, 900, 950, 985, 990, 994):
        up = Fraction(tenths, 1000)
        assert credited(policy, up) + Decimal("0.005") >= FEE * (1 - up), up
