"""Instants as other programs read them."""

from datetime import timedelta

from sladsl.worktime.civil import EPOCH


def timestamp(instant: int | None) -> str | None:
    """2026-03-02T08:00:00Z, with the microseconds where there are any."""
    if instant is None:
        return None
    return (EPOCH + timedelta(microseconds=instant)).isoformat().replace("+00:00", "Z")
