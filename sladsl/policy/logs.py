"""How a log becomes events: what a source declares."""

from typing import Literal

from sladsl.policy.place import Place
from sladsl.records import frozen


@frozen
class Means:
    """A text of the log and what it stands for: an event's name or a field's value."""

    text: str
    meaning: str


@frozen
class FieldColumn:
    """A field's value is in this column (or, in a log of changes by field, under this field name).

    `unit_us` is the unit of bare numbers in the column of a length of time, in microseconds.
    """

    field: str
    column: str
    means: tuple[Means, ...] = ()
    unit_us: int | None = None


@frozen
class MomentColumn:
    """The column holds the time of this event (one row a case, or repeated in every row)."""

    event: str
    column: str


@frozen
class ChangeMeans:
    """A change of a column's value means an event.

    "becoming": to one of `values`; "leaving": from one of `values` to a value not among them.
    """

    column: str
    direction: Literal["becoming", "leaving"]
    values: tuple[str, ...]
    event: str


@frozen
class TimeFormat:
    """How a log writes time. `zone` is for times without an offset; None makes such a time an error."""

    style: Literal["iso", "day first", "month first", "seconds", "milliseconds"]
    zone: str | None


@frozen
class Source:
    """How a log becomes events.

    `row` says what one row is: an "event", a "case" (one column a moment) or a "change" (either a
    snapshot of the case after each change, or, with `field_column`, `old_column` and `new_column`,
    one changed field). `kept_by` is the party that keeps the log; "": nobody says.
    """

    name: str
    subject: str
    row: Literal["event", "case", "change"]
    case_column: str
    time_column: str | None
    kind_column: str | None
    id_column: str | None
    field_column: str | None
    old_column: str | None
    new_column: str | None
    times: TimeFormat
    separator: str | None
    missing: tuple[str, ...]
    kinds: tuple[Means, ...]
    fields: tuple[FieldColumn, ...]
    moments: tuple[MomentColumn, ...]
    changes: tuple[ChangeMeans, ...]
    place: Place
    kept_by: str = ""
