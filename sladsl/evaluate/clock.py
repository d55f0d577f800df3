"""The clock of a case, as a table.

Rules
- Only the first start counts: a start while running or stopped has no effect.
- A stop counts while running; a stop before the start or while stopped has no effect.
- `continue` goes on with the same clock, and only after a stop. Coming later than the bound stated with
  it, it is a case of its own: the caller then asks for `restart` instead.
- `restart` ends the cycle at hand and begins the next one, in every state; where nothing was started
  yet it starts.
- `void` ends the clock in every state, even before its start. Only a restart leaves it.
- A pause is no state of the clock: it is running all the while, and what holds a pause (a `State`)
  decides which stretches count.
"""

from collections.abc import Mapping
from typing import Literal

from sladsl.policy.model import Action
from sladsl.records import frozen

ClockState = Literal["not started", "running", "stopped", "void"]
Effect = Literal["nothing", "begins", "stops", "goes on", "begins anew", "is void"]

CLOCK_STATES: tuple[ClockState, ...] = ("not started", "running", "stopped", "void")
# One event may do several things to a clock; they are done in this order.
ACTIONS: tuple[Action, ...] = ("void", "stop", "continue", "restart", "start")


@frozen
class Step:
    """The state after an action, and what the action did."""

    after: ClockState
    effect: Effect


CLOCK: Mapping[tuple[ClockState, Action], Step] = {
    ("not started", "start"): Step("running", "begins"),
    ("not started", "stop"): Step("not started", "nothing"),
    ("not started", "continue"): Step("not started", "nothing"),
    ("not started", "restart"): Step("running", "begins"),
    ("not started", "void"): Step("void", "is void"),
    ("running", "start"): Step("running", "nothing"),
    ("running", "stop"): Step("stopped", "stops"),
    ("running", "continue"): Step("running", "nothing"),
    ("running", "restart"): Step("running", "begins anew"),
    ("running", "void"): Step("void", "is void"),
    ("stopped", "start"): Step("stopped", "nothing"),
    ("stopped", "stop"): Step("stopped", "nothing"),
    ("stopped", "continue"): Step("running", "goes on"),
    ("stopped", "restart"): Step("running", "begins anew"),
    ("stopped", "void"): Step("void", "is void"),
    ("void", "start"): Step("void", "nothing"),
    ("void", "stop"): Step("void", "nothing"),
    ("void", "continue"): Step("void", "nothing"),
    ("void", "restart"): Step("running", "begins"),
    ("void", "void"): Step("void", "nothing"),
}
