"""How much work a call does, counted and not timed: the same on every machine, however busy it is."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def lines_run(ask: Callable[[], object], most: int | None = None) -> int:
    """How many lines of Python run in the call; AssertionError as soon as there are more than `most`."""
    count = 0

    def step(frame: FrameType, event: str, argument: Any) -> Callable[..., Any]:
        nonlocal count
        count += event == "line"
        assert most is None or count <= most, f"more than {most:,} lines"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        ask()
    finally:
        sys.settrace(before)
    return count
