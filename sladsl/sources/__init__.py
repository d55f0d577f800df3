"""Event logs, case tables and change logs -> events, with an account of every row."""

from sladsl.sources.errors import RejectedRow, SourceError
from sladsl.sources.limits import LIMITS, Limits
from sladsl.sources.read import events_from_dicts, read, read_all
from sladsl.sources.reading import Reading, ReadTable

__all__ = [
    "LIMITS",
    "Limits",
    "ReadTable",
    "Reading",
    "RejectedRow",
    "SourceError",
    "events_from_dicts",
    "read",
    "read_all",
]
