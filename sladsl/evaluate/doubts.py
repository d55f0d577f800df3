"""A cycle of which it is not known how much of its time is excluded.

It is judged twice: with all of that time counted, and with all of it left out.

- Alike both times, that is the verdict; a breach at the instant and with the figures of the second, for it
  is sure only then.
- A breach the first time only: the data does not say, once the clock is stopped; while it runs, it is at
  risk.
- As long as time clears the doubt (a state that has yet to last), nothing is final from the instant on at
  which the case would have been breached: `waits_from`.
"""

from collections.abc import Sequence

from attrs import evolve

from sladsl.evaluate.verdicts import CaseVerdict
from sladsl.policy import words
from sladsl.records import frozen


@frozen
class Doubt:
    """From `begin` on it is not known whether the state held; `clears`: what comes after as of now says."""

    state: str
    begin: int
    clears: bool


def settled(
    counted: CaseVerdict | None, left_out: CaseVerdict | None, doubts: Sequence[Doubt], zone: str
) -> CaseVerdict | None:
    """The verdict; `doubts` are there, in order of time."""
    if counted is None or (left_out is not None and "breached" not in (counted.status, left_out.status)):
        return counted
    first = doubts[0]
    since = words.instant(first.begin, zone)[:16]
    unknown = f"it is not known from {since} on whether {first.state} held"
    breach = counted.decided_at
    clearing = [doubt.begin for doubt in doubts if doubt.clears]
    waits_from = max(breach, min(clearing)) if clearing and breach is not None else None
    if left_out is None or left_out.status == "met":
        return evolve(
            counted, status="unknown", reason=unknown, decided_at=None, warned=(), waits_from=waits_from
        )
    if left_out.status != "breached":
        return evolve(left_out, status="at risk", reason=unknown, waits_from=waits_from)
    if breach == left_out.decided_at:
        return counted
    even = f"even if {first.state} held from {since} on, which is not known"
    return evolve(left_out, reason=even, waits_from=waits_from)
