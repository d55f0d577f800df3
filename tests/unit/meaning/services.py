"""Services and surveys to which each test adds its own promises about windows."""

from sladsl.policy import measures as m
from sladsl.policy.conditions import IsOneOf
from sladsl.policy.model import Policy, WindowClause
from sladsl.policy.states import FromUntil, Spans
from sladsl.policy.values import Text
from tests.unit.meaning.programs import policy_of

HOUR = 3_600_000_000
SERVICES = """subject service, plural services:
  has tier, one of Gold, Silver. has site. has region.
  has readings of latency, a length of time.
  has readings of hits, a number. has readings of bad hits, a number. has load, a number of kW.
  has events went down, came up, planned, done.
service Email.
state outage of service, plural outages, otherwise "available": from went down until came up.
state works of service, plural works: from planned until done.
subject survey, plural surveys: has rating, a number of points. has wait, a length of time. has site.
  has events answered.
clock answer of survey, said "answered": starts when answered. stops when updated.
"""
OUTAGE = m.StateOf("outage", Spans((FromUntil(("went down",), ("came up",)),)))
WORKS = m.StateOf("works", Spans((FromUntil(("planned",), ("done",)),)))
MONTH = m.Window("calendar", "month")
GOLD = IsOneOf("tier", (Text("Gold"),))


def policy(text: str) -> Policy:
    return policy_of(SERVICES + text)


def level(sentence: str) -> WindowClause:
    """The one promise of a clause."""
    (clause,) = policy(f"clause C: {sentence}").window_clauses
    return clause
