"""Calendars and exact working-time arithmetic. Knows nothing of the language."""

from sladsl.worktime.calendar import Calendar
from sladsl.worktime.faults import NeverOpens, OutOfRange, OutsideKnownDays

__all__ = ["Calendar", "NeverOpens", "OutOfRange", "OutsideKnownDays"]
