"""Calendars and exact working-time arithmetic. Knows nothing of the language."""
