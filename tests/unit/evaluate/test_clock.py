"""The clock's table, every state and action."""

import pytest

from sladsl.evaluate.clock import ACTIONS, CLOCK, CLOCK_STATES

EXPECTED = """
not started | start    | running     | begins
not started | stop     | not started | nothing
not started | continue | not started | nothing
not started | restart  | running     | begins
not started | void     | void        | is void
running     | start    | running     | nothing
running     | stop     | stopped     | stops
running     | continue | running     | nothing
running     | restart  | running     | begins anew
running     | void     | void        | is void
stopped     | start    | stopped     | nothing
stopped     | stop     | stopped     | nothing
stopped     | continue | running     | goes on
stopped     | restart  | running     | begins anew
stopped     | void     | void        | is void
void        | start    | void        | nothing
void        | stop     | void        | nothing
void        | continue | void        | nothing
void        | restart  | running     | begins
void        | void     | void        | nothing
"""
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in EXPECTED.strip().splitlines()]


@pytest.mark.parametrize(("state", "action", "after", "effect"), ROWS)
def test_a_step(state: str, action: str, after: str, effect: str) -> None:
    step = CLOCK[state, action]  # type: ignore[index]
    assert (step.after, step.effect) == (after, effect)


def test_the_table_is_total() -> None:
    assert set(CLOCK) == {(state, action) for state in CLOCK_STATES for action in ACTIONS}
    assert len(ROWS) == len(CLOCK)
