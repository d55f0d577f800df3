"""A small agreement to which each test adds its own sentences."""

from sladsl.compile import check_text, compile_texts
from sladsl.policy.model import Policy
from sladsl.source import SourceText

AGREEMENT = """use itil.
use calendars.
agreement DESK "Help desk":
  is a customer SLA, version 1.0.
  between Hellas IT as provider and Acme SA as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone Europe/Athens.
"""
ORDERS = """subject order, plural orders:
  has weight, a number of kg. has effort, a length of time. has due day, a date. has call, a time.
  has pieces, a number. has level, one of Gold, Silver. has note, a text.
  has events placed, delivered.
clock delivery of order, said "delivered": starts when placed. stops when delivered.
"""


def policy_of(text: str) -> Policy:
    """The policy of the agreement with `text` below it."""
    return compile_texts([SourceText.of("desk.sla", AGREEMENT + text)]).or_raise()


def codes(text: str) -> list[str]:
    """The codes found in a text of its own."""
    return [found.code for found in check_text(text)]
