"""The values a case's fields hold and a condition compares."""

from datetime import date
from decimal import Decimal

from sladsl.records import frozen


@frozen
class Text:
    """A word or phrase; compared after NFC, case folding and single spaces (see `names.fold`)."""

    text: str


@frozen
class Number:
    """A number in a unit ("" where it is a bare count)."""

    number: Decimal
    unit: str = ""


@frozen
class Length:
    """A length of time in microseconds."""

    us: int


@frozen
class Day:
    """A date in the agreement's zone."""

    day: date


@frozen
class Instant:
    """An instant, microseconds since 1970-01-01T00:00Z."""

    us: int


Value = Text | Number | Length | Day | Instant
