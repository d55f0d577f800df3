"""Windows as written to windows as judged."""

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import clause_errors, readings
from sladsl.policy import model
from sladsl.syntax import tree

MOST_DAYS = 3_660


def a_window(written: tree.Window, found: list[Diagnostic]) -> model.Window | None:
    """The window, or None with a diagnostic."""
    count = 1
    if written.count is not None:
        number = readings.a_number(written.count)
        if number != int(number) or not 1 <= number <= MOST_DAYS:
            found.append(clause_errors.window_out_of_range(written))
            return None
        count = int(number)
    if written.kind == "contract" and written.unit not in ("month", "year"):
        found.append(clause_errors.contract_window(written))
        return None
    return model.Window(written.kind, written.unit, count)
